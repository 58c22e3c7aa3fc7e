"""Estimates and their intervals, against scipy, and the share of intervals that hold the true value."""

import math
from dataclasses import astuple

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import stats

from devbench.analysis.intervals import (
    Estimate,
    LogRatio,
    against_sessions,
    geometric_mean,
    paired,
    paired_bootstrap,
    percentile,
    t_quantile,
    unpaired,
    wilson_upper,
)
from tests.kinds import present

RUNS = 2000
HOLDS = pytest.approx(0.95, abs=0.025)
"""More than five standard errors of a share of 2,000 runs."""


def lognormal(seed: int, *shape: int, sd: float = 0.02) -> NDArray[np.float64]:
    return np.random.default_rng(seed).lognormal(1, sd, shape)


def holds(estimate: Estimate, value: float) -> bool:
    return present(estimate.low) <= value and (estimate.high is None or value <= estimate.high)


@pytest.mark.parametrize("freedom", [1, 4, 9.5, math.inf])
def test_quantiles_are_scipys(freedom: float) -> None:
    assert t_quantile(0.975, freedom) == pytest.approx(stats.t.ppf(0.975, freedom))


def test_the_geometric_mean_has_scipys_t_interval_over_the_logs() -> None:
    values = lognormal(1, 7)
    found = geometric_mean(values)
    assert found.value == pytest.approx(stats.gmean(values))
    interval = stats.t.interval(0.95, 6, np.log(values).mean(), stats.sem(np.log(values)))
    assert (found.low, found.high) == pytest.approx(np.exp(interval))


def test_one_repeat_has_no_interval() -> None:
    assert geometric_mean([4.0]) == Estimate(4.0)
    assert percentile([np.arange(101.0)], 90) == Estimate(90.0)
    assert paired_bootstrap([0.5]) == Estimate(0.5)


def test_a_zero_leaves_the_median_without_an_interval() -> None:
    assert geometric_mean([0.0, 1.0, 5.0]) == Estimate(1.0)


def test_the_unpaired_ratio_is_welchs() -> None:
    mine, theirs = lognormal(2, 5), lognormal(3, 12, sd=0.05)
    found = unpaired(mine, theirs)
    reference = stats.ttest_ind(np.log(theirs), np.log(mine), equal_var=False)
    interval = reference.confidence_interval(0.95)
    assert found.freedom == pytest.approx(reference.df)
    assert (found.low(), found.high()) == pytest.approx((interval.low, interval.high))
    assert found.ratio == pytest.approx(stats.gmean(theirs) / stats.gmean(mine))
    assert astuple(found.estimate()) == pytest.approx((found.ratio, math.exp(interval.low), math.exp(interval.high)))


def test_the_variance_between_sessions_is_a_third_component() -> None:
    alone = unpaired([1, 1.01, 1.02], [1, 1.02, 1.04])
    assert unpaired([1, 1.01, 1.02], [1, 1.02, 1.04], 0.005).error == pytest.approx(math.hypot(alone.error, 0.005**0.5))
    same = unpaired([1.0, 1.0], [1.0, 1.0], 0.01, 4)
    assert (same.error, same.freedom) == pytest.approx((0.1, 4))


def test_sessions_that_differ_are_allowed_for() -> None:
    generator = np.random.default_rng(4)
    found = 0
    for _ in range(RUNS):
        sessions, repeats = generator.normal(0, 0.05, (2, 1)), generator.normal(0, 0.02, (2, 10))
        mine, theirs = np.exp(sessions + repeats)
        found += holds(unpaired(mine, theirs, 2 * 0.05**2).estimate(), 1.0)
    assert found / RUNS == HOLDS


@pytest.mark.parametrize("session_sd", [0, 0.05])
def test_five_sessions_predict_a_sixth(session_sd: float) -> None:
    generator = np.random.default_rng(5)
    found = 0
    for _ in range(RUNS):
        sessions = np.exp(generator.normal(0, session_sd, (6, 1)) + generator.normal(0, 0.02, (6, 10)))
        found += holds(against_sessions(list(sessions[:5]), sessions[5]).estimate(), 1.0)
    assert found / RUNS == HOLDS


