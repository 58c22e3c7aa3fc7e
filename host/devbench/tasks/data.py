"""Reading data files: JSON, JSON lines, tables, plain lines. Errors name file and line."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from devbench.errors import UsageError

T = TypeVar("T")

_LAYOUTS = "See docs/tasks/ for the layout of each task's data."


def wrong(path: Path, line: int, why: str) -> UsageError:
    """``why`` says what is wrong with that line, without a full stop."""
    return UsageError(f"{path} line {line}: {why}.", _LAYOUTS)


def read_text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise UsageError(f"Cannot read the data {path}: {error.strerror}.", "Name it with --data.") from error
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        raise UsageError(f"{path} is not UTF-8 in line {line}.", "Convert it to UTF-8.") from error


def read_lines(path: Path) -> Iterator[tuple[int, str]]:
    """Line numbers from 1 and lines; only LF and CRLF end a line."""
    for number, line in enumerate(read_text(path).split("\n"), start=1):
        yield number, line.removesuffix("\r")


def read_json(path: Path, type_: Any, what: str) -> Any:
    """The whole file as one JSON document of ``type_``; ``what`` names the expected layout in the error."""
    try:
        return msgspec.json.decode(read_text(path).encode(), type=type_)
    except msgspec.DecodeError as error:
        raise UsageError(f"{path} is not {what}: {_reason(error)}.", _LAYOUTS) from error


def read_json_rows(path: Path, type_: Any, what: str) -> Iterator[tuple[int, Any]]:
    """Line numbers from 1 and values, of JSON lines or of one JSON array; empty lines are passed over."""
    decoder = msgspec.json.Decoder(type_)
    text = read_text(path)
    rows = _array_items(path, text) if text.lstrip().startswith("[") else enumerate(text.split("\n"), start=1)
    for number, row in rows:
        if not row.strip():
            continue
        try:
            yield number, decoder.decode(row)
        except msgspec.DecodeError as error:
            raise UsageError(f"{path} line {number} is not {what}: {_reason(error)}.", _LAYOUTS) from error


def _array_items(path: Path, text: str) -> Iterator[tuple[int, str]]:
    """The items of a JSON array as text, with the lines that they begin in."""
    try:
        items = msgspec.json.decode(text, type=list[msgspec.Raw])
    except msgspec.DecodeError as error:
        raise UsageError(f"{path} is not valid JSON: {_reason(error)}.", _LAYOUTS) from error
    line, end = 1, 0
    for raw in items:
        item = bytes(raw).decode()
        start = text.index(item, end)
        line += text.count("\n", end, start)
        yield line, item
        line += item.count("\n")
        end = start + len(item)


def read_table(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """Line numbers and rows of a TSV file by the names in its header. Quotes are characters like others, as in GLUE."""
    header: list[str] | None = None
    for number, line in read_lines(path):
        cells = line.split("\t")
        if header is None:
            header = cells
            if doubled := [name for name in header if header.count(name) > 1]:
                raise wrong(path, number, f"the header has the column {doubled[0]!r} twice")
        elif line:
            if len(cells) != len(header):
                raise wrong(path, number, f"there are {len(cells)} columns, the header has {len(header)}")
            yield number, dict(zip(header, cells, strict=True))


def require_examples(path: Path, examples: list[T]) -> list[T]:
    if not examples:
        raise UsageError(f"{path} holds no examples.", "Name a data file of the task with --data.")
    return examples


def _reason(error: Exception) -> str:
    return str(error).rstrip(".")
