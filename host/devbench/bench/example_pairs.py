"""The examples that both sides visited, which they are compared and judged on, and how these suit the vocabulary."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import msgspec

from devbench.analysis.parity import Answered, ExamplePair, Words
from devbench.bench import kept_outputs
from devbench.bench.known_answers import KnownExample, Reference
from devbench.bench.plan import Plan
from devbench.choices import Capitals, Side
from devbench.harness.codec import HarnessResult
from devbench.harness.messages import ExampleRecord, Window
from devbench.results.schema import Count, DifferingExample, SideRun
from devbench.tasks.base import Answer, Example, Task, example_scores, loss, texts
from devbench.tokenizers import fit
from devbench.tokenizers.reference import read_tokens

if TYPE_CHECKING:
    from devbench.analysis.parity import Outputs

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
        yield _pair(
            plan,
            mine,
            _answered(plan, device, mine),
            _answered(plan, host, theirs),
            task.answers_equal(mine.answer, theirs.answer),
            task.show(theirs.answer),
        )


def reference_pairs(plan: Plan, device: HarnessResult, reference: Reference) -> Iterator[ExamplePair]:
    """Of the examples that it says something of; it stands for the host."""
    for mine in device.examples:
        known = reference.examples.get(mine.id)
        if known is not None and known.says_something:
            equal, words = _known_answer(plan.task, mine.answer, known.answer)
            yield _pair(plan, mine, _answered(plan, device, mine), _known(plan, mine, known), equal, words)


def _known_answer(task: Task, mine: Answer, known: Answer | str | None) -> tuple[bool | None, str]:
    """Whether both are equal, and the known one in words."""
    if known is None:
        return None, "(no answer in the reference)"
    if isinstance(known, str):
        return task.show(mine) == known, known
    return task.answers_equal(mine, known), task.show(known)


def _pair(
    plan: Plan, record: ExampleRecord, device: Answered, host: Answered, answers_equal: bool | None, host_words: str
) -> ExamplePair:
    task, example = plan.task, plan.examples[record.index]
    if device.token_ids == host.token_ids or host.token_ids is None:
        windows = zip(device.outputs, host.outputs, strict=True)
        alike = [kept_outputs.alike_steps(task, *both) for both in windows]
        device = replace(device, outputs=[mine for mine, _ in alike])
        host = replace(host, outputs=[theirs for _, theirs in alike])
    return ExamplePair(
        example=record.id,
        device=device,
        host=host,
        answers_equal=answers_equal,
        loss=loss(task, example, record.answer),
        words=partial(_words, task, example, record.answer, host_words),
    )


def _answered(plan: Plan, run: HarnessResult, record: ExampleRecord) -> Answered:
    return Answered(
        token_ids=[window.token_ids for window in record.windows],
        outputs=[_at_tokens(plan, window, run.outputs(window)) for window in record.windows],
    )


def _known(plan: Plan, record: ExampleRecord, known: KnownExample) -> Answered:
    """Its windows are taken for those of the device, unless there are more or fewer."""
    if not any(known.outputs):
        return Answered(known.token_ids, [{}] * len(known.token_ids or record.windows))
    if known.token_ids is None and len(known.outputs) != len(record.windows):
        return Answered([], known.outputs)
    windows = zip(record.windows, known.outputs, strict=False)
    return Answered(known.token_ids, [_at_tokens(plan, *window) for window in windows])


def _at_tokens(plan: Plan, window: Window, outputs: Outputs) -> Outputs:
    length = plan.model.spec.sequence_length
    return kept_outputs.at_tokens(plan.task, length, len(window.token_ids), outputs)


def _words(task: Task, example: Example, device: Answer, host_words: str) -> Words:
    return Words(
        text=" | ".join(texts(example))[:TEXT_SHOWN],
        expected=task.expected(example),
        device=task.show(device),
        host=host_words,
    )


def changed_answers(
    plan: Plan, side: Side, first: HarnessResult, later: HarnessResult, repeat: int
) -> tuple[Count, list[DifferingExample]]:
    """Of the examples that both repeats visited, how many have the same tokens and answer; those that have not."""
    both, changed = visited_by_both(later, first), []
    for mine, before in both:
        ids = [[window.token_ids for window in record.windows] for record in (mine, before)]
        if ids[0] == ids[1] and plan.task.answers_equal(mine.answer, before.answer):
            continue
        words = _words(plan.task, plan.examples[mine.index], mine.answer, plan.task.show(before.answer))
        changed.append(
            DifferingExample(
                example=mine.id,
                what="repeats",
                text=words.text,
                expected=words.expected,
                device=f"{side}, repeat {repeat + 1}: {words.device}",
                host=f"{side}, repeat 1: {words.host}",
            )
        )
    return Count(equal=len(both) - len(changed), total=len(both)), changed


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
            scored=sum(example.gold is not None for example in examples),
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
