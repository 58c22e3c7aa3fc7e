"""Reading data files: JSON, JSON lines, plain lines. Errors name file and line."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from devbench.errors import UsageError

T = TypeVar("T")

_LAYOUTS = "See docs/ for the layout of each task's data."


def read_text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise UsageError(f"Cannot read the data {path}: {error.strerror}.", "Name it with --data.") from error
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        raise UsageError(f"{path} is not UTF-8 in line {line}.", "Convert it to UTF-8.") from error


def read_json(path: Path, type_: Any, what: str) -> Any:
    """The whole file as one JSON document of ``type_``; ``what`` names the expected layout in the error."""
    try:
        return msgspec.json.decode(read_text(path).encode(), type=type_)
    except msgspec.DecodeError as error:
        raise UsageError(f"{path} is not {what}: {_reason(error)}.", _LAYOUTS) from error


def read_json_lines(path: Path, type_: Any, what: str) -> Iterator[tuple[int, Any]]:
    """Line numbers from 1 and values; empty lines are passed over."""
    decoder = msgspec.json.Decoder(type_)
    for number, line in enumerate(read_text(path).split("\n"), start=1):
        if not line.strip():
            continue
        try:
            yield number, decoder.decode(line)
        except msgspec.DecodeError as error:
            raise UsageError(f"{path} line {number} is not {what}: {_reason(error)}.", _LAYOUTS) from error


def require_examples(path: Path, examples: list[T]) -> list[T]:
    if not examples:
        raise UsageError(f"{path} holds no examples.", "Name a data file of the task with --data.")
    return examples


def _reason(error: Exception) -> str:
    return str(error).rstrip(".")
