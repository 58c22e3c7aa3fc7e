"""The scores of single examples make up the quality that is reported of all."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from devbench import tasks
from devbench.tasks import settings
from devbench.tasks.base import Answer, Example, Task, example_scores
from devbench.tasks.entities import Entity
from devbench.tasks.feature_extraction import Pair
from devbench.tasks.gold_answers import GoldAnswers
from tests.kinds import present


def entity(type_: str, start: int, end: int) -> dict[str, Any]:
    return {"type": type_, "start": start, "end": end, "text": ""}


def gold(*values: Any, **device: Any) -> list[Example]:
    return [Example(id=str(number), device=device, gold=value) for number, value in enumerate(values)]


CASES: dict[str, tuple[Task, list[Example], Sequence[Answer]]] = {
    "exact_match": (
        tasks.create(settings.QuestionAnsweringSettings()),
        gold(*(GoldAnswers(texts=texts) for texts in (["the Nile"], ["1985"], []))),
        [{"text": "Nile"}, {"text": "in 1985"}, {"text": ""}],
    ),
    "accuracy": (
        tasks.create(settings.TextClassificationSettings()),
        gold(0, 1, 1),
        [{"label": 0}, {"label": 0}, {"label": 1}],
    ),
    "accuracy of choices": (
        tasks.create(settings.MultipleChoiceSettings(choices=2)),
        gold(0, 1, 1),
        [{"choice": 0}, {"choice": 0}, {"choice": 1}],
    ),
    "top_1": (
        tasks.create(settings.FillMaskSettings(top=2)),
        gold("sea", "sun"),
        [{"tokens": [{"token": "sea"}, {"token": "sun"}]}, {"tokens": [{"token": "sea"}, {"token": "sun"}]}],
    ),
    "rouge_l": (
        tasks.create(settings.GenerationSettings(max_new_tokens=4)),
        gold("a quiet sea", "日本の海"),
        [{"text": "a sea"}, {"text": "日本"}],
    ),
    "f1": (
        tasks.create(settings.TokenClassificationSettings(labels=["O", "B-A", "I-A"])),
        gold([Entity("A", 0, 2), Entity("A", 4, 5)], [Entity("A", 1, 2)], []),
        [{"entities": [entity("A", 0, 2), entity("A", 3, 5)]}, {"entities": []}, {"entities": [entity("A", 0, 1)]}],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_the_scores_of_single_examples_add_up_to_the_first_metric(name: str) -> None:
    task, examples, answers = CASES[name]
    metric, quality = next(iter(task.score(examples, answers).items()))
    found = present(example_scores(task, metric, examples, answers))
    assert metric == name.split()[0] == found.metric
    assert 0 < quality < 100
    assert 100 * sum(found.points) / (sum(found.weights) or len(examples)) == pytest.approx(quality)


def test_a_rank_correlation_has_no_scores_of_single_examples() -> None:
    task = tasks.create(settings.FeatureExtractionSettings())
    examples = gold(*(pair for pair in (Pair(1, 0.5), Pair(2, 0.9)) for _ in range(2)))
    answers = [{"vector": [1.0, 0.0]}, {"vector": [0.0, 1.0]}, {"vector": [1.0, 0.0]}, {"vector": [1.0, 0.0]}]
    metric = next(iter(task.score(examples, answers)))
    assert example_scores(task, metric, examples, answers) is None


def test_data_without_right_answers_has_no_scores() -> None:
    task = tasks.create(settings.FeatureExtractionSettings())
    assert example_scores(task, None, gold(None), [{"vector": [1.0]}]) is None


def test_rows_of_one_line_have_ids_of_their_own(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text(json.dumps([{"text": "a"}, {"text": "b"}, {"text": "c", "id": "x"}, {"text": "d", "id": "x"}]))
    read = tasks.create(settings.TextClassificationSettings()).read(path)

    assert [(example.id, example.device["id"]) for example in read] == [(id_, id_) for id_ in ("1", "1#2", "x", "x#2")]
