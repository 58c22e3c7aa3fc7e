"""The commands that change the shell that runs them."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from typing import TYPE_CHECKING, NoReturn

from devbench.virtual import processes
from devbench.virtual.shell.programs import PROGRAMS, ProgramError, out

if TYPE_CHECKING:
    from devbench.virtual.shell.interpreter import Shell


class ExitShell(Exception):
    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


class LeaveLoop(Exception):
    """``break``, or ``continue`` where ``again`` is set."""

    def __init__(self, *, again: bool) -> None:
        super().__init__(again)
        self.again = again


def read_line() -> str:
    """From standard input, byte by byte, so that what follows stays for the next program. "" at the end."""
    line = bytearray()
    while not line.endswith(b"\n") and (byte := os.read(0, 1)):
        line += byte
    return os.fsdecode(bytes(line))


def cd(shell: Shell, arguments: list[str]) -> int:
    target = arguments[0] if arguments else shell.value("HOME")
    try:
        resolved = shell.device.filesystem.resolve(target, shell.cwd)
        shell.device.filesystem.listing(resolved)
    except OSError as error:
        raise ProgramError(f"cd: {target}: {error.strerror}", 2) from None
    shell.cwd = resolved
    return 0


def pwd(shell: Shell, _arguments: list[str]) -> int:
    out(f"{shell.cwd}\n")
    return 0


def leave(shell: Shell, arguments: list[str]) -> NoReturn:
    raise ExitShell(int(arguments[0]) & 0xFF if arguments and arguments[0].isdigit() else shell.status)


def leave_loop(shell: Shell, *, again: bool) -> NoReturn:
    if not shell.loops:
        raise ProgramError("break: not in a loop")
    raise LeaveLoop(again=again)


def export(shell: Shell, arguments: list[str]) -> int:
    for argument in arguments:
        name, assigned, value = argument.partition("=")
        shell.exported[name] = value if assigned else shell.value(name)
        shell.variables.pop(name, None)
    return 0


def unset(shell: Shell, arguments: list[str]) -> int:
    for name in arguments:
        shell.variables.pop(name, None)
        shell.exported.pop(name, None)
    return 0


def shift(shell: Shell, _arguments: list[str]) -> int:
    del shell.arguments[:1]
    return 0


def read(shell: Shell, arguments: list[str]) -> int:
    names = [name for name in arguments if not name.startswith("-")] or ["REPLY"]
    line = read_line()
    values = line.split(None, len(names) - 1)
    for index, name in enumerate(names):
        shell.assign(name, values[index].strip() if index < len(values) else "")
    return int(not line)


def trap(_shell: Shell, arguments: list[str]) -> int:
    """Ignores signals, or no longer; nothing can be run at one."""
    if not arguments or arguments[0] not in ("", "-"):
        raise ProgramError("trap: only '' and - are supported by the virtual device")
    for name in arguments[1:]:
        signal.signal(_signal_number(name), signal.SIG_DFL if arguments[0] else signal.SIG_IGN)
    return 0


def kill(shell: Shell, arguments: list[str]) -> int:
    """Signals processes of the device, and none of the host's."""
    number: int = signal.SIGTERM
    if arguments[:1] == ["-s"] and len(arguments) > 1:
        number, arguments = _signal_number(arguments[1]), arguments[2:]
    elif arguments and arguments[0].startswith("-"):
        number, arguments = _signal_number(arguments[0][1:]), arguments[1:]
    status = 0
    for argument in arguments:
        try:
            if not argument.isdigit() or not processes.is_of_the_device(int(argument)):
                raise ProcessLookupError
            os.kill(int(argument), number)
        except OSError:
            shell.complain(f"kill: {argument}: No such process")
            status = 1
    return status


def wait(shell: Shell, arguments: list[str]) -> int:
    pids = [int(argument) for argument in arguments if argument.isdigit()] if arguments else list(shell.jobs)
    statuses = [shell.wait_for_job(pid) for pid in pids]
    return statuses[-1] if arguments and statuses else 0


def which(shell: Shell, arguments: list[str]) -> int:
    status = 0
    for name in [argument for argument in arguments if not argument.startswith("-")]:
        if name in BUILTINS or name == "sh" or name in PROGRAMS.keys() - shell.device.faults.missing_programs:
            out(f"/system/bin/{name}\n")
        else:
            status = 1
    return status


def command(shell: Shell, arguments: list[str]) -> int:
    if not arguments or arguments[0].startswith("-"):
        return which(shell, arguments)
    return shell.call(arguments, {}, is_last=False)


def _signal_number(name: str) -> int:
    try:
        return int(name) if name.isdigit() else signal.Signals[f"SIG{name.upper().removeprefix('SIG')}"]
    except KeyError:
        raise ProgramError(f"{name}: bad signal") from None


BUILTINS: dict[str, Callable[[Shell, list[str]], int]] = {
    ":": lambda _shell, _arguments: 0,
    "break": lambda shell, _arguments: leave_loop(shell, again=False),
    "cd": cd,
    "command": command,
    "continue": lambda shell, _arguments: leave_loop(shell, again=True),
    "exit": leave,
    "export": export,
    "kill": kill,
    "pwd": pwd,
    "read": read,
    "shift": shift,
    "trap": trap,
    "type": which,
    "unset": unset,
    "wait": wait,
    "which": which,
}
