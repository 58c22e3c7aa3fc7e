"""How far sessions of one device differ: from its history if there is enough of it, else by assumption."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from devbench.analysis.gate import Levels
from devbench.analysis.intervals import t_quantile
from devbench.analysis.metrics import Metric
from devbench.choices import LEAST_REPEATS
from devbench.results.schema import Result

MOST_SESSIONS = 30
"""Of the history, the newest: older ones may be of another state of the device."""


@dataclass(frozen=True)
class SessionSpread:
    """Standard deviation of the log of a session's mean, its degrees of freedom, and where it comes from in words."""

    sd: float
    freedom: float
    source: str

    def error(self, sessions: int) -> float:
        """Of a log ratio, beside so many sessions of the baseline and without other noise."""
        return self.sd * math.sqrt(1 + 1 / sessions)

    def smallest(self, sessions: int, tolerance: float, levels: Levels) -> float:
        """The smallest slowdown that can be found beyond a tolerance."""
        return math.expm1(
            math.log1p(tolerance) + t_quantile(1 - levels.regression, self.freedom) * self.error(sessions)
        )

    def can_clear(self, sessions: int, tolerance: float, levels: Levels) -> bool:
        """Whether identical code could be shown to be no slower."""
        return t_quantile(1 - levels.no_regression, self.freedom) * self.error(sessions) < math.log1p(tolerance)


PRIOR = SessionSpread(0.05, math.inf, "a standard deviation of 5 % is assumed")
"""Measured between sessions of one phone or laptop: 3 to 5 %."""


def distinct(results: Sequence[Result]) -> list[Result]:
    """One of each day, by its start in UTC: copies of a run, runs that were measured in turn, and sessions in a row
    hardly show how far those of other days differ.
    """
    return list({result.run.started[:10]: result for result in results}.values())


def of_history(metric: Metric, history: Sequence[Result]) -> SessionSpread:
    """From sessions that were measured alike; `PRIOR` if there are fewer than five that have the metric.

    The means of sessions hold a part of the variance between repeats, too, which errs on the safe side.
    """
    import numpy as np

    values = [metric.values(result.device_run) for result in distinct(history)]
    means = [float(np.log(each).mean()) for each in values if each and min(each) > 0]
    if len(means) < LEAST_REPEATS:
        return PRIOR
    sd = float(np.std(means, ddof=1))
    return SessionSpread(sd, len(means) - 1, f"the {len(means)} sessions in the history differ by {sd:.1%} (SD)")
