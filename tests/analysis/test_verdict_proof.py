"""A part of benchmarks/verdict_proof.py: every word of the verdict for its cause, and none without it."""

import pytest

import verdict_proof
from devbench.choices import VERDICT_WORDS
from verdict_proof import CAUSES

RUNS = 50

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("cause", CAUSES, ids=lambda cause: cause.words)
def test_a_word_comes_for_its_cause_and_nothing_without_one(cause: verdict_proof.Cause) -> None:
    raised, unfounded = verdict_proof.verdicts(cause, "normal", RUNS)
    assert raised == RUNS
    assert unfounded <= 0.04 * RUNS


def test_unlike_runs_are_refused_and_like_ones_are_not() -> None:
    assert verdict_proof.incomparable(RUNS) == (RUNS, 0)


def test_every_word_is_tried_but_those_of_a_run_without_fault() -> None:
    tried = {cause.verdict for cause in CAUSES}
    assert set(VERDICT_WORDS) - tried == {"RIGHT", "AGREE", "PHYSICAL"}
