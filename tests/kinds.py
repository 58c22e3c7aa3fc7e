"""The types of what fixtures give to call, and what is there for certain."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Protocol, TypeVar

from devbench.models.export import ExportReport

T = TypeVar("T")

Until = Callable[[Callable[[], bool]], None]
Left = Callable[[], list[str]]
"""What a run left on the device: the names of its jobs, and whether the lock is there."""
Checkpoint = Callable[[str], Path]
"""From a case's name to its checkpoint's folder."""


class Exported(Protocol):
    """What the export of a case reports."""

    def __call__(self, name: str, quantize: str = "fp32") -> ExportReport: ...


class Devbench(Protocol):
    """The command as a user starts it."""

    def __call__(self, *arguments: object) -> subprocess.CompletedProcess[str]: ...


class Adb(Protocol):
    """The stock adb: its exit code, standard output and standard error."""

    def __call__(self, *arguments: str, stdin: bytes = b"", serial: str = ...) -> tuple[int, bytes, bytes]: ...


class Shell(Protocol):
    """The device's shell by way of adb."""

    def __call__(self, command: str, stdin: bytes = b"") -> tuple[int, str, str]: ...


def present(value: T | None) -> T:
    """A value that a test cannot do without."""
    assert value is not None
    return value
