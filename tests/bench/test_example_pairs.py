"""The examples that both sides answered, side by side."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, cast

import numpy as np
import pytest

from devbench.bench import example_pairs
from devbench.bench.plan import Plan
from devbench.bench.prepare import Request, prepare
from devbench.harness.codec import HarnessResult
from devbench.harness.messages import ExampleRecord, OutputSlice, Window
from devbench.results.schema import Judged
from devbench.tasks.base import loss
from tests.sample_results import side


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
    device, host = run((2, 0), (0, 1), (7, 0)), run((0, 1), (1, 0), (2, 1))
    found = list(example_pairs.pairs(plan, device, host))
    assert [(pair.example, pair.answers_equal) for pair in found] == [("e2", False), ("e0", True)]
    assert [pair.device.token_ids for pair in found] == [pair.host.token_ids for pair in found] == [[[2]], [[0]]]
    for pair in found:
        np.testing.assert_array_equal(pair.device.outputs[0]["logits"], pair.host.outputs[0]["logits"])


def test_an_example_is_told_in_the_words_of_its_task(plan: Plan) -> None:
    (pair,) = example_pairs.pairs(plan, run((0, 0)), run((0, 1)))
    words, example = pair.words(), plan.examples[0]
    assert (words.device, words.host) == ("sport", "business")
    assert words.expected == plan.task.show({"label": example.gold})
    assert words.text == example.device["text"]


def test_whether_the_devices_answer_is_right_is_known(plan: Plan) -> None:
    gold = plan.examples[0].gold
    (right,) = example_pairs.pairs(plan, run((0, gold)), run((0, gold + 1)))
    (wrong,) = example_pairs.pairs(plan, run((0, gold + 1)), run((0, gold)))
    assert (right.loss, wrong.loss > 0) == (0, True)


@pytest.mark.parametrize("further", ["device", "host"])
def test_both_sides_are_judged_on_the_examples_of_both(plan: Plan, further: str) -> None:
    golds = [example.gold for example in plan.examples]
    whole, less = run((0, golds[0]), (1, golds[1] + 1), (2, golds[2] + 1)), run((0, golds[0] + 1))
    device, host = (whole, less) if further == "device" else (less, whole)
    both = example_pairs.visited_by_both(device, host)
    runs = example_pairs.with_quality(plan, both, side("device"), side("host"))
    expected = {"device": 1, "host": 0} if further == "device" else {"device": 0, "host": 1}
    for judged_run, hits in zip(runs, expected.values(), strict=True):
        assert judged_run.quality["accuracy"] == 100 * hits
        assert judged_run.judged == Judged(metric="accuracy", hits=hits, total=1, chance=1.0)


def test_without_an_example_of_both_sides_or_for_speed_only_nothing_is_judged(plan: Plan) -> None:
    bare = side("device", quality={}), side("host", quality={})
    assert example_pairs.with_quality(plan, [], *bare) == bare
    speed_only = replace(plan, settings=replace(plan.settings, speed_only=True))
    both = example_pairs.visited_by_both(run((0, 0)), run((0, 0)))
    assert example_pairs.with_quality(speed_only, both, *bare) == bare


def test_outputs_that_were_not_kept_are_not_invented(plan: Plan) -> None:
    whole = run((0, 0))
    bare = replace(
        whole, examples=[ExampleRecord(index=0, id="e0", windows=[Window(token_ids=[0])], answer={"label": 0})]
    )
    (pair,) = example_pairs.pairs(plan, bare, whole)
    assert pair.device.outputs == [{}]


def test_a_sure_wrong_answer_loses_more_than_an_unsure_one_and_a_part_of_an_answer_less_than_none() -> None:
    labels = prepare(Request(model="classify-en-tiny", examples=1))
    (example,) = labels.examples
    sure, unsure = (loss(labels.task, example, {"label": example.gold + 1, "probability": p}) for p in (0.9, 0.4))
    assert sure > unsure > 0
    spans = prepare(Request(model="qa-en-tiny", examples=1))
    (example,) = spans.examples
    gold = example.gold.texts[0]
    none, part, whole = (loss(spans.task, example, {"text": text}) for text in ("xyzzy", f"{gold} xyzzy", gold))
    assert none > part > whole == 0
