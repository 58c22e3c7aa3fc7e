"""Nominal levels for testing interleaved pairs several times while they are measured, and stopping at a decision.

Each look is another chance of a false alarm. So each tests at a lower level, the same at all looks (Pocock's shape;
Jennison & Turnbull 2000, "Group Sequential Methods"). The book's tables assume a known variance; with as few pairs as
here the levels come from a simulation of the t process.
"""

from __future__ import annotations

from devbench.analysis.gate import Levels

LOOKS = (6, 10, 15, 20, 30)
"""Pairs after which to look; the last look is the end."""
NOMINAL = {
    1: 0.007192,
    2: 0.003372,
    3: 0.002171,
    4: 0.001604,
    5: 0.001266,
    6: 0.001041,
    7: 0.000884,
    8: 0.000769,
    9: 0.000681,
}
"""By number of gating metrics: the one-sided level of each look at which the error over all looks is 2.5 % divided by
that number. From `benchmarks/sequential_levels.py`."""


def levels(gating: int) -> Levels:
    """For each look. The errors over all looks are those of `Levels.fixed` in one test.

    Raises KeyError unless there are 1 to 9 gating metrics.
    """
    return Levels(regression=NOMINAL[gating], no_regression=NOMINAL[1])


def looked_at(pairs: int) -> int:
    """Of so many pairs, how many the last look was at: those after it were measured when the time was over, and testing
    them would be one look more than the levels are for. 0 before the first look."""
    return max((look for look in LOOKS if look <= pairs), default=0)
