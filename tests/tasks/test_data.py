"""Data files of each task: what is read, and what is refused with file and line."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devbench import tasks
from devbench.errors import UsageError
from devbench.tasks import data, settings
from devbench.tasks.base import Task
from devbench.tasks.gold_answers import GoldAnswers

LABELS = ["negative", "positive"]
CLASSES = tasks.create(settings.TextClassificationSettings(), labels=LABELS)
NUMBERED = tasks.create(settings.TextClassificationSettings())
CHOICES = tasks.create(settings.MultipleChoiceSettings(choices=2))
MASKS = tasks.create(settings.FillMaskSettings())
TEXTS = tasks.create(settings.GenerationSettings())
VECTORS = tasks.create(settings.FeatureExtractionSettings())
QUESTIONS = tasks.create(settings.QuestionAnsweringSettings())


WriteFile = Callable[[str, bytes | str], Path]


@pytest.fixture
def file(tmp_path: Path) -> WriteFile:
    def write(name: str, content: bytes | str) -> Path:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


def lines(*rows: dict[str, Any]) -> str:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


# -- what is read ------------------------------------------------------------------------------------------------------


def test_labels_are_read_by_name_and_by_index(file: WriteFile) -> None:
    path = file("a.jsonl", lines({"text": "good", "label": "positive"}, {"text": "bad", "text_pair": "x", "label": 0}))

    first, second = CLASSES.read(path)

    assert (first.device, first.gold) == ({"id": "1", "text": "good"}, 1)
    assert (second.device, second.gold) == ({"id": "2", "text": "bad", "text_pair": "x"}, 0)


def test_empty_lines_are_passed_over_and_lines_still_counted(file: WriteFile) -> None:
    path = file("a.jsonl", "\n" + lines({"text": "a", "label": 1}) + "\r\n\n" + lines({"text": "b", "label": 0}))
    assert [example.id for example in CLASSES.read(path)] == ["2", "5"]


@pytest.mark.parametrize(
    ("header", "row", "device", "gold"),
    [
        ("sentence\tlabel", "it's \"good\t1", {"text": "it's \"good"}, 1),
        ("text\ttext_pair\tlabel", "a\tb\tpositive", {"text": "a", "text_pair": "b"}, 1),
        ("index\tsentence1\tsentence2\tlabel", "7\ta\t\t0", {"text": "a", "text_pair": ""}, 0),
        ("index\tquestion\tsentence\tlabel", "7\ta?\tb\t1", {"text": "a?", "text_pair": "b"}, 1),
        ("question1\tquestion2\tis_duplicate", "a\tb\t0", {"text": "a", "text_pair": "b"}, 0),
        ("premise\thypothesis\tlabel", "a\tb\t0", {"text": "a", "text_pair": "b"}, 0),
        ("Quality\t#1 ID\t#2 ID\t#1 String\t#2 String", "1\t5\t6\ta\tb", {"text": "a", "text_pair": "b"}, 1),
    ],
)
def test_tables_are_read_by_the_columns_of_glue(
    file: WriteFile, header: str, row: str, device: dict[str, str], gold: int
) -> None:
    (example,) = CLASSES.read(file("a.tsv", f"\ufeff{header}\r\n{row}\r\n"))
    assert (example.device, example.gold) == ({"id": "2", **device}, gold)


def test_choices_masks_and_targets_are_read(file: WriteFile) -> None:
    (choice,) = CHOICES.read(file("a.jsonl", lines({"id": "c", "prompt": "p", "choices": ["a", "b"], "label": 1})))
    (mask,) = MASKS.read(file("b.jsonl", lines({"text": "a [MASK]", "answer": "Cat"})))
    (text,) = TEXTS.read(file("c.jsonl", lines({"source": "a b", "target": "A."})))

    assert (choice.device, choice.gold) == ({"id": "c", "prompt": "p", "choices": ["a", "b"]}, 1)
    assert (mask.device, mask.gold) == ({"id": "1", "text": "a [MASK]"}, "cat")
    assert (text.device, text.gold) == ({"id": "1", "text": "a b"}, "A.")


def test_a_pair_with_a_score_becomes_two_examples(file: WriteFile) -> None:
    path = file("a.jsonl", lines({"text": "a"}, {"id": "p", "text": "b", "text2": "c", "score": 2.5}))

    alone, first, second = VECTORS.read(path)

    assert alone.gold is None
    assert [first.device, second.device] == [{"id": "p/1", "text": "b"}, {"id": "p/2", "text": "c"}]
    assert first.gold == second.gold
    assert first.gold.score == 2.5


@pytest.mark.parametrize(
    "answers", [[{"text": "Ann", "answer_start": 0}], {"text": ["Ann"], "answer_start": [0]}], ids=["squad", "datasets"]
)
def test_questions_are_read_from_json_lines(file: WriteFile, answers: dict[str, Any] | list[dict[str, Any]]) -> None:
    path = file("a.jsonl", lines({"question": "Who?", "context": "Ann ran.", "answers": answers}))

    (example,) = QUESTIONS.read(path)

    assert example.device == {"id": "1", "question": "Who?", "context": "Ann ran."}
    assert example.gold == GoldAnswers(texts=["Ann"])


def test_an_impossible_question_has_no_answer(file: WriteFile) -> None:
    question = {"id": "q", "question": "Who?", "answers": [], "is_impossible": True, "plausible_answers": []}
    squad = {"version": "v2.0", "data": [{"title": "t", "paragraphs": [{"context": "Ann ran.", "qas": [question]}]}]}

    (example,) = QUESTIONS.read(file("a.json", json.dumps(squad)))

    assert example.gold == GoldAnswers(texts=[], script="2.0")
    assert QUESTIONS.score([example], [{"text": ""}]) == {"exact_match": 100, "f1": 100}


# -- what is refused ---------------------------------------------------------------------------------------------------


REFUSED = [
    (CLASSES, "a.jsonl", lines({"text": "a", "label": 1}, {"label": 1}), "line 2: there is no text among label"),
    (CLASSES, "a.jsonl", lines({"text": "a", "class": 1}), "line 1: there is no label, gold_label.*; rename 'class'"),
    (CLASSES, "a.jsonl", lines({"text": "a", "label": 1.0}), "line 1: the label 1.0 is neither a name nor"),
    (CLASSES, "a.jsonl", lines({"text": "a", "label": True}), "line 1: the label True is neither a name nor"),
    (CLASSES, "a.jsonl", lines({"text": "a", "label": 0, "gold_label": "x"}), "line 1: .*both label and gold_label"),
    (CLASSES, "a.jsonl", lines({"text": "a", "sentence": "b", "label": 1}), "line 1: sentence, text are not texts or"),
    (
        CLASSES,
        "a.jsonl",
        lines({"text": "a", "sentence2": "b", "label": 1}),
        "line 1: sentence2, text are not texts or",
    ),
    (CLASSES, "a.jsonl", lines({"text": 5, "label": 1}), "line 1: text is not text"),
    (CLASSES, "a.jsonl", lines({"text": "a", "label": 1, "id": [1]}), "line 1: the id"),
    (CLASSES, "a.jsonl", lines({"text": "a", "label": "great"}), "line 1: the label 'great' is none of negative, pos"),
    (CLASSES, "a.jsonl", lines({"text": "a", "label": 2}), "line 1: the label 2 is not from 0 to 1"),
    (CLASSES, "a.jsonl", lines({"text": "a", "label": -1}), "line 1: the label -1 is not from 0 to 1"),
    (NUMBERED, "a.jsonl", lines({"text": "a", "label": "good"}), "line 1: the label 'good' is a name, but .* no card"),
    (CLASSES, "a.jsonl", '{"text": "a"', "line 1 is not an object"),
    (CLASSES, "a.jsonl", "[1, 2", "not valid JSON"),
    (CLASSES, "a.jsonl", '[{"text": "a", "label": 1},\n\n {"label": 1}]', "line 3: there is no text among label"),
    (CLASSES, "a.jsonl", '{"text": "\\ud800", "label": 1}', "line 1 is not an object"),
    (
        CLASSES,
        "a.jsonl",
        lines({"text": "お腹", "label": 1}).encode() + "お腹".encode("shift-jis"),
        "not UTF-8 in line 2",
    ),
    (CLASSES, "a.jsonl", lines({"text": "a", "label": 1}).encode("utf-16"), "not UTF-8 in line 1"),
    (CLASSES, "a.jsonl", "\n\n", "has no examples"),
    (CLASSES, "a.tsv", "text\tlabel\na\t1\nb\t1\tc\n", "line 3: there are 3 columns, the header has 2"),
    (CLASSES, "a.tsv", "text\tlabel\ttext\na\t1\tb\n", "line 1: the header has the column 'text' twice"),
    (CLASSES, "a.tsv", "words\tlabel\na\t1\n", "line 2: there is no text among words, label"),
    (CLASSES, "a.tsv", "text\tclass\na\t1\n", "line 2: there is no label, gold_label.*; rename 'class'"),
    (CLASSES, "a.tsv", "text\tlabel\na\t1.0\n", "line 2: the label '1.0' is none of"),
    (CLASSES, "a.tsv", "text\tlabel\n", "has no examples"),
    (
        CHOICES,
        "a.jsonl",
        lines({"prompt": "p", "choices": ["a"], "label": 0}),
        "line 1: there are 1 choices, .* takes 2",
    ),
    (
        CHOICES,
        "a.jsonl",
        lines({"prompt": "p", "choices": ["a", "b"], "label": 2}),
        "line 1: the label 2 is not one of the",
    ),
    (MASKS, "a.jsonl", lines({"text": "a", "answer": "b"}), r"line 1: the text must have one \[MASK\], not 0"),
    (
        MASKS,
        "a.jsonl",
        lines({"text": "[MASK][MASK]", "answer": "b"}),
        r"line 1: the text must have one \[MASK\], not 2",
    ),
    (TEXTS, "a.jsonl", lines({"target": "a"}), "line 1 is not a source and its target.*source"),
    (VECTORS, "a.jsonl", lines({"text": "a", "score": 1}), "line 1: a score needs a pair: text and text2"),
    (VECTORS, "a.jsonl", lines({"text": "a", "text2": "b", "score": "x"}), "line 1: the score 'x' is not a number"),
    (VECTORS, "a.tsv", "text\ttext2\tlikeness\na\tb\t1\n", "line 2: there is no score, label; rename 'likeness'"),
    (MASKS, "a.jsonl", lines({"text": "[MASK]", "label": "b"}), "line 1: there is no answer; rename 'label'"),
    (
        CHOICES,
        "a.jsonl",
        lines({"prompt": "p", "choices": ["a", "b"], "answer": 1}),
        "there is no label; rename 'answer'",
    ),
    (
        QUESTIONS,
        "a.jsonl",
        lines({"question": "q", "context": "c", "answers": [{"text": "x", "answer_start": 0}]}),
        "line 1: the answer 'x' of question 1 is not at",
    ),
    (
        QUESTIONS,
        "a.jsonl",
        lines({"question": "q", "context": "c", "answers": {"text": ["c"], "answer_start": []}}),
        "line 1: the answers of question 1 have different numbers of starts",
    ),
    (
        QUESTIONS,
        "a.jsonl",
        lines({"question": "q", "context": "c", "answers": [{"text": "c", "answer_start": 0}], "is_impossible": True}),
        "line 1: question 1 is marked impossible but has answers",
    ),
]


@pytest.mark.parametrize(("task", "name", "content", "words"), REFUSED, ids=[row[3][:40] for row in REFUSED])
def test_what_is_wrong_is_said_with_file_and_line(
    file: WriteFile, task: Task, name: str, content: bytes | str, words: str
) -> None:
    path = file(name, content)
    with pytest.raises(UsageError, match=words) as refused:
        task.read(path)
    assert str(path) in refused.value.message


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"Cannot read the data .*no\.jsonl"):
        CLASSES.read(tmp_path / "no.jsonl")


@pytest.mark.slow
@given(rows=st.lists(st.recursive(st.none() | st.integers() | st.text(), st.lists)), indent=st.sampled_from([None, 1]))
def test_an_array_is_read_as_its_rows_would_be(
    tmp_path_factory: pytest.TempPathFactory,
    rows: list[Any],
    indent: int | None,
) -> None:
    path = tmp_path_factory.mktemp("array") / "a.json"
    path.write_text(json.dumps(rows, indent=indent, ensure_ascii=False, allow_nan=False), encoding="utf-8")
    text = path.read_text(encoding="utf-8")
    read = list(data.read_json_rows(path, object, "anything"))
    assert [row for _, row in read] == rows
    assert all(text.split("\n")[line - 1].strip() for line, _ in read)
