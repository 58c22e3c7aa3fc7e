"""``devbench export`` and ``devbench inspect`` as a user calls them."""

import json
import re
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
from tests.models.relabelled import relabel

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
    written = json.loads(call("export", checkpoint(CASE), *options, "-o", model, "--json", "-"))
    assert written["models"] == [str(model)]
    assert written["card"]["name"] == "tiny"
    shown = json.loads(call("inspect", model, "--json", "-"))
    assert shown["oldest_runtime"] == "2.9.0"
    assert shown["embedding_rows"] == 96
    assert [tensor["shape"] for tensor in shown["inputs"]] == [[1, 16]] * 3
    assert shown["findings"] == []


def test_roles_are_shown_with_how_they_were_found(exported: Exported, tmp_path: Path) -> None:
    assert "start_logits    start_logits    its name" in call("inspect", exported(CASE).models[0])

    named = {"input_ids": "args_0", "start_logits": "output_0", "end_logits": "output_1"}
    model = relabel(exported(CASE).models[0], tmp_path / "m.tflite", names=named)
    assert "name it with --task" in call("inspect", model)
    asked = ("--task", "question-answering", "--bind", "start_logits=output_1")
    shown = json.loads(call("inspect", model, *asked, "--json", "-"))
    assert shown["roles"] == {
        "input_ids": {"tensor": "args_0", "found_by": "graph"},
        "attention_mask": {"tensor": "attention_mask", "found_by": "name"},
        "token_type_ids": {"tensor": "token_type_ids", "found_by": "name"},
        "start_logits": {"tensor": "output_1", "found_by": "--bind"},
        "end_logits": {"tensor": "output_0", "found_by": "elimination"},
    }


def test_roles_that_are_not_clear_fail_the_inspection(exported: Exported, tmp_path: Path) -> None:
    named = {"start_logits": "output_0", "end_logits": "output_1"}
    model = relabel(exported(CASE).models[0], tmp_path / "m.tflite", names=named)
    with pytest.raises(CheckFailed) as error:
        call("inspect", model, "--task", "question-answering")
    assert "do not show which tensor is start_logits and which is end_logits" in error.value.message
    assert "--bind start_logits=output_0" in error.value.hint


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--task", "nosuch"), "nosuch"),
        (("--bind", "start_logits=foo"), "no output 'foo'"),
        (("--bind", "nosuch=start_logits"), "no role 'nosuch'"),
        (("--bind", "start_logits=end_logits"), "no output is left for end_logits"),
    ],
)
def test_what_an_inspection_is_asked_wrongly_is_refused_before_it_shows_anything(
    exported: Exported, options: tuple[str, ...], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(UsageError, match=words):
        devbench.main(["inspect", str(exported(CASE).models[0]), *options], standalone_mode=False)
    assert capsys.readouterr().out == ""


def test_a_bundled_model_is_inspected_by_its_name() -> None:
    shown = json.loads(call("inspect", "qa-en-tiny", "--json", "-"))
    assert shown["model"].endswith(".tflite")
    assert shown["roles"]["start_logits"]["tensor"] == "start_logits"
    with pytest.raises(UsageError, match="nosuch"):
        call("inspect", "nosuch")


def test_the_card_may_name_roles(exported: Exported, tmp_path: Path) -> None:
    named = {"start_logits": "output_0", "end_logits": "output_1"}
    model = relabel(exported(CASE).models[0], tmp_path / exported(CASE).models[0].name, names=named)
    card = json.loads(exported(CASE).models[0].with_name("model.json").read_text())
    (tmp_path / "model.json").write_text(json.dumps({**card, "roles": {"end_logits": "output_0"}}))
    assert "start_logits    output_1        the only one left" in call("inspect", model)


def test_a_decoder_s_roles_are_shown(exported: Exported) -> None:
    shown = call("inspect", exported("bert2bert").models[1])
    assert re.search("^encoder_hidden_states +encoder_hidden_states +its name$", shown, re.MULTILINE)


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
