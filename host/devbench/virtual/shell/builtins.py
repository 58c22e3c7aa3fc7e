"""The commands that change the shell that runs them."""

from __future__ import annotations

import os
import posixpath
import re
import signal
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, NoReturn

from devbench.virtual import processes
from devbench.virtual.shell.children import ExitShell, complain_as_shell
from devbench.virtual.shell.expansion import WHITE_SPACE
from devbench.virtual.shell.paths import host_path
from devbench.virtual.shell.programs import ProgramError, out
from devbench.virtual.shell.refusal import NotSupported

if TYPE_CHECKING:
    from devbench.virtual.shell.interpreter import Shell

POLL_S = 0.01
KILLING = "/data/local/tmp/killing"
SIGNALS = {"HUP": signal.SIGHUP, "INT": signal.SIGINT, "TERM": signal.SIGTERM}


class LeaveLoop(Exception):
    """``break``, or ``continue`` if ``again`` is set."""

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
    """The current folder keeps the names of links, as ``pwd`` shows it."""
    if len(arguments) != 1 or arguments[0].startswith("-") or not arguments[0]:
        raise _unsupported("cd", arguments)
    (target,) = arguments
    there = posixpath.normpath(posixpath.join(shell.parameters.cwd, target))
    try:
        if host_path(shell.device.filesystem, target, shell.parameters.cwd) != shell.device.filesystem.host(there):
            raise NotSupported(f"cd through a link and back: {target}")
        shell.device.filesystem.listing(there)
    except OSError as error:
        raise ProgramError(f"cd: {target}: {error.strerror}", 2) from None
    shell.parameters.cwd = there
    return 0


def pwd(shell: Shell, arguments: list[str]) -> int:
    if arguments:
        raise _unsupported("pwd", arguments)
    out(f"{shell.parameters.cwd}\n")
    return 0


def leave(shell: Shell, arguments: list[str]) -> NoReturn:
    match arguments:
        case []:
            raise ExitShell(shell.parameters.status)
        case [status] if re.fullmatch("[0-9]{1,9}", status):
            raise ExitShell(int(status) & 0xFF)
    raise _unsupported("exit", arguments)


def leave_loop(shell: Shell, arguments: list[str], *, again: bool) -> NoReturn:
    if arguments or not shell.loops:
        raise NotSupported(f"{'continue' if again else 'break'} with a number or outside of a loop")
    raise LeaveLoop(again=again)


def read(shell: Shell, arguments: list[str]) -> int:
    raw = arguments[:1] == ["-r"]
    names = arguments[raw:]
    if not names or not all(re.fullmatch("[A-Za-z_][A-Za-z0-9_]*", name) for name in names):
        raise _unsupported("read", arguments)
    line = read_line()
    if "\\" in line and not raw:
        raise NotSupported("read without -r of a line with a backslash")
    rest = line.strip(WHITE_SPACE)
    for name in names[:-1]:
        value, *others = re.split(f"[{WHITE_SPACE}]+", rest, maxsplit=1)
        rest = others[0] if others else ""
        shell.parameters[name] = value
    shell.parameters[names[-1]] = rest
    return int(not line.endswith("\n"))


def trap(_shell: Shell, arguments: list[str]) -> int:
    """Ignores signals, or no longer; nothing can be run at one."""
    match arguments:
        case ["" | "-" as action, *names] if names and SIGNALS.keys() >= set(names):
            for name in names:
                signal.signal(SIGNALS[name], signal.SIG_DFL if action else signal.SIG_IGN)
            return 0
    raise _unsupported("trap", arguments)


def kill(shell: Shell, arguments: list[str]) -> int:
    """Signals processes of the device, and none of the host's."""
    number: int = signal.SIGTERM
    if arguments and arguments[0] in ("-0", "-1", "-9", "-15"):
        number, arguments = int(arguments[0][1:]), arguments[1:]
    if number == signal.SIGKILL and shell.device.faults.slow_kill:
        killing = shell.device.filesystem.host(KILLING)
        killing.touch()
        while killing.exists():
            time.sleep(POLL_S)
    if number == signal.SIGKILL and shell.device.faults.unkillable:
        return 0
    if not all(re.fullmatch("[1-9][0-9]{0,8}", argument) for argument in arguments):
        raise _unsupported("kill", arguments)
    if not arguments:
        raise ProgramError("usage: kill [-NUMBER] PID...")
    status = 0
    for pid in map(int, arguments):
        try:
            if not processes.is_of_the_device(pid):
                raise ProcessLookupError
            os.kill(pid, number)
        except OSError:
            complain_as_shell(f"kill: {pid}: No such process")
            status = 1
    return status


def wait(shell: Shell, arguments: list[str]) -> int:
    match arguments:
        case []:
            shell.children.wait_for_jobs()
            return 0
        case [pid] if re.fullmatch("[0-9]{1,9}", pid):
            return shell.children.wait_for_job(int(pid))
    raise _unsupported("wait", arguments)


def _unsupported(name: str, arguments: list[str]) -> NotSupported:
    return NotSupported(" ".join([name, *arguments]))


SPECIAL_BUILTINS: dict[str, Callable[[Shell, list[str]], int]] = {
    ":": lambda _shell, _arguments: 0,
    "break": lambda shell, arguments: leave_loop(shell, arguments, again=False),
    "continue": lambda shell, arguments: leave_loop(shell, arguments, again=True),
    "exit": leave,
    "trap": trap,
}
"""A redirection of theirs that fails ends the shell."""
BUILTINS: dict[str, Callable[[Shell, list[str]], int]] = {
    **SPECIAL_BUILTINS,
    "cd": cd,
    "kill": kill,
    "pwd": pwd,
    "read": read,
    "wait": wait,
}
