"""Where output goes: data to standard output, everything else to standard error. The only maker of consoles."""

from __future__ import annotations

import os
import shlex
import shutil
import sys
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from rich.console import Console

_PIPE_WIDTH = 1000
"""Wider than any table: nothing is drawn to the full width."""
_LEAST_WIDTH = 20
"""Text of a narrower terminal wraps there, so that there is room for words."""


def set_least_width() -> None:
    """For everything that draws; ``COLUMNS=0`` is as if it were not set, as it is for curses."""
    if os.environ.get("COLUMNS", "").strip("0") == "":
        os.environ.pop("COLUMNS", None)
    if shutil.get_terminal_size().columns < _LEAST_WIDTH:
        os.environ["COLUMNS"] = str(_LEAST_WIDTH)


@cache
def messages() -> Console:
    """For people: progress, tables beside ``--json -``, errors. FORCE_COLOR makes no terminal of a pipe."""
    from rich.console import Console

    from devbench.reports.fitting import TrimmedLines

    console = Console(stderr=True, highlight=False, force_interactive=None if sys.stderr.isatty() else False)
    console.push_render_hook(TrimmedLines())
    return console


@cache
def data() -> Console:
    """For what was asked for. A pipe gets plain text as wide as it comes, unless ``COLUMNS`` says how wide."""
    from rich.console import Console

    from devbench.reports.fitting import TrimmedLines

    fallback = 80 if sys.stdout.isatty() else _PIPE_WIDTH
    console = Console(highlight=False, width=shutil.get_terminal_size((fallback, 24)).columns)
    console.push_render_hook(TrimmedLines())
    return console


def print_error(message: str, hint: str = "", log: Path | None = None) -> None:
    """``log`` is where the run's log was kept."""
    from rich.text import Text

    from devbench.reports.sanitize import sanitize_line

    console = messages()
    console.print(Text.assemble(("error: ", "bold red"), sanitize_line(message)), soft_wrap=True)
    if hint:
        console.print(Text.assemble(("  try: ", "bold"), sanitize_line(hint)), soft_wrap=True)
    if log:
        console.print(Text.assemble(("  log: ", "bold"), str(log)), soft_wrap=True)


def command_line() -> list[str]:
    """As a result document keeps it."""
    return ["devbench", *sys.argv[1:]]


def typed() -> str:
    """The command as it can be typed again."""
    return shlex.join(command_line())


def write_bytes(content: bytes) -> None:
    """To standard output, past the console."""
    sys.stdout.buffer.write(content)
    sys.stdout.buffer.flush()
