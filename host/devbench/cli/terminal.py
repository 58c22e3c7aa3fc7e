"""The only maker of consoles: data goes to standard output, everything else to standard error."""

from __future__ import annotations

import sys
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console


@cache
def messages() -> Console:
    """For people: progress, tables beside ``--json -``, errors."""
    from rich.console import Console

    return Console(stderr=True, highlight=False)


@cache
def data() -> Console:
    """For what was asked for. A pipe gets plain text, wide enough that no table is cut."""
    from rich.console import Console

    class DataConsole(Console):
        def on_broken_pipe(self) -> None:
            """A reader that has seen enough, such as ``head``, is no failure; __main__ ends quietly."""
            raise BrokenPipeError

    width = None if sys.stdout.isatty() else 120
    return DataConsole(highlight=False, width=width)


def print_error(message: str, hint: str = "") -> None:
    from rich.text import Text

    console = messages()
    console.print(Text.assemble(("error: ", "bold red"), message), soft_wrap=True)
    if hint:
        console.print(Text.assemble(("  try: ", "bold"), hint), soft_wrap=True)
