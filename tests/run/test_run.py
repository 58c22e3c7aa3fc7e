"""The main job on the virtual device, from the command line to the result document."""

import json
import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from devbench import assets
from devbench.results import document
from tests.conftest import FaultyDevice
from tests.kinds import Devbench, Left, present

QUICK = ("--max-seconds", "1", "--threads", "1")


def test_the_bundled_model_answers_alike_on_device_and_host(
    devbench: Devbench, virtual_device: FaultyDevice, left_on_device: Left, tmp_path: Path
) -> None:
    done = devbench("run", "--serial", virtual_device.serial, "--threads", "1", "--json", "-")

    assert done.returncode == 0, done.stderr
    result = document.decode(done.stdout.encode(), "standard output")
    assert result.device.kind == "virtual"
    assert (result.verdict.answers, result.verdict.device) == ("RIGHT", "VIRTUAL")
    assert result.verdict.timing in ("TOO_SHORT", "NOISY")  # on a busy machine
    assert result.parity.tokens.equal == result.parity.tokens.total == 100
    assert result.parity.answers.equal == 100
    assert present(present(result.parity.outputs).cosine) > 0.9999
    assert result.device_run.quality == result.host_run.quality
    assert result.device_run.quality["exact_match"] > 90
    assert result.device_run.latency_ms.invoke.n >= 64
    assert result.ratio.p50 > 0
    assert (result.ratio.low, result.device_run.latency_ms.invoke.p50_low) == (None, None)  # one process a side
    assert result.device_run.binding == result.host_run.binding == "signature"
    assert "100 of 100 as on the host" in done.stderr
    assert left_on_device() == []
    saved = tmp_path / "devbench" / "results" / f"{result.run.id}.json"
    assert document.read(saved) == result


def test_what_was_pushed_once_is_not_pushed_again(devbench: Devbench, virtual_device: FaultyDevice) -> None:
    pushed = []
    for _ in range(2):
        done = devbench("run", "--serial", virtual_device.serial, *QUICK, "--variant", "fp16", "--json", "-", "-q")
        pushed.append(json.loads(done.stdout)["push"])

    assert pushed[0]["files"] >= 1
    assert (pushed[1]["files"], pushed[1]["bytes"]) == (0, 0)


def test_a_device_that_is_started_for_the_run_alone_is_gone_afterwards(devbench: Devbench) -> None:
    done = devbench("run", "--virtual", *QUICK, "--examples", "5", "--json", "-")
    assert done.returncode == 0, done.stderr
    serial = json.loads(done.stdout)["device"]["serial"]

    assert serial not in devbench("devices").stdout


def test_a_run_that_is_cut_short_is_partial(devbench: Devbench, virtual_device: FaultyDevice) -> None:
    done = devbench("run", "--serial", virtual_device.serial, "--max-seconds", "0.001", "--threads", "1", "--json", "-")
    verdict = json.loads(done.stdout)["verdict"]
    assert (done.returncode, verdict["answers"], verdict["partial"]) == (7, "UNCHECKED", True)
    assert {"EXAMPLES_MISSING", "HOST_INCOMPLETE"} <= {finding["id"] for finding in verdict["findings"]}


@pytest.mark.parametrize(
    ("arguments", "exit_code", "words"),
    [
        (["--serial", "nowhere"], 4, "no device nowhere"),
        (["--model", "nothing"], 2, "nor a bundled model"),
        (["--variant", "int3"], 2, "has no variant 'int3'"),
        (["--data", "missing.json"], 2, "Cannot read missing.json"),
        (["--task", "text-classification"], 2, "no output logits"),
        (["--json", "/nowhere/result.json"], 2, "Cannot write /nowhere/result.json"),
        (["--vocab", os.devnull], 2, "is not a vocabulary"),
    ],
)
def test_bad_input_is_one_sentence_with_a_remedy(
    devbench: Devbench, virtual_device: FaultyDevice, arguments: list[str], exit_code: int, words: str
) -> None:
    serial = [] if "--serial" in arguments else ["--serial", virtual_device.serial]
    done = devbench("run", *serial, *arguments)

    assert done.returncode == exit_code
    assert done.stdout == ""
    error, remedy = done.stderr.strip().splitlines()[:2]
    assert words in done.stderr
    assert error.startswith("error: ")
    assert remedy.startswith("  try: ")
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("content", [b"", b"garbage" * 100, None], ids=["empty", "garbage", "truncated"])
def test_a_broken_model_is_refused_before_anything_is_pushed(
    devbench: Devbench, virtual_device: FaultyDevice, tmp_path: Path, content: bytes | None
) -> None:
    whole = (assets.model_folder("qa-en-tiny") / "model.fp32.tflite").read_bytes()
    model = tmp_path / "broken.tflite"
    model.write_bytes(whole[: len(whole) // 2] if content is None else content)
    vocabulary = assets.model_folder("qa-en-tiny") / "vocab.txt"
    data = assets.dataset("qa-en.json")

    done = devbench(
        *("run", "--serial", virtual_device.serial, "--model", model, "--vocab", vocabulary, "--uncased"),
        *("--task", "question-answering", "--data", data),
    )

    assert done.returncode == 2
    assert "broken.tflite" in done.stderr


def test_a_vocabulary_larger_than_the_embedding_is_refused(
    devbench: Devbench, virtual_device: FaultyDevice, tmp_path: Path
) -> None:
    vocabulary = tmp_path / "vocab.txt"
    own = (assets.model_folder("qa-en-tiny") / "vocab.txt").read_text()
    vocabulary.write_text(own + "".join(f"extra{number}\n" for number in range(10)))

    done = devbench("run", "--serial", virtual_device.serial, "--vocab", vocabulary)

    assert done.returncode == 2
    assert "710" in done.stderr
    assert "700" in done.stderr


def test_a_vocabulary_of_the_right_size_that_is_not_the_models_is_wrong(
    devbench: Devbench, virtual_device: FaultyDevice, tmp_path: Path
) -> None:
    """Host and device tokenize alike and answer alike, and all of it is nonsense."""
    tokens = (assets.model_folder("qa-en-tiny") / "vocab.txt").read_text().splitlines()
    vocabulary = tmp_path / "vocab.txt"
    vocabulary.write_text("\n".join([*tokens[:5], *reversed(tokens[5:])]) + "\n")

    done = devbench("run", "--serial", virtual_device.serial, "--threads", "1", "--vocab", vocabulary, "--json", "-")

    result = json.loads(done.stdout)
    assert done.returncode == 3
    assert result["parity"]["answers"] == {"equal": 100, "total": 100}
    assert result["verdict"]["answers"] == "WRONG"
    assert {finding["id"] for finding in result["verdict"]["findings"]} >= {"QUALITY_LOST"}


def test_a_reader_that_has_seen_enough_is_no_failure(environment: dict[str, str], virtual_device: FaultyDevice) -> None:
    arguments = [sys.executable, "-m", "devbench", "run", "--serial", virtual_device.serial, *QUICK, "--examples", "3"]
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", f"{shlex.join(arguments)} | head -n 1"],
        env=environment,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0
    assert "error" not in done.stderr
    assert done.stdout.startswith("qa-en-tiny fp32 on ")
