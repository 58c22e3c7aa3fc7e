"""Where output goes: data to standard output, everything else to standard error. The only maker of consoles."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from devbench.errors import UsageError

if TYPE_CHECKING:
    from rich.console import Console

    from devbench.results.schema import Result


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


def command_line() -> list[str]:
    """As a result document keeps it."""
    return ["devbench", *sys.argv[1:]]


def write_bytes(content: bytes) -> None:
    """To standard output, past the console."""
    sys.stdout.buffer.write(content)
    sys.stdout.buffer.flush()


def write_json(*values: object) -> None:
    """Each value as indented JSON on standard output."""
    import msgspec

    for value in values:
        write_bytes(msgspec.json.format(msgspec.json.encode(value), indent=1) + b"\n")


def write_documents(target: str, results: Sequence[Result]) -> None:
    """Result documents to a file, old or new and never half; ``-`` is standard output."""
    from devbench.results import document
    from devbench.results.store import write_whole

    content = b"".join(document.encode(result) for result in results)
    if target == "-":
        write_bytes(content)
    else:
        write_whole(Path(target), content)


def check_writable(path: Path, option: str) -> None:
    """A bad place is known before ten minutes of measuring."""
    try:
        with path.open("a"):
            pass
    except OSError as error:
        raise UsageError(f"Cannot write {path}: {error.strerror}.", f"Name another file with {option}.") from error
