"""An SQLite index over the documents of a store, which are the truth: it can be thrown away at any time."""

from __future__ import annotations

import os
import sqlite3
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, suppress
from pathlib import Path

import msgspec

from devbench.choices import Answers, DeviceKind, Timing
from devbench.errors import DevbenchError, UsageError
from devbench.results import document
from devbench.results.schema import Document, Result
from devbench.results.steps import HistoryPoint

FILE = "index.sqlite"
VERSION = 4
"""Of the table below; an index of another version is made again."""

_BUSY_SECONDS = 30.0
_TABLE = """
CREATE TABLE documents (
    name BLOB PRIMARY KEY,
    mtime_ns INTEGER NOT NULL,
    bytes INTEGER NOT NULL,
    entry BLOB NOT NULL,
    checksum INTEGER NOT NULL
)
"""
_DAMAGE = (sqlite3.DatabaseError, UnicodeDecodeError)
_UNUSABLE = {
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_PERM,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR,
}
"""Codes where a new index would not help."""

Stamp = tuple[int, int]
"""Of a document: the time of its last change in ns, and its size."""


class IndexEntry(Document, frozen=True, kw_only=True):
    """What a list tells of one document. ``error`` says why one cannot be read; then all else is absent."""

    name: str
    """The file's, without its end: the id of the run."""
    error: str | None = None
    started: str | None = None
    device: str | None = None
    device_model: str | None = None
    kind: DeviceKind | None = None
    model: str | None = None
    quantization: str | None = None
    task: str | None = None
    threads: int | None = None
    mode: str | None = None
    repeats: int | None = None
    invoke_p50_ms: float | None = None
    invoke_p50_low_ms: float | None = None
    invoke_p50_high_ms: float | None = None
    total_p50_ms: float | None = None
    host_invoke_p50_ms: float | None = None
    load_ms: float | None = None
    ratio: float | None = None
    quality: dict[str, float] = msgspec.field(default_factory=dict)
    equal_tokens: float | None = None
    equal_answers: float | None = None
    """Shares, 1 is all."""
    answers: Answers | None = None
    timing: Timing | None = None
    partial: bool = False
    commit: str | None = None


def entries(root: Path, again: bool = False) -> list[IndexEntry]:
    """Of all documents in a store's folder, the newest first, those that cannot be read last.

    Brings the index up to date, ``again`` from nothing. Several processes may do so at once. Raises UsageError where
    another one holds the index for too long, or it cannot be written.
    """
    try:
        try:
            found = _up_to_date(root, again)
        except _DAMAGE as error:
            if _code(error) in _UNUSABLE:
                raise
            found = _replaced(root)
    except sqlite3.Error as error:
        raise UsageError(
            f"The index {root / FILE} cannot be used: {error}.", "Try again when no other devbench is using it."
        ) from error
    return sorted(found, key=lambda entry: (entry.started is not None, entry.started or "", entry.name), reverse=True)


def _code(error: Exception) -> int:
    """Without its extension. What Python itself cannot read, such as text that is none, has no code: it is damage."""
    code: int = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT)
    return code & 0xFF


def _replaced(root: Path) -> list[IndexEntry]:
    """A damaged file gives way to a new one; of several processes that find it, one does it."""
    from filelock import FileLock

    with FileLock(root / f".{FILE}.lock"):
        with suppress(*_DAMAGE):
            return _up_to_date(root)  # another process was faster
        for path in root.glob(f"{FILE}*"):
            path.unlink(missing_ok=True)
        return _up_to_date(root)


def _up_to_date(root: Path, again: bool = False) -> list[IndexEntry]:
    """Documents are read before the index is locked: a thousand new ones keep no other process waiting."""
    with closing(sqlite3.connect(root / FILE, timeout=_BUSY_SECONDS)) as database:
        database.execute("PRAGMA journal_mode = WAL")
        if again or not _is_ours(database):
            _empty(database, again)
        known = _known(database)
        found = dict(_documents(root))
        kept = {name: entry for name, (stamp, entry) in known.items() if found.get(name) == stamp}
        new = {name: _read(root / f"{os.fsdecode(name)}.json") for name in found.keys() - kept.keys()}
        gone = known.keys() - found.keys()
        if new or gone:
            with database:
                database.execute("BEGIN IMMEDIATE")
                database.executemany("DELETE FROM documents WHERE name = ?", [(name,) for name in gone])
                for name, entry in new.items():
                    row = (name, *found[name], msgspec.json.encode(entry))
                    database.execute("REPLACE INTO documents VALUES (?, ?, ?, ?, ?)", (*row, _checksum(row)))
    return [*kept.values(), *new.values()]


def _is_ours(database: sqlite3.Connection) -> bool:
    return bool(database.execute("PRAGMA user_version").fetchone()[0] == VERSION)


