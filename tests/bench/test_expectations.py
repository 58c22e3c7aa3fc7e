"""What is known of a model before it runs: the card's quality, by the content of the data; what no run could show."""

from __future__ import annotations

import json
import math
import shutil
from pathlib import Path

import pytest

from devbench import assets
from devbench.bench import host_answers
from devbench.bench.prepare import Request, prepare
from devbench.choices import RunSettings
from devbench.errors import UsageError

MODEL = "classify-en-tiny"


def test_the_cards_data_are_known_by_their_content(tmp_path: Path) -> None:
    own = prepare(Request(model=MODEL))
    assert own.stated_quality == {"accuracy": 93.2, "macro_f1": 92.9, "matthews": 91.9}
    assert own.available is None
    copy = Path(shutil.copy(assets.dataset("classify-en.jsonl"), tmp_path / "mine.jsonl"))
    assert prepare(Request(model=MODEL, data=copy)).stated_quality == own.stated_quality
    part = prepare(Request(model=MODEL, examples=399))
    assert (part.stated_quality, part.available) == (own.stated_quality, 400)
    copy.write_text(copy.read_text().replace("the", "a", 1))
    assert prepare(Request(model=MODEL, data=copy)).stated_quality == {}


def test_a_card_whose_data_are_not_bundled_states_nothing_of_others(tmp_path: Path) -> None:
    folder = shutil.copytree(assets.model_folder(MODEL), tmp_path / "model")
    card = json.loads((folder / "model.json").read_text())
    (folder / "model.json").write_text(json.dumps({**card, "data": "gone.jsonl"}))
    assert prepare(Request(model=str(folder), data=assets.dataset("classify-en.jsonl"))).stated_quality == {}


@pytest.mark.parametrize(
    ("metric", "percent", "message", "hint"),
    [
        ("exact_match", 90.0, "text-classification has no metric exact_match", "accuracy, macro_f1, matthews"),
        ("examples", 90.0, "has no metric examples", "Choose from: "),
        ("accuracy", 0.0, "--expect takes a percentage above 0 and at most 100, not 0.", "--expect accuracy=91.5"),
        ("matthews", -20.0, "above 0 and at most 100, not -20.", "--expect matthews=91.5"),
        ("accuracy", 191.5, "above 0 and at most 100, not 191.5.", "--expect accuracy=91.5"),
        ("accuracy", math.nan, "above 0 and at most 100, not nan.", "--expect accuracy=91.5"),
    ],
)
def test_what_no_run_could_show_is_refused(metric: str, percent: float, message: str, hint: str) -> None:
    with pytest.raises(UsageError) as caught:
        prepare(Request(model=MODEL, expected=((metric, percent),)))
    assert message in caught.value.message
    assert hint in str(caught.value.hint)


def test_quality_is_not_expected_where_none_is_computed() -> None:
    with pytest.raises(UsageError, match="--speed-only computes no quality"):
        prepare(Request(model=MODEL, expected=(("accuracy", 90.0),), settings=RunSettings(speed_only=True)))


@pytest.mark.parametrize("model", assets.model_names())
def test_each_task_names_the_metrics_that_it_scores(model: str) -> None:
    plan = prepare(Request(model=model, examples=6, settings=RunSettings(threads=1)))
    answers = [record.answer for record in host_answers.run(plan).examples]
    scored = list(plan.task.score(plan.examples, answers))
    assert scored[0] == plan.task.metrics[0]
    assert set(scored) <= set(plan.task.metrics)
