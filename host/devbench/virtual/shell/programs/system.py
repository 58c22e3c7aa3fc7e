"""Programs that tell of the device and of its processes. What the device has not, it does not invent."""

from __future__ import annotations

import os
import re
import signal
import time

from devbench import assets, jvm
from devbench.errors import DevbenchError
from devbench.virtual.faults import Faults
from devbench.virtual.shell.programs.base import (
    Context,
    ProgramError,
    complain,
    count,
    operands,
    options,
    out,
    program,
    unsupported,
)

HARNESS_CLASS = "io.devbench.Main"
FIXED_PERFORMANCE = "dev/fixed-performance"
"""Where the scripted power service keeps its mode, in the device's folder."""
HARNESS_PID = "dev/harness-pid"
"""Likewise, who it is that the scripted log speaks of."""


@program("true")
def _true(_context: Context, _arguments: list[str]) -> int:
    return 0


@program("false")
def _false(_context: Context, _arguments: list[str]) -> int:
    return 1


@program("sleep")
def _sleep(_context: Context, arguments: list[str]) -> int:
    (seconds,) = operands(arguments, 1, 1)
    if not re.fullmatch(r"\d+(\.\d+)?|\.\d+", seconds):
        raise unsupported(arguments)
    time.sleep(float(seconds))
    return 0


@program("date")
def _date(_context: Context, arguments: list[str]) -> int:
    if arguments[1:] != ["+%s"]:
        raise unsupported(arguments)
    out(f"{int(time.time())}\n")
    return 0


@program("getprop")
def _getprop(context: Context, arguments: list[str]) -> int:
    properties = context.device.properties
    match operands(arguments, 0, 2):
        case [name, *default]:
            out(f"{properties.get(name, ''.join(default))}\n")
        case _:
            out("".join(f"[{name}]: [{value}]\n" for name, value in sorted(properties.items())))
    return 0


@program("dumpsys")
def _dumpsys(context: Context, arguments: list[str]) -> int:
    """There are no services here, unless a test scripted their answers. The exit status is Android's."""
    script = context.device.faults.script
    match arguments[1:2]:
        case ["battery"] if script.battery_temperature:
            tenths = round(10 * (context.device.scripted(script.battery_temperature) or 0))
            out(f"Current Battery Service state:\n  temperature: {tenths}\n")
        case ["thermalservice"] if script.thermal_status:
            out(f"Thermal Status: {round(context.device.scripted(script.thermal_status) or 0)}\n")
        case [name] if not name.startswith("-"):
            complain(f"Can't find service: {name}")
        case _:
            out("Currently running services:\n")
    return 0


@program("settings")
def _settings(context: Context, arguments: list[str]) -> int:
    """``settings get global low_power``, if a test scripted it."""
    if arguments[1:] != ["get", "global", "low_power"] or not context.device.faults.script.power_saver:
        raise ProgramError("cmd: Can't find service: settings", 20)
    out("1\n")
    return 0


@program("logcat")
def _logcat(context: Context, arguments: list[str]) -> int:
    """``logcat -d -v brief [-t LINES]``, where a test scripted the lines."""
    flags, names = options(arguments, "dv:t:")
    lines = context.device.faults.logcat
    if names or "d" not in flags or flags.get("v") != "brief":
        raise unsupported(arguments)
    if not lines:
        raise ProgramError("Unable to open log device '/dev/log/main': No such file or directory")
    pid = (context.device.root / HARNESS_PID).read_text() if (context.device.root / HARNESS_PID).exists() else "0"
    for line in lines[-count(arguments, flags.get("t", "1000")) :]:
        out(f"{line.replace('{pid}', pid)}\n")
    return 0


