"""Result documents as bytes: written with a digest, read with suspicion."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import Any

import msgspec

from devbench.errors import UsageError
from devbench.results import upgrade
from devbench.results.schema import FORMAT, SCHEMA, Result, SideRun

_SCHEMA = re.compile(r"devbench\.result/([1-9][0-9]{0,8})")


def encode(result: Result) -> bytes:
    """Indented JSON with a line end; ``digest`` is the sha256 of all the rest."""
    return msgspec.json.format(encode_line(result), indent=1) + b"\n"


def encode_line(result: Result) -> bytes:
    """The same document as one line of JSON Lines, with its line end."""
    body = {"schema": SCHEMA, **msgspec.to_builtins(result)}
    return msgspec.json.encode({"schema": SCHEMA, "digest": _digest(body), **body}) + b"\n"


def decode(content: bytes, source: str) -> Result:
    """The document of ``source``. Raises UsageError that names the field which is wrong."""
    try:
        document = msgspec.json.decode(content, type=dict[str, Any])
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise UsageError(
            f"{source} is not a complete result document: {error}.", "Name a file that devbench wrote."
        ) from error
    number = _format(document.get("schema"), source)
    digest = document.pop("digest", None)
    if digest != _digest(document):
        raise UsageError(f"{source} was changed after devbench wrote it: its digest does not match.", "Run again.")
    try:
        result = msgspec.convert(upgrade.upgraded(document, number), Result)
    except (msgspec.ValidationError, KeyError, TypeError, ValueError) as error:
        raise UsageError(f"{source} is not a result document: {error}.", "Name a file that devbench wrote.") from error
    for side in ("device_run", "host_run"):
        _check_run(getattr(result, side), f"{source}, field {side}")
    return result


def read(path: Path) -> Result:
    if path.suffix == ".tflite":
        raise UsageError(
            f"{path} is a model, not a result.",
            f"Run `devbench run {path}` to measure it, or `devbench compare --ab` to measure two models in turn.",
        )
    try:
        return decode(path.read_bytes(), str(path))
    except OSError as error:
        raise UsageError(f"Cannot read {path}: {error.strerror}.", "Name a result that devbench wrote.") from error


def _format(schema: object, source: str) -> int:
    match = _SCHEMA.fullmatch(str(schema))
    if match is None:
        raise UsageError(
            f"{source} is not a devbench result: its schema is {str(schema)[:40]!r}.",
            "Name a file that devbench wrote.",
        )
    if int(match[1]) > FORMAT:
        raise UsageError(
            f"{source} has a newer format, {schema}; this devbench reads formats up to {FORMAT}.", "Upgrade devbench."
        )
    return int(match[1])


def _check_run(run: SideRun, field: str) -> None:
    for name in ("samples", "repeats"):
        if not getattr(run, name):
            raise UsageError(f"{field}.{name} is empty.", f"Run again: a result without {name} cannot be judged.")
    times = (run.latency_ms.invoke.p50, run.latency_ms.total.p50, run.load_ms)
    if min(times) < 0:  # JSON has no other wrong number
        raise UsageError(f"{field}.samples: a time is not a number of milliseconds.", "Run again.")


def _digest(body: dict[str, Any]) -> str:
    return hashlib.sha256(msgspec.json.encode(body, order="sorted")).hexdigest()
