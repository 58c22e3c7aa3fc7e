"""Questions with their contexts and right answers in data: SQuAD JSON and JSON lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from devbench.errors import UsageError
from devbench.tasks import data, scores
from devbench.tasks.base import Example
from devbench.tasks.gold_answers import GoldAnswers, Script


class _Answer(msgspec.Struct):
    text: str
    answer_start: int


class _AnswerColumns(msgspec.Struct):
    """As Hugging Face's `datasets` writes them."""

    text: list[str]
    answer_start: list[int]


class _Question(msgspec.Struct, kw_only=True):
    """Without ``answers`` it is unknown which are right; an empty list says that the context has none."""

    question: str
    answers: list[_Answer] | _AnswerColumns | None = None
    is_impossible: bool | None = None


class _SquadQuestion(_Question):
    id: str


class _Paragraph(msgspec.Struct):
    context: str
    qas: list[_SquadQuestion]


class _Article(msgspec.Struct):
    paragraphs: list[_Paragraph]


class _Squad(msgspec.Struct):
    """SQuAD v1.1 and v2.0 (Rajpurkar et al. 2016, 2018)."""

    data: list[_Article]


class _QuestionRow(_Question):
    """A line of JSON lines."""

    context: str
    id: str | None = None


class _Read(msgspec.Struct, frozen=True):
    id: str
    question: str
    context: str
    answers: list[str] | None
    is_of_version_2: bool


def read(path: Path) -> list[Example]:
    """JSON lines where the name ends in ``.jsonl``, else SQuAD JSON. ``gold`` are `GoldAnswers`, or None."""
    found = list(_lines(path) if path.suffix.lower() == ".jsonl" else _squad(path))
    texts = {each.context for each in found}.union(*(each.answers or () for each in found))
    by_characters = scores.is_unspaced(*texts)
    script: Script = "2.0" if any(each.is_of_version_2 for each in found) else "1.1"
    return [
        Example(
            id=each.id,
            device={"id": each.id, "question": each.question, "context": each.context},
            gold=None
            if each.answers is None
            else GoldAnswers(texts=each.answers, script=script, by_characters=by_characters),
        )
        for each in found
    ]


def _squad(path: Path) -> Iterator[_Read]:
    squad = data.read_json(path, _Squad, "SQuAD JSON")
    for article in squad.data:
        for paragraph in article.paragraphs:
            for question in paragraph.qas:
                yield _checked(str(path), question.id, paragraph.context, question)


def _lines(path: Path) -> Iterator[_Read]:
    for number, row in data.read_json_rows(path, _QuestionRow, "a question with its context and answers"):
        yield _checked(f"{path} line {number}", row.id or str(number), row.context, row)


def _checked(where: str, id_: str, context: str, question: _Question) -> _Read:
    answers = _by_rows(where, id_, question.answers)
    if question.is_impossible and answers is None:
        answers = []
    if question.is_impossible and answers:
        raise UsageError(f"{where}: question {id_} is marked impossible but has answers.", "Correct the data file.")
    for answer in answers or ():
        start = answer.answer_start
        if start < 0 or context[start : start + len(answer.text)] != answer.text:
            raise UsageError(
                f"{where}: the answer {answer.text!r} of question {id_} is not at its answer_start.",
                "Correct the data file; offsets count characters from 0.",
            )
    texts = None if answers is None else [answer.text for answer in answers]
    return _Read(id_, question.question, context, texts, question.is_impossible is not None or texts == [])


def _by_rows(where: str, id_: str, answers: Sequence[_Answer] | _AnswerColumns | None) -> Sequence[_Answer] | None:
    if not isinstance(answers, _AnswerColumns):
        return answers
    if len(answers.text) != len(answers.answer_start):
        raise UsageError(
            f"{where}: the answers of question {id_} have different numbers of starts and texts.",
            "Correct the data file.",
        )
    return [_Answer(*each) for each in zip(answers.text, answers.answer_start, strict=True)]
