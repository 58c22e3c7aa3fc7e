"""Is there a trend in the order of measurement, or only neighbours that resemble each other?"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Values = NDArray[np.float64]

MOST_CORRELATED = 0.95
"""Lag-1 autocorrelation is estimated as at most this: beyond it, a few dozen values cannot be told from a trend."""


def trend_p(repeats: Sequence[Values], correlation: float | None = None) -> float:
    """Two-sided p of the Mann-Kendall test (Mann 1945, Kendall 1975) for autocorrelated values, ties corrected.

    Each repeat, of at least 2 values in the order of measurement, is tested in itself, and their statistics and
    variances are added (Hirsch, Slack & Smith 1982). So a jump between repeats is no trend, but a rise within each is
    one.

    The variance is corrected for autocorrelation by Hamed & Rao (1998). They use the sample autocorrelations of one
    long series, which are too low in short ones: under AR(1) of 0.9, 30 to 60 values gave p < 0.01 in a quarter of
    series without trend. So we fit AR(1) (as Yue & Wang 2004) to all repeats together and correct its bias, unless the
    ``correlation`` of neighbours is known.
    """
    if correlation is None:
        correlation = _autocorrelation(repeats)
    statistic = variance = 0.0
    for values in repeats:
        statistic += _concordance(values)
        variance += _variance(values) * _inflation(correlation, len(values))
    return math.erfc(abs(statistic) / math.sqrt(2 * variance)) if variance > 0 else 1.0


def _concordance(values: Values) -> float:
    """Kendall's S: pairs that rise less pairs that fall."""
    import numpy as np

    return float(np.sign(values[None, :] - values[:, None])[np.triu_indices(len(values), 1)].sum())


def _variance(values: Values) -> float:
    """Of S for independent values."""
    import numpy as np

    n = len(values)
    ties = np.unique(values, return_counts=True)[1].astype(np.float64)
    return (n * (n - 1) * (2 * n + 5) - float((ties * (ties - 1) * (2 * ties + 5)).sum())) / 18


def _inflation(correlation: float, n: int) -> float:
    """Hamed & Rao's n/n*, from the autocorrelations of ranks of a normal AR(1) process."""
    import numpy as np

    if n < 3:
        return 1.0
    lag = np.arange(1, n)
    of_ranks = 6 / math.pi * np.arcsin(correlation**lag / 2)
    return 1 + 2 * float(((n - lag) * (n - lag - 1) * (n - lag - 2) * of_ranks).sum()) / (n * (n - 1) * (n - 2))


def _autocorrelation(repeats: Sequence[Values]) -> float:
    """At lag 1, of the ranks within each repeat less the common slope (Sen 1968, Hirsch, Slack & Smith 1982).

    A sample autocorrelation r is too low on average, by (1 + 4 r) / n with the mean removed (Marriott & Pope 1954).
    We subtract a mean from each repeat and one slope from all, and count the slope as another mean.
    """
    import numpy as np

    slope = _common_slope(repeats)
    products = squares = 0.0
    for values in repeats:
        ranks = _ranks(values - slope * np.arange(len(values)))
        ranks -= ranks.mean()
        products += float((ranks[1:] * ranks[:-1]).sum())
        squares += float((ranks**2).sum())
    if squares == 0:
        return 0.0
    of_values = 2 * math.sin(math.pi / 6 * products / squares)
    total = sum(len(values) for values in repeats)
    lost = (len(repeats) + 1) / total
    corrected = (of_values + lost) / (1 - 4 * lost) if 4 * lost < 1 else math.inf
    return min(max(corrected, 0.0), MOST_CORRELATED)


def _common_slope(repeats: Sequence[Values]) -> float:
    """The median of the slopes between any two values of a repeat."""
    import numpy as np

    slopes = []
    for values in repeats:
        first, second = np.triu_indices(len(values), 1)
        slopes.append((values[second] - values[first]) / (second - first))
    return float(np.median(np.concatenate(slopes)))


def _ranks(values: Values) -> Values:
    """Equal values share their mean rank."""
    import numpy as np

    _, which, counts = np.unique(values, return_inverse=True, return_counts=True)
    shared: Values = (np.cumsum(counts) - (counts - 1) / 2)[which]
    return shared
