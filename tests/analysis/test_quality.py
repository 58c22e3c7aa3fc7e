"""Quality that is no better than guessing is found wrong; input that the model does not understand is told first."""

from __future__ import annotations

from collections import Counter

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest

from devbench.analysis import quality, verdict
from devbench.results.findings import Finding
from devbench.results.schema import DataInfo, Judged, Result
from tests.sample_results import result, side

replace = msgspec.structs.replace
DATA = result().data


def judged(hits: int, total: int, chance: float, metric: str = "accuracy") -> Judged:
    return Judged(metric=metric, hits=hits, total=total, chance=chance)


def of(figures: Judged | None, task: str = "text-classification") -> list[tuple[Finding, str]]:
    return list(quality.findings(side("device", judged=figures, quality={}), task))


@given(total=st.integers(20, 2000), share=st.floats(0, 1), chance=st.floats(0, 0.9))
def test_the_upper_bound_is_compared_with_chance_and_five_points(total: int, share: float, chance: float) -> None:
    hits = round(share * total)
    upper = binomtest(hits, total).proportion_ci(0.90, method="wilson").high  # two-sided: 95 % one-sided
    if abs(upper - chance - 0.05) > 1e-9:
        assert quality.below_chance(hits, total, chance) == (upper < chance + 0.05)
        assert bool(of(judged(hits, total, chance))) == (upper < chance + 0.05)


def test_accuracy_at_the_commonest_labels_share_is_wrong_in_plain_words() -> None:
    ((finding, text),) = of(judged(62, 200, 0.335))
    assert finding is Finding.QUALITY_AT_CHANCE
    assert text == (
        "Accuracy is 31.0 % on 200 examples, no better than always answering the most common label (33.5 %)."
    )


@pytest.mark.parametrize(
    ("figures", "task", "words"),
    [
        (
            judged(250, 1000, 0.25),
            "multiple-choice",
            "Accuracy is 25.0 % on 1000 examples, no better than guessing (25.0 %).",
        ),
        (judged(0, 100, 0, "top_5"), "fill-mask", "Top-5 is 0.0 % on 100 examples, so almost no answer is right."),
        (judged(1, 200, 0, "recall"), "token-classification", "Recall is 0.5 % on 200 entities, so almost no"),
        (judged(1, 200, 0, "exact_match"), "question-answering", "Exact match is 0.5 % on 200 examples, so almost no"),
        (
            judged(500, 1000, 0.5, "exact_match"),
            "question-answering",
            "never giving an answer (50.0 %)",
        ),
    ],
)
def test_each_task_says_what_its_chance_is(figures: Judged, task: str, words: str) -> None:
    ((_, text),) = of(figures, task)
    assert words in text


@pytest.mark.parametrize(
    ("figures", "found"),
    [
        (judged(0, 19, 0.5), False),
        (judged(0, 20, 0.5), True),
        (judged(0, 20, 0.0), False),  # up to 12 % may be right
        (judged(100, 100, 0.95), False),  # all labels alike: nobody can do better
        (judged(0, 100, 1.0), False),
        (None, False),
    ],
)
def test_few_examples_and_such_that_are_all_alike_cannot_tell(figures: Judged | None, found: bool) -> None:
    assert bool(of(figures)) == found


def test_quality_at_chance_makes_a_stored_result_wrong() -> None:
    found = result(device_run=side("device", judged=judged(0, 100, 0.2)), task="text-classification")
    assert verdict.verdict(found).answers == "WRONG"


def test_labels_alone_never_make_answers_right() -> None:
    assert verdict.verdict(result(device_run=side("device", judged=judged(100, 100, 0.2)))).answers == "AGREE"


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (replace(DATA, unknown_share=0.2001), [Finding.UNKNOWN_TOKENS]),
        (replace(DATA, unknown_share=0.2), []),
        (replace(DATA, unknown_share=None), []),
        (replace(DATA, capitals="unknown"), [Finding.CAPITALS_UNKNOWN]),
        (replace(DATA, capitals="lost"), [Finding.CAPITALS_LOST]),
        (replace(DATA, unknown_share=1.0, capitals="unknown"), [Finding.UNKNOWN_TOKENS, Finding.CAPITALS_UNKNOWN]),
    ],
)
def test_unlikely_input_is_remarked(data: DataInfo, expected: list[Finding]) -> None:
    assert [finding for finding, _ in quality.unlikely_input(data)] == expected


def test_unlikely_input_comes_before_what_may_come_of_it() -> None:
    wrong: Result = result(
        data=replace(DATA, unknown_share=0.5, capitals="unknown"),
        device_run=side("device", judged=judged(0, 100, 0.2)),
        task="text-classification",
    )
    names = [finding.id for finding in verdict.verdict(wrong).findings]
    assert names[:3] == ["UNKNOWN_TOKENS", "CAPITALS_UNKNOWN", "QUALITY_AT_CHANCE"]
    assert Counter(names).most_common(1)[0][1] == 1
