"""The three outcomes, against scipy's one-sided t tests."""

import math

import numpy as np
import pytest
from scipy import stats

from devbench.analysis.gate import Levels, decide, is_better, overall
from devbench.analysis.intervals import UNKNOWN, LogRatio, unpaired
from devbench.results.comparison import MetricOutcome

TOLERANCE = 0.05
FIXED = Levels.fixed(1)


@pytest.mark.parametrize(
    ("ratio", "error", "outcome"),
    [
        (1.20, 0.02, "regression"),
        (1.00, 0.01, "no regression"),
        (0.50, 0.01, "no regression"),
        (1.06, 0.02, "inconclusive"),
        (1.04, 0.02, "inconclusive"),
        (3.00, 1.00, "inconclusive"),
        (1.00, 0.10, "inconclusive"),
        (1.05, 0.00, "inconclusive"),
        (1.06, 0.00, "regression"),
    ],
)
def test_an_outcome_needs_evidence(ratio: float, error: float, outcome: MetricOutcome) -> None:
    delta = math.log1p(TOLERANCE) if ratio == 1.05 else math.log(ratio)
    assert decide(LogRatio(delta, error, 9), TOLERANCE, FIXED) == outcome


@pytest.mark.parametrize("delta", [UNKNOWN, LogRatio(5, math.inf, 1), LogRatio(-5, math.inf, 1)])
def test_what_is_unknown_is_inconclusive(delta: LogRatio) -> None:
    assert decide(delta, TOLERANCE, FIXED) == "inconclusive"
    assert not is_better(delta, TOLERANCE, FIXED)


@pytest.mark.parametrize("gating", [1, 5])
@pytest.mark.parametrize("seed", range(20))
def test_the_tests_are_scipys_at_the_level_of_each(seed: int, gating: int) -> None:
    generator = np.random.default_rng(seed)
    mine, theirs = generator.normal(0, 0.05, 8), generator.normal(generator.choice([0, 0.05, 0.1]), 0.03, 12)
    shifted = theirs - math.log(1.05)
    worse = stats.ttest_ind(shifted, mine, equal_var=False, alternative="greater").pvalue < 0.025 / gating
    within = stats.ttest_ind(shifted, mine, equal_var=False, alternative="less").pvalue < 0.025
    outcome = decide(unpaired(list(np.exp(mine)), list(np.exp(theirs))), TOLERANCE, Levels.fixed(gating))
    assert outcome == ("regression" if worse else "no regression" if within else "inconclusive")


def test_better_is_beyond_the_tolerance() -> None:
    assert is_better(LogRatio(math.log(0.8), 0.01, 9), TOLERANCE, FIXED)
    assert not is_better(LogRatio(math.log(0.96), 0.001, 9), TOLERANCE, FIXED)
    assert not is_better(LogRatio(math.log(0.94), 0.02, 9), TOLERANCE, FIXED)


@pytest.mark.parametrize(
    ("outcomes", "of_all"),
    [
        (["no regression", "no regression"], "no regression"),
        (["no regression", "inconclusive"], "inconclusive"),
        (["inconclusive", "regression", "no regression"], "regression"),
        ([], "inconclusive"),
    ],
)
def test_a_whole_without_regression_needs_every_metric(outcomes: list[MetricOutcome], of_all: MetricOutcome) -> None:
    assert overall(outcomes) == of_all
