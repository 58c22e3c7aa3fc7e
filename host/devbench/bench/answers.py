"""The tokens and answers of both sides, example by example, in words and in numbers."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from devbench.bench.example_pairs import visited_by_both
from devbench.bench.plan import Plan
from devbench.harness.codec import HarnessResult
from devbench.harness.messages import ExampleRecord
from devbench.results.answers import AnsweredExample
from devbench.results.schema import BothAnswers, Result, SideAnswer
from devbench.tasks.base import Task, texts
from devbench.tokenizers.reference import read_tokens


def rows(plan: Plan, result: Result, device: HarnessResult, host: HarnessResult) -> Iterator[AnsweredExample]:
    """Of the examples that both sides visited. ``result`` is the run's."""
    vocabulary = _vocabulary(plan)
    for mine, theirs in visited_by_both(device, host):
        example = plan.examples[mine.index]
        both = _both(plan, vocabulary, mine, theirs)
        yield AnsweredExample(
            run=result.run.id,
            model=result.model.name,
            serial=result.device.serial,
            example=mine.id,
            text=" | ".join(texts(example)),
            expected=plan.task.expected(example),
            truncated=mine.truncated or theirs.truncated,
            tokens_equal=both.device.token_ids == both.host.token_ids,
            answers_equal=plan.task.answers_equal(mine.answer, theirs.answer),
            device=both.device,
            host=both.host,
        )


def of(plan: Plan, device: HarnessResult, host: HarnessResult, examples: Collection[str]) -> list[BothAnswers]:
    """Of the examples with these ids."""
    wanted = [records for records in visited_by_both(device, host) if records[0].id in examples]
    vocabulary = _vocabulary(plan) if wanted else ()
    return [_both(plan, vocabulary, *records) for records in wanted]


def _both(plan: Plan, vocabulary: Sequence[str], mine: ExampleRecord, theirs: ExampleRecord) -> BothAnswers:
    device, host = (_side(plan.task, vocabulary, record) for record in (mine, theirs))
    return BothAnswers(example=mine.id, device=device, host=host)


def _vocabulary(plan: Plan) -> Sequence[str]:
    return plan.tokenizer.vocabulary(read_tokens(plan.vocabulary.path))


def _side(task: Task, vocabulary: Sequence[str], record: ExampleRecord) -> SideAnswer:
    windows = [window.token_ids for window in record.windows]
    return SideAnswer(
        token_ids=windows,
        tokens=[[_token(vocabulary, token_id) for token_id in ids] for ids in windows],
        answer=record.answer,
        shown=task.show(record.answer),
    )


def _token(vocabulary: Sequence[str], token_id: int) -> str:
    return vocabulary[token_id] if 0 <= token_id < len(vocabulary) else "(none)"
