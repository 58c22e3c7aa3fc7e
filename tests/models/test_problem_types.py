"""Classifiers of one logit, and of several labels: what the export says of them, and how they are then run."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from devbench.bench import host_answers
from devbench.bench.plan import Plan
from devbench.bench.prepare import Request, prepare
from devbench.errors import UsageError
from devbench.models.card import CARD_FILE, Card, read_card
from devbench.tasks import settings
from tests.kinds import Checkpoint
from tests.models import checkpoints
from tests.models.exports import Weights, change_config, change_weights, export_case, refused

CASE = "bert-text-classification"
REGRESSION = settings.TextClassificationSettings(problem_type="regression")


@pytest.fixture
def folder(checkpoint: Checkpoint, tmp_path: Path) -> Path:
    return shutil.copytree(checkpoint(CASE), tmp_path / "checkpoint")


def keep_one_logit(folder: Path, **config: Any) -> None:
    def cut(weights: Weights) -> None:
        for name in ("classifier.weight", "classifier.bias"):
            weights[name] = weights[name][:1].copy()

    change_weights(folder, cut)
    change_config(folder, id2label={"0": "LABEL_0"}, **config)


def export(folder: Path) -> tuple[Path, Card]:
    model = folder.parent / "out" / "m.tflite"
    export_case(folder, model, CASE)
    return model, read_card(model.with_name(CARD_FILE))


def planned(model: Path, row: str, **changes: Any) -> Plan:
    data = model.with_name("data.jsonl")
    data.write_text(f"{row}\n{row}\n")
    return prepare(Request(model=str(model), data=data, **changes))


@pytest.mark.parametrize("problem_type", [None, "regression"])
def test_one_logit_is_a_value_as_in_transformers(folder: Path, problem_type: str | None) -> None:
    keep_one_logit(folder, problem_type=problem_type)
    model, card = export(folder)
    assert (card.task, card.labels) == (REGRESSION, None)

    plan = planned(model, '{"text": "token1", "score": 2.5}')
    answered = host_answers.run(plan).examples

    assert [example.gold for example in plan.examples] == [2.5, 2.5]
    assert [list(each.answer) for each in answered] == [["value"], ["value"]]


@pytest.mark.parametrize("card", ["none", "of before"])
def test_one_logit_is_a_value_whatever_nobody_says(folder: Path, card: str) -> None:
    keep_one_logit(folder)
    model, written = export(folder)
    changes: dict[str, Any] = {}
    if card == "none":
        model.with_name(CARD_FILE).unlink()
        changes = {"task": "text-classification", "cased": False}
    else:
        content = model.with_name(CARD_FILE).read_text()
        before = content.replace('"problem_type": "regression"', '"threshold": 0.5')
        assert before != content
        model.with_name(CARD_FILE).write_text(before.replace('"vocabulary"', '"labels": ["LABEL_0"], "vocabulary"'))

    plan = planned(model, '{"text": "token1", "label": 0}', **changes)

    assert plan.task.settings == written.task
    assert list(plan.task.score(plan.examples, [{"value": 0.5}, {"value": 0.25}])) == []  # golds are all alike


def test_one_logit_may_be_a_label_of_its_own(folder: Path) -> None:
    keep_one_logit(folder, problem_type="multi_label_classification")
    _, card = export(folder)
    assert card.task == settings.TextClassificationSettings(problem_type="multi_label_classification")
    assert card.labels == ["LABEL_0"]


def test_several_labels_are_those_of_the_configuration(folder: Path) -> None:
    change_config(folder, problem_type="multi_label_classification")
    model, card = export(folder)
    assert card.labels == checkpoints.LABELS

    plan = planned(model, '{"text": "token1", "label": ["O", "B-LOC"]}', task_changes=(("threshold", "0.25"),))
    (answered, _) = host_answers.run(plan).examples

    assert plan.examples[0].gold == (0, 3)
    expected = [label for label, share in enumerate(answered.answer["probabilities"]) if share > 0.25]
    assert answered.answer["labels"] == expected


def test_one_logit_is_no_choice_of_a_label(folder: Path) -> None:
    """transformers trains it by a cross entropy that is always 0, and gives the one label to everything."""
    keep_one_logit(folder, problem_type="single_label_classification")
    message = refused(folder, folder.parent / "out" / "m.tflite", CASE)
    assert "says single_label_classification, but the classifier gives one value" in message


_NUMBERS = {label: number for number, label in enumerate(checkpoints.LABELS)}


@pytest.mark.parametrize("case", [CASE, "bert-token-classification"])
@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"label2id": {**_NUMBERS, "O": 1, "B-PER": 0}}, "has a label2id that contradicts id2label"),
        ({"label2id": {"O": 0}}, "has a label2id that contradicts id2label"),
        ({"label2id": _NUMBERS, "id2label": None}, "has a label2id but no id2label"),
        ({"num_labels": 3}, "says num_labels 3, the classifier has 5"),
        ({"num_labels": 3, "id2label": None}, "says num_labels 3, the classifier has 5"),
        ({"id2label": {str(number): f"L{number // 2}" for number in range(5)}}, "names two labels 'L0' in id2label"),
        ({"id2label": {"0": "O"}}, "names 1 labels, the classifier has 5"),
    ],
)
def test_labels_that_contradict_each_other_are_refused(
    checkpoint: Checkpoint, tmp_path: Path, case: str, changes: dict[str, Any], words: str
) -> None:
    folder = shutil.copytree(checkpoint(case), tmp_path / "checkpoint")
    change_config(folder, **changes)
    assert f"config.json {words}" in refused(folder, tmp_path / "out" / "m.tflite", case)


def test_labels_may_be_said_in_several_ways(folder: Path) -> None:
    change_config(folder, label2id=_NUMBERS, num_labels=len(_NUMBERS))
    assert export(folder)[1].labels == checkpoints.LABELS


@pytest.mark.parametrize(
    ("problem_type", "words"), [("regression", "gives 5 values"), ("ranking", "Invalid enum value 'ranking'")]
)
def test_a_problem_that_cannot_be_scored_is_refused(folder: Path, problem_type: str, words: str) -> None:
    change_config(folder, problem_type=problem_type)
    assert words in refused(folder, folder.parent / "out" / "m.tflite", CASE)


def test_one_logit_with_two_names_is_refused(folder: Path) -> None:
    keep_one_logit(folder)
    model, _ = export(folder)
    with pytest.raises(UsageError, match="1 × 1, not 1 × 2"):
        planned(model, '{"text": "token1", "label": 0}', task_changes=(("labels", "a,b"),))
