"""Figures out of samples whose figures are known."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

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


def test_percentiles_are_numpys_over_all_repeats() -> None:
    values = np.random.default_rng(1).lognormal(2, 0.3, 700).round(6)
    found = stats.latency(samples(list(values[:300]), list(values[300:]))).invoke
    expected = np.percentile(values, [90, 95, 99])
    assert [found.p90, found.p95, found.p99] == pytest.approx(list(expected))


def test_six_invokes_tell_how_steady_a_repeat_was_and_five_do_not() -> None:
    assert stability(samples([10.0] * 6)) is not None
    assert stability(samples([10.0] * 5)) is None


def test_one_interruption_is_no_drift() -> None:
    found = stability(samples([10.0] * 29 + [100.0]))
    assert found is not None
    assert found.drift == 0
