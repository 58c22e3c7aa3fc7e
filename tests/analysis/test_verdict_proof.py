"""A part of benchmarks/verdict_proof.py: every verdict for its cause and none without it, and what comparing finds."""

import pytest

import verdict_proof
from devbench.choices import STATUSES
from verdict_proof import CAUSES, NOISE, SLOWER

RUNS = 100

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("cause", CAUSES, ids=lambda cause: cause.words)
def test_a_verdict_comes_for_its_cause_and_nothing_without_one(cause: verdict_proof.Cause) -> None:
    assert verdict_proof.verdicts(cause, "normal", RUNS) == (RUNS, 0)


def test_unlike_runs_are_refused_and_like_ones_are_not() -> None:
    assert verdict_proof.incomparable(RUNS) == (RUNS, 0)


def test_every_verdict_is_tried() -> None:
    assert {cause.verdict for cause in CAUSES} == set(STATUSES)


@pytest.mark.parametrize(("mode", "least"), [("normal", 0.90), ("official", 0.99)])
def test_a_slow_down_of_ten_percent_is_found_and_nothing_on_identical_code(mode: str, least: float) -> None:
    runs = RUNS if mode == "normal" else RUNS // 4
    _, false_alarms = verdict_proof.comparisons(mode, NOISE, 1.0, runs)
    _, found = verdict_proof.comparisons(mode, NOISE, SLOWER, runs)
    assert false_alarms <= 0.01 * runs
    assert found >= least * runs
