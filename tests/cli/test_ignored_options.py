"""No option is ignored in silence: what would do nothing is refused with a sentence and a remedy."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from devbench import api, assets
from devbench.__main__ import main
from devbench.bench.prepare import Request

Call = Callable[..., tuple[int, str, str]]

MODEL = str(assets.model_folder("qa-en-tiny") / "model.fp32.tflite")
RESULTS = ("compare", "a.json", "b.json")


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Call:
    """The command: its exit code, standard output and standard error."""
    monkeypatch.chdir(tmp_path)

    def call(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr("sys.argv", ["devbench", *arguments])
        with pytest.raises(SystemExit) as ended:
            main()
        captured = capsys.readouterr()
        return int(ended.value.code or 0), captured.out, captured.err

    return call


@pytest.fixture
def serials_of_runs(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Sequence[str], bool]]:
    """The serials of each run that begins, and whether it is for a virtual device."""
    found: list[tuple[Sequence[str], bool]] = []

    def run_all(_requests: Sequence[Request], *, serials: Sequence[str], virtual: bool, **_: Any) -> list[object]:
        found.append((serials, virtual))
        return []

    monkeypatch.setattr(api, "run_all", run_all)
    return found


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        # two options of which one would do nothing
        (["run", "--virtual", "--serial", "x"], "--virtual and --serial cannot be used together: "),
        (["ask", "qa-en-tiny", "Who?", "-s", "x", "--virtual"], "--virtual and --serial cannot be used together: "),
        (["run", "--virtual", "--max-temperature", "30"], "--virtual and --max-temperature cannot be used together: "),
        (["run", "--all", "--model", "qa-en-tiny"], "--all and --model cannot be used together: "),
        (["run", "--all", "qa-en-tiny"], "--all and MODEL cannot be used together: "),
        (["run", "--against", "main", "--interleave"], "--against and --interleave cannot be used together: "),
        (["run", "--details", "-q"], "--quiet and --details cannot be used together: "),
        (["report", "--details", "--html", "a.html"], "--details and --html cannot be used together: "),
        (["compare", "--ab", "a", "b", "--save", "main"], "--save and --ab cannot be used together: "),
        ([*RESULTS, "--save", "main", "--gate", "load"], "--save and --gate cannot be used together: "),
        (["suite", "--list", "mine.toml"], "--list and SUITE cannot be used together: "),
        (["suite", "mine.toml", "--allow", "model"], "--allow model has no effect in a suite."),
        (["suite", "--list", "--allow", "virtual"], "--list and --allow cannot be used together: "),
        (["suite", "--list", "--json", "-"], "--list and --json cannot be used together: "),
        (["history", "--plot", "load", "--json", "-"], "--plot and --json cannot be used together: "),
        (["history", "--export", "a.csv", "--steps"], "--export and --steps cannot be used together: "),
        (["virtual", "stop", "--all", "emulator-5554"], "--all and SERIAL cannot be used together: "),
        (["virtual", "start", "-q", "--json", "-"], "--quiet and --json cannot be used together: "),
        # an option without the one that it is about
        (["run", "--tolerance", "load=5%"], "--tolerance has no effect without --against."),
        (["run", "--gate", "load"], "--gate has no effect without --against."),
        (["run", "--time-limit", "5"], "--time-limit has no effect without --against."),
        (["run", "--allow", "model"], "--allow model has no effect without --against."),
        (
            ["run", "--max-temperature", "0", "--cool-down-seconds", "5"],
            "--cool-down-seconds has no effect without a --max-temperature above 0.",
        ),
        ([*RESULTS, "--threads", "2"], "--threads has no effect without --ab."),
        ([*RESULTS, "--virtual"], "--virtual has no effect without --ab."),
        ([*RESULTS, "--speed-only"], "--speed-only has no effect without --ab."),
        # an option that the model, the task or the number of models makes idle
        (["run", MODEL, "--variant", "int8"], f"{MODEL} is a file, so the variant int8 has no effect on it."),
        (["run", "--interleave"], "--interleave has nothing to alternate"),
        (["run", "qa-en-tiny", "qa-en-tiny", "--interleave"], "--interleave has nothing to alternate"),
        (["run", "qa-en-tiny", "ner-en-tiny", "--details"], "--details shows one result, and this run has several."),
        (["export", "qa-en-tiny", "-o", "a.tflite", "--greedy"], "--greedy has no effect on qa-en-tiny"),
        # one value for which there are two
        (["run", "--json", "a", "--json", "b"], "--json is given 2 times."),
        (["run", "--mode", "quick", "--mode", "normal"], "--mode is given 2 times."),
        (["run", "--cased", "--uncased"], "--cased/--uncased is given 2 times."),
        (["history", "--limit", "1", "--limit", "2"], "--limit is given 2 times."),
        (["report", "--html", "a", "--html", "b"], "--html is given 2 times."),
        (["run", "--bind", "a=b", "--bind", "a=c"], "a is given twice."),
        ([*RESULTS, "--tolerance", "load=5%", "--tolerance", "load=6%"], "--tolerance is given twice for load."),
        (["compare", "--ab", "a", "b@threads=1,threads=2"], "b@threads=1,threads=2 has one key twice."),
        (["run", "--json", "-", "--answers", "-"], "--json and --answers both name -."),
        (["report", "--html", "a.html", "--junit", "./a.html"], "--html and --junit both name ./a.html."),
        # nothing where something is needed, as a variable of CI that is not set
        (["run", "--strict="], "--strict is empty."),
        (["run", "--against", ""], "--against is empty."),
        (["run", "--cpus", ""], "--cpus is empty."),
        (["run", "--expect", ""], "--expect is empty."),
        (["history", "--json", "--plot", "load"], "--json has no value: --plot follows."),
        (["devices", "--json"], "--json has no value."),
        (["run", "-m"], "-m has no value."),
        (["run", "--virtual=yes"], "--virtual takes no value."),
        (["history", "latest", "@2"], "`devbench history` does not take the arguments latest @2."),
        (["compare", "--gate", ",", "a.json", "b.json"], "',' names nothing"),
        (["history", "--verdict", ","], "',' names nothing"),
        (["export", "--quantize", "int8"], "CHECKPOINT and --output are missing."),
    ],
    ids=" ".join,
)
def test_what_would_do_nothing_is_refused(call: Call, arguments: list[str], sentence: str) -> None:
    code, out, err = call(*arguments)
    error, remedy = err.splitlines()
    assert (code, out) == (2, "")
    assert error.startswith("error: ")
    assert sentence in error
    assert remedy.startswith("  try: ")


def test_roles_without_a_task_are_refused(call: Call, tmp_path: Path) -> None:
    """Nothing says which roles there are."""
    (tmp_path / "bare.tflite").write_bytes(Path(MODEL).read_bytes())
    code, out, err = call("inspect", "bare.tflite", "--bind", "start_logits=output_0")
    assert (code, out) == (2, "")
    assert "--bind has no effect on bare.tflite without a task" in err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        *((["run", "--max-seconds", value], "--max-seconds") for value in ("nan", "inf", "-5", "0", "soon")),
        *((["run", "--max-temperature", value], "--max-temperature") for value in ("nan", "inf", "-1")),
        *((["run", "--cool-down-seconds", value], "--cool-down-seconds") for value in ("nan", "-inf")),
        *((["run", "--against", "main", "--time-limit", value], "--time-limit") for value in ("nan", "inf", "0")),
        *((["run", "--cpus", value], "not a list of cores") for value in ("big", "7-4", "0-99999999999", "1,", "-1")),
        *((["run", "--examples", value], "--examples") for value in ("0", "-1", "1.5", "nan")),
        *((["run", "--expect", f"f1={value}"], "a percentage above 0") for value in ("nan", "inf", "0")),
        (["run", "--expect", "f1=many"], "'many' of f1 is not a number"),
        (["run", "--task-set", "stride"], "not like KEY=VALUE"),
        (["run", "--task-set", "stride=nan"], "stride must be"),
        (["run", "--sequence-length", "0"], "--sequence-length"),
        (["inspect", MODEL, "--runtime", "banana"], "not a version of TFLite"),
        (["inspect", MODEL, "--runtime", "2.14.0.1.1"], "not a version of TFLite"),
        ([*RESULTS, "--tolerance", "invoke.p50=5"], "allows a change of 500%"),
        ([*RESULTS, "--tolerance", "invoke.p50=nan"], "does not end in a share"),
        (["history", "--since", "yesterday"], "not a date"),
        (["history", "--task", "question"], "There is no task question"),
        (["job", "folder", "--abi", "z80"], "no TFLite for z80"),
    ],
    ids=str,
)
def test_a_value_that_makes_no_sense_is_refused(call: Call, arguments: list[str], words: str) -> None:
    code, out, err = call(*arguments)
    error, remedy = err.splitlines()
    assert (code, out) == (2, "")
    assert words in error
    assert remedy.startswith("  try: ")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        (["reprot"], "Did you mean report?"),
        (["virtual", "strat"], "Did you mean start?"),
        (["run", "--jsn", "-"], "Did you mean --json?"),
        (["virtual", "list", "--jsn", "-"], "Did you mean --json?"),
        (["--versoin"], "Did you mean --version?"),
        (["run", "--mode", "normel"], "Did you mean normal?"),
        (["reference", "-o", "a", "--host-runtime", "tflit"], "Did you mean tflite-runtime?"),
    ],
)
def test_a_mistyped_command_or_option_gets_a_suggestion(call: Call, typed: list[str], meant: str) -> None:
    code, _, err = call(*typed)
    assert code == 2
    assert meant in err
    assert "Usage:" not in err


@pytest.mark.parametrize("typed", [["--json", "a"], ["run", "--plot", "load"]])
def test_an_option_of_another_command_gets_no_far_fetched_suggestion(call: Call, typed: list[str]) -> None:
    _, _, err = call(*typed)
    assert "Did you mean" not in err
    assert "--help` to see its options." in err


@pytest.mark.parametrize(
    ("typed", "sentence", "hint"),
    [
        (["run", "latest"], "latest is a result, not a model.", "Run `devbench report latest`"),
        (["compare", MODEL, MODEL], f"{MODEL} is a model, not a result.", "`devbench compare --ab`"),
        (["compare", "--ab", "qa-en-tiny", "qa-en-tiny@varint=int8"], "'varint=int8' is not", "Did you mean variant?"),
    ],
)
def test_what_is_meant_for_another_command_is_recognized(
    call: Call, typed: list[str], sentence: str, hint: str
) -> None:
    code, _, err = call(*typed)
    assert code == 2
    assert sentence in err
    assert hint in err


@pytest.mark.parametrize("group", [(), ("virtual",)], ids=" ".join)
def test_a_group_alone_shows_its_help_and_no_error(call: Call, group: tuple[str, ...]) -> None:
    code, _, err = call(*group)
    assert code == 2
    assert err.startswith("Usage: devbench")
    assert "Examples:" in err
    assert "error:" not in err
    assert "try:" not in err


@pytest.mark.parametrize("variable", ["DEVBENCH_SERIAL", "ANDROID_SERIAL"])
def test_a_serial_of_the_environment_gives_way_to_virtual(
    call: Call, monkeypatch: pytest.MonkeyPatch, serials_of_runs: list[object], variable: str
) -> None:
    monkeypatch.setenv(variable, "R5CT1")
    assert call("run", "-q")[0] == 0
    assert call("run", "-q", "--virtual")[0] == 0
    assert serials_of_runs == [(("R5CT1",), False), ((), True)]


def test_what_comes_first_or_says_the_same_is_no_contradiction(call: Call, serials_of_runs: list[object]) -> None:
    assert call("run", "-q", "-q", "--virtual", "--max-temperature", "0", "--virtual")[0] == 0
    assert call("run", "--json", "a", "--json", "b", "--help")[0] == 0
