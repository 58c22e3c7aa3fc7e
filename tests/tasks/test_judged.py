"""Hits beside what guessing would reach, for each task; the classifiers' chance is that of scikit-learn's dummy."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.dummy import DummyClassifier

from devbench import assets, tasks
from devbench.bench.prepare import Request, prepare
from devbench.results.schema import Judged
from devbench.tasks import settings
from devbench.tasks.base import Example, Task
from devbench.tasks.entities import Entity
from devbench.tasks.gold_answers import GoldAnswers


def example(gold: Any, **device: Any) -> Example:
    return Example(id="1", device={"id": "1", "text": "Ann Lee met Bo", "question": "Who?", **device}, gold=gold)


def judge(task: Task, *cases: tuple[Any, dict[str, Any]]) -> Judged | None:
    """Of gold and answer."""
    return task.judged([example(gold) for gold, _ in cases], [answer for _, answer in cases])


@given(golds=st.lists(st.integers(0, 4), min_size=1, max_size=50))
def test_chance_of_labels_is_the_most_frequent_dummys_accuracy(golds: list[int]) -> None:
    nothing = [[0]] * len(golds)
    dummy = DummyClassifier(strategy="most_frequent").fit(nothing, golds)
    found = judge(
        tasks.create(settings.TextClassificationSettings()),
        *((gold, {"label": int(label)}) for gold, label in zip(golds, dummy.predict(nothing), strict=True)),
    )
    assert found is not None
    assert found.chance == pytest.approx(dummy.score(nothing, golds))
    assert found.hits / found.total == pytest.approx(found.chance)


@pytest.mark.parametrize(
    ("task", "cases", "expected"),
    [
        (
            settings.TextClassificationSettings(),
            [(1, {"label": 1}), (1, {"label": 0}), (2, {"label": 2})],
            Judged(metric="accuracy", hits=2, total=3, chance=2 / 3),
        ),
        (
            settings.MultipleChoiceSettings(choices=4),
            [(3, {"choice": 3}), (3, {"choice": 1})],
            Judged(metric="accuracy", hits=1, total=2, chance=0.25),
        ),
        (
            settings.FillMaskSettings(top=2),
            [("cat", {"tokens": [{"token": "dog"}, {"token": "cat"}]}), ("cat", {"tokens": [{"token": "dog"}]})],
            Judged(metric="top_2", hits=1, total=2, chance=0.0),
        ),
        (
            settings.QuestionAnsweringSettings(),
            [
                (GoldAnswers(texts=["the Forest", "trees"]), {"text": "Forest."}),
                (GoldAnswers(texts=["the Forest"]), {"text": "river"}),
                (GoldAnswers(texts=[]), {"text": "a b"}),
            ],
            Judged(metric="exact_match", hits=1, total=3, chance=0.0),
        ),
        (
            settings.QuestionAnsweringSettings(allow_no_answer=True),
            [
                (GoldAnswers(texts=["Ann"]), {"text": ""}),
                (GoldAnswers(texts=[]), {"text": ""}),
                (GoldAnswers(texts=["The."], script="2.0"), {"text": ""}),
                (GoldAnswers(texts=[]), {"text": "Bo"}),
                (None, {"text": "unknown"}),
            ],
            Judged(metric="exact_match", hits=2, total=4, chance=0.75),
        ),
        (
            settings.TokenClassificationSettings(labels=["O", "B-PER", "I-PER"]),
            [
                ([Entity("PER", 0, 7), Entity("PER", 12, 14)], {"entities": [{"type": "PER", "start": 0, "end": 7}]}),
                ([Entity("PER", 0, 7)], {"entities": [{"type": "PER", "start": 0, "end": 3}]}),
                ([], {"entities": []}),
            ],
            Judged(metric="recall", hits=1, total=3, chance=0.0),
        ),
        (settings.TokenClassificationSettings(labels=["O", "B-PER"]), [([], {"entities": []})], None),
        (settings.TokenClassificationSettings(labels=["O", "B-PER"]), [(None, {"entities": []})], None),
        (settings.QuestionAnsweringSettings(), [(None, {"text": "Ann"})], None),
        (settings.GenerationSettings(), [("a", {"text": "a", "token_ids": [1]})], None),
        (settings.FeatureExtractionSettings(), [(None, {"vector": [1.0]})], None),
    ],
)
def test_hits_and_chance_of_each_task(
    task: settings.TaskSettings, cases: list[tuple[Any, dict[str, Any]]], expected: Judged | None
) -> None:
    assert judge(tasks.create(task), *cases) == expected


@pytest.mark.parametrize("name", assets.model_names())
def test_every_bundled_example_has_its_right_answer_in_words(name: str) -> None:
    plan = prepare(Request(model=name))
    expected = {plan.task.expected(each) for each in plan.examples}
    if name.startswith("embed-"):
        assert expected == {None}
    else:
        assert all(expected)
        assert len(expected) > 1


def test_right_answers_are_in_the_words_of_given_ones() -> None:
    labelled = tasks.create(settings.TextClassificationSettings(), ["bad", "good"])
    assert labelled.expected(example(1)) == labelled.show({"label": 1}) == "good"
    people = tasks.create(settings.TokenClassificationSettings(labels=["O", "B-PER"]))
    assert people.expected(example([Entity("PER", 0, 7)])) == "Ann Lee (PER)"
    assert people.expected(example([])) == people.show({"entities": []})
    questions = tasks.create(settings.QuestionAnsweringSettings())
    assert questions.expected(example(GoldAnswers(texts=["Ann", "Bo", "Ann"]))) == "Ann / Bo"
    assert questions.expected(example(GoldAnswers(texts=[]))) == questions.show({"text": ""})
