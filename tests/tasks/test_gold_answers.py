"""Answers against right ones, by the scripts of SQuAD v1.1 and v2.0, by words and by characters."""

import json
from pathlib import Path
from typing import Any

import pytest

from devbench.tasks.base import Example
from devbench.tasks.gold_answers import GoldAnswers, Script
from devbench.tasks.question_answering import QuestionAnswering
from devbench.tasks.settings import QuestionAnsweringSettings as Settings
from tests.paths import VECTORS

ROWS = json.loads((VECTORS / "squad" / "scores.json").read_text(encoding="utf-8"))


def test_scores_are_those_of_the_script_of_version_2() -> None:
    for row in ROWS:
        gold = GoldAnswers(texts=row["golds"], script="2.0")
        assert gold.exact_match(row["answer"]) == row["exact"], row
        assert gold.f1(row["answer"]) == pytest.approx(row["f1"]), row


@pytest.mark.parametrize(
    ("script", "golds", "answer", "exact", "f1"),
    [
        ("1.1", ["the", "Nile"], "", True, 0),  # which normalizes to the same; but nothing is in common
        ("2.0", ["the", "Nile"], "", False, 0),
        ("1.1", ["the"], "a", True, 0),
        ("2.0", ["the"], "a", True, 1),
        ("1.1", ["the"], "Nile", False, 0),
        ("2.0", ["the"], "Nile", False, 0),
        ("1.1", ["The Nile!", "river"], "nile", True, 1),
        ("2.0", ["The Nile!", "river"], "a nile river", False, 2 / 3),
    ],
)
def test_the_scripts_part_where_a_right_answer_normalizes_to_nothing(
    script: Script, golds: list[str], answer: str, exact: bool, f1: float
) -> None:
    gold = GoldAnswers(texts=golds, script=script)
    assert gold.exact_match(answer) is exact
    assert gold.f1(answer) == pytest.approx(f1)


def test_by_characters_too_a_right_answer_of_nothing_is_left_out() -> None:
    gold = GoldAnswers(texts=["。"], script="2.0", by_characters=True)
    assert gold.exact_match("")
    assert GoldAnswers(texts=["1985年"], by_characters=True).f1("「１９８５」") == pytest.approx(8 / 9)


# -- which rules are a data file's -------------------------------------------------------------------------------------


def row(question: str, context: str, **more: Any) -> dict[str, Any]:
    return {"question": question, "context": context, **more}


def answered(question: str, context: str, *answers: str, **more: Any) -> dict[str, Any]:
    golds = [{"text": answer, "answer_start": context.index(answer)} for answer in answers]
    return row(question, context, answers=golds, **more)


def read(folder: Path, *rows: dict[str, Any]) -> list[Example]:
    path = folder / "data.jsonl"
    path.write_text("".join(json.dumps(each, ensure_ascii=False) + "\n" for each in rows), encoding="utf-8")
    return QuestionAnswering(Settings()).read(path)


PLAIN = answered("Who ran?", "Ann ran.", "Ann")


@pytest.mark.parametrize(
    ("other", "script"),
    [
        (answered("Who slept?", "Bo slept.", "Bo"), "1.1"),
        (answered("Who slept?", "Bo slept.", "Bo", is_impossible=False), "2.0"),
        (row("Who ate?", "Bo slept.", answers=[]), "2.0"),
        (row("Who ate?", "Bo slept.", answers={"text": [], "answer_start": []}), "2.0"),
        (row("Who ate?", "Bo slept.", is_impossible=True), "2.0"),
        (row("Who ate?", "Bo slept."), "1.1"),
    ],
)
def test_version_2_is_what_knows_of_impossible_questions(tmp_path: Path, other: dict[str, Any], script: Script) -> None:
    first, _ = read(tmp_path, PLAIN, other)
    assert first.gold == GoldAnswers(texts=["Ann"], script=script)


def test_a_question_without_answers_is_another_than_one_of_which_they_are_unknown(tmp_path: Path) -> None:
    impossible, unknown, null = read(tmp_path, row("a", "b", answers=[]), row("a", "b"), row("a", "b", answers=None))
    assert impossible.gold == GoldAnswers(texts=[], script="2.0")
    assert unknown.gold is None
    assert null.gold is None


def test_data_without_right_answers_is_not_scored(tmp_path: Path) -> None:
    task = QuestionAnswering(Settings())
    examples = read(tmp_path, row("Who?", "Ann ran."), row("Who?", "Bo ran."))
    answers = [{"text": "Ann"}, {"text": ""}]

    assert task.score(examples, answers) == {}
    assert task.judged(examples, answers) is None
    assert task.points(examples[0], answers[0]) is None
    assert task.expected(examples[0]) is None
    assert task.is_right(examples[0], answers[0])


def test_what_has_right_answers_is_scored_alone(tmp_path: Path) -> None:
    examples = read(tmp_path, PLAIN, row("Who?", "Bo ran."))
    assert QuestionAnswering(Settings()).score(examples, [{"text": "Ann"}, {"text": "Bo"}]) == {
        "exact_match": 100,
        "f1": 100,
    }


def test_answerable_and_impossible_questions_are_scored_apart(tmp_path: Path) -> None:
    examples = read(tmp_path, PLAIN, answered("Who?", "Bo Lee ran.", "Bo Lee"), row("Who ate?", "c", answers=[]))
    assert QuestionAnswering(Settings()).score(
        examples, [{"text": "Ann"}, {"text": "Bo"}, {"text": "c"}]
    ) == pytest.approx(
        {
            "exact_match": 100 / 3,
            "f1": 100 * (1 + 2 / 3) / 3,
            "has_answer_exact_match": 50,
            "has_answer_f1": 100 * (1 + 2 / 3) / 2,
            "no_answer_exact_match": 0,
        }
    )


@pytest.mark.parametrize(
    ("question", "context", "answer", "by_characters"),
    [
        ("What does の mean?", "It is a particle, said the teacher.", "a particle", False),
        ("何年に?", "It was in 1985, in the summer.", "1985", False),
        ("Wann war es, 何年?", "夏でした。1985年のことです。", "1985年", True),
        ("いつ?", "VisiCalcは1979年に発売された最初の表計算ソフトである。", "1979年", True),
    ],
)
def test_contexts_and_answers_decide_whether_characters_count(
    tmp_path: Path, question: str, context: str, answer: str, by_characters: bool
) -> None:
    (example,) = read(tmp_path, answered(question, context, answer))
    assert example.gold == GoldAnswers(texts=[answer], by_characters=by_characters)


def test_the_whole_file_decides_for_each_question(tmp_path: Path) -> None:
    """One foreign context more or less, and none is scored by another rule."""
    english = [answered(f"Who ran {number}?", f"Ann Lee ran {number} times.", "Ann Lee") for number in range(9)]
    *_, last = read(tmp_path, *english, answered("誰が?", "田中が走った。", "田中"))
    assert last.gold == GoldAnswers(texts=["田中"], by_characters=False)
