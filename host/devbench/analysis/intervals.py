"""Estimates with 95 % intervals, from cold repeats.

The repeats are what is independent. The samples of one repeat share a process, so even thousands of them do not show
how far the next process would be from this one (Kalibera & Jones 2013, "Rigorous benchmarking in reasonable time").
"""

from __future__ import annotations

import math
import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Values = NDArray[np.float64]
    Floats = Sequence[float] | Values

TAIL = 0.025
"""Probability in each tail outside a 95 % interval."""
RESAMPLES = 2000
SEED = 20261122


@dataclass(frozen=True)
class Estimate:
    """A value and its 95 % interval; no interval if the data do not give one."""

    value: float
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class LogRatio:
    """The mean log ratio of two sides, its standard error and its degrees of freedom.

    An unknown error, such as that of one value a side, is infinite. Then the bounds are infinite too, and no test can
    decide anything.
    """

    centre: float
    error: float
    freedom: float

    @property
    def ratio(self) -> float:
        return math.exp(self.centre)

    def low(self, p: float = TAIL) -> float:
        """One-sided lower bound of the log ratio, at confidence 1 - ``p``."""
        return self.centre - self._margin(p)

    def high(self, p: float = TAIL) -> float:
        """One-sided upper bound of the log ratio, at confidence 1 - ``p``."""
        return self.centre + self._margin(p)

    def estimate(self, p: float = TAIL) -> Estimate:
        """The ratio, with its bounds at ``p`` a side."""
        if math.isinf(self.error):
            return Estimate(self.ratio)
        return Estimate(self.ratio, math.exp(self.low(p)), math.exp(self.high(p)))

    def _margin(self, p: float) -> float:
        return self.error if math.isinf(self.error) else t_quantile(1 - p, self.freedom) * self.error


UNKNOWN = LogRatio(centre=math.nan, error=math.inf, freedom=math.inf)


def t_quantile(p: float, freedom: float) -> float:
    """Of Student's t distribution; of the normal one if ``freedom`` is infinite."""
    from scipy.special import stdtrit

    return float(stdtrit(freedom, p))


def centre(values: Floats) -> float:
    """The geometric mean of the repeats' figures, or the median if one of them is 0, which has no log."""
    return statistics.geometric_mean(values) if len(values) > 1 and min(values) > 0 else statistics.median(values)


def geometric_mean(values: Floats) -> Estimate:
    """Of the repeats' figures, by Student's t over their logs; no interval with one repeat, or if one of them is 0."""
    if len(values) == 1 or min(values) <= 0:
        return Estimate(centre(values))
    logs = _logs(values)
    return LogRatio(float(logs.mean()), math.sqrt(_variance_of_mean(logs)), len(logs) - 1).estimate()


def unpaired(
    mine: Floats, theirs: Floats, session_variance: float = 0.0, session_freedom: float = math.inf
) -> LogRatio:
    """``theirs`` over ``mine``, repeats measured separately, by Welch's t over their logs (Kalibera & Jones 2013).

    ``session_variance`` is added to the variance of the difference of the mean logs: if each side is one session,
    that is twice the variance between sessions. ``session_freedom`` is the degrees of freedom it was estimated with.
    The degrees of freedom of the three components are combined by Satterthwaite (1946). Values of 0 have no log: then
    the ratio is NaN with an infinite error.
    """
    if min(*mine, *theirs) <= 0:
        return UNKNOWN
    logs = _logs(mine), _logs(theirs)
    centre = float(logs[1].mean() - logs[0].mean())
    variances = [*map(_variance_of_mean, logs), session_variance]
    return _of_components(centre, variances, [*(len(side) - 1 for side in logs), session_freedom])


def against_sessions(sessions: Sequence[Floats], theirs: Floats) -> LogRatio:
    """``theirs``, the repeats of one session, over the repeats of several earlier ``sessions``.

    This is a prediction interval for one more session (Hahn & Meeker 1991) from the mean logs of the earlier ones.
    Their variance already contains that between repeats; if ``theirs`` are fewer than an earlier session had, the rest
    of it is added. Values of 0: as for `unpaired`.
    """
    import numpy as np

    if min(min(session) for session in (*sessions, theirs)) <= 0:
        return UNKNOWN
    logs = [_logs(session) for session in sessions]
    means = np.array([session.mean() for session in logs])
    freedom = sum(len(session) - 1 for session in logs)
    within = sum(float(((session - session.mean()) ** 2).sum()) for session in logs) / max(freedom, 1)
    rest = within * max(0.0, 1 / len(theirs) - float(np.mean([1 / len(session) for session in logs])))
    centre = float(_logs(theirs).mean() - means.mean())
    return _of_components(centre, [_variance_of_mean(means) * (len(means) + 1), rest], [len(means) - 1, freedom])


