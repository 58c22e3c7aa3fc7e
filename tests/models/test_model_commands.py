"""``devbench export`` and ``devbench inspect`` as a user calls them."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from devbench.choices import QUANTIZATIONS
from devbench.cli import devbench
from devbench.errors import CheckFailed, UsageError
from devbench.models.export.quantize import STORES
from tests.kinds import Checkpoint, Exported
from tests.models import checkpoints

CASE = "bert-question-answering"


def call(*arguments: object) -> str:
    """What a command prints on its standard output; its errors are raised as main() gets them."""
    result = CliRunner().invoke(devbench, [str(argument) for argument in arguments], catch_exceptions=False)
    return result.stdout


def test_every_quantization_that_can_be_chosen_can_be_stored() -> None:
    assert tuple(STORES) == QUANTIZATIONS


def test_export_then_inspect(checkpoint: Checkpoint, tmp_path: Path) -> None:
    model = tmp_path / "out" / "model.int8.tflite"
    options = ["--task", "question-answering", "--sequence-length", checkpoints.LENGTH, "--quantize", "int8"]
    printed = call("export", checkpoint(CASE), *options, "-o", model)
    assert "model.int8.tflite" in printed
    shown = call("inspect", model, "--vocab", model.with_name("vocab.txt"))
    for words in ("start_logits", "1 × 16", "12 × int8 row-scaled", "TFLite 2.9.0", "96 tokens", "FULLY_CONNECTED"):
        assert words in shown


def test_json_is_all_that_is_printed(checkpoint: Checkpoint, tmp_path: Path) -> None:
    model = tmp_path / "model.tflite"
    options = ["--task", "question-answering", "--sequence-length", 16, "--name", "tiny"]
    written = json.loads(call("export", checkpoint(CASE), *options, "-o", model, "--json"))
    assert written["models"] == [str(model)]
    assert written["card"]["name"] == "tiny"
    shown = json.loads(call("inspect", model, "--json"))
    assert shown["oldest_runtime"] == "2.9.0"
    assert shown["embedding_rows"] == 96
    assert [tensor["shape"] for tensor in shown["inputs"]] == [[1, 16]] * 3
    assert shown["findings"] == []


def test_a_checkpoint_without_tokenizer_files_needs_to_be_told(checkpoint: Checkpoint, tmp_path: Path) -> None:
    folder = checkpoints.write(checkpoints.CASES[CASE], tmp_path / "checkpoint")
    (folder / "tokenizer_config.json").unlink()
    arguments = ["export", folder, "--task", "question-answering", "--sequence-length", 16, "-o", tmp_path / "m.tflite"]
    with pytest.raises(UsageError, match="tokenizer_config"):
        call(*arguments)
    call(*arguments, "--cased")
    assert json.loads((tmp_path / "model.json").read_text())["tokenizer"]["lowercase"] is False


def test_a_model_that_would_not_run_fails_the_inspection(exported: Exported) -> None:
    model = exported(CASE).models[0]
    with pytest.raises(CheckFailed, match="fails 1 of the checks"):
        call("inspect", model, "--runtime", "2.8.0")


def test_a_vocabulary_of_another_model_fails_the_inspection(exported: Exported, tmp_path: Path) -> None:
    words = tmp_path / "vocab.txt"
    words.write_text("".join(f"{token}\n" for token in [*checkpoints.VOCABULARY, "one more"]))
    with pytest.raises(CheckFailed):
        call("inspect", exported(CASE).models[0], "--vocab", words)


def test_names_in_a_model_stay_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A model comes from anywhere; what looks like markup in it is shown as it is."""
    folder = checkpoints.write(checkpoints.CASES[CASE], tmp_path / "checkpoint")
    monkeypatch.chdir(tmp_path)  # a long path would be cut at the end of the line
    model = Path("[bold]model[/bold].tflite")
    call("export", folder, "--task", "question-answering", "--sequence-length", 16, "-o", model)
    assert "[bold]model[/bold].tflite" in call("inspect", model)


@pytest.mark.parametrize("command", ["export", "inspect"])
def test_help_needs_no_numpy(command: str) -> None:
    program = (
        "import sys; from devbench.cli import devbench\n"
        f"devbench.main(['{command}', '--help'], standalone_mode=False)\n"
        "sys.exit('numpy' in sys.modules or 'ai_edge_litert' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert "Examples:" in done.stdout


def test_a_user_sees_a_sentence_and_no_traceback(tmp_path: Path) -> None:
    model = tmp_path / "m.tflite"
    model.write_bytes(b"\x1c\0\0\0TFL3")
    command = [sys.executable, "-m", "devbench", "inspect", str(model)]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 2
    assert "is broken or cut off" in done.stderr
    assert "try:" in done.stderr
    assert "Traceback" not in done.stderr
