"""Extractive question answering over sliding windows; the rules are in docs/protocol.md."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from devbench.errors import UsageError
from devbench.results.schema import Judged
from devbench.tasks import data, scores, settings
from devbench.tasks.base import Answer, EncodedExample, EncodedWindow, Example, judge
from devbench.tokenizers.reference import ReferenceTokenizer

if TYPE_CHECKING:
    from devbench.tasks.base import Outputs

NO_ANSWER: Answer = {"text": "", "start": 0, "end": 0, "score": 0.0}


class _GoldAnswer(msgspec.Struct):
    text: str
    answer_start: int


class _Question(msgspec.Struct):
    question: str
    id: str
    answers: list[_GoldAnswer] = []
    is_impossible: bool = False


class _Paragraph(msgspec.Struct):
    context: str
    qas: list[_Question]


class _Article(msgspec.Struct):
    paragraphs: list[_Paragraph]


class _Squad(msgspec.Struct):
    """SQuAD v1.1 and v2.0 (Rajpurkar et al. 2016, 2018)."""

    data: list[_Article]


class _GoldAnswers(msgspec.Struct):
    """As Hugging Face's `datasets` writes them."""

    text: list[str]
    answer_start: list[int]


class _QuestionRow(msgspec.Struct):
    """A line of JSON lines."""

    question: str
    context: str
    answers: list[_GoldAnswer] | _GoldAnswers
    id: str | None = None
    is_impossible: bool = False


