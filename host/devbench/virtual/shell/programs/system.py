"""Programs that tell of the device and of its processes. What the device has not, it does not invent."""

from __future__ import annotations

import os
import platform
import signal
import time
from pathlib import Path

from devbench import assets, jvm
from devbench.errors import DevbenchError
from devbench.virtual import processes
from devbench.virtual.shell.programs.base import Context, ProgramError, complain, options, out, program

HARNESS_CLASS = "io.devbench.Main"
FIXED_PERFORMANCE = "dev/fixed-performance"
"""Where the scripted power service keeps its mode, in the device's folder."""
CONFIGURATION = {"PAGE_SIZE": "SC_PAGE_SIZE", "PAGESIZE": "SC_PAGE_SIZE", "_NPROCESSORS_ONLN": "SC_NPROCESSORS_ONLN"}


@program("true")
def _true(_context: Context, _arguments: list[str]) -> int:
    return 0


@program("false")
def _false(_context: Context, _arguments: list[str]) -> int:
    return 1


@program("sleep")
def _sleep(_context: Context, arguments: list[str]) -> int:
    try:
        time.sleep(float(arguments[1]))
    except (IndexError, ValueError):
        raise ProgramError("sleep: Needs a number of seconds") from None
    return 0


@program("date")
def _date(_context: Context, arguments: list[str]) -> int:
    flags, operands = options(arguments, "u")
    pattern = operands[0].removeprefix("+") if operands else "%a %b %e %H:%M:%S %Z %Y"
    now_ns = time.time_ns()
    pattern = pattern.replace("%s", str(now_ns // 10**9)).replace("%N", f"{now_ns % 10**9:09d}")
    out(time.strftime(pattern, time.gmtime() if "u" in flags else time.localtime()) + "\n")
    return 0


@program("sync")
def _sync(_context: Context, _arguments: list[str]) -> int:
    os.sync()
    return 0


@program("env", "printenv")
def _env(context: Context, _arguments: list[str]) -> int:
    out("".join(f"{name}={value}\n" for name, value in context.environment.items()))
    return 0


@program("getprop")
def _getprop(context: Context, arguments: list[str]) -> int:
    properties = context.device.properties
    if len(arguments) > 1:
        out(f"{properties.get(arguments[1], arguments[2] if len(arguments) > 2 else '')}\n")
    else:
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


@program("id")
def _id(_context: Context, arguments: list[str]) -> int:
    flags, _ = options(arguments, "un")
    out({"": "uid=2000(shell) gid=2000(shell) groups=2000(shell)", "u": "2000", "un": "shell"}["".join(flags)] + "\n")
    return 0


@program("uname")
def _uname(_context: Context, arguments: list[str]) -> int:
    """The kernel is the host's."""
    flags, _ = options(arguments, "asnrvm")
    host = platform.uname()
    told = {"s": host.system, "n": "localhost", "r": host.release, "v": host.version, "m": host.machine}
    out(" ".join(value for key, value in told.items() if key in (flags or "s") or "a" in flags) + "\n")
    return 0


@program("nproc")
def _nproc(_context: Context, _arguments: list[str]) -> int:
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    out(f"{cores}\n")
    return 0


@program("getconf")
def _getconf(_context: Context, arguments: list[str]) -> int:
    _, names = options(arguments)
    if len(names) != 1 or names[0] not in CONFIGURATION:
        raise ProgramError(f"getconf: unknown {' '.join(names)!r}")
    out(f"{os.sysconf(CONFIGURATION[names[0]])}\n")
    return 0


@program("taskset")
def _taskset(_context: Context, _arguments: list[str]) -> int:
    """With a mask and a program it is the shell's: that is another process."""
    raise ProgramError("taskset: Needs 2 arguments")


@program("ps")
def _ps(_context: Context, arguments: list[str]) -> int:
    """The device's processes, and none of the host's; ``-o`` chooses among USER, PID, NAME and ARGS."""
    flags, _ = options(arguments, "Aefo:")
    columns = flags.get("o", "USER,PID,NAME").upper().split(",")
    if unknown := set(columns) - {"USER", "PID", "NAME", "ARGS"}:
        raise ProgramError(f"ps: unknown field {', '.join(sorted(unknown))}")
    out(" ".join(f"{column:<8}" for column in columns).rstrip() + "\n")
    for pid in sorted(processes.of_the_device()):
        command = processes.command_line(pid)
        told = {"USER": "shell", "PID": str(pid), "NAME": _name(command), "ARGS": " ".join(command)}
        out(" ".join(f"{told[column]:<8}" for column in columns).rstrip() + "\n")
    return 0


@program("pidof")
def _pidof(_context: Context, arguments: list[str]) -> int:
    _, names = options(arguments, "s")
    found = [str(pid) for pid in sorted(processes.of_the_device()) if _name(processes.command_line(pid)) in names]
    if found:
        out(" ".join(found) + "\n")
    return int(not found)


def _name(command: list[str]) -> str:
    return Path(command[0]).name if command else ""


# -- Java -------------------------------------------------------------------------------------------------------------


@program("app_process", "app_process32", "app_process64")
def _app_process(context: Context, arguments: list[str]) -> int:
    """``CLASSPATH=JAR app_process [OPTION...] FOLDER io.devbench.Main ARGUMENT...``; FOLDER is not used."""
    split = next((index for index, word in enumerate(arguments) if index and not word.startswith("-")), len(arguments))
    java_options, rest = arguments[1:split], arguments[split + 1 :]
    if not rest:
        raise ProgramError("Error: no class name or --zygote supplied.", 10)
    return _run_harness(context, context.environment.get("CLASSPATH", ""), java_options, rest)


@program("dalvikvm", "dalvikvm32", "dalvikvm64")
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
    if context.device.faults.app_process_dies:
        return 128 + signal.SIGKILL
    try:
        options = [option for option in java_options if option.startswith("-D")]
        jar, cache = assets.harness("desktop.jar"), context.device.jvm_cache
        command = jvm.command(jar, arguments[1:], options=options, cache=cache)
        return context.execute(command, "app_process", jvm.environment())
    except DevbenchError as error:
        raise ProgramError(f"app_process: {error.message} {error.hint}".rstrip()) from None