def _of_components(centre: float, variances: Sequence[float], freedoms: Sequence[float]) -> LogRatio:
    """Variances that add up, each with its degrees of freedom, as one (Satterthwaite 1946)."""
    variance = sum(variances)
    known = [(part, freedom) for part, freedom in zip(variances, freedoms, strict=True) if part > 0 and freedom > 0]
    uncertainty = sum(part**2 / freedom for part, freedom in known) if variance < math.inf else 0.0
    return LogRatio(centre, math.sqrt(variance), variance**2 / uncertainty if uncertainty > 0 else math.inf)


def paired(mine: Floats, theirs: Floats) -> LogRatio:
    """``theirs`` over ``mine``, measured in pairs, by Student's t over the pairs' log ratios.

    Values of 0: as for `unpaired`. Raises ValueError if one side has more values than the other.
    """
    if len(mine) != len(theirs):
        raise ValueError(f"pairs have two sides, not {len(mine)} and {len(theirs)} values")
    if min(*mine, *theirs) <= 0:
        return UNKNOWN
    ratios = _logs(theirs) - _logs(mine)
    return LogRatio(float(ratios.mean()), math.sqrt(_variance_of_mean(ratios)), max(len(ratios) - 1, 1))


def percentile(repeats: Sequence[Values], q: int) -> Estimate:
    """Of all repeats' samples together, interpolated linearly; no interval with one repeat.

    The interval is Woodruff's (1952): Student's t over the repeats' shares of samples at or below the estimate, read
    back through the distribution of all samples. A repeat weighs as much as it has samples, as in the estimate itself
    (linearised variance of a ratio, Cochran 1977, "Sampling Techniques", section 6.4). A bound at a share of 0 or 1
    is absent: it may lie beyond all samples. Few repeats that differ much have no upper bound.
    """
    import numpy as np

    pooled = np.concatenate(repeats)
    value = float(np.percentile(pooled, q))
    if len(repeats) < 2:
        return Estimate(value)
    counts = np.array([len(samples) for samples in repeats])
    shares = np.array([(samples <= value).mean() for samples in repeats])
    residuals = counts / counts.mean() * (shares - (pooled <= value).mean())
    half = t_quantile(1 - TAIL, len(repeats) - 1) * math.sqrt(_variance_of_mean(residuals))
    low, high = (
        float(np.quantile(pooled, share)) if 0 < share < 1 else None for share in (q / 100 - half, q / 100 + half)
    )
    return Estimate(value, low, high)


def tolerance_limit(values: Floats, q: int) -> float:
    """An upper bound of the ``q``-th percentile of what the repeats' figures are drawn from, at 97.5 % confidence.

    It is the one-sided tolerance limit of a normal distribution of their logs (Hahn & Meeker 1991, section 4.6), and
    infinite with one value, or if one is 0.
    """
    from scipy.special import nctdtrit, ndtri

    count = len(values)
    if count < 2 or min(values) <= 0:
        return math.inf
    logs = _logs(values)
    factor = float(nctdtrit(count - 1, float(ndtri(q / 100)) * math.sqrt(count), 1 - TAIL)) / math.sqrt(count)
    return math.exp(float(logs.mean()) + factor * float(logs.std(ddof=1)))


def wilson_upper(hits: int, total: int, p: float = 0.95) -> float:
    """One-sided upper bound of a share at confidence ``p``: Wilson's score interval (1927)."""
    from scipy.special import ndtri

    z = float(ndtri(p))
    share = hits / total
    spread = z * math.sqrt(share * (1 - share) / total + z**2 / (4 * total**2))
    return (share + z**2 / (2 * total) + spread) / (1 + z**2 / total)


def paired_bootstrap(differences: Floats) -> Estimate:
    """The mean of paired differences, with its percentile bootstrap interval (Efron 1979); seeded.

    No interval with one difference.
    """
    import numpy as np

    values = np.asarray(differences, np.float64)
    mean = float(values.mean())
    if len(values) < 2:
        return Estimate(mean)
    generator = np.random.default_rng(SEED)
    means = [values[generator.integers(len(values), size=len(values))].mean() for _ in range(RESAMPLES)]
    low, high = np.quantile(means, [TAIL, 1 - TAIL])
    return Estimate(mean, float(low), float(high))


def _logs(values: Floats) -> Values:
    import numpy as np

    return np.log(np.asarray(values, np.float64))


def _variance_of_mean(values: Values) -> float:
    """Infinite for a single value, which does not show how far from it another would be."""
    return float(values.var(ddof=1)) / len(values) if len(values) > 1 else math.inf
