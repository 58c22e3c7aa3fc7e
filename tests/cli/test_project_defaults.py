"""devbench.toml and [tool.devbench]: which file counts, what comes before it, what it may hold; `devbench init`."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from devbench import api, assets
from devbench.bench.prepare import Request
from devbench.choices import MODES
from devbench.errors import UsageError
from tests.cli.project_calls import Asked, call, refused

pytestmark = pytest.mark.usefixtures("project")


# -- what a file says, and what comes before it


def test_each_option_of_run_may_stand_in_the_file(asked: Asked) -> None:
    Path("devbench.toml").write_text(
        'model = "m.tflite"\ntask = "fill-mask"\nvocab = "words/vocab.txt"\nuncased = true\ndata = "dev.jsonl"\n'
        'threads = 2\nmode = "normal"\nserial = "R5CT1"\nexamples = 7\nmax-seconds = 60\nexpect = ["accuracy=91.5"]\n'
        'strict = true\nbind = "logits=output_0"\nmemory = true\n'
    )
    request, settings = asked()
    assert (request.model, request.task, request.cased, request.examples) == ("m.tflite", "fill-mask", False, 7)
    assert (request.vocabulary, request.data) == (Path("words/vocab.txt"), Path("dev.jsonl"))
    assert (request.expected, request.bind) == ((("accuracy", 91.5),), (("logits", "output_0"),))
    assert (request.settings.threads, request.settings.mode, request.settings.max_seconds) == (2, MODES["normal"], 60)
    assert (request.settings.memory, settings["serials"]) == (True, ("R5CT1",))
    assert request.project_file == Path("devbench.toml")


def test_the_command_line_comes_before_the_environment_and_that_before_the_file(
    asked: Asked, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("devbench.toml").write_text('serial = "of-file"\nthreads = 2\nuncased = true\n')
    assert asked()[1]["serials"] == ("of-file",)
    monkeypatch.setenv("DEVBENCH_SERIAL", "of-environment")
    assert asked()[1]["serials"] == ("of-environment",)
    request, settings = asked("-s", "typed", "--threads", "3", "--cased")
    assert (settings["serials"], request.settings.threads, request.cased) == (("typed",), 3, True)
    settings = asked("--virtual")[1]
    assert (settings["serials"], settings["virtual"]) == ((), True)


def test_paths_start_at_the_file_which_holds_below_its_folder_too(
    asked: Asked, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("devbench.toml").write_text('model = "models/m.tflite"\ndata = "dev.jsonl"\nreference = "~/known.jsonl"\n')
    (project / "a/b").mkdir(parents=True)
    monkeypatch.chdir(project / "a/b")
    request, _ = asked()
    assert (request.model, request.data) == ("../../models/m.tflite", Path("../../dev.jsonl"))
    assert request.reference == Path("~/known.jsonl").expanduser()
    assert request.project_file == Path("../../devbench.toml")


def test_a_name_is_no_path_unless_such_a_folder_is_there(
    asked: Asked, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("devbench.toml").write_text('model = "embed-en-tiny"\n')
    (project / "a").mkdir()
    monkeypatch.chdir(project / "a")
    assert asked()[0].model == "embed-en-tiny"
    (project / "embed-en-tiny").mkdir()
    assert asked()[0].model == "../embed-en-tiny"


def test_the_nearest_file_counts_and_none_above_the_repository(
    asked: Asked, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (project.parent / "devbench.toml").write_text("threads = 8\n")
    assert asked()[0].settings.threads == 4
    Path("pyproject.toml").write_text('[project]\nname = "x"\n')
    assert asked()[0].project_file is None
    Path("pyproject.toml").write_text('[project]\nname = "x"\n[tool.devbench]\nthreads = 3\n')
    assert asked()[0].settings.threads == 3
    Path("devbench.toml").write_text("threads = 2\n")
    assert asked()[0].settings.threads == 2
    (project / "a").mkdir()
    (project / "a/pyproject.toml").write_text("[tool.devbench]\nthreads = 1\n")
    monkeypatch.chdir(project / "a")
    assert asked()[0].settings.threads == 1


def test_what_is_said_of_a_model_does_not_hold_for_another_one(asked: Asked) -> None:
    Path("devbench.toml").write_text('model = "m.tflite"\ntask = "fill-mask"\nthreads = 2\n')
    for named in ((), ("./m.tflite",), ("-m", "m.tflite")):
        assert asked(*named)[0].task == "fill-mask"
    for named in (("qa-en-tiny",), ("-m", "qa-en-tiny"), ("--all",)):
        request, _ = asked(*named)
        assert (request.task, request.settings.threads) == (None, 2)
    Path("devbench.toml").write_text('task = "fill-mask"\n')
    assert asked("n.tflite")[0].task == "fill-mask"


# -- the other commands


def test_other_commands_take_what_they_have_options_for(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("devbench.toml").write_text(
        f'model = "classify-en-tiny"\ndata = "{assets.dataset("classify-en.jsonl")}"\nexamples = 1\nthreads = 2\n'
    )
    seen: list[Request] = []
    monkeypatch.setattr(api, "write_reference", lambda request, *_, **__: seen.append(request))
    monkeypatch.setattr(api, "write_job", lambda request, *_, **__: seen.append(request))

    def run_ab(request: Request, *_: object, **__: object) -> None:
        seen.append(request)
        raise UsageError("Enough was seen.")

    monkeypatch.setattr(api, "run_ab", run_ab)
    for arguments in (["reference", "-o", "r.jsonl"], ["job", "folder"]):
        assert call(*arguments).exception is None
        assert (seen[-1].model, seen[-1].examples, seen[-1].settings.threads) == ("classify-en-tiny", 1, 2)
    assert refused("compare", "--ab", "classify-en-tiny@threads=1", "classify-en-tiny").message == "Enough was seen."
    assert (len(seen), seen[-1].examples, seen[-1].data) == (3, 1, assets.dataset("classify-en.jsonl"))


def test_commands_that_do_not_measure_take_nothing_of_it() -> None:
    Path("devbench.toml").write_text('model = "nowhere.tflite"\ntask = "chess"\n')
    assert call("history", "--json", "-").exception is None
    assert "qa-en-tiny" in call("inspect", "qa-en-tiny").stdout


# -- what is refused


@pytest.mark.parametrize(
    ("content", "message", "hint"),
    [
        ("thread = 4", "devbench.toml: there is no key thread.", "Did you mean threads?"),
        ("max_seconds = 4", "devbench.toml: there is no key max_seconds.", "Did you mean max-seconds?"),
        ('json = "r.json"', "devbench.toml: there is no key json.", ""),
        (
            'threads = "4"',
            "devbench.toml: threads must be a whole number, or a list of them.",
            "Correct '4', or use --threads.",
        ),
        ("examples = true", "devbench.toml: examples must be a whole number.", "Correct True, or use --exam"),
        ('uncased = "yes"', "devbench.toml: uncased must be true or false.", "Correct 'yes', or use "),
        ("data = 4", "devbench.toml: data must be text.", "Correct 4, or use --data."),
        ("[expect]\naccuracy = 4", "devbench.toml: expect must be text such as METRIC=PERCENT, or a list of them.", ""),
        ("examples = 0", "devbench.toml: examples is 0: 0 is not in the range x>=1.", "Correct it, or use --examples."),
        ('mode = "fast"', "devbench.toml: mode is 'fast': 'fast' is not one of quick, normal, official.", ""),
        ("cased = true\nuncased = true", "devbench.toml has both cased and uncased.", "Remove one of them."),
        ("model = []", "devbench.toml: model is an empty list.", "Name what it should be, or remove the key."),
        ("require = []", "devbench.toml: require is an empty list.", "Name what it should be, or remove the key."),
        ("threads = ", "devbench.toml is not valid TOML: Invalid value (at ", "Correct it."),
    ],
)
def test_what_makes_no_sense_in_the_file_is_refused(project: Path, content: str, message: str, hint: str) -> None:
    Path("devbench.toml").write_text(content)
    error = refused("run")
    assert error.message.removeprefix(f"{project}/").startswith(message)
    assert error.hint.startswith(hint)
    assert call("run", "--help").exception is None


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("[tool]\ndevbench = 5", "pyproject.toml: tool.devbench is no table."),
        ("[tool]\ndevbench = {thread = 9}", "pyproject.toml: there is no key thread."),
        ('[tool."devbench"]\nthread = 9', "pyproject.toml: there is no key thread."),
    ],
)
def test_a_table_is_found_however_it_is_written(content: str, message: str) -> None:
    Path("pyproject.toml").write_text(content)
    assert refused("run").message == message


def test_what_is_no_table_of_devbench_is_left_alone(asked: Asked) -> None:
    Path("pyproject.toml").write_text('tool = 3  # tool.devbench\n[project]\nname = "x"\n')
    assert asked()[0].project_file is None
    Path("devbench.toml").write_bytes(b"\xef\xbb\xbfthreads = 2\n")  # as an editor on Windows saves it
    assert asked()[0].settings.threads == 2


def test_the_command_line_is_blamed_for_what_it_says() -> None:
    Path("devbench.toml").write_text("examples = 4\n")
    assert "Invalid value for '--examples': 0 is not in the range" in call("run", "--examples", "0").output


# -- devbench init


def test_init_fills_in_what_the_folder_shows() -> None:
    bundled = assets.model_folder("qa-en-tiny")
    shutil.copy(bundled / "model.int8.tflite", "m.tflite")
    shutil.copy(bundled / "vocab.txt", "our-vocab.txt")
    done = call("init")
    assert done.stdout == "written  devbench.toml\nmodel    m.tflite\n"
    assert "next: set data in devbench.toml, then devbench run" in done.stderr
    text = Path("devbench.toml").read_text()
    assert 'model = "m.tflite"\n\n# Missing from the model\'s own files:\ntask = "question-answering"\n' in text
    assert 'vocab = "our-vocab.txt"\nuncased = true\n# data = "DATA"\n' in text

    Path("devbench.toml").write_text(text.replace('# data = "DATA"', f'data = "{assets.dataset("qa-en.json")}"'))
    assert call("reference", "--examples", "1", "-o", "r.jsonl").exception is None
    there = refused("init")
    assert (there.message, there.hint) == ("devbench.toml already exists.", "Edit it, or replace it with --force.")
    assert call("init", "--force").exception is None
    assert Path("devbench.toml").read_text() == text
    shutil.copy(assets.dataset("qa-en.json"), "dev.json")
    assert call("init", "--force").stderr == "\nnext: devbench run\n"
    assert 'data = "dev.json"\n' in Path("devbench.toml").read_text()


def test_init_guesses_nothing_without_evidence() -> None:
    shutil.copy(assets.model_folder("qa-en-tiny") / "model.int8.tflite", "m.tflite")
    done = call("init")
    assert '# vocab = "VOCAB.txt"\n# cased = true\n# uncased = true\n' in Path("devbench.toml").read_text()
    assert "next: set vocab and cased or uncased and data in devbench.toml" in done.stderr
    assert "--vocab VOCAB.txt --cased/--uncased --data DATA" in refused("run").hint


def test_init_without_a_model_says_what_to_do() -> None:
    assert call("init").stdout == "written  devbench.toml\nNo model here: uncomment `model` in devbench.toml.\n"


def test_all_that_init_writes_is_understood(asked: Asked) -> None:
    """The comments, too, once somebody makes them lines."""
    shutil.copytree(assets.model_folder("ner-en-tiny"), "model")
    done = call("init")
    assert (done.exception, done.stdout) == (None, "written  devbench.toml\nmodel    model\n")
    lines = Path("devbench.toml").read_text().splitlines()
    uncommented = [line.removeprefix("# ") if " = " in line else line for line in lines]
    Path("devbench.toml").write_text("\n".join(line for line in uncommented if "against" not in line))
    request, settings = asked()
    assert (request.model, settings["serials"]) == ("model", ("R5CT1",))


def test_init_does_not_stand_in_the_way_of_a_pyproject() -> None:
    Path("pyproject.toml").write_text("[tool.devbench]\nthreads = 3\n")
    assert refused("init").message == "pyproject.toml already has defaults of devbench."
