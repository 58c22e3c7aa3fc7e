"""Settings of a task and data that they suit, or do not, on the bundled models."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from devbench import assets
from devbench.bench import host_answers
from devbench.bench.plan import Plan
from devbench.bench.prepare import Request, prepare

WithTask = Callable[..., Path]
"""A bundled model's file beside a card with other settings of its task."""


@pytest.fixture
def with_task(tmp_path: Path) -> WithTask:
    def write(name: str, **changes: Any) -> Path:
        folder = tmp_path / name
        shutil.copytree(assets.model_folder(name), folder)
        card = json.loads((folder / "model.json").read_text(encoding="utf-8"))
        card["task"] |= changes
        (folder / "model.json").write_text(json.dumps(card), encoding="utf-8")
        return folder / "model.fp32.tflite"

    return write


def answers(plan: Plan) -> list[dict[str, Any]]:
    return [record.answer for record in host_answers.run(plan).examples]


def test_impossible_questions_that_the_model_must_answer_are_remarked(version_2: Path) -> None:
    (remark,) = prepare(Request(model="qa-en-tiny", data=version_2)).task_remarks
    assert remark.startswith("10 of 20 questions have no answer")
    assert "--task-set allow_no_answer=true" in remark


def test_a_model_that_may_say_so_finds_that_there_is_no_answer(version_2: Path, with_task: WithTask) -> None:
    model = with_task("qa-en-tiny", allow_no_answer=True, null_threshold=-8.0, n_best=3)
    plan = prepare(Request(model=str(model), data=version_2))

    found = answers(plan)

    assert plan.task_remarks == []
    assert plan.task.score(plan.examples, found)["exact_match"] > 90
    assert all(len(each["n_best"]) == 3 and each["n_best"][0]["text"] == each["text"] for each in found)


def test_a_models_labels_may_be_of_another_scheme_than_the_datas(tmp_path: Path, with_task: WithTask) -> None:
    plain = prepare(Request(model="ner-en-tiny", examples=20))
    types = [label.split("-") for label in plain.job("job", 0).task.labels[1:]]  # type: ignore[union-attr]
    model = with_task("ner-en-tiny", labels=["O", *(f"{type_}-{letter}" for letter, type_ in types)])

    plan = prepare(Request(model=str(model), examples=20))

    assert plan.job("job", 0).task == plain.job("job", 0).task
    assert answers(plan) == answers(plain)
