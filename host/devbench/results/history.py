"""What was measured before: entries of the index that are wanted, and files for other tools."""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

from devbench import suggest
from devbench.choices import ANSWERS, TASKS, TIMINGS, VERDICT_WORDS, VerdictWord
from devbench.errors import UsageError
from devbench.results.findings import DEVICE_VERDICTS
from devbench.results.index import IndexEntry, flat
from devbench.results.schema import Document


@dataclass(frozen=True)
class Filter:
    """None is whatever there is. ``since`` is an ISO time in UTC; ``device`` a serial or a model. Words of one part of
    the ``verdict`` are alternatives; of several parts, each must hold.

    Raises UsageError for a word that no verdict has, and for a task that does not exist.
    """

    device: str | None = None
    model: str | None = None
    task: str | None = None
    verdict: tuple[VerdictWord, ...] = ()
    since: str | None = None

    def __post_init__(self) -> None:
        if unknown := [word for word in self.verdict if word not in VERDICT_WORDS]:
            raise UsageError(f"No verdict has the word {', '.join(unknown)}.", f"Use {', '.join(VERDICT_WORDS)}.")
        if self.task is not None and self.task not in TASKS:
            raise UsageError(f"There is no task {self.task}.", suggest.closest(self.task, TASKS))

    def matches(self, entry: IndexEntry) -> bool:
        """A document that cannot be read matches only if nothing is asked for."""
        if entry.error is not None:
            return self == Filter()
        if self.device is not None and self.device not in (entry.device, entry.device_model):
            return False
        if self.since is not None and (entry.started or "") < self.since:
            return False
        pairs = ((self.model, entry.model), (self.task, entry.task))
        return all(wanted is None or wanted == found for wanted, found in pairs) and self._has_verdict(entry)

    def _has_verdict(self, entry: IndexEntry) -> bool:
        device = entry.kind and DEVICE_VERDICTS[entry.kind]
        parts = ((ANSWERS, entry.answers), (TIMINGS, entry.timing), (DEVICE_VERDICTS.values(), device))
        wanted = [(set(self.verdict) & set(words), found) for words, found in parts]
        return all(found in words for words, found in wanted if words)


def write(entries: Sequence[IndexEntry], target: Path) -> None:
    """As JSON lines, CSV or Parquet, by the name's end.

    Raises UsageError if the end is another, the file cannot be written, or a package is missing.
    """
    writers: dict[str, Callable[[Sequence[IndexEntry], Path], None]] = {
        ".jsonl": _write_lines,
        ".csv": _write_csv,
        ".parquet": _write_parquet,
    }
    write_as = writers.get(target.suffix)
    if write_as is None:
        raise UsageError(
            f"The name of {target} does not end in a known format.", f"Use a name that ends in {', '.join(writers)}."
        )
    try:
        write_as(entries, target)
    except OSError as error:
        raise UsageError(f"Cannot write {target}: {error.strerror}.", "Name another file.") from error
    except ModuleNotFoundError as error:
        raise UsageError(
            f"Parquet needs {error.name}, which is not installed.", 'Run `pip install "devbench-tflite[parquet]"`.'
        ) from error


def lines(documents: Sequence[Document]) -> bytes:
    return b"".join(msgspec.json.encode(each) + b"\n" for each in documents)


def _write_lines(entries: Sequence[IndexEntry], target: Path) -> None:
    target.write_bytes(lines(entries))


def _write_csv(entries: Sequence[IndexEntry], target: Path) -> None:
    rows = flat(entries)
    with target.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]) if rows else ["name"])
        writer.writeheader()
        writer.writerows(rows)


def _write_parquet(entries: Sequence[IndexEntry], target: Path) -> None:
    import pyarrow
    import pyarrow.parquet

    pyarrow.parquet.write_table(pyarrow.Table.from_pylist(flat(entries)), target)
