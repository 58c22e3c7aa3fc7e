"""Of two ways to answer the same questions, is one better? McNemar's test in its exact form."""

from __future__ import annotations

import math
from collections.abc import Sequence


def hits_of_one_alone(first: Sequence[bool], second: Sequence[bool]) -> tuple[int, int]:
    """How many questions the first alone, and the second alone, got right."""
    pairs = list(zip(first, second, strict=True))
    return sum(one and not other for one, other in pairs), sum(other and not one for one, other in pairs)


def exact_p(first_alone: int, second_alone: int) -> float:
    """Two-sided p of the discordant pairs under even odds, by the binomial distribution (McNemar 1947; Fagerland,
    Lydersen & Laake 2013, "The McNemar test for binary matched-pairs data", equation 3)."""
    total, fewer = first_alone + second_alone, min(first_alone, second_alone)
    tail = sum(math.comb(total, count) for count in range(fewer + 1))
    return min(1.0, 2 * tail / (1 << total))
