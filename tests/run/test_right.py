"""Right means right: what both sides agree on and is wrong all the same, from the command line to the exit code."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from devbench import assets
from devbench.results import document
from devbench.results.schema import Result
from tests.conftest import FaultyDevice
from tests.kinds import Devbench, present

QUICK = ("--threads", "1", "--json", "-", "-q")


def findings(result: Result) -> list[str]:
    return [finding.id for finding in result.verdict.findings]


@pytest.fixture
def permuted(tmp_path: Path) -> Path:
    """The bundled examples, each with another label than its own."""
    labels = json.loads((assets.model_folder("classify-en-tiny") / "model.json").read_text())["labels"]
    rows = [json.loads(line) for line in assets.dataset("classify-en.jsonl").read_text().splitlines()[:60]]
    path = tmp_path / "permuted.jsonl"
    changed = [{**row, "label": labels[(labels.index(row["label"]) + 1) % len(labels)]} for row in rows]
    path.write_text("".join(json.dumps(row) + "\n" for row in changed))
    return path


def test_permuted_labels_are_wrong_and_the_examples_say_how(
    devbench: Devbench, virtual_device: FaultyDevice, permuted: Path
) -> None:
    arguments = ("run", "--serial", virtual_device.serial, "--model", "classify-en-tiny", "--data", permuted, *QUICK)
    done = devbench(*arguments)

    assert done.returncode == 3, done.stderr
    result = document.decode(done.stdout.encode(), "standard output")
    assert result.verdict.answers == "WRONG"
    assert findings(result)[0] == "QUALITY_AT_CHANCE"
    assert result.parity.answers.equal == result.parity.answers.total == 60
    judged = present(result.device_run.judged)
    assert (judged.total, judged.hits) == (60, round(0.6 * result.device_run.quality["accuracy"]))
    assert [example.what for example in result.parity.differing] == ["quality"] * 10
    first = result.parity.differing[0]
    row = json.loads(permuted.read_text().splitlines()[int(first.example) - 1])
    assert (first.text, first.expected) == (row["text"], row["label"])
    assert first.device == first.host != first.expected
    answers = {answer.example: answer for answer in result.answers}
    assert answers.keys() == {example.example for example in result.parity.differing}
    assert (answers[first.example].device.shown, answers[first.example].host.shown) == (first.device, first.host)
    assert all(answer.device.tokens[0][0] == "[CLS]" for answer in result.answers)

    done = devbench(*arguments, "--speed-only")

    assert done.returncode == 0, done.stderr
    result = document.decode(done.stdout.encode(), "standard output")
    assert (result.device_run.quality, result.device_run.judged, result.parity.differing) == ({}, None, [])
    assert result.settings.speed_only
    assert result.parity.answers.total == 60


def test_a_cased_tokenizer_on_an_uncased_vocabulary_is_told_first(
    devbench: Devbench, virtual_device: FaultyDevice, version_2: Path
) -> None:
    """And what does not suit the data after all else."""
    done = devbench("run", "--serial", virtual_device.serial, "--cased", "--data", version_2, *QUICK)

    result = document.decode(done.stdout.encode(), "standard output")
    assert result.device_run.quality["exact_match"] < 60
    assert present(result.data.unknown_share) > 0.2
    assert findings(result)[:2] == ["UNKNOWN_TOKENS", "CAPITALS_UNKNOWN"]
    assert findings(result)[-1] == "TASK_DOUBTFUL"


@pytest.mark.parametrize("seconds", [0.001, 0.3])
def test_both_sides_are_judged_on_the_same_examples(
    devbench: Devbench, virtual_device: FaultyDevice, seconds: float
) -> None:
    """Whichever side came further before the time was over."""
    done = devbench("run", "--serial", virtual_device.serial, "--max-seconds", seconds, *QUICK)

    result = document.decode(done.stdout.encode(), "standard output")
    assert done.returncode == (7 if result.verdict.answers == "UNCHECKED" else 0), done.stderr
    visited = [{sample.example for sample in run.samples} for run in (result.device_run, result.host_run)]
    both = len(visited[0] & visited[1])
    assert result.parity.answers.equal == result.parity.answers.total == both
    assert present(result.device_run.judged).total == present(result.host_run.judged).total == both
    assert result.device_run.quality == result.host_run.quality


@pytest.mark.parametrize("tokens", [710, 500], ids=["too large", "too small"])
def test_a_vocabulary_that_does_not_fit_the_embedding_is_refused_before_anything_runs(
    devbench: Devbench, tmp_path: Path, tokens: int
) -> None:
    own = (assets.model_folder("qa-en-tiny") / "vocab.txt").read_text().splitlines()
    vocabulary = tmp_path / "vocab.txt"
    vocabulary.write_text("\n".join([*own, *(f"extra{number}" for number in range(10))][:tokens]) + "\n")

    done = devbench("run", "--serial", "no-such-device", "--vocab", vocabulary)

    assert done.returncode == 2
    assert f"The vocabulary has {tokens} tokens, the model's embedding 700 rows." in done.stderr
