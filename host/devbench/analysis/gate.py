"""Is one side slower than the other by more than the tolerance? Yes, no, or the runs do not show it.

Two one-sided t tests at the tolerance (non-inferiority: the upper half of Schuirmann's TOST, 1987). A single test of
"slower" would pass whatever is too noisy to be shown slower.
"""

from __future__ import annotations

import math
from collections.abc import Collection
from dataclasses import dataclass

from devbench.analysis.intervals import TAIL, LogRatio
from devbench.results.comparison import MetricOutcome


@dataclass(frozen=True)
class Levels:
    """Nominal one-sided levels of the two tests of one metric."""

    regression: float
    no_regression: float

    @classmethod
    def fixed(cls, gating: int) -> Levels:
        """For a sample whose size was fixed in advance, with so many gating metrics.

        One false regression among them is enough for a wrong result, so they share its level (Bonferroni). "No
        regression" needs all of them, so each is tested at the full level (intersection-union, Berger 1982).
        """
        return cls(regression=TAIL / gating, no_regression=TAIL)


def decide(delta: LogRatio, tolerance: float, levels: Levels) -> MetricOutcome:
    """``delta`` is positive if the metric got worse; ``tolerance`` is a share, 0.05 for 5 %."""
    limit = math.log1p(tolerance)
    if delta.low(levels.regression) > limit:
        return "regression"
    return "no regression" if delta.high(levels.no_regression) < limit else "inconclusive"


def is_better(delta: LogRatio, tolerance: float, levels: Levels) -> bool:
    """A label beside the outcome, which it never changes: better by more than the tolerance."""
    return delta.high(levels.no_regression) < -math.log1p(tolerance)


def overall(outcomes: Collection[MetricOutcome]) -> MetricOutcome:
    """Of all gating metrics; inconclusive if there is none."""
    if "regression" in outcomes:
        return "regression"
    return "no regression" if set(outcomes) == {"no regression"} else "inconclusive"
