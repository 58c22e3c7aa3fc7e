"""What each example adds to a quality, and the interval that follows for other examples of the same kind. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from devbench.analysis.intervals import TAIL, Estimate, paired_bootstrap, wilson_upper
from devbench.results.schema import ExampleScores

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Values = NDArray[np.float64]


def shares(scores: ExampleScores) -> Values:
    """One value an example, whose mean is the metric: linearised if that is a ratio of sums (Cochran 1977, "Sampling
    Techniques", section 6.4)."""
    import numpy as np

    points = np.asarray(scores.points, np.float64)
    if not scores.weights or not any(scores.weights):
        return points
    weights = np.asarray(scores.weights, np.float64)
    metric = float(points.sum() / weights.sum())
    found: Values = metric + (points - metric * weights) / weights.mean()
    return found


def is_binary(scores: ExampleScores) -> bool:
    """Whether each example is right or wrong."""
    return not scores.weights and set(scores.points) <= {0.0, 1.0}


def interval(scores: ExampleScores) -> Estimate:
    """In percent: Wilson's if each example is right or wrong, else a bootstrap over the examples."""
    if is_binary(scores):
        hits, total = round(sum(scores.points)), len(scores.points)
        low, high = 1 - wilson_upper(total - hits, total, 1 - TAIL), wilson_upper(hits, total, 1 - TAIL)
        return Estimate(100 * hits / total, 100 * low, 100 * high)
    found = paired_bootstrap(list(shares(scores)))
    if found.low is None or found.high is None:
        return Estimate(100 * found.value)
    return Estimate(100 * found.value, max(0.0, 100 * found.low), min(100.0, 100 * found.high))
