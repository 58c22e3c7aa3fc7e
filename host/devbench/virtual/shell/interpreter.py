"""Runs the shell's language on the process's own descriptors, with real forks, pipes and signals."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterator, Sequence
from functools import partial

from devbench.virtual.device import SimulatedDevice
from devbench.virtual.shell import launch
from devbench.virtual.shell.builtins import BUILTINS, SPECIAL_BUILTINS, LeaveLoop, read_line
from devbench.virtual.shell.children import Children, ExitShell, complain_as_shell
from devbench.virtual.shell.expansion import Expansion
from devbench.virtual.shell.grammar import parse
from devbench.virtual.shell.parameters import Parameters
from devbench.virtual.shell.programs import ProgramError, complain, out
from devbench.virtual.shell.redirection import kept, open_onto
from devbench.virtual.shell.refusal import EXIT_CODE, NotSupported, Refusal
from devbench.virtual.shell.syntax import (
    AndOrList,
    BraceGroup,
    CommandList,
    CompoundClause,
    ForLoop,
    IfClause,
    Redirection,
    ShellCommand,
    ShellPipeline,
    SimpleCommand,
    Subshell,
    Substitution,
    WhileLoop,
)
from devbench.virtual.shell.words import UnexpectedEnd


def main(device: SimulatedDevice, command: str) -> int:
    """A whole shell in a process of its own: its exit code. Without a command it reads standard input."""
    shell = Shell(device)
    try:
        return shell.run(command) if command else shell.converse()
    except NotSupported as error:
        complain(str(error))
        return EXIT_CODE


class Shell:
    """One shell process's state. What it runs writes to the descriptors 1 and 2 of this process."""

    def __init__(
        self, device: SimulatedDevice, parameters: Parameters | None = None, refusal: Refusal | None = None
    ) -> None:
        self.device = device
        self.parameters = parameters or Parameters()
        self.children = Children(refusal or Refusal())
        self.loops = 0

    def another(self, name: str = "sh", *arguments: str) -> Shell:
        """A new shell in the same folder and environment."""
        parameters = Parameters(self.parameters.environment, name, arguments, self.parameters.cwd)
        return Shell(self.device, parameters, self.children.refusal)

    # -- scripts ------------------------------------------------------------------------------------------------------

    def run(self, text: str) -> int:
        """The exit status of a whole script. Raises NotSupported, at best before anything has run."""
        try:
            self._list(parse(text))
        except ExitShell as end:
            return end.status
        return self.parameters.status

    def converse(self) -> int:
        """Runs commands as they come on standard input, with a prompt if that is a terminal."""
        text, is_terminal = "", os.isatty(0)
        try:
            while True:
                if is_terminal:
                    out("> " if text else f"virtual:{self.parameters.cwd} $ ")
                line = read_line()
                text += line
                try:
                    self._list(parse(text))
                except NotSupported as error:
                    if isinstance(error, UnexpectedEnd) and line:
                        continue
                    if not is_terminal:
                        raise
                    complain(str(error))
                    self.children.refusal.clear()
                    self.parameters.status = EXIT_CODE
                text = ""
                if not line:
                    return self.parameters.status
        except ExitShell as end:
            return end.status

    def _list(self, commands: CommandList) -> int:
        for and_or in commands:
            self.children.reap_jobs()
            if and_or.background:
                self._start_job(and_or)
            else:
                self._and_or(and_or)
        return self.parameters.status

    def _and_or(self, and_or: AndOrList, *, is_last: bool = False) -> int:
        for operator, pipeline in and_or.pipelines:
            if (operator == "&&" and self.parameters.status) or (operator == "||" and not self.parameters.status):
                continue
            self._pipeline(pipeline, is_last=is_last)
        return self.parameters.status

    def _pipeline(self, pipeline: ShellPipeline, *, is_last: bool) -> None:
        if len(pipeline.commands) == 1:
            self.parameters.status = self._command(pipeline.commands[0], is_last=is_last and not pipeline.negated)
        else:
            self.parameters.status = self._pipe(pipeline.commands)
        if pipeline.negated:
            self.parameters.status = int(not self.parameters.status)

    def _pipe(self, commands: Sequence[ShellCommand]) -> int:
        source, pids = os.dup(0), []
        for command in commands[:-1]:
            following, sink = os.pipe()
            pids.append(self._fork(partial(self._command, command, is_last=True), source, sink))
            os.close(source)
            os.close(sink)
            source = following
        pids.append(self._fork(partial(self._command, commands[-1], is_last=True), source, 1))
        os.close(source)
        return self.children.wait(*pids)

    def _start_job(self, and_or: AndOrList) -> None:
        is_last = len(and_or.pipelines) == 1
        self.parameters.last_job = str(self.children.start_job(lambda: self._and_or(and_or, is_last=is_last)))
        self.parameters.status = 0

    def _fork(self, action: Callable[[], int], stdin: int = 0, stdout: int = 1) -> int:
        def run() -> int:
            self.loops = 0
            return action()

        return self.children.fork(run, stdin, stdout)

    # -- commands -----------------------------------------------------------------------------------------------------

    def _command(self, command: ShellCommand, *, is_last: bool = False) -> int:
        """``is_last``: this process has nothing else to do afterwards, so a program may take its place."""
        try:
            if isinstance(command, SimpleCommand):
                return self._simple(command, is_last=is_last)
            with self._redirected(command.redirections):
                return self._compound(command.clause, is_last=is_last)
        except ProgramError as error:
            complain_as_shell(str(error))
            return error.status

    def _compound(self, clause: CompoundClause, *, is_last: bool) -> int:
        match clause:
            case Subshell(body) if not is_last:
                return self.children.wait(self._fork(lambda: self._list(body)))
            case Subshell(body) | BraceGroup(body):
                self._list(body)
            case IfClause(branches, otherwise):
                self._if(branches, otherwise)
            case ForLoop(name, words, body):
                values = iter(self._expansion().fields(words))
                self._loop(lambda: self._next_value(name, values), body)
            case WhileLoop(condition, body, until):
                self._loop(lambda: (self._list(condition) == 0) is not until, body)
        return self.parameters.status

    def _if(self, branches: Sequence[tuple[CommandList, CommandList]], otherwise: CommandList) -> None:
        for condition, body in branches:
            if self._list(condition) == 0:
                self._list(body)
                return
        if otherwise:
            self._list(otherwise)
        else:
            self.parameters.status = 0

    def _loop(self, goes_on: Callable[[], bool], body: CommandList) -> None:
        status = 0
        self.loops += 1
        try:
            while goes_on():
                try:
                    status = self._list(body)
                except LeaveLoop as leave:
                    status = 0
                    if not leave.again:
                        break
        finally:
            self.loops -= 1
        self.parameters.status = status

    def _next_value(self, name: str, values: Iterator[str]) -> bool:
        value = next(values, None)
        if value is not None:
            self.parameters[name] = value
        return value is not None

    def _simple(self, command: SimpleCommand, *, is_last: bool) -> int:
        arguments = self._expansion().fields(command.words)
        if not arguments:
            return self._assign_all(command)
        name = arguments[0]
        if command.assignments and (name == "exec" or name in BUILTINS):
            raise NotSupported(f"an assignment before {name}")
        if name == "exec":
            return self._exec(arguments[1:], command.redirections)
        try:
            with self.parameters.for_one_command(), self._redirected(command.redirections):
                values = [(variable, self._expansion().text(value)) for variable, value in command.assignments]
                for variable, text in values:
                    self.parameters.export(variable, text)
                return launch.call(self, arguments, is_last=is_last)
        except ProgramError as error:
            if name not in SPECIAL_BUILTINS:
                raise
            complain_as_shell(str(error))
            raise ExitShell(error.status) from None

    def _assign_all(self, command: SimpleCommand) -> int:
        if command.assignments and command.redirections:
            raise NotSupported("an assignment with a redirection")
        for name, value in command.assignments:
            self.parameters[name] = self._expansion().text(value)
        with self._redirected(command.redirections):
            words = [*command.words, *(word for _, word in command.assignments)]
            return (
                self.parameters.status if any(isinstance(part, Substitution) for word in words for part in word) else 0
            )

    def _exec(self, arguments: list[str], redirections: Sequence[Redirection]) -> int:
        """With nothing to run, the redirections stay."""
        try:
            self._redirect(redirections)
        except ProgramError as error:
            complain_as_shell(str(error))
            raise ExitShell(error.status) from None
        if not arguments:
            return 0
        raise ExitShell(launch.call(self, arguments, is_last=True))

    @contextlib.contextmanager
    def _redirected(self, redirections: Sequence[Redirection]) -> Iterator[None]:
        with kept(redirection.descriptor for redirection in redirections):
            self._redirect(redirections)
            yield

    def _redirect(self, redirections: Sequence[Redirection]) -> None:
        for redirection in redirections:
            target = self._expansion().text(redirection.target)
            if redirection.operator in (">&", "<&"):
                os.dup2(int(target), redirection.descriptor)
            else:
                open_onto(
                    redirection.descriptor, redirection.operator, target, self.device.filesystem, self.parameters.cwd
                )

    def _expansion(self) -> Expansion:
        parameters = self.parameters
        return Expansion(
            self.device.filesystem, parameters.cwd, parameters.__getitem__, parameters.arguments, self._output
        )

    def _output(self, commands: CommandList) -> str:
        source, sink = os.pipe()
        pid = self._fork(lambda: self._list(commands), stdout=sink)
        os.close(sink)
        with open(source, "rb") as file:  # noqa: PTH123 - a descriptor
            text = file.read()
        self.parameters.status = self.children.wait(pid)
        return os.fsdecode(text.replace(b"\0", b""))
