"""What a command writes, and where to."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import click
import cloup

from devbench.errors import UsageError

STANDARD_OUTPUT = "-"


class OutputFile(click.Path):
    """The name of a file to write, or ``-`` for standard output."""

    def __init__(self, *, makes_folder: bool = False) -> None:
        """``makes_folder``: the command makes the folder of the file if need be."""
        super().__init__()
        self._makes_folder = makes_folder

    def check(self, value: str, option: str) -> None:
        """Raises UsageError: a bad place is known before ten minutes of measuring."""
        path = Path(value)
        if value != STANDARD_OUTPUT and (number := self._obstacle(path)):
            raise UsageError(f"Cannot write {path}: {os.strerror(number)}.", f"Name another file with {option}.")

    def place(self, value: str) -> str:
        """The same for two names of one file."""
        return value if value == STANDARD_OUTPUT else str(Path(value).resolve())

    def _obstacle(self, path: Path) -> int:
        """The number of the error that writing to it would raise; 0 for none."""
        if path.is_dir():
            return errno.EISDIR
        folder = path.parent
        while self._makes_folder and not folder.exists():
            folder = folder.parent
        if not folder.is_dir():
            return errno.ENOTDIR if folder.exists() else errno.ENOENT
        return 0 if os.access(path if path.exists() else folder, os.W_OK) else errno.EACCES


json_option = cloup.option(
    "--json",
    "json_file",
    type=OutputFile(),
    metavar="FILE",
    help="Write JSON to FILE (- for standard output): JSON Lines for several results.",
)
details_option = cloup.option("--details", is_flag=True, help="Show all figures, conditions, checks and findings.")
quiet_option = cloup.option("-q", "--quiet", is_flag=True, help="Print no progress and no tables.")
output_option = cloup.option("-o", "--output", type=OutputFile(), metavar="FILE", required=True, help="File to write.")


def _be_verbose(_context: click.Context, _parameter: click.Parameter, value: bool) -> None:
    from devbench.cli import journal

    if value:
        journal.show_adb()


verbose_option = cloup.option(
    "-v",
    "--verbose",
    is_flag=True,
    expose_value=False,
    callback=_be_verbose,
    help="Show every adb command with its time.",
)
