"""Text classification with several labels, or with a value: what is read, what is the same answer, what is right."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import pytest

from devbench import tasks
from devbench.errors import UsageError
from devbench.results.schema import Judged
from devbench.tasks import settings
from devbench.tasks.base import Example, Task, example_scores
from tests.kinds import present

MANY = tasks.create(
    settings.TextClassificationSettings(problem_type="multi_label_classification"), ["joy", "anger", "fear"]
)
VALUE = tasks.create(settings.TextClassificationSettings(problem_type="regression"))


def read(task: Task, path: Path, *rows: dict[str, Any]) -> list[Example]:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return task.read(path)


@pytest.mark.parametrize(
    ("row", "gold"),
    [
        ({"label": ["fear", "joy"]}, (0, 2)),
        ({"labels": [1]}, (1,)),
        ({"label": []}, ()),
        ({"label": "joy,anger"}, (0, 1)),
        ({"label": 2}, (2,)),
        ({"label": None}, None),
        ({}, None),
    ],
)
def test_several_labels_are_names_or_indices(tmp_path: Path, row: dict[str, Any], gold: tuple[int, ...] | None) -> None:
    (example,) = read(MANY, tmp_path / "a.jsonl", {"text": "a", **row})
    assert example.gold == gold


def test_several_labels_stand_in_one_cell(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('text,labels\n"a, b","joy, fear"\n')
    (example,) = MANY.read(path)
    assert (example.device["text"], example.gold) == ("a, b", (0, 2))


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ({"label": ["joy", 0]}, "repeats a label"),
        ({"labels": [0, 1, 0]}, "may be indices, or a 0 or 1 for each label"),
        ({"labels": [0.0, 1.0]}, "the label 0.0 is neither a name nor a whole number"),
        ({"label": ["shame"]}, "the label 'shame' is none of joy, anger, fear"),
        ({"label": [3]}, "the label 3 is not from 0 to 2"),
        ({"label": ""}, "an empty cell may be no label or no right answer"),
        ({"label": [0], "labels": [0]}, "both label and labels"),
    ],
)
def test_several_labels_are_never_guessed(tmp_path: Path, row: dict[str, Any], words: str) -> None:
    with pytest.raises(UsageError, match=f"line 1: .*{words}"):
        read(MANY, tmp_path / "a.jsonl", {"text": "a", **row})


def found(*labels: int) -> dict[str, Any]:
    return {"labels": list(labels), "probabilities": [0.0] * 3}


def test_several_labels_are_right_all_together(tmp_path: Path) -> None:
    golds: list[Any] = [["joy", "fear"], ["joy"], [], ["joy"], None]
    examples = read(MANY, tmp_path / "a.jsonl", *({"text": "a", "label": gold} for gold in golds))
    answers = [found(0, 2), found(0, 1), found(), found(2), found(1)]

    assert [MANY.is_right(*each) for each in zip(examples, answers, strict=True)] == [True, False, True, False, True]
    assert MANY.judged(examples, answers) == Judged(metric="subset_accuracy", hits=2, total=4, chance=0.5)
    assert [MANY.expected(example) for example in examples] == ["joy, fear", "joy", "(no label)", "joy", None]
    assert MANY.show(found(2, 1)) == "fear, anger"
    quality = MANY.score(examples, answers)
    assert quality["subset_accuracy"] == 50
    points = present(example_scores(MANY, "micro_f1", examples, answers))
    assert 100 * sum(points.points) / sum(points.weights) == pytest.approx(quality["micro_f1"])
    assert MANY.answers_equal(found(0, 1), found(0, 1))
    assert not MANY.answers_equal(found(0, 1), found(0))


@pytest.mark.parametrize("labels", [["joy", "anger"], ["0", "1"]])
@pytest.mark.parametrize("gold", [[1, 0], [0, 1], "1,0"])
def test_zeros_and_ones_for_each_label_are_no_indices(tmp_path: Path, labels: list[str], gold: list[int] | str) -> None:
    task = tasks.create(settings.TextClassificationSettings(problem_type="multi_label_classification"), labels)
    if labels == ["0", "1"] and isinstance(gold, str):
        assert read(task, tmp_path / "a.jsonl", {"text": "a", "label": gold})[0].gold == (0, 1)
        return
    with pytest.raises(UsageError, match=r"line 1: .* may be indices, or a 0 or 1 for each label"):
        read(task, tmp_path / "a.jsonl", {"text": "a", "label": gold})


def test_one_index_of_two_labels_is_clear(tmp_path: Path) -> None:
    task = tasks.create(settings.TextClassificationSettings(problem_type="multi_label_classification"), ["a", "b"])
    golds: list[Any] = [[1], [0], [], 1, "a", ["b", "a"]]
    examples = read(task, tmp_path / "a.jsonl", *({"text": "a", "label": gold} for gold in golds))
    assert [example.gold for example in examples] == [(1,), (0,), (), (1,), (0,), (0, 1)]


def test_an_id_may_be_zero(tmp_path: Path) -> None:
    ids: list[Any] = [0, "", None, "0x"]
    examples = read(VALUE, tmp_path / "a.jsonl", *({"text": "a", "id": id_} for id_ in ids))
    assert [example.id for example in examples] == ["0", "2", "3", "0x"]


@pytest.mark.parametrize("value", [True, [1.0], "high", "nan", "", None])
def test_a_value_is_a_number(tmp_path: Path, value: object) -> None:
    if value in ("", None):
        assert read(VALUE, tmp_path / "a.jsonl", {"text": "a", "score": value})[0].gold is None
        return
    with pytest.raises(UsageError, match=r"line 1: the score .* is not a number"):
        read(VALUE, tmp_path / "a.jsonl", {"text": "a", "score": value})


@pytest.mark.parametrize(
    ("device", "host", "equal"),
    [
        (3.0, 3.15, True),
        (3.0, 3.2, False),
        (0.0, 0.049, True),
        (0.05, 0.14, False),
        (-0.03, 0.03, False),
        (None, None, False),  # no number is no answer
        (1.0, None, False),
    ],
)
def test_values_within_a_twentieth_are_the_same_answer(device: float | None, host: float | None, equal: bool) -> None:
    assert VALUE.answers_equal({"value": device}, {"value": host}) is equal
    assert VALUE.answers_equal({"value": host}, {"value": device}) is equal


def test_a_value_is_never_right_or_wrong_alone(tmp_path: Path) -> None:
    examples = read(VALUE, tmp_path / "a.jsonl", {"text": "a", "score": 4.25}, {"text": "b", "label": 1})
    answers: list[dict[str, Any]] = [{"value": 1.0}, {"value": 0.5}]

    assert VALUE.judged(examples, answers) is None
    assert example_scores(VALUE, "pearson", examples, answers) is None
    assert VALUE.expected(examples[0]) == VALUE.show({"value": 4.25}) == "4.25"
    assert VALUE.score(examples, answers) == pytest.approx({"pearson": 100, "spearman": 100})


@pytest.mark.parametrize("values", [[1.0, 1.0, 1.0], [1.0, None, 2.0], [1.0, math.nan, 2.0]])
def test_a_model_that_says_nothing_has_no_correlation(tmp_path: Path, values: list[float | None]) -> None:
    examples = read(VALUE, tmp_path / "a.jsonl", *({"text": "a", "score": score} for score in (1, 2, 3)))
    assert VALUE.score(examples, [{"value": value} for value in values]) == {"pearson": 0, "spearman": 0}


def test_values_that_are_all_alike_cannot_be_correlated_with(tmp_path: Path) -> None:
    examples = read(VALUE, tmp_path / "a.jsonl", *({"text": "a", "score": 0.1} for _ in range(3)))
    assert VALUE.score(examples, [{"value": value} for value in (1.0, 2.0, 3.0)]) == {}


# -- data without right answers ----------------------------------------------------------------------------------------

WITHOUT: dict[str, tuple[Task, dict[str, Any], dict[str, Any], dict[str, Any]]] = {
    "labels": (
        tasks.create(settings.TextClassificationSettings(), ["bad", "good"]),
        {"text": "a"},
        {"label": "good"},
        {"label": 1},
    ),
    "several labels": (MANY, {"text": "a"}, {"labels": [0]}, found(0)),
    "values": (VALUE, {"text": "a"}, {"score": 1.5}, {"value": 1.5}),
    "choices": (
        tasks.create(settings.MultipleChoiceSettings(choices=2)),
        {"prompt": "p", "choices": ["a", "b"]},
        {"label": 1},
        {"choice": 1},
    ),
    "masks": (
        tasks.create(settings.FillMaskSettings()),
        {"text": "a [MASK]"},
        {"answer": "cat"},
        {"tokens": [{"token": "cat"}]},
    ),
    "pairs": (
        tasks.create(settings.FeatureExtractionSettings()),
        {"text": "a", "text2": "b"},
        {"score": 1.5},
        {"vector": [1.0, 0.5]},
    ),
}


@pytest.mark.parametrize("name", WITHOUT)
def test_data_without_right_answers_is_answered_and_not_scored(tmp_path: Path, name: str) -> None:
    task, row, _, answer = WITHOUT[name]
    examples = read(task, tmp_path / "a.jsonl", row, row)
    answers = [answer] * len(examples)

    assert {example.gold for example in examples} == {None}
    assert task.score(examples, answers) == {}
    assert task.judged(examples, answers) is None
    assert {task.points(*each) for each in zip(examples, answers, strict=True)} == {None}
    assert example_scores(task, None, examples, answers) is None
    assert {task.expected(example) for example in examples} == {None}
    assert all(task.is_right(*each) for each in zip(examples, answers, strict=True))


@pytest.mark.parametrize("name", [name for name in WITHOUT if name not in ("values", "pairs")])
def test_of_mixed_data_those_with_right_answers_are_scored(tmp_path: Path, name: str) -> None:
    task, row, gold, answer = WITHOUT[name]
    examples = read(task, tmp_path / "a.jsonl", row, {**row, **gold}, row)
    answers = [answer] * 3
    metric, quality = next(iter(task.score(examples, answers).items()))

    assert quality == 100
    assert present(task.judged(examples, answers)).total == 1
    assert len(present(example_scores(task, metric, examples, answers)).points) == 1


@pytest.mark.parametrize(
    ("factor", "turned", "equal"), [(1.0, 0.0, True), (1.08, 0.05, True), (3.0, 0.0, False), (1.0, 0.5, False)]
)
@pytest.mark.parametrize("size", [1.0, 1e-3, 40.0])
def test_vectors_are_the_same_answer_if_direction_and_length_are(
    size: float, factor: float, turned: float, equal: bool
) -> None:
    task = tasks.create(settings.FeatureExtractionSettings())
    one = {"vector": [size, 0.0]}
    other = {"vector": [size * factor, size * factor * turned]}
    assert task.answers_equal(one, other) is equal
    assert task.answers_equal(other, one) is equal


def test_vectors_of_nothing_are_alike() -> None:
    task = tasks.create(settings.FeatureExtractionSettings())
    assert task.answers_equal({"vector": [0.0, 0.0]}, {"vector": [0.0, 0.0]})
    assert not task.answers_equal({"vector": [0.0, 0.0]}, {"vector": [1.0, 0.0]})
    assert not task.answers_equal({"vector": [math.nan, 0.0]}, {"vector": [1.0, 0.0]})