@program("cmd")
def _cmd(context: Context, arguments: list[str]) -> int:
    """``cmd power set-fixed-performance-mode-enabled true|false``, where a test scripted it."""
    match arguments[1:]:
        case ["power", "set-fixed-performance-mode-enabled", "true" | "false" as enabled]:
            if not context.device.faults.script.fixed_performance:
                raise ProgramError("Failed to set FIXED_PERFORMANCE mode", 255)
            (context.device.root / FIXED_PERFORMANCE).write_text(enabled)
            return 0
    raise ProgramError(f"cmd: Can't find service: {arguments[1] if len(arguments) > 1 else ''}", 20)


@program("getconf")
def _getconf(context: Context, arguments: list[str]) -> int:
    if arguments[1:] != ["PAGE_SIZE"]:
        raise unsupported(arguments)
    out(f"{context.device.faults.page_size_bytes or os.sysconf('SC_PAGE_SIZE')}\n")
    return 0


# -- Java -------------------------------------------------------------------------------------------------------------


def _of_harness(faults: Faults) -> dict[str, str]:
    """Those that the harness itself plays, as it is told of them."""
    spin = {} if faults.spin is None else {jvm.FAULT_SPIN: f"{faults.spin[0]}={faults.spin[1]}"}
    return {**spin, jvm.FAULT_LATER: "1"} if faults.later_answers_wrong else spin


@program("app_process")
def _app_process(context: Context, arguments: list[str]) -> int:
    """``CLASSPATH=JAR app_process [OPTION...] FOLDER io.devbench.Main ARGUMENT...``; FOLDER is not used."""
    split = next((index for index, word in enumerate(arguments) if index and not word.startswith("-")), len(arguments))
    java_options, rest = arguments[1:split], arguments[split + 1 :]
    if not rest:
        raise ProgramError("Error: no class name or --zygote supplied.", 10)
    return _run_harness(context, context.environment.get("CLASSPATH", ""), java_options, rest)


@program("dalvikvm")
def _dalvikvm(context: Context, arguments: list[str]) -> int:
    """``dalvikvm -cp JAR [OPTION...] io.devbench.Main ARGUMENT...``"""
    rest, class_path = arguments[1:], context.environment.get("CLASSPATH", "")
    java_options: list[str] = []
    while rest and rest[0].startswith("-"):
        option = rest.pop(0)
        if option in ("-cp", "-classpath") and rest:
            class_path = rest.pop(0)
        else:
            java_options.append(option)
    if not rest:
        raise ProgramError("Class name required")
    return _run_harness(context, class_path, java_options, rest)


def _run_harness(context: Context, class_path: str, java_options: list[str], arguments: list[str]) -> int:
    """The harness for a desktop JVM takes the place of the pushed one, which must be as Android would have it."""
    if arguments[0] != HARNESS_CLASS:
        raise ProgramError(
            f'java.lang.ClassNotFoundException: Didn\'t find class "{arguments[0]}": '
            f"the virtual device runs {HARNESS_CLASS} alone"
        )
    for jar in class_path.split(":"):
        if not jar:
            raise ProgramError("java.lang.ClassNotFoundException: no class path")
        try:
            mode = context.path(jar).stat().st_mode
        except OSError as error:
            raise ProgramError(f"java.lang.ClassNotFoundException: class path '{jar}': {error.strerror}") from None
        if mode & 0o222:
            raise ProgramError(f"java.lang.SecurityException: Writable dex file '{jar}' is not allowed.")
    (context.device.root / HARNESS_PID).write_text(str(os.getpid()))
    for name in context.device.faults.no_room_for:
        if not (path := context.path(name, write=True)).exists():
            path.symlink_to("/dev/full")
    if context.device.faults.app_process_dies:
        return 128 + signal.SIGKILL
    try:
        options = [option for option in java_options if option.startswith("-D")]
        harness, cache = assets.harness("desktop.jar"), context.device.jvm_cache
        command = jvm.command(harness, arguments[1:], options=options, cache=cache)
        return context.execute(command, "app_process", jvm.environment() | _of_harness(context.device.faults))
    except DevbenchError as error:
        raise ProgramError(f"app_process: {error.message} {error.hint}".rstrip()) from None
