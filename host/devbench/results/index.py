"""An SQLite index over the documents of a store, which are the truth: it can be thrown away at any time."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

import msgspec
from filelock import FileLock

from devbench.errors import DevbenchError, UsageError
from devbench.results import document
from devbench.results.schema import Document, Result, Status

FILE = "index.sqlite"
VERSION = 1
"""Of the table below; an index of another version is made again."""

_BUSY_SECONDS = 30.0
_TABLE = """
CREATE TABLE documents (
    name TEXT PRIMARY KEY,
    mtime_ns INTEGER NOT NULL,
    bytes INTEGER NOT NULL,
    started TEXT,
    entry BLOB NOT NULL
)
"""


class Entry(Document, frozen=True, kw_only=True):
    """What a list tells of one document. ``error`` says why one cannot be read; then all else is absent."""

    name: str
    """The file's, without its end: the id of the run."""
    error: str | None = None
    started: str | None = None
    device: str | None = None
    device_model: str | None = None
    kind: str | None = None
    model: str | None = None
    quantization: str | None = None
    task: str | None = None
    threads: int | None = None
    mode: str | None = None
    invoke_p50_ms: float | None = None
    total_p50_ms: float | None = None
    host_invoke_p50_ms: float | None = None
    load_ms: float | None = None
    ratio: float | None = None
    quality: dict[str, float] = msgspec.field(default_factory=dict)
    equal_tokens: float | None = None
    equal_answers: float | None = None
    """Shares, 1 is all."""
    status: Status | None = None
    commit: str | None = None


class Index:
    """Brought up to date when it is opened. Several processes may have it open.

    Raises UsageError where another process holds it for too long, or it cannot be written.
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        self._path = root / FILE
        self._refresh(again=False)

    def rebuild(self) -> None:
        self._refresh(again=True)

    def entries(self) -> list[Entry]:
        """Newest first; those that cannot be read last."""
        with self._open() as database:
            rows = database.execute("SELECT entry FROM documents ORDER BY started IS NULL, started DESC, name DESC")
            return [msgspec.json.decode(row[0], type=Entry) for row in rows]

    def _refresh(self, again: bool) -> None:
        try:
            with self._open() as database:
                self._update(database, again)
        except sqlite3.OperationalError as error:
            raise UsageError(
                f"The index {self._path} cannot be used: {error}.", "Try again when no other devbench works on it."
            ) from error
        except sqlite3.DatabaseError:
            self._replace()

    def _replace(self) -> None:
        """A damaged file gives way to a new one; of several processes that find it, one does it."""
        with FileLock(self._root / f".{FILE}.lock"):
            try:
                with self._open() as database:
                    self._update(database, again=False)
                return  # another process was faster
            except sqlite3.DatabaseError:
                for path in self._root.glob(f"{FILE}*"):
                    path.unlink(missing_ok=True)
            with self._open() as database:
                self._update(database, again=False)

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        with closing(sqlite3.connect(self._path, timeout=_BUSY_SECONDS)) as database:
            database.execute("PRAGMA journal_mode = WAL")
            yield database

    def _update(self, database: sqlite3.Connection, again: bool) -> None:
        with database:
            database.execute("BEGIN IMMEDIATE")
            if again or database.execute("PRAGMA user_version").fetchone()[0] != VERSION:
                database.execute("DROP TABLE IF EXISTS documents")
                database.execute(_TABLE)
                database.execute(f"PRAGMA user_version = {VERSION}")
            known = {row[0]: row[1:] for row in database.execute("SELECT name, mtime_ns, bytes FROM documents")}
            found = dict(_documents(self._root))
            gone = [(name,) for name in known.keys() - found.keys()]
            database.executemany("DELETE FROM documents WHERE name = ?", gone)
            for name, stamp in found.items():
                if known.get(name) != stamp:
                    entry = _read(self._root / f"{name}.json")
                    row = (name, *stamp, entry.started, msgspec.json.encode(entry))
                    database.execute("REPLACE INTO documents VALUES (?, ?, ?, ?, ?)", row)


def _documents(root: Path) -> Iterator[tuple[str, tuple[int, int]]]:
    """Names with the time of their last change, in ns, and their size."""
    for path in root.glob("[!.]*.json"):
        try:
            status = path.stat()
        except FileNotFoundError:
            continue  # deleted meanwhile
        yield path.stem, (status.st_mtime_ns, status.st_size)


def _read(path: Path) -> Entry:
    try:
        return entry(path.stem, document.read(path))
    except DevbenchError as error:
        return Entry(name=path.stem, error=error.message)


def entry(name: str, result: Result) -> Entry:
    run, tokens, answers = result.device_run, result.parity.tokens, result.parity.answers
    return Entry(
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
        invoke_p50_ms=run.latency_ms.invoke.p50,
        total_p50_ms=run.latency_ms.total.p50,
        host_invoke_p50_ms=result.host_run.latency_ms.invoke.p50,
        load_ms=run.load_ms,
        ratio=result.ratio.p50,
        quality=run.quality,
        equal_tokens=tokens.equal / tokens.total if tokens.total else None,
        equal_answers=answers.equal / answers.total if answers.total else None,
        status=result.verdict.status,
        commit=result.run.commit,
    )


FIGURES = ("invoke_p50_ms", "total_p50_ms", "host_invoke_p50_ms", "load_ms", "ratio", "equal_tokens", "equal_answers")


def figure(entry: Entry, name: str) -> float | None:
    """One of FIGURES, or a metric of the quality."""
    value: float | None = getattr(entry, name) if name in FIGURES else entry.quality.get(name)
    return value


def flat(entries: Sequence[Entry]) -> list[dict[str, object]]:
    """As rows of a table: the metrics of the quality become columns of their own."""
    metrics = sorted({metric for entry in entries for metric in entry.quality})
    rows = []
    for entry in entries:
        row = {field: getattr(entry, field) for field in Entry.__struct_fields__ if field != "quality"}
        rows.append(row | {f"quality_{metric}": entry.quality.get(metric) for metric in metrics})
    return rows
