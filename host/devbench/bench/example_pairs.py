"""The examples that both sides visited, which they are compared and judged on, and how these suit the vocabulary."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

import msgspec

from devbench.analysis.parity import Answered, ExamplePair, Words
from devbench.bench.plan import Plan
from devbench.choices import Capitals
from devbench.harness.codec import HarnessResult
from devbench.harness.messages import ExampleRecord
from devbench.results.schema import SideRun
from devbench.tasks.base import Answer, Example, Task, example_scores, texts
from devbench.tokenizers import fit
from devbench.tokenizers.reference import read_tokens

TEXT_SHOWN = 300
"""Characters of an example's text."""

Records = tuple[ExampleRecord, ExampleRecord]
"""Of one example, the device's and the host's."""


def visited_by_both(device: HarnessResult, host: HarnessResult) -> list[Records]:
    by_index = {record.index: record for record in host.examples}
    return [(mine, by_index[mine.index]) for mine in device.examples if mine.index in by_index]


def pairs(plan: Plan, device: HarnessResult, host: HarnessResult) -> Iterator[ExamplePair]:
    task = plan.task
    for mine, theirs in visited_by_both(device, host):
        example = plan.examples[mine.index]
        yield ExamplePair(
            example=mine.id,
            device=_answered(device, mine),
            host=_answered(host, theirs),
            answers_equal=task.answers_equal(mine.answer, theirs.answer),
            is_right=task.is_right(example, mine.answer),
            words=partial(_words, task, example, mine.answer, theirs.answer),
        )


def _answered(run: HarnessResult, record: ExampleRecord) -> Answered:
    return Answered(
        token_ids=[window.token_ids for window in record.windows],
        outputs=[run.outputs(window) for window in record.windows],
    )


def _words(task: Task, example: Example, device: Answer, host: Answer) -> Words:
    return Words(
        text=" | ".join(texts(example))[:TEXT_SHOWN],
        expected=task.expected(example),
        device=task.show(device),
        host=task.show(host),
    )


def with_quality(
    plan: Plan, both: Sequence[Records], device_run: SideRun, host_run: SideRun
) -> tuple[SideRun, SideRun]:
    """Both judged on the same examples; without quality if there are none, or if only the speed is wanted."""
    if not both or plan.settings.speed_only:
        return device_run, host_run
    examples = [plan.examples[mine.index] for mine, _ in both]

    def judged(run: SideRun, records: Sequence[ExampleRecord]) -> SideRun:
        answers = [record.answer for record in records]
        quality = plan.task.score(examples, answers)
        return msgspec.structs.replace(
            run,
            quality=quality,
            example_scores=example_scores(plan.task, next(iter(quality), None), examples, answers),
            judged=plan.task.judged(examples, answers),
        )

    mine, theirs = zip(*both, strict=True)
    return judged(device_run, mine), judged(host_run, theirs)


def unknown_share(plan: Plan, both: Sequence[Records]) -> float | None:
    """Of the host's tokens, as `tokenizers.fit` counts them."""
    windows = (window.token_ids for _, record in both for window in record.windows)
    return fit.unknown_share(windows, read_tokens(plan.vocabulary.path), plan.tokenizer)


def capitals(plan: Plan, both: Sequence[Records]) -> Capitals | None:
    """As `tokenizers.fit` finds them."""
    of_examples = (text for _, record in both for text in texts(plan.examples[record.index]))
    return fit.capitals(of_examples, read_tokens(plan.vocabulary.path), plan.tokenizer)
