"""Device beside host: what counts as equal, which difference is named, and what is found wrong with it."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any, cast

import numpy as np
import pytest

from devbench import tasks
from devbench.bench import parity
from devbench.harness.codec import HarnessResult
from devbench.harness.messages import ExampleRecord, OutputSlice, Window
from devbench.results.findings import Finding
from devbench.results.schema import Count, OutputParity, Parity
from devbench.tasks import settings

TASK = tasks.create(settings.TextClassification())
Outputs = Mapping[str, Sequence[float]]


def run(*examples: tuple[int, list[int], int, Outputs]) -> HarnessResult:
    """Of index, token ids, label, and raw outputs by role."""
    raw, records = b"", []
    for index, token_ids, label, outputs in examples:
        slices = []
        for role, values in outputs.items():
            slices.append(OutputSlice(role=role, offset=len(raw), shape=[1, len(values)]))
            raw += np.array(values, "<f4").tobytes()
        window = Window(token_ids=token_ids, outputs=slices)
        records.append(ExampleRecord(index=index, id=f"e{index}", windows=[window], answer={"label": label}))
    unused = cast(Any, None)
    return HarnessResult(header=unused, warmup=unused, examples=records, samples=[], memory=unused, raw_outputs=raw)


def outputs(device: Sequence[Sequence[float]], host: Sequence[Sequence[float]]) -> OutputParity | None:
    mine, theirs = (
        run(*((index, [1], 0, {"logits": values}) for index, values in enumerate(side))) for side in (device, host)
    )
    return parity.compare(TASK, mine, theirs).outputs


def test_examples_are_paired_by_index_and_counted_where_both_sides_ran_them() -> None:
    device = run((2, [1], 0, {}), (0, [1], 1, {}), (5, [1], 0, {}))
    host = run((0, [1], 1, {}), (1, [1], 0, {}), (2, [1], 0, {}))
    assert parity.compare(TASK, device, host) == Parity(
        tokens=Count(equal=2, total=2), answers=Count(equal=2, total=2), outputs=None, differing=[]
    )


def test_the_first_stage_that_differs_is_named() -> None:
    device = run((0, [1, 2], 0, {}), (1, [1, 2], 0, {}), (2, [1, 2], 0, {}), (3, [1, 2], 0, {}))
    host = run((0, [1, 3], 0, {}), (1, [1, 3], 1, {}), (2, [1, 2], 1, {}), (3, [1, 2], 0, {}))
    found = parity.compare(TASK, device, host)
    assert (found.tokens, found.answers) == (Count(equal=2, total=4), Count(equal=2, total=4))
    assert [(each.example, each.what) for each in found.differing] == [
        ("e0", "tokens"),
        ("e1", "tokens"),
        ("e2", "answers"),
    ]
    assert (found.differing[0].device, found.differing[0].host) == ("[[1, 2]]", "[[1, 3]]")
    assert found.differing[2].device == TASK.show({"label": 0}) != found.differing[2].host == TASK.show({"label": 1})


def test_twenty_differing_examples_are_shown_and_all_are_counted() -> None:
    device, host = (run(*((index, [1], label, {}) for index in range(30))) for label in (0, 1))
    found = parity.compare(TASK, device, host)
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
    device = run((0, [1], 0, {"logits": [1.0]}), (1, [1], 0, {"logits": [1.0], "other": [5.0]}))
    host = run((0, [2], 0, {"logits": [9.0]}), (1, [1], 0, {"logits": [1.0]}))
    assert parity.compare(TASK, device, host).outputs == OutputParity(max_abs_diff=0, cosine=1)


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
