"""The test for a trend: Kendall's without autocorrelation, few false alarms with it, and a real rise is found."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy.signal import lfilter
from scipy.stats import kendalltau, rankdata

from devbench.analysis import trend
from devbench.analysis.trend import trend_p

RUNS = 300


def autoregressive(generator: np.random.Generator, repeats: int, n: int, correlation: float) -> NDArray[np.float64]:
    """Stationary AR(1) of variance 1, a row a repeat."""
    shocks = generator.standard_normal((repeats, n)) * np.sqrt(1 - correlation**2)
    shocks[:, 0] = generator.standard_normal(repeats)
    series: NDArray[np.float64] = lfilter([1], [1, -correlation], shocks, axis=1)
    return series


def alarms(repeats: int, n: int, correlation: float, rise: float = 0.0) -> float:
    generator = np.random.default_rng(1)
    ramp = np.linspace(0, rise, n)
    found = sum(
        trend_p(list(0.023 * autoregressive(generator, repeats, n, correlation) + ramp)) < 0.01 for _ in range(RUNS)
    )
    return found / RUNS


@given(st.lists(st.integers(0, 20), min_size=3, max_size=40))
def test_a_single_series_is_kendalls_tau_or_less_certain(values: list[int]) -> None:
    kendall = kendalltau(np.arange(len(values)), values, method="asymptotic").pvalue if len(set(values)) > 1 else 1.0
    assert trend_p([np.asarray(values, float)]) >= kendall - 1e-12


def test_alternating_values_are_kendalls_tau() -> None:
    values = np.arange(20.0) + 30 * (-1) ** np.arange(20)
    kendall = kendalltau(np.arange(20), values, method="asymptotic").pvalue
    assert trend_p([values]) == pytest.approx(kendall, abs=1e-12)


@given(st.lists(st.integers(0, 5), min_size=1, max_size=30))
def test_ranks_are_scipys(values: list[int]) -> None:
    assert list(trend._ranks(np.asarray(values, float))) == list(rankdata(values))


@pytest.mark.parametrize(("repeats", "n"), [(1, 60), (5, 6), (5, 30), (10, 6), (10, 30)])
@pytest.mark.parametrize("correlation", [0, 0.5, 0.9])
def test_neighbours_that_resemble_each_other_are_no_trend(repeats: int, n: int, correlation: float) -> None:
    assert alarms(repeats, n, correlation) < 0.07  # three standard errors above 0.035


@pytest.mark.parametrize(("repeats", "n"), [(1, 60), (5, 6), (10, 3), (10, 30)])
@pytest.mark.parametrize("correlation", [0, 0.5])
def test_a_rise_by_a_fifth_is_found(repeats: int, n: int, correlation: float) -> None:
    assert alarms(repeats, n, correlation, rise=0.2) > 0.95


def test_opposite_trends_of_repeats_cancel() -> None:
    rise = np.arange(20.0)
    assert trend_p([rise, -rise]) == 1.0


def test_a_jump_between_repeats_is_no_trend() -> None:
    level = np.random.default_rng(2).normal(10, 0.1, (5, 30))
    assert trend_p(list(level)) == pytest.approx(trend_p(list(level + np.arange(5)[:, None])))


def test_a_constant_series_has_no_trend() -> None:
    assert trend_p([np.ones(10), np.ones(2)]) == 1.0