def _empty(database: sqlite3.Connection, again: bool) -> None:
    with database:
        database.execute("BEGIN IMMEDIATE")
        if again or not _is_ours(database):  # another process may have been faster
            database.execute("DROP TABLE IF EXISTS documents")
            database.execute(_TABLE)
            database.execute(f"PRAGMA user_version = {VERSION}")


def _known(database: sqlite3.Connection) -> dict[bytes, tuple[Stamp, IndexEntry]]:
    known = {}
    for *row, checksum in database.execute("SELECT * FROM documents"):
        if checksum != _checksum(tuple(row)):
            raise sqlite3.DatabaseError("a row is damaged")
        name, mtime_ns, size, entry = row
        known[name] = ((mtime_ns, size), msgspec.json.decode(entry, type=IndexEntry))
    return known


def _checksum(row: tuple[object, ...]) -> int:
    """SQLite has none of its own: a damaged row would be listed as it stands."""
    return zlib.crc32(repr(row).encode())


def _documents(root: Path) -> Iterator[tuple[bytes, Stamp]]:
    """Names as the file system has them: they may be no text."""
    for path in root.glob("[!.]*.json"):
        with suppress(FileNotFoundError):  # deleted meanwhile
            status = path.stat()
            yield os.fsencode(path.stem), (status.st_mtime_ns, status.st_size)


def _read(path: Path) -> IndexEntry:
    name = _text(path.stem)
    try:
        return entry(name, document.read(path))
    except DevbenchError as error:
        return IndexEntry(name=name, error=_text(error.message))


def _text(name: str) -> str:
    return name.encode(errors="replace").decode()


def entry(name: str, result: Result) -> IndexEntry:
    run, tokens, answers = result.device_run, result.parity.tokens, result.parity.answers
    return IndexEntry(
        name=name,
        started=result.run.started,
        device=result.device.serial,
        device_model=result.device.model,
        kind=result.device.kind,
        model=result.model.name,
        quantization=result.model.quantization,
        task=result.task,
        threads=result.settings.threads,
        mode=result.settings.mode,
        repeats=len(run.repeats),
        invoke_p50_ms=run.latency_ms.invoke.p50,
        invoke_p50_low_ms=run.latency_ms.invoke.p50_low,
        invoke_p50_high_ms=run.latency_ms.invoke.p50_high,
        total_p50_ms=run.latency_ms.total.p50,
        host_invoke_p50_ms=result.host_run.latency_ms.invoke.p50,
        load_ms=run.load_ms,
        ratio=result.ratio.p50,
        quality=run.quality,
        equal_tokens=tokens.equal / tokens.total if tokens.total else None,
        equal_answers=answers.equal / answers.total if answers.total else None,
        answers=result.verdict.answers,
        timing=result.verdict.timing,
        partial=result.verdict.partial,
        commit=result.run.commit,
    )


def alike(entry: IndexEntry) -> str:
    """What results must share for their figures to be one series, in words."""
    threads = "1 thread" if entry.threads == 1 else f"{entry.threads} threads"
    return f"{entry.device}, {entry.model} {entry.quantization}, {entry.task}, {threads}, {entry.mode}"


FIGURES: Mapping[str, Callable[[IndexEntry], float | None]] = {
    "invoke.p50": lambda entry: entry.invoke_p50_ms,
    "total.p50": lambda entry: entry.total_p50_ms,
    "host.invoke.p50": lambda entry: entry.host_invoke_p50_ms,
    "load": lambda entry: entry.load_ms,
    "ratio": lambda entry: entry.ratio,
    "tokens": lambda entry: _percent(entry.equal_tokens),
    "answers": lambda entry: _percent(entry.equal_answers),
}
"""By the names of metrics: what an entry has beside the quality."""


def _percent(share: float | None) -> float | None:
    return None if share is None else 100 * share


def figure(entry: IndexEntry, name: str) -> float | None:
    """One of FIGURES, or a metric of the quality."""
    return FIGURES[name](entry) if name in FIGURES else entry.quality.get(name)


def points(entries: Sequence[IndexEntry], name: str) -> dict[str, list[HistoryPoint]]:
    """The figures that entries have, by what they are alike in."""
    found: dict[str, list[HistoryPoint]] = {}
    for entry in entries:
        if (value := figure(entry, name)) is not None:
            point = HistoryPoint(run=entry.name, started=entry.started or "", value=value)
            found.setdefault(alike(entry), []).append(point)
    return found


def flat(entries: Sequence[IndexEntry]) -> list[dict[str, object]]:
    """As rows of a table: the metrics of the quality become columns of their own."""
    metrics = sorted({metric for entry in entries for metric in entry.quality})
    rows = []
    for entry in entries:
        row = {field: getattr(entry, field) for field in IndexEntry.__struct_fields__ if field != "quality"}
        rows.append(row | {f"quality_{metric}": entry.quality.get(metric) for metric in metrics})
    return rows
