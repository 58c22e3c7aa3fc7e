"""Standard output and standard error, made safe once, before a command runs.

- A character that the encoding lacks is written as an ASCII look-alike; no text makes a command fail.
- What is written after the reader has gone is dropped: ``devbench run | head -1`` exits as it would without ``head``.
- Any other failure to write to standard output, such as a full disk, is an error with a sentence. Messages for people
  are dropped instead: a run does not fail because nobody can see its progress.
"""

from __future__ import annotations

import codecs
import io
import os
import sys
import unicodedata
from typing import TYPE_CHECKING, TextIO

from devbench.errors import UsageError

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

LOOK_ALIKE = "look-alike"
_LOOK_ALIKES = {
    "\u00a0": " ",
    "·": "-",
    "≤": "<=",
    "≥": ">=",
    "•": "*",
    "–": "-",
    "…": "...",
    "→": "->",
    "±": "+-",
    "×": "x",
    "°": "deg",
    "µ": "u",
    "†": "+",
    "✓": "+",
    "✗": "x",
}
"""Of what devbench itself writes. Text of others is written as escapes, which lose nothing."""


def make_safe() -> None:
    """Replaces ``sys.stdout`` and ``sys.stderr``.

    A standard stream that is closed gets its number back before a file or a socket takes it. Writing to standard output
    fails then, as it would without this.
    """
    if sys.stdin is None:
        os.open(os.devnull, os.O_RDONLY)
    sys.stdout = _safe(sys.stdout, instead=os.O_RDONLY, is_data=True)
    sys.stderr = _safe(sys.stderr, instead=os.O_WRONLY, is_data=False)


def _safe(stream: TextIO | None, *, instead: int, is_data: bool) -> TextIO:
    """The same stream if it is none of the system's, as under a test."""
    if stream is None:
        missing = io.FileIO(os.open(os.devnull, instead), "w")
        return _Text(io.BufferedWriter(_Output(missing, is_data)), "utf-8", LOOK_ALIKE, line_buffering=True)
    binary = getattr(stream, "buffer", None)
    raw = getattr(binary, "raw", binary)
    if not isinstance(raw, io.RawIOBase):
        return stream
    return _Text(io.BufferedWriter(_Output(raw, is_data)), stream.encoding, LOOK_ALIKE, line_buffering=True)


class _Text(io.TextIOWrapper):
    @property
    def encoding(self) -> str:  # type: ignore[override]
        """A name for ASCII that click does not know: it takes ``ascii`` for a mistake and writes UTF-8 instead."""
        name = super().encoding
        return "7-bit ASCII" if codecs.lookup(name).name == "ascii" else name


class _Output(io.RawIOBase):
    """Writes to ``raw`` until that fails, and drops what comes after."""

    def __init__(self, raw: io.RawIOBase, is_data: bool) -> None:
        self._raw = raw
        self._is_data = is_data
        self._is_over = False

    def write(self, data: ReadableBuffer) -> int | None:
        if self._is_over:
            return memoryview(data).nbytes
        try:
            return self._raw.write(data)
        except OSError as error:
            self._is_over = True
            if self._is_data and not isinstance(error, BrokenPipeError):
                raise UsageError(
                    f"Cannot write to standard output: {error.strerror}.", "Make room, or send the output elsewhere."
                ) from error
            return memoryview(data).nbytes

    def writable(self) -> bool:
        return True

    def isatty(self) -> bool:
        return self._raw.isatty()

    def fileno(self) -> int:
        return self._raw.fileno()


def _look_alike(error: UnicodeError) -> tuple[str | bytes, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    shown = "".join(_ascii(character) for character in error.object[error.start : error.end])
    return shown, error.end


def _ascii(character: str) -> str:
    """Of boxes, bars and plots one character for one, so that they keep their shape."""
    if character in _LOOK_ALIKES:
        return _LOOK_ALIKES[character]
    name = unicodedata.name(character, "")
    if name.startswith("BOX DRAWINGS"):
        directions = {*name.split()[2:]} - {"LIGHT", "HEAVY", "DOUBLE"}
        return "-" if directions <= {"HORIZONTAL", "LEFT", "RIGHT"} else "|" if directions <= {"VERTICAL"} else "+"
    if name.startswith("BRAILLE PATTERN") or name.endswith(" BLOCK"):
        return "#"
    return character.encode("ascii", "backslashreplace").decode()


codecs.register_error(LOOK_ALIKE, _look_alike)
