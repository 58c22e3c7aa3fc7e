"""What came of a suite: the document ``devbench.suite``. Each cell's own result is in the store.

Format history:
1  the first
2  each cell has a verdict in three parts with its findings, file size, peak memory and load; every column is compared
   with the first one (decisions, overall). ``interleaved`` is gone: each speed-up says whether it is paired
"""

from __future__ import annotations

from msgspec import field

from devbench.results.schema import Budget, Document, Verdict

SCHEMA = "devbench.suite/2"


class Cell(Document, frozen=True, kw_only=True):
    """``seconds`` for all examples one by one, of each repeat; ``error`` if it could not be measured.

    ``quality`` is of the model ``quality_of``, if that is another than the one that was timed; empty if that one could
    not be measured. ``load_ms`` and ``peak_memory_bytes`` are geometric means over the repeats.
    """

    row: str
    column: str
    run: str | None = None
    device: str | None = None
    """The serial of the device that it was measured on."""
    model: str | None = None
    seconds: list[float] = field(default_factory=list)
    model_bytes: int | None = None
    peak_memory_bytes: int | None = None
    load_ms: float | None = None
    quality: dict[str, float] = field(default_factory=dict)
    quality_of: str | None = None
    quality_run: str | None = None
    verdict: Verdict | None = None
    """If the quality is another model's, its answers count, too."""
    budgets: list[Budget] = field(default_factory=list)
    """Those of the quality are the other model's, if it has one."""
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


class SpeedUp(Document, frozen=True, kw_only=True):
    """Seconds of the first column / seconds of this one, with a 95 % interval if both have several repeats."""

    ratio: float
    low: float | None = None
    high: float | None = None
    paired: bool
    """The repeats of both alternated in one session. If not, the interval allows for sessions that differ."""


class QualityDifference(Document, frozen=True, kw_only=True):
    """This column - the first one, in points of the metric, with a 95 % interval."""

    metric: str
    first: float
    """The first column's, over the same examples."""
    points: float
    low: float | None = None
    high: float | None = None
    examples: int
    """Distinct ones."""
    p: float | None = None
    """McNemar's exact test, if each example is right or wrong."""


class Decision(Document, frozen=True, kw_only=True):
    """A cell beside that of the first column. A part is absent if it cannot be compared."""

    row: str
    column: str
    speed_up: SpeedUp | None = None
    quality: QualityDifference | None = None


class OverallSpeedUp(Document, frozen=True, kw_only=True):
    """The geometric mean over the rows that have a speed-up."""

    column: str
    speed_up: SpeedUp
    rows: int


class SuiteReport(Document, frozen=True, kw_only=True, omit_defaults=False):
    schema: str = SCHEMA
    title: str
    device: str
    kind: str
    threads: int
    rows: list[RowInfo]
    columns: dict[str, str]
    """Title by name; the others are compared with the first."""
    cells: list[Cell]
    decisions: list[Decision]
    overall: list[OverallSpeedUp]
