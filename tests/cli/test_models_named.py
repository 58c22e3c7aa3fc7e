"""How a user names a model: a file, a folder, a checkpoint, a bundled one, or one that is mistyped."""

from __future__ import annotations

import json
import re
import shlex
import shutil
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from devbench import assets
from devbench.cli import devbench, terminal
from devbench.errors import UsageError
from tests.models import checkpoints

CLASSIFIER = "bert-text-classification"
ROWS = '{"text": "token1 token2", "label": "B-PER"}\n{"text": "token3", "label": "O"}\n'


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that a user works in, with a home of its own."""
    monkeypatch.setenv("DEVBENCH_HOME", str(tmp_path / "home"))
    folder = tmp_path / "here"
    (folder / ".git").mkdir(parents=True)
    monkeypatch.chdir(folder)
    Path("rows.jsonl").write_text(ROWS)
    return folder


@pytest.fixture
def checkpoint() -> Path:
    return checkpoints.write(checkpoints.CASES[CLASSIFIER], Path("my-checkpoint"))


def call(*arguments: object, monkeypatch: pytest.MonkeyPatch | None = None) -> Result:
    words = [str(argument) for argument in arguments]
    if monkeypatch is not None:
        monkeypatch.setattr(sys, "argv", ["devbench", *words])
    terminal.messages.cache_clear()  # which would write where an earlier test had its standard error
    terminal.data.cache_clear()
    return CliRunner().invoke(devbench, words)


def refused(*arguments: object, monkeypatch: pytest.MonkeyPatch | None = None) -> UsageError:
    error = call(*arguments, monkeypatch=monkeypatch).exception
    assert isinstance(error, UsageError), error
    return error


def bare_model() -> Path:
    """Without a card; the vocabulary has a name of its own."""
    bundled = assets.model_folder("qa-en-tiny")
    shutil.copy(bundled / "model.int8.tflite", "m.tflite")
    shutil.copy(bundled / "vocab.txt", "our-vocab.txt")
    return Path("m.tflite")


# -- checkpoints


def kept(done: Result) -> Path:
    """The model of a checkpoint that was just exported."""
    assert done.exception is None, done.output
    said = re.findall("exported my-checkpoint: text-classification, 24 tokens, fp32; kept in (.+)", done.stderr)
    assert len(said) == 1, done.stderr
    return Path(said[0])


def test_a_checkpoint_is_exported_once_and_kept(checkpoint: Path) -> None:
    arguments = ("reference", checkpoint, "--data", "rows.jsonl", "--threads", 1)
    model = kept(call(*arguments, "-o", "first.jsonl"))
    assert (model.is_file(), model.with_name("model.json").is_file()) == (True, True)
    again = call(*arguments, "-o", checkpoint / "second.json")  # nor does a result in its folder make it another one
    third = call(*arguments, "-o", "third.jsonl")
    assert (again.exit_code, third.exit_code, "export" in again.stderr + third.stderr) == (0, 0, False)
    assert Path("third.jsonl").read_bytes() == Path("first.jsonl").read_bytes()
    assert "text-classification, 24 tokens, int8" in call(*arguments, "--variant", "int8", "-o", "int8.jsonl").stderr


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("config.json", b'"I-LOC"', b'"I-ORG"'),
        ("vocab.txt", b"token90", b"another"),
        ("tokenizer_config.json", b"true", b"false"),
        ("model.safetensors", b'"format":"pt"', b'"format":"np"'),
    ],
)
def test_a_checkpoint_that_changed_is_exported_again(checkpoint: Path, file: str, old: bytes, new: bytes) -> None:
    model = kept(call("inspect", checkpoint))
    assert call("inspect", checkpoint).stderr == ""
    content = (checkpoint / file).read_bytes()
    assert old in content
    (checkpoint / file).write_bytes(content.replace(old, new))
    assert kept(call("inspect", checkpoint)) != model


@pytest.mark.parametrize("file", ["model.fp32.tflite", "model.json", "vocab.txt", "digests.json"])
def test_a_kept_export_that_is_cut_off_is_exported_again(checkpoint: Path, file: str) -> None:
    cut = kept(call("inspect", checkpoint)).with_name(file)
    whole = cut.read_bytes()
    cut.write_bytes(whole[: len(whole) // 2])
    assert kept(call("inspect", checkpoint)).with_name(file).read_bytes() == whole
    assert call("inspect", checkpoint).stderr == ""


def test_a_job_takes_a_checkpoint_and_a_comparison_its_variants(checkpoint: Path) -> None:
    assert "; kept in " in call("job", "job", "--model", checkpoint, "--data", "rows.jsonl").stderr
    error = refused("compare", "--ab", checkpoint, f"{checkpoint}@variant=int4", "--data", "rows.jsonl")
    assert error.message == "The checkpoint my-checkpoint cannot be exported as 'int4'."
    assert error.hint == "Did you mean int8?"


def test_what_a_checkpoint_does_not_say_is_named_before_it_is_exported(
    checkpoint: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = json.loads((checkpoint / "config.json").read_text())
    (checkpoint / "config.json").write_text(json.dumps({**config, "architectures": ["BertForNextSentencePrediction"]}))
    (checkpoint / "tokenizer_config.json").unlink()
    error = refused("run", checkpoint, monkeypatch=monkeypatch)
    assert error.message == ("my-checkpoint does not say its task, whether it is cased or which examples to run.")
    assert error.hint.startswith(
        "Run `devbench run my-checkpoint --task TASK --uncased --data DATA`. TASK is question-"
    )
    assert not Path("../home/cache").exists()


# -- folders, bundled models


def test_a_folder_is_its_model() -> None:
    shutil.copytree(assets.model_folder("qa-en-tiny"), "carded")
    Path("single").mkdir()
    bare_model().rename("single/m.tflite")
    Path("empty").mkdir()
    shutil.copytree("single", "several")
    shutil.copy("several/m.tflite", "several/n.tflite")

    assert "carded/model.fp32.tflite" in call("inspect", "carded").stdout
    assert "single/m.tflite" in call("inspect", "single").stdout
    assert refused("inspect", "several").hint == "Name one of them: several/m.tflite, several/n.tflite."
    assert refused("inspect", "empty").message.startswith("The folder empty holds no model: neither a checkpoint's")


def test_a_folder_with_a_checkpoint_and_a_model_file_is_ambiguous(checkpoint: Path) -> None:
    bare_model().rename(checkpoint / "m.tflite")
    for command in ("inspect", "run"):
        error = refused(command, checkpoint)
        assert error.message == "The folder my-checkpoint holds a checkpoint and a model file."
        assert error.hint == (
            "Name my-checkpoint/m.tflite, or run `devbench export my-checkpoint -o FOLDER/model.tflite` and name that."
        )


def test_a_bundled_model_is_written_to_be_looked_at() -> None:
    done = call("export", "generate-en-tiny", "--quantize", "int8", "-o", "mine/m.tflite")
    assert done.stdout.startswith("written    mine/m.tflite, mine/m.decoder.tflite\n")
    assert done.stderr == "\nnext: devbench run mine/m.tflite\n"
    assert sorted(path.name for path in Path("mine").iterdir()) == [
        "m.decoder.tflite",
        "m.tflite",
        "model.json",
        "vocab.txt",
    ]
    assert call("reference", "mine/m.tflite", "--examples", 1, "-o", "r.jsonl").exit_code == 0
    assert refused("export", "qa-en-tiny", "--task", "fill-mask", "-o", "x.tflite").hint == "Leave --task out."


# -- all that a bare model does not say


def test_all_that_a_bare_model_does_not_say_is_named_at_once_with_a_command_that_runs(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    error = refused("reference", bare_model(), "-o", "r.jsonl", "--examples", 1, monkeypatch=monkeypatch)
    assert error.message == (
        "m.tflite has no card (model.json), so devbench does not know its task, its vocabulary, whether it is cased "
        "or which examples to run."
    )
    assert error.hint == (
        "Run `devbench reference m.tflite -o r.jsonl --examples 1 --task question-answering --vocab our-vocab.txt "
        "--uncased --data DATA`."
    )
    command = error.hint.removeprefix("Run `").removesuffix("`.").replace("DATA", str(assets.dataset("qa-en.json")))
    assert call(*shlex.split(command)[1:]).exit_code == 0


def test_a_task_that_needs_labels_and_an_ask_that_needs_no_data(monkeypatch: pytest.MonkeyPatch) -> None:
    labels = refused("run", bare_model(), "--vocab", "our-vocab.txt", "--cased", "--task", "token-classification")
    assert labels.message.endswith("does not know its labels or which examples to run.")
    described = ["--task", "question-answering", "--vocab", "our-vocab.txt", "--cased"]
    assert refused("run", "m.tflite", *described).message == "There is no data for m.tflite."
    asked = refused("ask", "m.tflite", "Who is it?", monkeypatch=monkeypatch)
    assert asked.hint.startswith("Run `devbench ask m.tflite 'Who is it?' --task question-answering --vocab ")
    assert "--data" not in asked.hint


# -- mistyped names


@pytest.mark.parametrize(
    ("arguments", "message", "hint"),
    [
        (["run", "qa-en-tinny"], "There is no model qa-en-tinny: it is neither a file, ", "Did you mean qa-en-tiny?"),
        (["inspect", "m.tfltie"], "There is no model m.tfltie: ", "Did you mean m.tflite?"),
        (["inspect", "n.tflite"], "There is no model file n.tflite.", "Did you mean m.tflite?"),
        (["run", "m.tflite", "--task", "fil-mask"], "There is no task 'fil-mask'.", "Did you mean fill-mask?"),
        (
            ["run", "qa-en-tiny", "--variant", "int4"],
            "The model qa-en-tiny has no variant 'int4'.",
            "Did you mean int8?",
        ),
        (
            ["run", "qa-en-tiny", "--task-set", "strde=3"],
            "The task question-answering has no setting 'strde'.",
            "Did you mean stride?",
        ),
        (["run", "qa-en-tiny", "--bind", "start=x"], "has no role 'start'.", "Did you mean start_logits? The model's"),
        (["suite", "mobilbert-ja"], "There is no suite mobilbert-ja: ", "Did you mean mobilebert-ja?"),
        (["run", "classify-en-tiny", "--data", "label.jsonl"], "line 1: the label 'scince' is none", "mean science?"),
        (["run", "classify-en-tiny", "--data", "column.jsonl"], "there is no text among", "Rename 'sentance' if it is"),
        (["report", "lastest"], "There is no result lastest: ", "Did you mean latest?"),
    ],
)
def test_a_mistyped_name_gets_a_suggestion(arguments: list[str], message: str, hint: str) -> None:
    bare_model()
    Path("label.jsonl").write_text('{"text": "It rains.", "label": "scince"}\n')
    Path("column.jsonl").write_text('{"sentance": "It rains.", "label": "food"}\n')
    error = refused(*arguments)
    assert message in error.message
    assert hint in error.hint
