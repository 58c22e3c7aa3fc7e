"""A known quality must be kept: on all of the data as measured, on a part of it unless chance explains the loss."""

from __future__ import annotations

from typing import Any

import msgspec
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest, spearmanr

from devbench.analysis import known_quality, verdict
from devbench.analysis.known_quality import CONFIDENCE, QualityCheck
from devbench.results.findings import Finding
from devbench.results.schema import Count, ExampleScores, Result
from tests.sample_results import result, side

replace = msgspec.structs.replace


def measured(
    quality: dict[str, float],
    expected: dict[str, float],
    examples: int = 100,
    available: int | None = None,
    visited: int | None = None,
    scores: ExampleScores | None = None,
    **changes: Any,
) -> Result:
    found = result(device_run=side("device", quality=quality, example_scores=scores), **changes)
    count = Count(equal=visited or examples, total=visited or examples)
    return replace(
        found,
        model=replace(found.model, expected_quality=expected),
        data=replace(found.data, examples=examples, available=available),
        parity=replace(found.parity, tokens=count, answers=count),
    )


def check(*arguments: Any, **changes: Any) -> QualityCheck:
    (found,) = known_quality.checks(measured(*arguments, **changes))
    return found


def findings(found: Result) -> list[tuple[Finding, str]]:
    return list(known_quality.findings(found))


@given(total=st.integers(1, 500), share=st.floats(0, 1))
def test_a_shares_upper_bound_is_clopper_and_pearsons(total: int, share: float) -> None:
    hits = round(share * total)
    exact = binomtest(hits, total).proportion_ci(2 * CONFIDENCE - 1, method="exact").high
    assert known_quality.share_upper(hits, total) == pytest.approx(exact, abs=1e-9)


@pytest.mark.parametrize(("value", "lost"), [(98.99, True), (99.0, False), (100.0, False)])
def test_on_all_of_the_data_what_was_measured_counts(value: float, lost: bool) -> None:
    found = check({"accuracy": value}, {"accuracy": 100.0})
    assert (found.is_lost, found.is_kept) == (lost, not lost)


def test_on_a_part_chance_may_explain_a_loss() -> None:
    """8 of 10 where 92 % are known: the bound of ten examples is above 91.1."""
    for hits, total, lost in ((8, 10, False), (2, 10, True), (80, 100, True), (78, 399, True)):
        found = check({"accuracy": 100 * hits / total}, {"accuracy": 92.0}, examples=total, available=400)
        assert found.is_lost is lost
        exact = binomtest(hits, total).proportion_ci(2 * CONFIDENCE - 1, method="exact").high
        assert found.most == pytest.approx(100 * exact)


def test_too_few_examples_could_not_show_a_loss_and_so_show_nothing() -> None:
    found = check({"accuracy": 100.0}, {"accuracy": 92.0}, examples=1, available=400)
    assert not found.is_lost
    assert not found.is_kept
    few = measured({"accuracy": 100.0}, {"accuracy": 92.0}, examples=1, available=400)
    ((finding, text),) = findings(few)
    assert finding is Finding.QUALITY_UNCHECKED
    assert text == "Accuracy was not checked against 92.0: 1 of 400 examples are too few."
    assert check({"accuracy": 100.0}, {"accuracy": 92.0}, examples=2, available=400).is_kept


@pytest.mark.parametrize(
    ("metric", "task", "says"),
    [
        ("accuracy", "text-classification", True),
        ("exact_match", "question-answering", True),
        ("f1", "question-answering", True),
        ("f1", "text-classification", False),  # of two labels: no mean over examples
        ("macro_f1", "text-classification", False),
        ("matthews", "text-classification", False),
        ("top_5", "fill-mask", True),
        ("rouge_l", "generation", True),
        ("recall", "token-classification", False),
        ("spearman", "feature-extraction", True),
        ("pearson", "text-classification", True),
    ],
)
def test_of_a_part_only_means_and_correlations_say_something(metric: str, task: str, says: bool) -> None:
    found = measured({metric: 40.0}, {metric: 90.0}, examples=60, available=400, task=task)
    ((finding, _),) = findings(found)
    assert finding is (Finding.QUALITY_LOST if says else Finding.QUALITY_UNCHECKED)


def test_a_correlation_of_a_part_is_bounded_by_fishers_z() -> None:
    """In 400 samples of 50 pairs, the bound lies above the true correlation about as often as it says."""
    random, held = np.random.default_rng(3), 0
    for _ in range(400):
        x = random.standard_normal(50)
        y = 0.9 * x + np.sqrt(1 - 0.81) * random.standard_normal(50)
        value = 100 * float(spearmanr(x, y).statistic)
        found = check({"spearman": value}, {"spearman": 90.0}, examples=100, available=800)
        held += found.most is not None and found.most >= 89.1  # Spearman's of a normal pair with 0.9
    assert held >= 388
    assert check({"spearman": 0.0}, {"spearman": 90.0}, examples=38, available=800).most is None


