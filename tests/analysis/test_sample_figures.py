"""Figures out of samples whose figures are known."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from scipy.stats import bootstrap

from devbench.analysis import stats
from devbench.analysis.stability import stability
from devbench.results.schema import Sample


def samples(*repeats_ms: Sequence[float]) -> list[Sample]:
    """Visits with one invoke each, of repeats given as lists of milliseconds."""
    return [
        Sample(repeat=repeat, example=0, start_ns=0, tokenize_ns=0, invoke_ns=[round(value * 1e6)], decode_ns=0)
        for repeat, values in enumerate(repeats_ms)
        for value in values
    ]


def test_outliers_lie_beyond_one_and_a_half_interquartile_ranges() -> None:
    inner = [9.0, 9.0, 10.0, 11.0, 11.0] * 4  # quartiles 9 and 11, so fences at 6 and 14
    assert stats.latency(samples([*inner, 6.1, 13.9])).invoke.outliers == 0
    assert stats.latency(samples([*inner, 5.9, 14.1])).invoke.outliers == 2


def test_percentiles_are_numpys() -> None:
    values = np.random.default_rng(1).lognormal(2, 0.3, 700).round(6)
    found = stats.latency(samples(list(values[:300]), list(values[300:]))).invoke
    expected = np.percentile(values, [50, 90, 95, 99])
    assert [found.p50, found.p90, found.p95, found.p99] == pytest.approx(list(expected))


def test_the_interval_of_a_ratio_is_scipys_for_independent_samples() -> None:
    generator = np.random.default_rng(1)
    device, host = generator.normal(20, 1, 400).round(6), generator.normal(10, 1, 300).round(6)
    found = stats.ratio(samples(list(device)), samples(list(host)))

    def of_medians(a: np.ndarray, b: np.ndarray, axis: int) -> np.ndarray:  # type: ignore[type-arg]
        return np.asarray(np.median(a, axis=axis) / np.median(b, axis=axis))

    theirs = bootstrap((device, host), of_medians, n_resamples=4000, method="percentile", rng=1, vectorized=True)
    interval = theirs.confidence_interval
    assert found.p50 == pytest.approx(np.median(device) / np.median(host))
    assert found.high - found.low == pytest.approx(interval.high - interval.low, rel=0.15)


def test_a_run_beside_itself_is_uncertain_too() -> None:
    """Both sides are drawn independently of each other."""
    run = samples(list(np.random.default_rng(2).normal(10, 1, 100)))
    found = stats.ratio(run, run)
    assert found.p50 == 1
    assert found.low < 0.99 < 1.01 < found.high


@pytest.mark.parametrize(("n", "length"), [(1, 1), (8, 2), (27, 3), (1000, 10)])
def test_values_are_drawn_in_circular_blocks_of_the_cube_root_of_their_number(n: int, length: int) -> None:
    drawn = stats._blocks(np.arange(n, dtype=np.float64), np.random.default_rng(1))
    assert len(drawn) == n
    for start in range(0, n, length):
        block = drawn[start : start + length]
        assert list(block) == [(block[0] + step) % n for step in range(len(block))]


def test_every_value_is_drawn_as_often_as_any_other() -> None:
    generator = np.random.default_rng(1)
    values = np.arange(27, dtype=np.float64)
    drawn = np.concatenate([stats._blocks(values, generator) for _ in range(2000)])
    counts = np.bincount(drawn.astype(int), minlength=27)
    assert counts.min() > 0.85 * 2000
    assert counts.max() < 1.15 * 2000


def test_six_invokes_tell_how_steady_a_repeat_was_and_five_do_not() -> None:
    assert stability(samples([10.0] * 6)) is not None
    assert stability(samples([10.0] * 5)) is None


def test_one_interruption_is_no_drift() -> None:
    found = stability(samples([10.0] * 29 + [100.0]))
    assert found is not None
    assert found.drift == 0
