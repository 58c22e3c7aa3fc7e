"""In which order the repeats of several models follow each other."""

from __future__ import annotations

import random
from collections.abc import Iterator


def rounds(count: int, seed: int) -> Iterator[list[int]]:
    """Endless rounds of ``count`` parts, in blocks of two: a random order and then its reverse (AB BA or BA AB).

    Whatever favours the first or the second of a pair, and whatever drifts, meets all alike; the chance decides what
    the blocks do not balance (Abedi & Brecht 2017, "Conducting repeatable experiments in highly variable cloud
    computing environments"; Bulej et al. 2020, "Duet benchmarking").
    """
    draw = random.Random(seed)  # noqa: S311  an order, no secret
    while True:
        order = list(range(count))
        draw.shuffle(order)
        yield order
        yield order[::-1]
