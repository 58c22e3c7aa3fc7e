"""Runs the shell's language on the process's own descriptors, with real forks, pipes and signals."""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Callable, Iterator, Sequence
from typing import NoReturn

from devbench.virtual import processes
from devbench.virtual.device import SimulatedDevice
from devbench.virtual.filesystem import HOME
from devbench.virtual.shell.builtins import BUILTINS, ExitShell, LeaveLoop, read_line
from devbench.virtual.shell.expansion import Expansion
from devbench.virtual.shell.grammar import ShellSyntaxError, UnexpectedEndError, parse
from devbench.virtual.shell.programs import PROGRAMS, Context, ProgramError, complain, out
from devbench.virtual.shell.redirection import duplicate_onto, kept, open_onto
from devbench.virtual.shell.syntax import (
    Command,
    For,
    Group,
    If,
    Item,
    Pipeline,
    Redirect,
    Script,
    Simple,
    Subshell,
    Substitution,
    While,
)

BIN = "/system/bin/"
ENVIRONMENT = {
    "ANDROID_DATA": "/data",
    "ANDROID_ROOT": "/system",
    "EXTERNAL_STORAGE": "/sdcard",
    "HOME": "/",
    "PATH": "/system/bin",
    "SHELL": "/system/bin/sh",
    "TMPDIR": HOME,
    "USER": "shell",
}


