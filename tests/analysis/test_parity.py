"""Device beside host: what counts as equal, which difference is named, and what is found wrong with it."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from devbench.analysis import parity
from devbench.analysis.parity import Answered, ExamplePair, Words
from devbench.results.findings import Finding, judge
from devbench.results.schema import Agreement, Count, DifferingExample, OutputParity, Parity
from tests.kinds import present

AS_ONE = OutputParity(max_abs_diff=0, cosine=1, relative_diff=0, norm_ratio=1)

Values = NDArray[np.float32]
Side = tuple[Answered, str]
"""What a side answered, and its answer in words."""


def answered(ids: list[int], answer: str = "a", **outputs: Sequence[float]) -> Side:
    """One example with one window, and raw outputs by role."""
    raw = {role: np.asarray([values], np.float32) for role, values in outputs.items()}
    return Answered(token_ids=[ids], outputs=[raw]), answer


def pair(example: str, device: Side, host: Side, right: str = "a") -> ExamplePair:
    return ExamplePair(
        example,
        device[0],
        host[0],
        answers_equal=device[1] == host[1],
        loss=float(device[1] != right),
        words=lambda: Words(text=f"text of {example}", expected=right, device=device[1], host=host[1]),
    )


def pairs(*sides: tuple[Side, Side]) -> list[ExamplePair]:
    return [pair(f"e{index}", device, host) for index, (device, host) in enumerate(sides)]


def compared(*sides: tuple[Side, Side], quantization: str = "fp32") -> Parity:
    return parity.compare(pairs(*sides), quantization)


def listed(found: Parity, what: str) -> list[str]:
    return [each.example for each in found.differing if each.what == what]


def outputs(device: Sequence[Sequence[float]], host: Sequence[Sequence[float]]) -> OutputParity | None:
    mine, theirs = ([answered([1], logits=values) for values in side] for side in (device, host))
    return compared(*zip(mine, theirs, strict=True)).outputs


def logits(ids: list[int], values: list[float], answer: str = "a") -> Side:
    return answered(ids, answer, logits=values)


@pytest.mark.parametrize(
    ("device", "host", "expected"),
    [
        (logits([1, 2], [1, 2]), logits([1, 2], [1, 2.00001]), []),
        (logits([1, 3], [1, 2]), logits([1, 2], [1, 2]), ["TOKENS_DIFFER"]),
        (logits([1, 2], [2, 1]), logits([1, 2], [1, 2]), ["OUTPUTS_DIFFER"]),
        (logits([1, 2], [1, math.nan]), logits([1, 2], [1, 2]), ["OUTPUTS_NOT_FINITE"]),
        (logits([1, 2], [1, 2], "b"), logits([1, 2], [1, 2]), ["ANSWERS_DIFFER"]),
    ],
)
def test_each_disagreement_is_found_for_its_cause(device: Side, host: Side, expected: list[str]) -> None:
    differences = parity.findings(compared((device, host)), "fp32")
    assert [finding.name for finding, _ in differences] == expected
    assert judge(differences, "physical", has_reference=True).answers == ("WRONG" if expected else "RIGHT")


def test_an_example_is_listed_for_each_stage_that_differs() -> None:
    same, other = answered([1, 2], "yes"), answered([1, 3], "yes")
    found = compared((same, other), (same, answered([1, 3], "no")), (same, answered([1, 2], "no")), (same, same))
    assert (found.tokens, found.answers) == (Count(equal=2, total=4), Count(equal=2, total=4))
    assert (listed(found, "tokens"), listed(found, "answers")) == (["e0", "e1"], ["e1", "e2"])
    assert found.differing[0] == DifferingExample(
        example="e0", what="tokens", text="text of e0", expected="a", device="[[1, 2]]", host="[[1, 3]]"
    )
    assert found.differing[-1] == DifferingExample(
        example="e2", what="answers", text="text of e2", expected="a", device="yes", host="no"
    )


def test_ten_examples_of_each_kind_are_listed_and_all_are_counted() -> None:
    differ = answered([1], "yes", logits=[1.0, 0.0]), answered([1], "no", logits=[0.0, 1.0])
    sides = [*[differ] * 30, *[(answered([1]), answered([2]))] * 30]
    found = compared(*sides)
    assert (found.tokens, found.answers) == (Count(equal=30, total=60), Count(equal=30, total=60))
    for what, first in (("tokens", 30), ("outputs", 0), ("answers", 0)):
        assert listed(found, what) == [f"e{index}" for index in range(first, first + 10)]
    wrong = parity.wrong_answers(pairs(*sides))
    assert [example.example for example in wrong] == [f"e{index}" for index in range(10)]


def test_the_examples_that_lose_most_are_listed_first() -> None:
    side = Answered(token_ids=[[1]], outputs=[{}])
    words = Words(text="text", expected="a", device="b", host="c")
    found = [
        ExamplePair(f"e{place}", side, side, answers_equal=False, loss=loss, words=lambda: words)
        for place, loss in enumerate([0.0, 0.5, 1.5, *[1.0] * 10])
    ]
    for examples in (parity.wrong_answers(found), parity.compare(found, "fp32").differing):
        assert [example.example for example in examples] == ["e2", *(f"e{place}" for place in range(3, 12))]
    assert [example.example for example in parity.wrong_answers(found[:3])] == ["e2", "e1"]


def test_what_is_not_listed_is_not_put_into_words() -> None:
    def no_words() -> Words:
        raise AssertionError

    side, _ = answered([1], logits=[1.0])
    parity.compare([ExamplePair("e0", side, side, answers_equal=True, loss=1.0, words=no_words)], "fp32")


def test_answers_that_both_sides_give_wrongly_are_listed_for_the_quality_alone() -> None:
    right, wrong = (answered([1], "a"),) * 2, (answered([1], "b"),) * 2
    assert compared(right, wrong).differing == []
    assert parity.wrong_answers(pairs(right, wrong)) == [
        DifferingExample(example="e1", what="quality", text="text of e1", expected="a", device="b", host="b")
    ]


def test_outputs_beyond_tolerance_are_listed_with_the_value_that_differs_most_the_worst_first() -> None:
    host = answered([1], logits=[1.0, 2.0, 2.0])
    values: list[list[float]] = [[1.0, 2.0, 1.9], [1.0, 2.0, 2.0], [1.0, 2.0, 0.5], [1.0, math.nan, 2.0]]
    sides = [(answered([1], logits=device), host) for device in values]
    found = compared(*sides)
    assert listed(found, "outputs") == ["e3", "e2", "e0"]
    worst, next_worst, _ = found.differing
    assert (worst.device, worst.host) == ("logits[0, 1] = nan (cosine nan, norm ratio nan)", "logits[0, 1] = 2")
    assert (next_worst.device, next_worst.host) == (
        "logits[0, 2] = 0.5 (cosine 0.872872, norm ratio 0.7638)",
        "logits[0, 2] = 2",
    )
    assert listed(compared(*sides, quantization="int8"), "outputs") == ["e3", "e2"]


def test_the_window_whose_output_is_worst_is_named() -> None:
    windows = [{"logits": np.array([values], np.float32)} for values in ([1, 2], [2, 1])]
    device, host = Answered([[1], [2]], windows), Answered([[1], [2]], windows[:1] * 2)
    (listed_example,) = parity.compare([pair("e0", (device, "a"), (host, "a"))], "fp32").differing
    assert (listed_example.device, listed_example.host) == (
        "window 2, logits[0, 0] = 2 (cosine 0.800000, norm ratio 1)",
        "window 2, logits[0, 0] = 1",
    )


def test_the_worst_of_all_outputs_counts_wherever_it_is() -> None:
    equal, off = [1.0, 2.0, 2.0], [1.0, 2.0, 0.5]
    for device in ([off, equal], [equal, off]):
        found = outputs(device, [equal, equal])
        assert found is not None
        assert found.max_abs_diff == 1.5
        assert found.cosine == pytest.approx(6 / (3 * math.sqrt(5.25)))


def test_outputs_of_unlike_tokens_and_roles_of_one_side_do_not_count() -> None:
    device = [answered([1], logits=[1.0]), answered([1], logits=[1.0], other=[5.0])]
    host = [answered([2], logits=[9.0]), answered([1], logits=[1.0])]
    assert compared(*zip(device, host, strict=True)).outputs == AS_ONE


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
@pytest.mark.parametrize("place", [0, 1])
def test_one_value_that_is_not_finite_is_never_hidden_by_others(value: float, place: int) -> None:
    sound, broken = [[1.0, 2.0], [1.0, 2.0]], [[1.0, 2.0], [1.0, 2.0]]
    broken[place][1] = value
    nothing = OutputParity(max_abs_diff=None, cosine=None)
    assert outputs(broken, sound) == outputs(sound, broken) == outputs(broken, broken) == nothing


def test_zeros_equal_zeros_alone() -> None:
    assert outputs([[0.0, 0.0]], [[0.0, 0.0]]) == OutputParity(max_abs_diff=0, cosine=1, relative_diff=0)
    found = outputs([[0.0, 0.0]], [[0.0, 1.0]])
    assert found == OutputParity(max_abs_diff=1, cosine=0, relative_diff=2, norm_ratio=0)


def found(quantization: str, cosine: float | None = 1.0, tokens: int = 100, answers: int = 100) -> list[Finding]:
    measured = Parity(
        tokens=Count(equal=tokens, total=100),
        answers=Count(equal=answers, total=100),
        outputs=OutputParity(max_abs_diff=None if cosine is None else 0.0, cosine=cosine),
        differing=[],
    )
    return [finding for finding, _ in parity.findings(measured, quantization)]


@pytest.mark.parametrize("quantization", ["fp16", "int8"])
def test_quantized_models_may_differ_a_little(quantization: str) -> None:
    assert found(quantization, cosine=0.99, answers=98) == []
    assert found(quantization, cosine=0.9899) == [Finding.OUTPUTS_DIFFER]
    assert found(quantization, answers=97) == [Finding.ANSWERS_DIFFER]
    assert found(quantization, tokens=99) == [Finding.TOKENS_DIFFER]
    assert found(quantization, cosine=None) == [Finding.OUTPUTS_NOT_FINITE]


def test_fp32_models_answer_alike() -> None:
    assert found("fp32", cosine=0.9999) == []
    assert found("fp32", cosine=0.9998) == [Finding.OUTPUTS_DIFFER]
    assert found("fp32", answers=99) == [Finding.ANSWERS_DIFFER]
    assert found("fp32", tokens=99, cosine=0.5, answers=1) == [
        Finding.TOKENS_DIFFER,
        Finding.OUTPUTS_DIFFER,
        Finding.ANSWERS_DIFFER,
    ]


def test_without_kept_outputs_nothing_is_said_of_them() -> None:
    count = Count(equal=1, total=1)
    assert parity.findings(Parity(tokens=count, answers=count, differing=[]), "fp32") == []


def example_values(changes: Callable[[Values], Values], examples: int = 20) -> OutputParity:
    """Of int8's size: host, and device with its rounding and a change."""
    random = np.random.default_rng(5)
    host = [random.normal(0, 5, 60).astype(np.float32) for _ in range(examples)]
    device = [changes(values + random.normal(0, 0.06, 60).astype(np.float32)) for values in host]
    return present(outputs([each.tolist() for each in device], [each.tolist() for each in host]))