def test_the_paired_ratio_is_scipys_paired_t() -> None:
    mine = lognormal(6, 8, sd=0.3)
    theirs = mine * lognormal(7, 8)
    found = paired(mine, theirs)
    interval = stats.ttest_rel(np.log(theirs), np.log(mine)).confidence_interval(0.95)
    assert (found.low(), found.high(), found.freedom) == pytest.approx((interval.low, interval.high, 7))


def test_pairs_have_two_sides() -> None:
    with pytest.raises(ValueError, match="not 2 and 3 values"):
        paired([1, 2], [1, 2, 3])


@pytest.mark.parametrize(
    "unknown",
    [
        unpaired([1.0], [2.0, 2.1]),
        unpaired([1.0, 1.1], [2.0]),
        paired([1.0], [2.0]),
        against_sessions([[1.0, 1.1]], [2.0, 2.1]),
        unpaired([0.0, 1.0], [2.0, 2.1]),
        paired([1.0, 0.0], [2.0, 2.1]),
        against_sessions([[1.0, 1.1], [0.0]], [2.0, 2.1]),
    ],
)
def test_an_unknown_error_bounds_nothing(unknown: LogRatio) -> None:
    assert not unknown.low() > -100
    assert not unknown.high() < 100
    assert unknown.estimate().low is unknown.estimate().high is None


@pytest.mark.parametrize(("q", "n"), [(90, 30), (90, 300), (95, 300)])
@pytest.mark.parametrize(("repeats", "sd"), [(10, 0.02), (5, 0.05)])
def test_percentiles_hold_the_true_one_although_repeats_differ(q: int, n: int, repeats: int, sd: float) -> None:
    generator = np.random.default_rng(8)
    truth = math.exp(stats.norm.ppf(q / 100) * math.hypot(sd, 0.023))
    found = 0
    for _ in range(RUNS):
        samples = np.exp(generator.normal(0, sd, (repeats, 1)) + generator.normal(0, 0.023, (repeats, n)))
        found += holds(percentile(list(samples), q), truth)
    assert 0.91 < found / RUNS < 0.98


def test_a_percentile_is_that_of_all_samples_and_large_repeats_weigh_more() -> None:
    large = [np.arange(300.0) + level for level in (0, 1, 2, 3)]
    repeats = [*large, np.full(3, 1000.0)]
    found = percentile(repeats, 90)
    assert found.value == np.percentile(np.concatenate(repeats), 90)
    assert present(found.high) < 290  # an equal weight for the three samples would leave it absent


def test_a_bound_that_may_lie_beyond_all_samples_is_absent() -> None:
    found = percentile([np.arange(20.0) + level for level in (0, 1, 0, 1, 50)], 90)
    assert found.low == pytest.approx(17, abs=5)
    assert found.high is None
    assert percentile([np.arange(20.0), np.arange(100.0, 120.0)], 90).low is None


@pytest.mark.parametrize(("hits", "total"), [(0, 20), (11, 20), (20, 20), (70, 300)])
def test_wilsons_bound_is_scipys(hits: int, total: int) -> None:
    reference = stats.binomtest(hits, total, alternative="less").proportion_ci(0.95, method="wilson")
    assert wilson_upper(hits, total) == pytest.approx(reference.high)


def test_the_bootstrap_is_scipys_and_seeded() -> None:
    values = np.random.default_rng(9).choice([-1.0, 0.0, 1.0], 80, p=[0.1, 0.6, 0.3])
    found = paired_bootstrap(values)
    reference = stats.bootstrap((values,), np.mean, method="percentile", n_resamples=20_000, random_state=1)
    assert found.value == values.mean()
    assert (found.low, found.high) == pytest.approx(reference.confidence_interval, abs=0.02)
    assert found == paired_bootstrap(values)
