"""Stretches that were slower and repeats of two kinds: found if they are there, and hardly ever otherwise."""

import math

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.signal import lfilter

from devbench.analysis.change_points import bimodal, hump
from devbench.results.schema import Hump
from tests.kinds import present

RUNS = 500


def blocks(generator: np.random.Generator, repeats: int, n: int, correlation: float) -> NDArray[np.float64]:
    """Of a run: AR(1) with SD 2.3 %, and repeats that differ with SD 2 %."""
    shocks = generator.standard_normal((repeats, n)) * math.sqrt(1 - correlation**2)
    shocks[:, 0] = generator.standard_normal(repeats)
    noise = 0.023 * lfilter([1], [1, -correlation], shocks, axis=1)
    series: NDArray[np.float64] = np.exp(noise + 0.02 * generator.standard_normal((repeats, 1))).ravel()
    return series


@pytest.mark.parametrize(("repeats", "n"), [(1, 30), (5, 6), (10, 3), (10, 20)])
@pytest.mark.parametrize("correlation", [0, 0.5, 0.9])
def test_correlated_noise_and_repeats_that_differ_are_no_hump(repeats: int, n: int, correlation: float) -> None:
    generator = np.random.default_rng(1)
    found = sum(hump(blocks(generator, repeats, n, correlation)) is not None for _ in range(RUNS))
    assert found <= 0.01 * RUNS + 6  # two standard errors above 1 %


@pytest.mark.parametrize(("repeats", "n"), [(1, 30), (5, 6), (10, 20)])
@pytest.mark.parametrize("correlation", [0, 0.9])
def test_a_quarter_of_the_run_at_1_3_times_is_found(repeats: int, n: int, correlation: float) -> None:
    generator = np.random.default_rng(2)
    length = repeats * n // 4
    humps: list[Hump] = []
    for _ in range(100):
        values = blocks(generator, repeats, n, correlation)
        start = generator.integers(len(values) - length + 1)
        values[start : start + length] *= 1.3
        humps += filter(None, [hump(values)])
    assert len(humps) >= 95
    assert np.mean([found.share for found in humps]) == pytest.approx(length / (repeats * n), abs=0.02)
    assert np.mean([found.change for found in humps]) == pytest.approx(0.3, abs=0.02)


@pytest.mark.parametrize(
    ("length", "factor", "share", "change"),
    [(6, 1.3, 0.1, 0.3), (30, 1.3, 0.5, 0.3), (15, 0.8, 0.75, 0.25), (54, 1.3, 0.9, 0.3)],
)
def test_a_hump_is_the_slower_part_wherever_it_is(length: int, factor: float, share: float, change: float) -> None:
    for start in (0, 3, 60 - length):
        values = 1 + 0.001 * np.cos(np.arange(60.0))
        values[start : start + length] *= factor
        found = present(hump(values))
        assert (found.share, found.change) == pytest.approx((share, change), abs=0.002)


@pytest.mark.parametrize(("length", "factor"), [(2, 1.5), (30, 1.09)])
def test_what_is_short_or_slight_is_no_hump(length: int, factor: float) -> None:
    values = 1 + 0.001 * np.cos(np.arange(60.0))
    values[20 : 20 + length] *= factor
    assert hump(values) is None


def test_a_hump_stands_out_from_the_noise_around_it() -> None:
    levels = np.repeat([1.0, 1.2, 1.0], [20, 20, 20])
    noise = (-1.0) ** np.arange(60)
    assert present(hump(levels * np.exp(0.02 * noise))).share == pytest.approx(1 / 3)
    assert hump(levels * np.exp(0.03 * noise)) is None  # four standard deviations


def test_the_whole_hump_is_found_not_its_highest_part() -> None:
    levels = np.repeat([1.0, 1.3, 1.6, 1.0], [20, 14, 6, 20])
    assert present(hump(levels)).share == pytest.approx(1 / 3)


def test_few_blocks_show_nothing() -> None:
    assert hump(np.repeat([1, 1.5], [10, 9])) is None
    assert present(hump(np.repeat([1, 1.5], [10, 10]))).share == 0.5


def repeats_of(distribution: str, sd: float, runs: int, n: int) -> NDArray[np.float64]:
    generator = np.random.default_rng(3)
    scaled: NDArray[np.float64] = (
        generator.standard_normal((runs, n))
        if distribution == "normal"
        else generator.standard_t(5, (runs, n)) / math.sqrt(5 / 3)
    )
    medians: NDArray[np.float64] = np.exp(sd * scaled)
    return medians


@pytest.mark.parametrize("n", [4, 5, 10, 20])
@pytest.mark.parametrize("distribution", ["normal", "t5"])
@pytest.mark.parametrize("sd", [0.03, 0.05])
def test_repeats_of_one_kind_are_not_bimodal(distribution: str, sd: float, n: int) -> None:
    runs = 1500
    alarms = sum(bimodal(list(medians)) for medians in repeats_of(distribution, sd, runs, n))
    assert alarms <= 0.005 * runs + 6  # two standard errors above 0.5 %


@pytest.mark.parametrize("n", [5, 10, 20])
@pytest.mark.parametrize("apart", [1.2, 1.4])
@pytest.mark.parametrize("slower", [0.3, 0.5])
def test_two_modes_are_found_if_both_occur_twice(n: int, apart: float, slower: float) -> None:
    medians = repeats_of("normal", 0.01, 1000, n)
    which = np.random.default_rng(4).random(medians.shape) < slower
    both = (which.sum(axis=1) >= 2) & ((~which).sum(axis=1) >= 2)
    found = [bimodal(list(row)) for row in (medians * np.where(which, apart, 1))[both]]
    assert np.mean(found) > 0.75


@pytest.mark.parametrize("medians", [[1.0, 1.4], [1.0, 1.0, 1.4], [1, 1, 1, 1, 1.4], [1, 1, 1.04, 1.04]])
def test_a_single_repeat_is_no_mode_and_a_small_gap_no_matter(medians: list[float]) -> None:
    assert not bimodal(medians)


def test_equal_repeats_at_two_levels_are_bimodal() -> None:
    assert bimodal([1.4, 1.0, 1.4, 1.0])
