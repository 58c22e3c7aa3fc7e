"""What came out of comparing results with a baseline: plain data, for the terminal and for JSON."""

from __future__ import annotations

from typing import Literal

from devbench.results.schema import Document

Change = Literal["equal", "within noise", "within tolerance", "better", "worse", "too noisy to tell"]
Outcome = Literal["NO REGRESSION", "SUSPECTED", "REGRESSION", "INCOMPARABLE"]


class ConditionDifference(Document, frozen=True, kw_only=True):
    """A condition in which two results differ, by the name that ``--allow`` takes."""

    name: str
    baseline: str
    other: str


class MetricRow(Document, frozen=True, kw_only=True):
    """One metric. ``ratio`` is other / baseline, with its 95 % interval."""

    metric: str
    unit: Literal["ms", "bytes", ""]
    baseline: float
    other: float
    ratio: float
    low: float
    high: float
    tolerance: float
    change: Change
    gates: bool
    """Whether it may fail the comparison: times of virtual devices and emulators may not."""

    @property
    def fails(self) -> bool:
        return self.gates and self.change == "worse"


class ComparedResult(Document, frozen=True, kw_only=True):
    """One result beside the baseline. No rows where ``differences`` forbid it."""

    other: str
    differences: list[ConditionDifference]
    allowed: list[ConditionDifference]
    rows: list[MetricRow]


class Comparison(Document, frozen=True, kw_only=True):
    """``baseline`` and ``other`` are ids of runs."""

    baseline: str
    pairs: list[ComparedResult]
    outcome: Outcome
    reasons: list[str]