class Shell:
    """One shell process's state. What it runs writes to the descriptors 1 and 2 of this process."""

    def __init__(
        self,
        device: SimulatedDevice,
        *,
        cwd: str = "/",
        environment: dict[str, str] | None = None,
        arguments: Sequence[str] = (),
        name: str = "sh",
    ) -> None:
        self.device, self.cwd = device, cwd
        self.exported = dict(ENVIRONMENT if environment is None else environment)
        self.variables: dict[str, str] = {}
        self.name, self.arguments = name, list(arguments)
        self.status = 0
        self._pid = os.getpid()
        self.jobs: dict[int, int | None] = {}
        self.loops = 0
        self._last_job = ""

    # -- scripts ------------------------------------------------------------------------------------------------------

    def run(self, text: str) -> int:
        """The exit status of a whole script."""
        try:
            self._script(parse(text))
        except ShellSyntaxError as error:
            self.complain(f"syntax error: {error}")
            return 1
        except ExitShell as end:
            return end.status
        return self.status

    def converse(self) -> int:
        """Runs commands as they come on standard input, with a prompt where that is a terminal."""
        text = ""
        try:
            while True:
                if os.isatty(0):
                    out("> " if text else f"virtual:{self.cwd} $ ")
                line = read_line()
                text += line
                try:
                    self._script(parse(text))
                except UnexpectedEndError as error:
                    if line:
                        continue
                    self.complain(f"syntax error: {error}")
                except ShellSyntaxError as error:
                    self.complain(f"syntax error: {error}")
                    self.status = 1
                text = ""
                if not line:
                    return self.status
        except ExitShell as end:
            return end.status

    def _script(self, script: Script) -> None:
        for item in script:
            self._reap()
            if item.background:
                self._start_job(item)
            else:
                self._item(item)

    def _item(self, item: Item, *, is_last: bool = False) -> None:
        for operator, pipeline in item.pipelines:
            if (operator == "&&" and self.status) or (operator == "||" and not self.status):
                continue
            self._pipeline(pipeline, is_last=is_last)

    def _pipeline(self, pipeline: Pipeline, *, is_last: bool) -> None:
        if len(pipeline.commands) == 1:
            self.status = self._command(pipeline.commands[0], is_last=is_last and not pipeline.negated)
        else:
            self.status = self._pipe(pipeline.commands)
        if pipeline.negated:
            self.status = int(not self.status)

    def _pipe(self, commands: Sequence[Command]) -> int:
        source, pids = os.dup(0), []
        for command in commands[:-1]:
            following, sink = os.pipe()
            pids.append(self._fork_command(command, source, sink))
            os.close(source)
            os.close(sink)
            source = following
        pids.append(self._fork_command(commands[-1], source, 1))
        os.close(source)
        return [_wait(pid) for pid in pids][-1]

    def _fork_command(self, command: Command, stdin: int, stdout: int) -> int:
        return self._fork(lambda: self._command(command, is_last=True), stdin, stdout)

    def _start_job(self, item: Item) -> None:
        def job() -> int:
            self._item(item, is_last=len(item.pipelines) == 1)
            return self.status

        nothing = os.open(os.devnull, os.O_RDONLY)
        pid = self._fork(job, nothing)
        os.close(nothing)
        self.jobs[pid] = None
        self._last_job = str(pid)
        self.status = 0

    def _fork(self, action: Callable[[], int], stdin: int = 0, stdout: int = 1) -> int:
        def run() -> int:
            self.jobs, self.loops = {}, 0
            try:
                return action()
            except ExitShell as end:
                return end.status
            except ProgramError as error:
                self.complain(str(error))
                return error.status

        return processes.fork(run, stdin, stdout, 2)

    # -- commands -----------------------------------------------------------------------------------------------------

    def _command(self, command: Command, *, is_last: bool = False) -> int:
        """``is_last``: this process has nothing else to do afterwards, so a program may take its place."""
        try:
            if isinstance(command, Simple):
                return self._simple(command, is_last=is_last)
            with self._redirected(command.redirects):
                return self._compound(command, is_last=is_last)
        except ProgramError as error:
            self.complain(str(error))
            return error.status

    def _compound(self, command: Command, *, is_last: bool) -> int:
        match command:
            case Subshell(body):
                if not is_last:
                    return _wait(self._fork(lambda: self._body(body)))
                self._body(body)
            case Group(body):
                self._script(body)
            case If(branches, otherwise):
                self._if(branches, otherwise)
            case For(name, words, body):
                values = iter(self._expansion().fields(words))
                self._loop(lambda: self._next_value(name, values), body)
            case While(condition, body, until):
                self._loop(lambda: (self._body(condition) == 0) is not until, body)
        return self.status

    def _body(self, script: Script) -> int:
        self._script(script)
        return self.status

    def _if(self, branches: Sequence[tuple[Script, Script]], otherwise: Script) -> None:
        for condition, body in branches:
            if self._body(condition) == 0:
                self._script(body)
                return
        self.status = 0
        self._script(otherwise)

    def _loop(self, goes_on: Callable[[], bool], body: Script) -> None:
        status = 0
        self.loops += 1
        try:
            while goes_on():
                try:
                    status = self._body(body)
                except LeaveLoop as leave:
                    status = 0
                    if not leave.again:
                        break
        finally:
            self.loops -= 1
        self.status = status

    def _next_value(self, name: str, values: Iterator[str]) -> bool:
        value = next(values, None)
        if value is not None:
            self.assign(name, value)
        return value is not None

    def _simple(self, command: Simple, *, is_last: bool) -> int:
        expansion = self._expansion()
        arguments = expansion.fields(command.words)
        assignments = {name: expansion.text(value) for name, value in command.assignments}
        if arguments[:1] == ["exec"]:
            return self._exec(arguments[1:], assignments, command.redirects)
        with self._redirected(command.redirects):
            if not arguments:
                for name, value in assignments.items():
                    self.assign(name, value)
                substituted = any(isinstance(part, Substitution) for _, word in command.assignments for part in word)
                return self.status if substituted else 0
            return self.call(arguments, assignments, is_last=is_last)

    def call(self, arguments: list[str], assignments: dict[str, str], *, is_last: bool) -> int:
        name = arguments[0].removeprefix(BIN)
        if builtin := BUILTINS.get(name):
            return builtin(self, arguments[1:])
        if is_last:  # as a program that takes the shell's place: what was kept to be put back would hold streams open
            processes.close_all_but_standard()
        environment = {**self.exported, **assignments}
        if name in ("nohup", "setsid") and len(arguments) > 1:
            return self._within(processes.stay_alive, arguments[1:], assignments, is_last=is_last)
        if name == "taskset" and len(arguments) > 2 and name not in self.device.faults.missing_programs:
            return self._within(lambda: _bind(arguments[1]), arguments[2:], assignments, is_last=is_last)
        if name == "sh":
            return self._run_shell(arguments[1:], environment, is_last=is_last)
        program = PROGRAMS.get(name)
        if program and name not in self.device.faults.missing_programs:
            context = Context(self.device, self.cwd, environment, lambda *args: self._execute(*args, is_last=is_last))
            return program(context, arguments)
        if "/" in name:
            self._check_executable(name)
            return self._run_shell(arguments, environment, is_last=is_last)
        self.complain(f"{arguments[0]}: inaccessible or not found")
        return 127

    def _exec(self, arguments: list[str], assignments: dict[str, str], redirects: Sequence[Redirect]) -> int:
        """With nothing to run, the redirections stay."""
        self._redirect(redirects)
        if not arguments:
            return 0
        raise ExitShell(self.call(arguments, assignments, is_last=True))

    def _within(
        self, prepare: Callable[[], None], arguments: list[str], assignments: dict[str, str], *, is_last: bool
    ) -> int:
        """Another program in a process that was prepared for it."""

        def run() -> int:
            prepare()
            return self.call(arguments, assignments, is_last=True)

        return run() if is_last else _wait(self._fork(run))

    def _run_shell(self, arguments: list[str], environment: dict[str, str], *, is_last: bool) -> int:
        """``sh -c TEXT``, ``sh FILE``, or ``sh`` alone; a process of its own, whose pid ``$$`` tells."""

        def run() -> int:
            name, *rest = arguments or ["sh"]
            if name == "-c":
                text, name, rest = rest[0] if rest else "", rest[1] if len(rest) > 1 else "sh", rest[2:]
            elif arguments:
                text = self._script_text(name)
            shell = Shell(self.device, cwd=self.cwd, environment=environment, arguments=rest, name=name)
            return shell.run(text) if arguments else shell.converse()

        return run() if is_last else _wait(self._fork(run))

    def _script_text(self, name: str) -> str:
        try:
            content = self.device.filesystem.host(name, self.cwd).read_bytes()
        except OSError as error:
            raise ProgramError(
                f"{name}: {error.strerror}", 126 if isinstance(error, PermissionError) else 127
            ) from None
        if b"\0" in content[:256]:
            raise ProgramError(f"{name}: the virtual device runs no binaries", 126)
        return os.fsdecode(content)

    def _check_executable(self, name: str) -> None:
        try:
            mode = self.device.filesystem.host(name, self.cwd).stat().st_mode
        except OSError as error:
            raise ProgramError(f"{name}: inaccessible or not found", 127) from error
        if not stat.S_ISREG(mode) or not mode & 0o111:
            raise ProgramError(f"{name}: can't execute: Permission denied", 126)

    def _execute(self, command: list[str], name: str, environment: dict[str, str], *, is_last: bool) -> int:
        """Runs a program of the host, as the process ``name``, in the current folder."""
        folder = self.device.filesystem.host(self.cwd)

        def replace() -> NoReturn:
            os.chdir(folder)
            os.execve(command[0], [name, *command[1:]], environment)

        if is_last:
            replace()
        return _wait(self._fork(replace))

    @contextlib.contextmanager
    def _redirected(self, redirects: Sequence[Redirect]) -> Iterator[None]:
        with kept(redirect.descriptor for redirect in redirects):
            self._redirect(redirects)
            yield

    def _redirect(self, redirects: Sequence[Redirect]) -> None:
        for redirect in redirects:
            target = self._expansion().text(redirect.target)
            if redirect.operator in (">&", "<&"):
                duplicate_onto(redirect.descriptor, target)
            else:
                open_onto(redirect.descriptor, redirect.operator, target, self.device.filesystem, self.cwd)

    # -- variables ----------------------------------------------------------------------------------------------------

    def _expansion(self) -> Expansion:
        return Expansion(self.device.filesystem, self.cwd, self.value, self.arguments, self._output)

    def value(self, name: str) -> str:
        special = {
            "?": str(self.status),
            "$": str(self._pid),
            "!": self._last_job,
            "#": str(len(self.arguments)),
            "0": self.name,
            "PWD": self.cwd,
        }
        if name in special:
            return special[name]
        if name.isdigit():
            return self.arguments[int(name) - 1] if int(name) <= len(self.arguments) else ""
        return self.variables.get(name, self.exported.get(name, ""))

    def assign(self, name: str, value: str) -> None:
        (self.exported if name in self.exported else self.variables)[name] = value

    def _output(self, script: Script) -> str:
        source, sink = os.pipe()
        pid = self._fork(lambda: self._body(script), stdout=sink)
        os.close(sink)
        with open(source, "rb") as file:  # noqa: PTH123 - a descriptor
            text = os.fsdecode(file.read())
        self.status = _wait(pid)
        return text

    # -- jobs ---------------------------------------------------------------------------------------------------------

    def _reap(self) -> None:
        """Takes note of jobs that have ended, so that their pids are gone."""
        for pid in [pid for pid, status in self.jobs.items() if status is None]:
            ended, status = os.waitpid(pid, os.WNOHANG)
            if ended:
                self.jobs[pid] = processes.exit_code(status)

    def wait_for_job(self, pid: int) -> int:
        if pid not in self.jobs:
            return 127
        status = self.jobs[pid]
        self.jobs[pid] = status = _wait(pid) if status is None else status
        return status

    def complain(self, message: str) -> None:
        complain(f"{BIN}sh: {message}")


def _bind(mask: str) -> None:
    """``taskset``."""
    try:
        processes.bind(int(mask, 16))
    except ValueError:
        raise ProgramError(f"taskset: bad mask '{mask}'") from None
    except OSError as error:
        raise ProgramError(f"taskset: failed to set affinity: {error.strerror}") from None


def _wait(pid: int) -> int:
    return processes.exit_code(os.waitpid(pid, 0)[1])
