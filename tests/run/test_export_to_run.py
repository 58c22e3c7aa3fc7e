"""From a checkpoint to a row in a table: export, inspect, run, for each architecture and quantization."""

import json
from pathlib import Path
from typing import Any

import pytest

from devbench.results import document
from tests.conftest import FaultyDevice
from tests.kinds import Devbench, present
from tests.models import checkpoints
from tests.run import documents
from tests.run.documents import assert_alike

QUANTIZATIONS = ("fp32", "fp16", "int8")
ROWS: dict[str, list[dict[str, Any]]] = {
    "text-classification": [{"text": f"token{n} token{2 * n} token3", "label": n % 5} for n in range(12)],
    "token-classification": [{"text": f"token{n} token7", "entities": []} for n in range(12)],
    "fill-mask": [{"text": f"token{n} [MASK] token2", "answer": "token1"} for n in range(12)],
    "multiple-choice": [
        {"prompt": f"token{n}", "choices": ["token1", "token2", "token3"], "label": 1} for n in range(12)
    ],
    "generation": [{"source": f"token{n} token5", "target": "token1"} for n in range(12)],
}


@pytest.mark.parametrize(
    ("case", "inputs"),
    [
        ("bert-token-classification", "ids"),
        ("distilbert-multiple-choice", "all"),
        ("mobilebert-fill-mask", "all"),
        ("bert2bert", "all"),
    ],
)
def test_a_checkpoint_becomes_a_row(
    devbench: Devbench, virtual_device: FaultyDevice, tmp_path: Path, case: str, inputs: str
) -> None:
    described = checkpoints.CASES[case]
    folder = checkpoints.write(described, tmp_path / "checkpoint")
    data = tmp_path / "data.jsonl"
    data.write_text("".join(json.dumps(row) + "\n" for row in ROWS[described.task]))
    models = []
    for quantize in QUANTIZATIONS:
        model = tmp_path / "exported" / f"model.{quantize}.tflite"
        arguments = ["--task", described.task, "--sequence-length", checkpoints.LENGTH, "--quantize", quantize]
        arguments += ["--inputs", inputs]
        extra = ["--choices", checkpoints.CHOICES] if described.task == "multiple-choice" else []
        extra += ["--decoder-length", checkpoints.DECODER_LENGTH] if described.task == "generation" else []
        exported = devbench("export", folder, *arguments, *extra, "-o", model)
        assert exported.returncode == 0, exported.stderr
        inspected = json.loads(
            devbench("inspect", model, "--vocab", model.with_name("vocab.txt"), "--json", "-").stdout
        )
        assert [int(part) for part in inspected["oldest_runtime"].split(".")] <= [2, 14, 0]
        models += ["--model", model]

    done = devbench(
        *("run", "--serial", virtual_device.serial, *models, "--data", data),
        *("--threads", "1", "--max-seconds", "0.3", "--json", "-"),
    )

    assert done.returncode == 0, done.stderr
    results = documents.read(done.stdout)
    assert [result.model.quantization for result in results] == list(QUANTIZATIONS)
    for result in results:
        assert result.task == described.task
        assert_alike(result)
        assert result.device_run.runtime.delegate == "xnnpack"
        assert (result.device_run.generation is not None) == (described.task == "generation")


@pytest.mark.parametrize("task", ["text-classification"])
def test_the_host_may_tokenize_and_xnnpack_be_off(
    devbench: Devbench, virtual_device: FaultyDevice, tmp_path: Path, task: str
) -> None:
    case = checkpoints.CASES[f"bert-{task}"]
    checkpoints.write(case, tmp_path)
    data = tmp_path / "data.jsonl"
    data.write_text("".join(json.dumps(row) + "\n" for row in ROWS[task]))
    model = tmp_path / "exported" / "model.tflite"
    devbench("export", tmp_path, "--task", task, "--sequence-length", 16, "-o", model)

    done = devbench(
        *("run", "--serial", virtual_device.serial, "--model", model, "--data", data, "--threads", "1"),
        *("--tokenize", "host", "--delegate", "xnnpack-off", "--max-seconds", "0.3", "--json", "-"),
    )

    (result,) = documents.read(done.stdout)
    assert (result.settings.tokenize, result.settings.delegate) == ("host", "xnnpack-off")
    runtime = result.device_run.runtime
    assert (runtime.delegate, runtime.delegated_nodes) == ("none", 0)
    assert present(runtime.nodes) > 20
    assert result.host_run.runtime.delegate == "none"
    assert_alike(result)


@pytest.mark.parametrize("delegate", ["nnapi", "gpu"])
def test_a_delegate_of_android_is_refused_elsewhere(
    devbench: Devbench, virtual_device: FaultyDevice, tmp_path: Path, delegate: str
) -> None:
    done = devbench("run", "--serial", virtual_device.serial, "--delegate", delegate)
    assert done.returncode == 6
    assert f"{delegate} runs only on Android" in done.stderr
    (log,) = (tmp_path / "devbench" / "logs").iterdir()
    events = [line for line in log.read_text().splitlines() if f"harness on {virtual_device.serial}: " in line]
    assert ['"started"' in events[0], '"failed"' in events[-1]] == [True, True]


def test_operators_are_timed_on_both_sides(devbench: Devbench, virtual_device: FaultyDevice) -> None:
    arguments = ("--examples", "3", "--threads", "1", "--max-seconds", "0.3")
    done = devbench("run", "--serial", virtual_device.serial, "--profile", *arguments, "--json", "-")

    (result,) = documents.read(done.stdout)
    for side in (result.device_run, result.host_run):
        times = [operator.total_ms for operator in side.profile]
        assert times == sorted(times, reverse=True)
        assert {"FULLY_CONNECTED", "SOFTMAX"} <= {operator.name for operator in side.profile}
        assert 0 < sum(times) < 1000
    device, host = ({each.name: each.count for each in run.profile} for run in (result.device_run, result.host_run))
    assert device == host
    assert "all operators" in done.stderr
    assert "with TFLite's built-in CPU kernels and no delegate" in " ".join(done.stderr.split())
    assert not document.decode(
        devbench("run", "--serial", virtual_device.serial, *arguments, "--json", "-").stdout.encode(), "run"
    ).device_run.profile
