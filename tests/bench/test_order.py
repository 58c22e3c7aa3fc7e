"""The order of interleaved repeats."""

from __future__ import annotations

from itertools import islice

import pytest

from devbench.bench.order import rounds


@pytest.mark.parametrize("count", [1, 2, 5])
def test_each_second_round_is_the_first_one_reversed(count: int) -> None:
    for seed in range(20):
        found = list(islice(rounds(count, seed), 10))
        assert all(sorted(each) == list(range(count)) for each in found)
        assert all(later == earlier[::-1] for earlier, later in zip(found[::2], found[1::2], strict=True))


def test_the_seed_decides_the_order_and_chance_the_seed() -> None:
    def of(seed: int) -> list[list[int]]:
        return list(islice(rounds(2, seed), 20))

    assert of(1) == of(1)
    assert len({str(of(seed)) for seed in range(10)}) > 5
    first = [order[0] for seed in range(200) for order in of(seed)[::2]]
    assert 0.4 < sum(first) / len(first) < 0.6
