"""Values, several labels, and data without right answers, on device and host alike."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import FaultyDevice
from tests.kinds import Devbench
from tests.models import checkpoints
from tests.models.exports import Weights, change_config, change_weights, export_case
from tests.run import documents
from tests.run.documents import assert_alike

CASE = "bert-text-classification"


@pytest.mark.parametrize(
    ("logits", "answers", "options", "metrics"),
    [
        (1, [{"score": 0.5 * number} for number in range(6)], [], ["pearson", "spearman"]),
        (
            5,
            [{"label": ["O"]}, {"label": []}, {"label": ["B-LOC", "I-LOC"]}, {}, {"label": [1, 2]}, {"label": "O"}],
            ["--task-set", "problem_type=multi_label_classification", "--task-set", "threshold=0.45"],
            ["micro_f1", "macro_f1", "subset_accuracy"],
        ),
        (5, [{}] * 6, [], []),
    ],
    ids=["values", "several labels", "no right answers"],
)
def test_a_checkpoint_is_run_for_its_problem(
    devbench: Devbench,
    virtual_device: FaultyDevice,
    tmp_path: Path,
    logits: int,
    answers: list[dict[str, Any]],
    options: list[str],
    metrics: list[str],
) -> None:
    folder = checkpoints.write(checkpoints.CASES[CASE], tmp_path / "checkpoint")

    def cut(weights: Weights) -> None:
        for name in ("classifier.weight", "classifier.bias"):
            weights[name] = weights[name][:logits].copy()

    change_weights(folder, cut)
    change_config(folder, id2label={str(number): checkpoints.LABELS[number] for number in range(logits)})
    model = tmp_path / "out" / "m.tflite"
    export_case(folder, model, CASE)
    data = tmp_path / "data.jsonl"
    rows = [{"text": f"token{number} token{7 * number}", **answer} for number, answer in enumerate(answers)]
    data.write_text("".join(json.dumps(row) + "\n" for row in rows))

    done = devbench(
        *("run", "--serial", virtual_device.serial, "--model", model, "--data", data, *options),
        *("--threads", "1", "--max-seconds", "0.3", "--json", "-"),
    )

    assert done.returncode == 0, done.stderr
    (result,) = documents.read(done.stdout)
    assert_alike(result)
    assert list(result.device_run.quality) == list(result.host_run.quality) == metrics
    assert (result.device_run.judged is None) == (metrics[:1] != ["micro_f1"])
