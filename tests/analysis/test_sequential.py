"""The levels of the looks keep their error over all of them, by a simulation of their own."""

import math

import numpy as np
import pytest
from scipy import stats

import sequential_levels
from devbench.analysis.gate import decide
from devbench.analysis.intervals import paired
from devbench.analysis.sequential import LOOKS, NOMINAL, levels

PATHS = 200_000


def test_the_error_over_all_looks_is_shared_by_the_gating_metrics() -> None:
    ratios = np.random.default_rng(1).normal(0, 0.03, (PATHS, LOOKS[-1]))
    smallest = np.min(
        [stats.ttest_1samp(ratios[:, :n], 0, axis=1, alternative="greater").pvalue for n in LOOKS], axis=0
    )
    for gating in range(1, 10):
        target = 0.025 / gating
        error = math.sqrt(target / PATHS)
        assert (smallest < levels(gating).regression).mean() == pytest.approx(target, abs=4 * error)


def test_the_table_is_that_of_its_script(monkeypatch: pytest.MonkeyPatch) -> None:
    sequential_levels.main(["--check", "--paths", str(PATHS)])
    monkeypatch.setitem(NOMINAL, 3, 0.0025)
    with pytest.raises(SystemExit, match=r"\[3\]"):
        sequential_levels.main(["--check", "--paths", str(PATHS)])


def test_no_regression_needs_no_share_of_the_level() -> None:
    assert levels(5).no_regression == levels(1).no_regression == levels(1).regression


def test_stopping_at_the_first_decision_raises_few_false_alarms() -> None:
    generator = np.random.default_rng(2)
    alarms = 0
    for _ in range(1000):
        mine = generator.lognormal(0, 0.02, LOOKS[-1])
        theirs = 1.05 * generator.lognormal(0, 0.02, LOOKS[-1])
        for n in LOOKS:
            outcome = decide(paired(list(mine[:n]), list(theirs[:n])), 0.05, levels(1))
            if outcome != "inconclusive":
                alarms += outcome == "regression"
                break
    assert 5 < alarms < 45
