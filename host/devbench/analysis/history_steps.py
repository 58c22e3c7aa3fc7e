"""When did a figure change for good? Steps over the sessions of one history."""

from __future__ import annotations

import itertools
import statistics
from collections.abc import Sequence

from devbench.analysis.steps import steps
from devbench.results.steps import HistoryPoint, HistorySeries, HistoryStep

LEAST_RESULTS = 10
"""Of a series. The least with which a step can be significant at 1 %: ten sessions fall into halves in 252 ways, two of
which are as clear as any."""


def find(series: str, metric: str, points: Sequence[HistoryPoint]) -> HistorySeries:
    """``points`` are of results that were measured alike, in any order. A level is the median between two steps."""
    points = sorted(points, key=lambda point: (point.started, point.run))
    is_enough = len(points) >= LEAST_RESULTS
    at = steps([point.value for point in points]) if is_enough else []
    levels = [
        statistics.median(point.value for point in points[start:end])
        for start, end in itertools.pairwise([0, *at, len(points)])
    ]
    return HistorySeries(
        series=series,
        metric=metric,
        results=len(points),
        too_few=not is_enough,
        steps=[
            HistoryStep(
                started=points[place].started,
                level_before=before,
                level_after=after,
                change=after / before - 1 if before else None,
                last_before=points[place - 1].run,
                first_after=points[place].run,
            )
            for place, (before, after) in zip(at, itertools.pairwise(levels), strict=True)
        ],
    )
