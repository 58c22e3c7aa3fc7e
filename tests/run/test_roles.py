"""A model whose tensors are shuffled and numbered, as converters write them, ends in right answers or a question."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from devbench import assets
from devbench.results import document
from tests.conftest import FaultyDevice
from tests.kinds import Devbench, present
from tests.models.relabelled import relabel


@pytest.fixture
def shuffled(tmp_path: Path) -> Path:
    """``output_0`` is the start, but second in the graph, as TensorFlow 2.21 writes it; so are the inputs."""
    bundled = assets.model_folder("qa-en-tiny")
    shutil.copy(bundled / "vocab.txt", tmp_path)
    return relabel(
        bundled / "model.int8.tflite",
        tmp_path / "m.tflite",
        inputs=[1, 2, 0],
        outputs=[1, 0],
        names={
            "input_ids": "args_0",
            "attention_mask": "args_2",
            "token_type_ids": "args_1",
            "start_logits": "output_0",
            "end_logits": "output_1",
        },
    )


def questions(path: Path, count: int) -> Path:
    articles = json.loads(assets.dataset("qa-en.json").read_text())["data"]
    rows = [
        {**qa, "context": paragraph["context"]}
        for article in articles
        for paragraph in article["paragraphs"]
        for qa in paragraph["qas"]
    ]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows[:count]))
    return path


def test_right_answers_tell_start_and_end_apart(
    devbench: Devbench, virtual_device: FaultyDevice, shuffled: Path, tmp_path: Path
) -> None:
    options = ("--model", shuffled, "--task", "question-answering", "--uncased", "--threads", "1", "--json", "-", "-q")
    data = questions(tmp_path / "data.jsonl", 30)

    done = devbench("run", "--serial", virtual_device.serial, *options, "--data", data, "--examples", 10)

    assert done.returncode == 0, done.stderr
    result = document.decode(done.stdout.encode(), "standard output")
    assert result.device_run.quality["exact_match"] == 100
    assert result.model.roles == {
        "input_ids": "args_0",
        "attention_mask": "args_2",
        "token_type_ids": "args_1",
        "start_logits": "output_0",
        "end_logits": "output_1",
    }
    tried = present(result.model.roles_tried)
    assert (tried.examples, tried.hits) == (30, 30)
    texts = {finding.id: finding.text for finding in result.verdict.findings}
    assert "start_logits is output_0 and end_logits is output_1 (30 of 30 answers are right, " in texts["ROLES_TRIED"]
    assert "input_ids is args_0 (by its use in the graph)" in texts["MODEL_DOUBTFUL"]

    few = questions(tmp_path / "few.jsonl", 5)

    done = devbench("run", "--serial", "no-such-device", *options, "--data", few)

    assert done.returncode == 2
    assert (
        "do not show which tensor is start_logits and which is end_logits: output_0 (float32, 1 × 384), output_1"
        in done.stderr
    )
    assert "few.jsonl has too few labelled answers to try both (5 of 20)" in done.stderr
    assert "`--bind start_logits=output_0 --bind end_logits=output_1`" in done.stderr
