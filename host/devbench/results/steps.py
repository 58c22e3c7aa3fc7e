"""Steps in the figures of a history: plain data, for the terminal and for JSON."""

from __future__ import annotations

from devbench.results.schema import Document


class HistoryPoint(Document, frozen=True, kw_only=True):
    """A figure of one stored result."""

    run: str
    started: str
    value: float


class HistoryStep(Document, frozen=True, kw_only=True):
    """A change that lasted. ``started`` is the time of the first result after it; levels are medians."""

    started: str
    level_before: float
    level_after: float
    change: float | None
    """``level_after`` / ``level_before`` - 1; absent if that was 0."""
    last_before: str
    first_after: str
    """Ids of runs."""


class HistorySeries(Document, frozen=True, kw_only=True):
    """Results that were measured alike, and the steps in one of their figures."""

    series: str
    metric: str
    results: int
    too_few: bool = False
    """To look for steps."""
    steps: list[HistoryStep]
