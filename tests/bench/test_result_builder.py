"""What a result is made of: the examples that both sides answered, side by side."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, cast

import numpy as np
import pytest

from devbench.bench import result_builder
from devbench.bench.plan import Plan
from devbench.bench.prepare import Request, prepare
from devbench.harness.codec import HarnessResult
from devbench.harness.messages import ExampleRecord, OutputSlice, Window


@pytest.fixture(scope="module")
def plan() -> Plan:
    return prepare(Request(model="classify-en-tiny", examples=3))


def run(*examples: tuple[int, int]) -> HarnessResult:
    """Of index and label; each example's only logit is its index."""
    records = [
        ExampleRecord(
            index=index,
            id=f"e{index}",
            windows=[Window(token_ids=[index], outputs=[OutputSlice(role="logits", offset=4 * place, shape=[1, 1])])],
            answer={"label": label},
        )
        for place, (index, label) in enumerate(examples)
    ]
    raw = np.array([index for index, _ in examples], "<f4").tobytes()
    unused = cast(Any, None)
    return HarnessResult(header=unused, warmup=unused, examples=records, samples=[], memory=unused, raw_outputs=raw)


def test_examples_are_paired_by_index_where_both_sides_ran_them(plan: Plan) -> None:
    device, host = run((2, 0), (0, 1), (5, 0)), run((0, 1), (1, 0), (2, 1))
    found = list(result_builder.pairs(plan, device, host))
    assert [(pair.example, pair.answers_equal) for pair in found] == [("e2", False), ("e0", True)]
    assert [pair.device.token_ids for pair in found] == [pair.host.token_ids for pair in found] == [[[2]], [[0]]]
    for pair in found:
        np.testing.assert_array_equal(pair.device.outputs[0]["logits"], pair.host.outputs[0]["logits"])


def test_answers_are_shown_in_the_words_of_their_task(plan: Plan) -> None:
    (pair,) = result_builder.pairs(plan, run((0, 0)), run((0, 1)))
    assert pair.device.answer == plan.task.show({"label": 0}) != pair.host.answer == plan.task.show({"label": 1})


def test_outputs_that_were_not_kept_are_not_invented(plan: Plan) -> None:
    whole = run((0, 0))
    bare = replace(
        whole, examples=[ExampleRecord(index=0, id="e0", windows=[Window(token_ids=[0])], answer={"label": 0})]
    )
    (pair,) = result_builder.pairs(plan, bare, whole)
    assert pair.device.outputs == [{}]
