"""Drift, trend and what differs between repeats."""

from collections.abc import Sequence

import numpy as np
import pytest
from numpy.typing import ArrayLike, NDArray

from devbench.analysis import stability as analysis
from devbench.results.schema import Sample, Stability
from tests.kinds import present


def visits(*repeats: ArrayLike, examples: int = 1) -> list[Sample]:
    """Repeats of milliseconds, or of lists of them for visits with several windows; examples in turn."""
    return [
        Sample(
            repeat=repeat,
            example=index % examples,
            start_ns=0,
            tokenize_ns=0,
            invoke_ns=[round(ms * 1e6) for ms in np.atleast_1d(value)],
            decode_ns=0,
        )
        for repeat, values in enumerate(repeats)
        for index, value in enumerate(np.asarray(values))
    ]


def stability(samples: Sequence[Sample]) -> Stability:
    return present(analysis.stability(samples))


def noise(seed: int, n: int = 90) -> NDArray[np.float64]:
    return np.random.default_rng(seed).normal(10, 0.1, n)


def test_noise_is_steady() -> None:
    found = stability(visits(noise(1), noise(2), noise(3)))
    assert abs(found.drift) < 0.01
    assert present(found.drift_p) > 0.01
    assert present(found.between_repeats) < 0.01
    assert found.spread == pytest.approx(0.0135, abs=0.004)  # 1.35 standard deviations of 1 %


def test_a_rise_is_a_drift_with_a_trend() -> None:
    found = stability(visits(noise(1) * np.linspace(1, 1.3, 90)))
    assert found.drift == pytest.approx(0.2, abs=0.03)
    assert present(found.drift_p) < 1e-6


def test_a_sawtooth_of_repeats_is_a_drift_and_no_difference_between_them() -> None:
    found = stability(visits(*(noise(seed) * np.linspace(1, 1.3, 90) for seed in range(3))))
    assert found.drift > 0.15
    assert present(found.drift_p) < 1e-6
    assert present(found.between_repeats) < 0.05


def test_a_jump_between_repeats_is_no_drift() -> None:
    found = stability(visits(noise(1), noise(2) * 1.2, noise(3) * 1.2))
    assert abs(found.drift) < 0.01
    assert present(found.drift_p) > 0.01
    assert found.between_repeats == pytest.approx(0.17, abs=0.02)


def test_examples_that_differ_in_length_are_no_noise_and_no_drift() -> None:
    lengths = np.tile([1, 2, 5, 9, 20], 20)[:97]
    found = stability(visits(noise(1, 97) * lengths, examples=5))
    assert found.spread < 0.03
    assert abs(found.drift) < 0.02


def test_a_drift_shows_under_examples_that_differ() -> None:
    lengths = np.tile([1, 2, 5, 9, 20], 20)
    found = stability(visits(noise(1, 100) * lengths * np.linspace(1, 1.3, 100), examples=5))
    assert found.drift == pytest.approx(0.2, abs=0.04)


def test_a_drift_shows_where_each_example_came_once() -> None:
    found = stability(visits(noise(1) * np.linspace(1, 1.3, 90), examples=90))
    assert found.drift == pytest.approx(0.2, abs=0.03)


def test_encoder_and_decoder_of_a_generated_text_are_not_one_noise() -> None:
    found = stability(visits([[50, 5, 5, 5]] * 8, examples=8))
    assert (found.spread, found.drift) == (0, 0)


def test_too_few_samples_tell_nothing() -> None:
    assert analysis.stability(visits([10.0] * 5)) is None


def test_a_rise_from_repeat_to_repeat_is_a_drift_across_them() -> None:
    found = stability(visits(*(noise(seed, 30) * (1 + seed / 50) for seed in range(10))))
    assert present(found.drift_across) == pytest.approx(0.14, abs=0.03)
    assert present(found.drift_across_p) < 0.01
    assert abs(found.drift) < 0.01


def test_a_few_repeats_do_not_show_a_trend_across_them() -> None:
    found = stability(visits(*(noise(seed, 30) * (1 + seed / 20) for seed in range(4))))
    assert (found.drift_across, found.drift_across_p) == (None, None)


def test_a_quarter_of_the_run_on_another_level_is_a_hump() -> None:
    levels = [1.3 if repeat in (3, 4) else 1.0 for repeat in range(8)]
    found = stability(visits(*(noise(seed, 40) * level for seed, level in enumerate(levels))))
    hump = present(found.hump)
    assert hump.share == pytest.approx(0.25, abs=0.05)
    assert hump.change == pytest.approx(0.3, abs=0.05)
    assert stability(visits(*(noise(seed, 40) for seed in range(8)))).hump is None


def test_repeats_that_fall_into_two_groups_are_bimodal() -> None:
    groups = [noise(seed, 30) * (1.2 if seed % 2 else 1.0) for seed in range(10)]
    assert stability(visits(*groups)).bimodal
    assert not stability(visits(*(noise(seed, 30) for seed in range(10)))).bimodal
