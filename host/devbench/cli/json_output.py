"""What ``--json FILE`` writes: indented JSON, or a line for each of several documents; ``-`` is standard output."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from devbench.cli import terminal
from devbench.errors import UsageError

OPTION = "--json"
STANDARD_OUTPUT = "-"


def write(target: str | None, *values: object) -> bool:
    """Writes one value indented, several as JSON Lines. Returns whether standard output is used up by that."""
    import msgspec

    if target is None:
        return False
    if len(values) == 1:
        return write_bytes(target, msgspec.json.format(msgspec.json.encode(values[0]), indent=1) + b"\n")
    return write_bytes(target, lines(values))


def lines(values: Sequence[object]) -> bytes:
    import msgspec

    return b"".join(msgspec.json.encode(value) + b"\n" for value in values)


def write_bytes(target: str, content: bytes) -> bool:
    """Old or new, never half. Returns whether standard output is used up by that."""
    if target == STANDARD_OUTPUT:
        terminal.write_bytes(content)
        return True
    from devbench.results.store import write_whole

    path = Path(target)
    with _refused(target):
        if path.exists() and not path.is_file():
            path.write_bytes(content)  # a pipe or a terminal cannot be replaced
        else:
            write_whole(path, content)
    return False


class JsonLines:
    """A file that grows by a whole line with each document; what an earlier run left in it goes with the first."""

    def __init__(self, target: str) -> None:
        self._target = target
        self._mode: Literal["wb", "ab"] = "wb"

    def append(self, line: bytes) -> None:
        if self._target == STANDARD_OUTPUT:
            terminal.write_bytes(line)
            return
        with _refused(self._target), Path(self._target).open(self._mode) as file:
            file.write(line)
        self._mode = "ab"


@contextmanager
def _refused(target: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise UsageError(f"Cannot write {target}: {error.strerror}.", f"Name another file with {OPTION}.") from error
