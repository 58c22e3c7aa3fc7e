"""What came of a suite: the document ``devbench.suite/1``. Each cell's own result is in the store."""

from __future__ import annotations

from msgspec import field

from devbench.choices import Status
from devbench.results.schema import Document

SCHEMA = "devbench.suite/1"


class Cell(Document, frozen=True, kw_only=True):
    """``seconds`` for all examples one by one, of each repeat; ``error`` where it could not be measured.

    ``quality`` is of the model ``quality_of``, where that is another than the one that was timed; empty where that one
    could not be measured.
    """

    row: str
    column: str
    run: str | None = None
    model: str | None = None
    seconds: list[float] = field(default_factory=list)
    quality: dict[str, float] = field(default_factory=dict)
    quality_of: str | None = None
    quality_run: str | None = None
    verdict: Status | None = None
    error: str | None = None

    @property
    def has_failed(self) -> bool:
        """It was not measured, or its quality was to come from another model and did not."""
        return bool(self.error or (self.quality_of and not self.quality))


class RowInfo(Document, frozen=True, kw_only=True):
    name: str
    title: str
    task: str
    data: str
    examples: int
    distinct: int
    """Of those, before they were taken from the start again."""


class SuiteReport(Document, frozen=True, kw_only=True):
    schema: str = SCHEMA
    title: str
    device: str
    kind: str
    interleaved: bool
    """The repeats of each row's models really alternated, all in one session."""
    threads: int
    rows: list[RowInfo]
    columns: dict[str, str]
    """Title by name."""
    cells: list[Cell]
