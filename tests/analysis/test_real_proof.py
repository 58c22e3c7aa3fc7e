"""The stopping rule over real pairs is that of `devbench compare --ab`."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy.stats import binomtest

import real_proof
from devbench.analysis.comparison import is_decided
from devbench.analysis.rules import Rules
from real_proof import Pair, Stretch
from tests.synthetic_runs import run


def pairs(slow_down: float, sd: float, count: int, seed: int = 1) -> list[Pair]:
    generator = np.random.default_rng(seed)
    ratios = slow_down * np.exp(generator.normal(0, sd, count))
    return [
        Pair(
            kind="A/A",
            busy=False,
            session="s",
            first={"invoke.p50": 10.0, "total.p50": 11.0},
            other={"invoke.p50": 10 * ratio, "total.p50": 11 * ratio},
        )
        for ratio in ratios
    ]


@pytest.mark.parametrize("slow_down", [0.9, 1.0, 1.05, 1.2])
def test_a_look_decides_as_the_comparison_does(slow_down: float) -> None:
    mine, theirs = run(1, only_repeats=6), run(2, only_repeats=6, slow_down=slow_down)
    looked = real_proof.pairs_of("A/A", False, mine, theirs)
    decided = is_decided(mine.device_run, theirs.device_run, Rules(), "physical")
    assert (real_proof.decide(list(looked)) != "inconclusive") is decided


def test_stretches_follow_each_other_until_too_few_pairs_are_left() -> None:
    clear = real_proof.replay(pairs(1.0, 0.01, 50))
    assert clear == [Stretch(6, "no regression")] * 4  # 24 pairs: the last 26 might not be enough
    assert real_proof.replay(pairs(1.2, 0.01, 30)) == [Stretch(6, "regression")]
    unclear = real_proof.replay(pairs(1.05, 0.02, 60))
    assert [stretch.outcome for stretch in unclear] == ["inconclusive"] * 2
    assert real_proof.replay(pairs(1.0, 0.01, 29)) == []


@pytest.mark.parametrize(("count", "total"), [(0, 40), (1, 40), (40, 40)])
def test_the_share_of_alarms_has_the_exact_interval(count: int, total: int) -> None:
    expected = binomtest(count, total).proportion_ci(0.95, method="exact")
    found = real_proof.clopper_pearson(count, total)
    assert all(math.isclose(mine, theirs, abs_tol=1e-9) for mine, theirs in zip(found, expected, strict=True))
