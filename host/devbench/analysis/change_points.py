"""Two levels in a run that should have one: a stretch that is slower than the rest, or repeats of two kinds.

Both rules compare two levels with what is left around them. Their thresholds are from simulation (tests/analysis):
at most 1 % of runs without a change raise `hump`, at most 0.5 % `bimodal`.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from devbench.analysis.intervals import t_quantile
from devbench.results.schema import Hump

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Values = NDArray[np.float64]

LEAST_BLOCKS = 20
LEAST_SHARE = 0.1
"""Of the run, for the stretch and for the rest."""
LEAST_CHANGE = 0.1
LEAST_DEVIATIONS = 5.0
"""Standard deviations between the levels. So many allow for neighbours that resemble each other (AR(1) of 0.9) and for
repeats that differ by 2 %. Permutations would not: they break up the stretches that correlated noise makes."""
MAD_TO_SD = 1.4826

LEAST_IN_MODE = 2
LEAST_GAP = 0.05
GAP_LEVEL = 0.0005
"""Of Student's t, as the gap's threshold in standard deviations within the modes: 12.9 with 5 repeats, 3.9 with 20."""


def hump(values: Values) -> Hump | None:
    """Of block medians in the order of measurement: are there two levels, one of them in one stretch?

    The stretch is the one that differs most from the rest (circular binary segmentation, Olshen et al. 2004). It counts
    if both parts hold at least 10 % of the run, and if their medians differ by more than 10 % and five robust standard
    deviations of what is left around them. Fewer than 20 blocks show nothing.
    """
    import numpy as np

    if len(values) < LEAST_BLOCKS:
        return None
    logs = np.log(values)
    stretch = _most_different(logs)
    inside, outside = float(np.median(logs[stretch])), float(np.median(logs[~stretch]))
    deviation = MAD_TO_SD * float(np.median(np.abs(logs - np.where(stretch, inside, outside))))
    difference = abs(inside - outside)
    if difference <= max(math.log1p(LEAST_CHANGE), LEAST_DEVIATIONS * deviation):
        return None
    slower = stretch if inside > outside else ~stretch
    return Hump(share=float(slower.mean()), change=math.expm1(difference))


def _most_different(logs: Values) -> NDArray[np.bool_]:
    """Which values are in the stretch whose mean differs most, in standard errors, from that of all others."""
    import numpy as np

    n = len(logs)
    start, end = np.triu_indices(n + 1, math.ceil(LEAST_SHARE * n))
    fits = end - start <= n - LEAST_SHARE * n
    start, end = start[fits], end[fits]
    sums = np.concatenate([[0.0], np.cumsum(logs)])
    total, length = sums[end] - sums[start], end - start
    means = total / length, (sums[-1] - total) / (n - length)
    best = int(np.argmax(np.abs(means[0] - means[1]) * np.sqrt(length * (n - length))))
    position = np.arange(n)
    which: NDArray[np.bool_] = (start[best] <= position) & (position < end[best])
    return which


def bimodal(medians: Sequence[float] | Values) -> bool:
    """Do the repeats fall into two modes, each with at least two of them?

    The sorted logs are split where the variance within the two groups is least (Fisher 1958, Jenks' natural breaks).
    The gap between the groups must be above 5 % and large against the deviation within them.
    """
    import numpy as np

    logs = np.sort(np.log(np.asarray(medians, np.float64)))
    n = len(logs)
    if n < 2 * LEAST_IN_MODE:
        return False
    splits = range(LEAST_IN_MODE, n - LEAST_IN_MODE + 1)
    within = [float(logs[:at].var() * at + logs[at:].var() * (n - at)) for at in splits]
    best = int(np.argmin(within))
    gap = float(logs[splits[best]] - logs[splits[best] - 1])
    deviation = math.sqrt(within[best] / (n - 2))
    return gap > max(math.log1p(LEAST_GAP), t_quantile(1 - GAP_LEVEL, n - 2) * deviation)
