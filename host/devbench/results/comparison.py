"""What came out of comparing results with a baseline: plain data, for the terminal and for JSON."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from devbench.results.schema import Document

MetricOutcome = Literal["regression", "no regression", "inconclusive"]
Outcome = Literal["REGRESSION", "INCONCLUSIVE", "NO REGRESSION", "INCOMPARABLE"]


class ConditionDifference(Document, frozen=True, kw_only=True):
    """A condition in which two results differ, by the name that ``--allow`` takes."""

    name: str
    baseline: str
    other: str

    @property
    def words(self) -> str:
        """``threads differs: 4 → 2``; of what forbids a comparison on both sides alike, ``verdict: both are WRONG``."""
        if self.baseline == self.other:
            return f"{self.name}: both are {self.baseline}"
        return f"{self.name} differs: {self.baseline} → {self.other}"


class MetricRow(Document, frozen=True, kw_only=True):
    """One metric. ``ratio`` is other / baseline. Its 95 % interval is absent if there is one repeat, or if the metric
    does not vary by chance; the lower bounds of those that gate hold together (Bonferroni).
    """

    metric: str
    unit: Literal["ms", "bytes", ""]
    baseline: float
    other: float
    ratio: float | None = None
    """Absent if a figure is 0 or less."""
    low: float | None = None
    high: float | None = None
    tolerance: float
    outcome: MetricOutcome | None = None
    """Absent if the metric does not gate."""
    better: bool = False
    """Beyond its tolerance on the good side."""
    two_groups: bool = False
    """The figures fall into two groups, for which the interval does not hold."""


class ComparedResult(Document, frozen=True, kw_only=True):
    """One result beside the baseline. No rows if ``differences`` forbid it."""

    other: str
    other_name: str = ""
    """The model, and what else tells it from the baseline."""
    differences: list[ConditionDifference]
    allowed: list[ConditionDifference]
    rows: list[MetricRow]
    missing: Sequence[str] = ()
    """Gating metrics that have no figure, or have one on one side only."""
    basis: str = ""
    """What the intervals rest on."""
    disturbances: Sequence[str] = ()
    """What disturbed either measurement."""


class Comparison(Document, frozen=True, kw_only=True):
    """``baseline`` and ``other`` are ids of runs. ``order_seed``: of the order in which interleaved runs followed."""

    baseline: str
    baseline_name: str = ""
    pairs: list[ComparedResult]
    outcome: Outcome
    reasons: list[str]
    order_seed: int | None = None
    note: str = ""
    """Why stored figures were used, or that both models were measured."""
