"""Device beside host: what counts as equal, which difference is named, and what is found wrong with it."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import pytest

from devbench.analysis import parity
from devbench.analysis.parity import Answered, ExamplePair
from devbench.results.findings import Finding, judge
from devbench.results.schema import Count, OutputParity, Parity


def answered(ids: list[int], answer: str = "a", **outputs: Sequence[float]) -> Answered:
    """One example with one window, and raw outputs by role."""
    raw = {role: np.asarray([values], np.float32) for role, values in outputs.items()}
    return Answered(token_ids=[ids], outputs=[raw], answer=answer)


def compared(*sides: tuple[Answered, Answered]) -> Parity:
    return parity.compare(
        ExamplePair(f"e{index}", device, host, answers_equal=device.answer == host.answer)
        for index, (device, host) in enumerate(sides)
    )


def outputs(device: Sequence[Sequence[float]], host: Sequence[Sequence[float]]) -> OutputParity | None:
    mine, theirs = ([answered([1], logits=values) for values in side] for side in (device, host))
    return compared(*zip(mine, theirs, strict=True)).outputs


def logits(ids: list[int], values: list[float], answer: str = "a") -> Answered:
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
def test_each_disagreement_is_found_for_its_cause(device: Answered, host: Answered, expected: list[str]) -> None:
    differences = parity.findings(compared((device, host)), "fp32")
    assert [finding.name for finding, _ in differences] == expected
    assert judge(differences).status == ("WRONG" if expected else "VALID")


def test_the_first_stage_that_differs_is_named() -> None:
    same, other = answered([1, 2], "yes"), answered([1, 3], "yes")
    found = compared((same, other), (same, answered([1, 3], "no")), (same, answered([1, 2], "no")), (same, same))
    assert (found.tokens, found.answers) == (Count(equal=2, total=4), Count(equal=2, total=4))
    assert [(each.example, each.what) for each in found.differing] == [
        ("e0", "tokens"),
        ("e1", "tokens"),
        ("e2", "answers"),
    ]
    assert (found.differing[0].device, found.differing[0].host) == ("[[1, 2]]", "[[1, 3]]")
    assert (found.differing[2].device, found.differing[2].host) == ("yes", "no")


def test_twenty_differing_examples_are_shown_and_all_are_counted() -> None:
    found = compared(*[(answered([1], "yes"), answered([1], "no"))] * 30)
    assert found.answers == Count(equal=0, total=30)
    assert [each.example for each in found.differing] == [f"e{index}" for index in range(20)]


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
    assert compared(*zip(device, host, strict=True)).outputs == OutputParity(max_abs_diff=0, cosine=1)


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
@pytest.mark.parametrize("place", [0, 1])
def test_one_value_that_is_not_finite_is_never_hidden_by_others(value: float, place: int) -> None:
    sound, broken = [[1.0, 2.0], [1.0, 2.0]], [[1.0, 2.0], [1.0, 2.0]]
    broken[place][1] = value
    nothing = OutputParity(max_abs_diff=None, cosine=None)
    assert outputs(broken, sound) == outputs(sound, broken) == outputs(broken, broken) == nothing


def test_zeros_equal_zeros_alone() -> None:
    assert outputs([[0.0, 0.0]], [[0.0, 0.0]]) == OutputParity(max_abs_diff=0, cosine=1)
    assert outputs([[0.0, 0.0]], [[0.0, 1.0]]) == OutputParity(max_abs_diff=1, cosine=0)


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
