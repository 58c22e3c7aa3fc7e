"""Where a figure changed its level from one session to the next: E-divisive means (Matteson & James 2014).

Our own, because no library fits: Apache Otava pins numpy 2.2 and installs clients of BigQuery and Slack, and MongoDB's
signal-processing-algorithms runs on Python 3.11 alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Values = NDArray[np.float64]

LEAST_SESSIONS = 3
"""Of a level."""
LEVEL = 0.01
PERMUTATIONS = 499
SEED = 20261124
ROUNDING = 1e-9
"""Relative: equal divisions of permuted values are summed in another order."""


def steps(values: Sequence[float], seed: int = SEED) -> list[int]:
    """Indices at which a new level begins, in ascending order; ``values`` are in the order of the sessions.

    The best division of any segment is added, as long as it is significant: of 499 permutations of the values within
    their segments, at most 1 % have a division as good. Seeded.
    """
    import numpy as np

    series = np.asarray(values, np.float64)
    generator = np.random.default_rng(seed)
    bounds = [0, len(series)]
    while True:
        segments = [series[start:end] for start, end in pairwise(bounds)]
        divisions = [_best_division(segment) for segment in segments]
        found = int(np.argmax([statistic for statistic, _ in divisions]))
        statistic, at = divisions[found]
        if statistic <= 0 or _p(segments, statistic, generator) > LEVEL:
            return bounds[1:-1]
        bounds.insert(found + 1, bounds[found] + at)


def _p(segments: Sequence[Values], statistic: float, generator: np.random.Generator) -> float:
    as_good = 0
    least = statistic * (1 - ROUNDING)
    for _ in range(PERMUTATIONS):
        as_good += max(_best_division(generator.permutation(segment))[0] for segment in segments) >= least
    return (1 + as_good) / (1 + PERMUTATIONS)


def _best_division(values: Values) -> tuple[float, int]:
    """The scaled energy distance (Székely & Rizzo 2005) of the best division, and the index of its second part.

    The second part may end before the segment does, so that a further step in it does not hide this one. A segment
    that is too short, or constant, has none: 0.
    """
    import numpy as np

    n = len(values)
    at, end = np.triu_indices(n + 1, LEAST_SESSIONS)
    long = at >= LEAST_SESSIONS
    at, end = at[long], end[long]
    if not len(at):
        return 0.0, 0
    sums = np.zeros((n + 1, n + 1))
    sums[1:, 1:] = np.abs(values[:, None] - values).cumsum(axis=0).cumsum(axis=1)
    first, second = at, end - at
    between = sums[at, end] - sums[at, at]
    within_first, within_second = sums[at, at] / 2, (sums[end, end] - 2 * sums[at, end] + sums[at, at]) / 2
    distance = (
        2 * between / (first * second)
        - 2 * within_first / (first * (first - 1))
        - 2 * within_second / (second * (second - 1))
    )
    statistic = distance * first * second / end
    best = int(np.argmax(statistic))
    return float(statistic[best]), int(at[best])
