"""Models with random weights lend a suite their time alone: nobody judges what they answer."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from devbench import assets
from devbench.errors import HarnessFailed
from devbench.models import random_checkpoint
from devbench.models.card import read_card
from devbench.results.store import ResultStore
from devbench.suites import suite_file
from devbench.suites.kept_cells import KeptCells
from devbench.suites.runner import CellPlan, Suite, SuitePlan, prepare
from devbench.suites.suite_models import Models
from devbench.tokenizers import loading
from tests.suites.stand_ins import FACTS, Sessions, Told

SUITE = """
title = "stand-ins"
require = ["load<=20", "f1>=90"]
[rows.qa]
title = "questions"
task = "question-answering"
data = "qa-en.json"
[columns.random]
title = "Random"
models = { qa = "random:mobilebert" }
quality = { qa = "qa-en-tiny" }
[columns.trained]
title = "Trained"
models = { qa = "qa-en-tiny" }
"""


@pytest.fixture
def planned(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SuitePlan:
    """As if the bundled model's file had been made at random."""
    made = assets.model_folder("qa-en-tiny") / "model.fp32.tflite"
    monkeypatch.setattr(Models, "_random", lambda *arguments: made)
    (tmp_path / "mine.toml").write_text(SUITE)
    described, folder = suite_file.read(str(tmp_path / "mine.toml"))
    return prepare(described, Models(folder, tmp_path / "cache"))


@pytest.fixture
def cells(planned: SuitePlan) -> list[CellPlan]:
    return list(planned.cells)


def test_quality_is_that_of_the_stand_in(cells: list[CellPlan]) -> None:
    random, trained = cells
    assert random.timed.settings.speed_only
    assert random.quality is not None
    assert not random.quality.settings.speed_only
    assert (trained.timed.settings.speed_only, trained.quality) == (False, None)


def test_quality_is_limited_where_it_is_measured_and_time_where_that_is(cells: list[CellPlan]) -> None:
    random, trained = cells
    assert random.quality is not None
    limited = [[limit.metric for limit in plan.limits] for plan in (random.timed, random.quality, trained.timed)]
    assert limited == [["load"], ["f1"], ["load", "f1"]]


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Random models of one small layer."""
    sizes = {"hidden_size": 8, "intermediate_size": 8, "num_hidden_layers": 1, "num_attention_heads": 1}
    monkeypatch.setitem(random_checkpoint.CONFIGS, "bert-base", {"model_type": "bert", **sizes})


@pytest.mark.parametrize(
    ("task", "data", "like"),
    [
        ("text-classification", "classify-ja.jsonl", "classify-ja-tiny"),
        ("text-classification", "classify-en.jsonl", "classify-en-tiny"),
        ("token-classification", "ner-en.jsonl", "ner-en-tiny"),
    ],
)
def test_text_is_split_as_for_the_stand_in(small: None, tmp_path: Path, task: str, data: str, like: str) -> None:
    """Also with the weights that an earlier version kept beside an empty tokenizer_config.json."""
    (tmp_path / "mine.toml").write_text(
        f'''
        title = "random"
        [rows.row]
        title = "row"
        task = "{task}"
        data = "{data}"
        [columns.bert]
        title = "BERT"
        models = {{ row = "random:bert-base" }}
        quality = {{ row = "{like}" }}
        '''
    )
    described, folder = suite_file.read(str(tmp_path / "mine.toml"))
    models = Models(folder, tmp_path / "cache")
    prepare(described, models)
    checkpoint = tmp_path / "cache" / "random" / f"bert-base-{like}"
    tokenizer = read_card(assets.model_folder(like) / "model.json").tokenizer
    assert loading.find(checkpoint) == tokenizer
    (checkpoint / "tokenizer_config.json").write_text("{}")
    shutil.rmtree(tmp_path / "cache" / "exports")
    prepare(described, models)
    assert loading.find(checkpoint) == tokenizer


def test_a_budget_for_quality_is_undecided_if_the_stand_in_fails(
    harness: None, planned: SuitePlan, tmp_path: Path
) -> None:
    stand_in, visits = planned.cells[0].quality, len(planned.cells[0].timed.examples)
    failing = Sessions(lambda plans: HarnessFailed("It fell over.", "") if plans[0] is stand_in else None, visits)
    report = Suite(planned, KeptCells(ResultStore(tmp_path / "results"), "R58M", FACTS), failing).run(Told())
    random = report.cells[0]
    assert [(each.metric, each.outcome) for each in random.budgets] == [("load", "PASS"), ("f1", "INCONCLUSIVE")]
    assert random.budgets[1].reason == (
        "qa-en-tiny, which stands in for its quality, could not be measured. Run the suite again."
    )