def lone(values: Values) -> Values:
    values[7] += 3.6
    return values


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda values: values, ""),
        (lambda values: values * 1.09, "times as large (1 ± 0.02 allowed)"),
        (lambda values: values / 1.09, "times as large (1 ± 0.02 allowed)"),
        (lambda values: values + 0.5, "typically shifted by 0.1 standard deviations (± 0.02 allowed)"),
        (lambda values: values - 0.5, "typically shifted by -0.1 standard deviations (± 0.02 allowed)"),
        (lone, "a lone value by 0.7"),
    ],
)
def test_of_a_quantized_model_what_rounding_cannot_be_is_found(change: Callable[[Values], Values], words: str) -> None:
    """Each of them within what the worst example may differ by."""
    measured = example_values(change)
    assert present(measured.cosine) > 0.99
    agreement = Agreement(tokens=Count(equal=20, total=20), answers=Count(equal=20, total=20), outputs=measured)
    texts = [text for _, text in parity.differences(agreement, "int8")]
    assert bool(texts) is bool(words)
    assert not words or words in texts[0]


def test_the_median_of_a_few_examples_says_nothing() -> None:
    few = example_values(lambda values: values * 1.09, examples=9)
    assert (few.typical_norm_ratio, few.typical_shift) == (None, None)


def test_where_the_median_is_beyond_examples_are_listed() -> None:
    random = np.random.default_rng(1)
    rows = [random.normal(0, 5, 60).tolist() for _ in range(10)]
    sides = [(answered([1], logits=[1.05 * each for each in row]), answered([1], logits=row)) for row in rows]
    assert len(listed(compared(*sides, quantization="int8"), "outputs")) == 10
