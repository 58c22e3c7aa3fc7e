"""Reading data files: JSON, JSON lines, tables, plain lines. Errors name file and line."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec

from devbench import assets
from devbench.errors import UsageError
from devbench.suggest import UnknownName
from devbench.tasks.base import Example

_LAYOUTS = f"See {assets.doc('tasks')} for the layout of each task's data."

JSON = (".jsonl", ".json")
TABLES = (".tsv", ".csv")

_COLA = ["source", "label", "star", "sentence"]
"""The columns of CoLA's files, which have no header (Warstadt et al. 2019)."""


class BadLineError(UsageError):
    """``why`` says what is wrong with that line, without a full stop."""

    def __init__(self, path: Path, line: int, why: str, hint: str) -> None:
        super().__init__(f"{path} line {line}: {why}.", hint)
        self.why = why


def wrong(path: Path, line: int, why: str, hint: str = _LAYOUTS) -> BadLineError:
    return BadLineError(path, line, why, hint)


def suffix(path: Path, *known: str) -> str:
    """That of the name, in lower case: a layout is never guessed. Raises UsageError if it is none of ``known``."""
    refuse_folder(path)
    found = path.suffix.lower()
    if found not in known:
        raise UsageError(f"The name of the data {path} does not end in {', '.join(known)}.", _LAYOUTS)
    return found


def refuse_folder(path: Path) -> None:
    if path.is_dir():
        raise UsageError(
            f"The data {path} is a folder; only text-classification reads folders.", "Name a file with --data."
        )


def read_text(path: Path) -> str:
    refuse_folder(path)
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


def read_rows(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """Line numbers from 1 and rows by name: of JSON, or of a table with a header, whose cells are all text."""
    if suffix(path, *JSON, *TABLES) in JSON:
        yield from read_json_rows(path, dict[str, Any], "an object")
    else:
        yield from read_table(path)


@contextmanager
def at(path: Path, line: int, hint: str = _LAYOUTS) -> Iterator[None]:
    """Names file and line of the ValueError or ValidationError that a row raises."""
    try:
        yield
    except (ValueError, msgspec.ValidationError) as error:
        hints = [error.hint, hint] if isinstance(error, UnknownName) and error.hint else [hint]
        raise wrong(path, line, _reason(error), " ".join(hints)) from error


def read_json_rows(path: Path, type_: Any, what: str) -> Iterator[tuple[int, Any]]:
    """Line numbers from 1 and values, of JSON lines or of one JSON array; empty lines are passed over."""
    decoder = msgspec.json.Decoder(type_)
    text = read_text(path)
    suffix(path, *JSON)
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
    """Line numbers and rows of a ``.tsv`` or ``.csv`` file by the names in its header; empty lines are passed over."""
    header: list[str] | None = None
    for number, cells in _csv_lines(path) if path.suffix.lower() == ".csv" else _tsv_lines(path):
        if header is None:
            header = _COLA if _is_cola(cells) else cells
            if doubled := [name for name in header if header.count(name) > 1]:
                raise wrong(path, number, f"the header has the column {doubled[0]!r} twice")
            if header is cells:
                continue
        if len(cells) < len(header) and "qid1" in header:
            continue  # a question's line break cut the row in two; other readers of QQP leave it out, too
        if len(cells) != len(header):
            raise wrong(path, number, f"there are {len(cells)} columns, the header has {len(header)}")
        yield number, dict(zip(header, cells, strict=True))


def _is_cola(cells: list[str]) -> bool:
    return len(cells) == len(_COLA) and cells[1] in ("0", "1") and cells[2] in ("", "*")


def _tsv_lines(path: Path) -> Iterator[tuple[int, list[str]]]:
    """Quotes are characters like others, as in GLUE."""
    return ((number, line.split("\t")) for number, line in read_lines(path) if line)


def _csv_lines(path: Path) -> Iterator[tuple[int, list[str]]]:
    """Quotes are those of RFC 4180: they may hold commas and line breaks."""
    rows = csv.reader(io.StringIO(read_text(path), newline=""), strict=True)
    number = 1
    try:
        for cells in rows:
            if cells:
                yield number, cells
            number = rows.line_num + 1
    except csv.Error as error:
        raise wrong(path, number, f"this is not CSV: {error}") from error


def require_examples(path: Path, examples: list[Example]) -> list[Example]:
    """Each with an id of its own: the second ``7`` is ``7#2``, as rows without ids are known by their line."""
    if not examples:
        raise UsageError(f"{path} has no examples.", "Name a data file of the task with --data.")
    seen: Counter[str] = Counter()
    found = []
    for example in examples:
        seen[example.id] += 1
        found.append(example if seen[example.id] == 1 else _renamed(example, f"{example.id}#{seen[example.id]}"))
    return found


def _renamed(example: Example, id_: str) -> Example:
    return msgspec.structs.replace(example, id=id_, device={**example.device, "id": id_})


def _reason(error: Exception) -> str:
    return str(error).rstrip(".")