def test_entity_f1_of_a_part_allows_for_entities_that_go_together() -> None:
    """All entities of 3 of 10 examples are missed; as single hits they would seem to show more."""
    scores = ExampleScores(metric="f1", points=[0.0] * 3 + [20.0] * 7, weights=[20.0] * 10)
    found = check({"f1": 70.0}, {"f1": 95.0}, examples=10, available=400, task="token-classification", scores=scores)
    assert found.most == 100  # 70 + 2.326 standard errors of 15.3
    assert not found.is_lost
    none = ExampleScores(metric="f1", points=[0.0] * 3, weights=[4.0] * 3)
    assert check({"f1": 0.0}, {"f1": 95.0}, examples=3, available=400, scores=none).is_lost


def test_examples_that_were_taken_from_the_start_again_count_once() -> None:
    """And of a part, those that have a right answer."""
    for points, examples, available in (([1.0] * 6 + [0.0] * 2, 8, 4), ([1.0] * 3 + [0.0], 20, 400)):
        scores = ExampleScores(metric="accuracy", points=points)
        found = check({"accuracy": 75.0}, {"accuracy": 90.0}, examples=examples, available=available, scores=scores)
        exact = binomtest(3, 4).proportion_ci(2 * CONFIDENCE - 1, method="exact").high
        assert found.most == pytest.approx(100 * exact)


def test_what_did_not_run_is_never_taken_for_kept() -> None:
    found = measured({"accuracy": 100.0}, {"accuracy": 90.0}, visited=99)
    ((finding, text),) = findings(found)
    assert finding is Finding.QUALITY_UNCHECKED
    assert text.endswith("only 99 of 100 examples ran on both sides.")
    assert verdict.verdict(found).answers == "UNCHECKED"
    assert not known_quality.is_known_right(found)


@pytest.mark.parametrize(
    ("quality", "words"), [({"f1": 90.0}, "this run reports f1."), ({}, "this run reports no quality.")]
)
def test_a_metric_that_the_run_lacks_is_named(quality: dict[str, float], words: str) -> None:
    ((finding, text),) = findings(measured(quality, {"accuracy": 90.0}))
    assert finding is Finding.QUALITY_UNCHECKED
    assert words in text


def test_a_card_that_says_nothing_of_this_run_leaves_agreement() -> None:
    found = measured({"f1": 90.0}, {}, examples=10)
    found = replace(found, model=replace(found.model, stated_quality={"accuracy": 90.0}))
    assert findings(found) == []
    assert verdict.verdict(found).answers == "AGREE"


def test_card_and_expectation_are_judged_both() -> None:
    found = measured({"accuracy": 50.0}, {"accuracy": 40.0}, examples=10)
    assert verdict.verdict(found).answers == "RIGHT"
    found = replace(found, model=replace(found.model, stated_quality={"accuracy": 95.0}))
    ((finding, text),) = findings(found)
    assert finding is Finding.QUALITY_LOST
    assert text == "Accuracy is 50.0, but the model's card says 95.0 (at least 94.0 is needed)."
    assert verdict.verdict(found).answers == "WRONG"
    found = replace(
        found, model=replace(found.model, stated_quality={"accuracy": 50.0}, expected_quality={"accuracy": 95.0})
    )
    ((finding, text),) = findings(found)
    assert finding is Finding.QUALITY_LOST
    assert "--expect says 95.0" in text


def test_a_correlation_is_bounded_by_the_examples_with_right_answers() -> None:
    """60 of 200 that ran have one: 30 pairs, not 100, of which the bound would be below what must be left."""
    found = measured({"spearman": 80.0}, {"spearman": 90.0}, examples=200, available=400)
    assert known_quality.checks(found)[0].is_lost
    some = replace(found, device_run=replace(found.device_run, scored=60))
    assert not known_quality.checks(some)[0].is_lost
    few = replace(found, device_run=replace(found.device_run, scored=10))
    assert known_quality.checks(few)[0].most is None


def test_a_loss_on_a_part_says_what_all_may_reach() -> None:
    ((_, text),) = findings(measured({"accuracy": 19.5}, {"accuracy": 93.2}, examples=399, available=400))
    assert text.startswith("Accuracy is 19.5 on 399 of 400 examples, at most 24.")
    assert text.endswith("on all, but --expect says 93.2 (at least 92.3 is needed).")


@pytest.mark.parametrize(
    ("known", "quantization", "least"), [(90, "fp32", 89.1), (90, "int8", 83.7), (-50, "fp32", -50.5)]
)
def test_a_share_of_what_is_known_must_be_left(known: float, quantization: str, least: float) -> None:
    assert known_quality.least(known, quantization) == pytest.approx(least)
