"""What a program is: a function of a Context and its arguments (its name first) that returns an exit status.

It reads and writes the descriptors 0, 1 and 2 of the process that it runs in.
"""

from __future__ import annotations

import getopt
import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from io import FileIO
from pathlib import Path
from typing import TypeAlias

from devbench.virtual.device import SimulatedDevice

COPY_BYTES = 1 << 20


class ProgramError(Exception):
    """What a program says before it gives up; ``status`` is its exit status."""

    def __init__(self, message: str, status: int = 1) -> None:
        super().__init__(message)
        self.status = status


@dataclass(frozen=True)
class Context:
    """What a program sees of the process that it runs in."""

    device: SimulatedDevice
    cwd: str
    environment: dict[str, str]
    execute: Callable[[list[str], str, dict[str, str]], int]
    """Runs a program of the host (command, name to show, environment) in the current folder."""

    def path(self, name: str, *, follow: bool = True, write: bool = False) -> Path:
        return self.device.filesystem.host(name, self.cwd, follow=follow, write=write)

    def target(self, name: str, source: str) -> Path:
        """Where a copy of ``source`` goes: into a folder, or to the name itself."""
        path = self.path(name)
        return self.path(f"{name}/{Path(source).name}", write=True) if path.is_dir() else self.path(name, write=True)


Program: TypeAlias = Callable[[Context, list[str]], int]
PROGRAMS: dict[str, Program] = {}


def program(*names: str) -> Callable[[Program], Program]:
    def register(function: Program) -> Program:
        def run(context: Context, arguments: list[str]) -> int:
            try:
                return function(context, arguments)
            except getopt.GetoptError as error:
                complain(f"{arguments[0]}: {error}")
            except OSError as error:
                complain(f"{arguments[0]}: {error.strerror}")
            return 1

        PROGRAMS.update(dict.fromkeys(names, run))
        return function

    return register


def out(text: str | bytes) -> None:
    write(1, text)


def complain(message: str) -> None:
    write(2, f"{message}\n")


def write(descriptor: int, text: str | bytes) -> None:
    rest = memoryview(text if isinstance(text, bytes) else os.fsencode(text))
    while rest:
        rest = rest[os.write(descriptor, rest) :]


def copy(source: int) -> None:
    while block := os.read(source, COPY_BYTES):
        out(block)


def options(arguments: list[str], known: str = "") -> tuple[dict[str, str], list[str]]:
    """Options without their dash, and operands. ``-5`` is ``-n 5`` where ``n`` takes a value."""
    if "n:" in known:
        arguments = [re.sub(r"^-(?=\d)", "-n", argument) for argument in arguments]
    found, operands = getopt.gnu_getopt(arguments[1:], known)
    return {name[1:]: value for name, value in found}, operands


def each(
    arguments: list[str], names: list[str], action: Callable[[str], None], verb: str = "", *, quiet: bool = False
) -> int:
    """Does it to all, and complains of those that fail as ``cat: name: why``, unless it is to be ``quiet``."""
    if not names:
        raise ProgramError(f"{arguments[0]}: Needs 1 argument")
    status = 0
    for name in names:
        try:
            action(name)
        except OSError as error:
            said = f"{verb} '{name}'" if verb else name
            if not quiet:
                complain(f"{arguments[0]}: {said}: {error.strerror}")
            status = 1
    return status


def each_input(
    context: Context,
    arguments: list[str],
    names: list[str],
    action: Callable[[str, FileIO], None],
    *,
    quiet: bool = False,
) -> int:
    """Each file opened; standard input for ``-`` or where no file is named."""

    def opened(name: str) -> None:
        if name == "-":
            with open(0, "rb", buffering=0, closefd=False) as file:
                action(name, file)
        else:
            with context.path(name).open("rb", buffering=0) as file:
                action(name, file)

    return each(arguments, names or ["-"], opened, quiet=quiet)


def two_or_more(arguments: list[str], names: list[str]) -> list[str]:
    if len(names) < 2:
        raise ProgramError(f"{arguments[0]}: Needs 2 arguments")
    return names
