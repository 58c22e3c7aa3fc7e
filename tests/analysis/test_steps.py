"""Steps between sessions: found where they are, and hardly ever in a stationary series."""

from itertools import combinations, product

import numpy as np
import pytest
from numpy.typing import NDArray

from devbench.analysis import steps as analysis
from devbench.analysis.steps import steps

RUNS = 40


def sessions(seed: int, *levels: float, each: int = 15) -> NDArray[np.float64]:
    noise = np.random.default_rng(seed).lognormal(0, 0.02, len(levels) * each)
    series: NDArray[np.float64] = np.repeat(levels, each) * noise
    return series


def test_a_step_of_ten_percent_is_found_where_it_is() -> None:
    found = [steps(list(sessions(seed, 10, 11))) for seed in range(RUNS)]
    assert sum(len(at) == 1 and abs(at[0] - 15) <= 1 for at in found) >= 0.95 * RUNS


def test_a_stationary_series_has_no_step() -> None:
    assert sum(steps(list(sessions(seed, 10, 10))) == [] for seed in range(RUNS)) >= 0.95 * RUNS


def test_a_step_up_and_down_again_are_two() -> None:
    assert steps(list(sessions(1, 10, 12, 10, each=12))) == [12, 24]


def test_three_sessions_make_a_level_and_two_do_not() -> None:
    assert steps([10.0] * 20 + [12.0] * 3) == [20]
    assert 21 not in steps([10.0] * 21 + [12.0] * 2)


@pytest.mark.parametrize("values", [[], [10.0], [10, 20, 10, 20], [10] * 30, [10, 10, 10, 12, 12, 12]])
def test_too_few_or_equal_sessions_have_no_step(values: list[float]) -> None:
    assert steps(values) == []


def test_the_same_sessions_have_the_same_steps() -> None:
    values = list(sessions(3, 10, 10.4))
    assert steps(values) == steps(values)


def scaled_distance(first: NDArray[np.float64], second: NDArray[np.float64]) -> float:
    """Q of Matteson & James (2014), equations 5 and 7."""
    between = np.mean([abs(a - b) for a, b in product(first, second)])
    within = [np.mean([abs(a - b) for a, b in combinations(part, 2)]) for part in (first, second)]
    m, n = len(first), len(second)
    return float(m * n / (m + n) * (2 * between - within[0] - within[1]))


def test_the_best_division_is_that_of_the_definition() -> None:
    values = sessions(4, 10, 11, 10.5, each=5)
    distances = {
        (at, end): scaled_distance(values[:at], values[at:end]) for at in range(3, 16) for end in range(at + 3, 16)
    }
    best = max(distances, key=distances.__getitem__)
    statistic, at = analysis._best_division(values)
    assert statistic == pytest.approx(distances[best])
    assert at == best[0]