class QuestionAnswering:
    name = "question-answering"
    output_roles = ("start_logits", "end_logits")

    def __init__(self, task: settings.QuestionAnsweringSettings) -> None:
        self.settings = task

    def output_shape(self, length: int) -> Sequence[int | None]:
        return [1, length]

    def read(self, path: Path) -> list[Example]:
        """JSON lines where the name ends in ``.jsonl``, else SQuAD JSON. A question without answers has no answer."""
        examples = _read_lines(path) if path.suffix == ".jsonl" else _read_squad(path)
        return data.require_examples(path, list(examples))

    def encode(self, tokenizer: ReferenceTokenizer, example: Mapping[str, Any], length: int) -> EncodedExample:
        question = tokenizer.encode(example["question"]).ids
        kept = question[: length // 2]
        context = tokenizer.encode(example["context"])
        head = [tokenizer.cls_id, *kept, tokenizer.sep_id]
        windows = [
            EncodedWindow(
                token_ids=[*head, *context.ids[start:end], tokenizer.sep_id],
                type_ids=[0] * len(head) + [1] * (end - start + 1),
                first=len(head),
                offsets=context.offsets[start:end],
            )
            for start, end in split(len(context.ids), length - len(kept) - 3, self.settings.stride)
        ]
        return EncodedExample(windows=windows, truncated=len(kept) < len(question))

    def decode(self, example: Mapping[str, Any], encoded: EncodedExample, outputs: Sequence[Outputs]) -> Answer:
        """``outputs`` hold ``start_logits`` and ``end_logits`` of shape [1, L] for each window."""
        import numpy as np

        best: Answer | None = None
        null_score = np.float32(np.inf)
        for window, output in zip(encoded.windows, outputs, strict=True):
            starts, ends = output["start_logits"].reshape(-1), output["end_logits"].reshape(-1)
            null_score = min(null_score, starts[0] + ends[0])
            count = len(window.offsets)
            if not count:
                continue
            span = slice(window.first, window.first + count)
            width = min(self.settings.max_answer_tokens, count)
            padded = np.concatenate([ends[span], np.full(width - 1, -np.inf, np.float32)])
            sums = starts[span, None] + np.lib.stride_tricks.sliding_window_view(padded, width)
            start, length = divmod(int(np.argmax(np.where(np.isnan(sums), -np.inf, sums))), width)
            score = float(sums[start, length])
            if best is None or score > best["score"]:
                first, last = window.offsets[start][0], window.offsets[start + length][1]
                best = {"text": example["context"][first:last], "start": first, "end": last, "score": score}
        if best is None:
            return NO_ANSWER
        if self.settings.allow_no_answer and float(null_score) > best["score"]:
            return {**NO_ANSWER, "score": float(null_score)}
        return best

    def answers_equal(self, device: Answer, host: Answer) -> bool:
        return all(device[key] == host[key] for key in ("text", "start", "end"))

    def points(self, example: Example, answer: Answer) -> tuple[float, float]:
        return float(self.is_right(example, answer)), 1.0

    def score(self, examples: Sequence[Example], answers: Sequence[Answer]) -> dict[str, float]:
        """A question in a script without spaces is scored by characters instead of words."""
        found = [
            (answer["text"], example.gold, scores.is_unspaced(example.device["question"]))
            for example, answer in zip(examples, answers, strict=True)
        ]
        return {
            "exact_match": scores.percent(scores.exact_match(*each) for each in found),
            "f1": scores.percent(scores.f1(*each) for each in found),
        }

    def show(self, answer: Answer) -> str:
        return str(answer["text"]) or "(no answer)"

    def expected(self, example: Example) -> str:
        return " / ".join(dict.fromkeys(example.gold)) or "(no answer)"

    def is_right(self, example: Example, answer: Answer) -> bool:
        unspaced = scores.is_unspaced(example.device["question"])
        return bool(scores.exact_match(answer["text"], example.gold, unspaced))

    def judged(self, examples: Sequence[Example], answers: Sequence[Answer]) -> Judged:
        """No guess meets a span; but a model that may say so is right wherever there is no answer."""
        unanswerable = sum(not example.gold for example in examples) / len(examples)
        chance = unanswerable if self.settings.allow_no_answer else 0.0
        return judge(self, "exact_match", chance, examples, answers)


def _read_squad(path: Path) -> Iterator[Example]:
    squad = data.read_json(path, _Squad, "SQuAD JSON")
    for article in squad.data:
        for paragraph in article.paragraphs:
            for question in paragraph.qas:
                _check_gold(str(path), question.id, paragraph.context, question.answers, question.is_impossible)
                yield _example(question.id, question.question, paragraph.context, question.answers)


def _read_lines(path: Path) -> Iterator[Example]:
    for number, row in data.read_json_rows(path, _QuestionRow, "a question with its context and answers"):
        where = f"{path} line {number}"
        answers = row.answers
        if isinstance(answers, _GoldAnswers):
            if len(answers.text) != len(answers.answer_start):
                raise data.wrong(path, number, "the answers have not as many starts as texts")
            answers = [_GoldAnswer(*each) for each in zip(answers.text, answers.answer_start, strict=True)]
        id_ = row.id or str(number)
        _check_gold(where, id_, row.context, answers, row.is_impossible)
        yield _example(id_, row.question, row.context, answers)


def _example(id_: str, question: str, context: str, answers: Sequence[_GoldAnswer]) -> Example:
    device = {"id": id_, "question": question, "context": context}
    return Example(id=id_, device=device, gold=[answer.text for answer in answers])


def _check_gold(where: str, id_: str, context: str, answers: Sequence[_GoldAnswer], is_impossible: bool) -> None:
    if is_impossible and answers:
        raise UsageError(f"{where}: question {id_} is impossible, but has answers.", "Correct the data file.")
    for answer in answers:
        start = answer.answer_start
        if start < 0 or context[start : start + len(answer.text)] != answer.text:
            raise UsageError(
                f"{where}: the answer {answer.text!r} of question {id_} does not stand at its answer_start.",
                "Correct the data file; offsets count characters from 0.",
            )


def split(tokens: int, room: int, stride: int) -> Iterator[tuple[int, int]]:
    """The windows [start, end) over ``tokens`` context tokens, neighbours sharing ``stride``; at least one."""
    step = room - (stride if stride < room else room // 2)
    start = 0
    while True:
        end = min(start + room, tokens)
        yield start, end
        if end == tokens:
            return
        start += step
