"""What a program is: a function of a Context and its arguments (its name first) that returns an exit status.

It reads and writes the descriptors 0, 1 and 2 of the process that it runs in.
"""

from __future__ import annotations

import contextlib
import getopt
import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from io import FileIO
from pathlib import Path
from typing import TypeAlias

from devbench.virtual.device import SimulatedDevice
from devbench.virtual.shell.paths import host_path
from devbench.virtual.shell.refusal import NotSupported

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
        """Raises OSError, and NotSupported."""
        return host_path(self.device.filesystem, name, self.cwd, follow=follow, write=write)


Program: TypeAlias = Callable[[Context, list[str]], int]
PROGRAMS: dict[str, Program] = {}


def program(*names: str) -> Callable[[Program], Program]:
    def register(function: Program) -> Program:
        def run(context: Context, arguments: list[str]) -> int:
            try:
                return function(context, arguments)
            except OSError as error:
                complain(f"{arguments[0]}: {error.strerror}")
            return 1

        PROGRAMS.update(dict.fromkeys(names, run))
        return function

    return register


def unsupported(arguments: list[str]) -> NotSupported:
    return NotSupported(" ".join(arguments))


def out(text: str | bytes) -> None:
    write(1, text)


def complain(message: str) -> None:
    with contextlib.suppress(OSError):  # such as on a full disk: nobody is left to be told
        write(2, f"{message}\n")


def write(descriptor: int, text: str | bytes) -> None:
    rest = memoryview(text if isinstance(text, bytes) else os.fsencode(text))
    while rest:
        rest = rest[os.write(descriptor, rest) :]


def options(arguments: list[str], known: str = "") -> tuple[dict[str, str], list[str]]:
    """Options without their dash, and operands. Raises NotSupported for an option that is not known."""
    try:
        found, operands = getopt.gnu_getopt(arguments[1:], known)
    except getopt.GetoptError:
        raise unsupported(arguments) from None
    return {name[1:]: value for name, value in found}, operands


def operands(arguments: list[str], fewest: int, most: int | None = None) -> list[str]:
    """Of a program without options. Raises NotSupported for another number of them."""
    _, found = options(arguments)
    if not fewest <= len(found) <= (len(found) if most is None else most):
        raise unsupported(arguments)
    return found


def count(arguments: list[str], text: str, most_digits: int = 6) -> int:
    """A plain number; Raises NotSupported for what may be read in several ways."""
    if not re.fullmatch(f"0|[1-9][0-9]{{0,{most_digits - 1}}}", text):
        raise unsupported(arguments)
    return int(text)


def each(arguments: list[str], names: list[str], action: Callable[[str], None], *, quiet: bool = False) -> int:
    """Does it to all, and complains of those that fail as ``cat: name: why``, unless it is to be ``quiet``."""
    if not names:
        raise ProgramError(f"{arguments[0]}: Needs 1 argument")
    status = 0
    for name in names:
        try:
            action(name)
        except OSError as error:
            if not quiet:
                complain(f"{arguments[0]}: {name}: {error.strerror}")
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
    """Each file opened; standard input for ``-`` or if no file is named."""

    def opened(name: str) -> None:
        if name == "-":
            with open(0, "rb", buffering=0, closefd=False) as file:
                action(name, file)
        else:
            with context.path(name).open("rb", buffering=0) as file:
                action(name, file)

    return each(arguments, names or ["-"], opened, quiet=quiet)
