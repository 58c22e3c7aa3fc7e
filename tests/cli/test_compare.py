"""`devbench compare` as a user starts it, over documents in files and in the store."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

import msgspec
import numpy as np
import pytest

from devbench import api
from devbench.__main__ import main
from devbench.bench.prepare import Request
from devbench.errors import UsageError
from devbench.results import document
from synthetic_results import Load, Setting, result
from tests.sample_noise import NOISE

Compare = Callable[..., tuple[int, str, str]]


class Write(Protocol):
    """Writes the result of a run; where it is."""

    def __call__(self, name: str, threads: int = 4, **load: Any) -> str: ...


@pytest.fixture(autouse=True)
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DEVBENCH_HOME", str(tmp_path / "home"))
    return tmp_path / "home" / "results"


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def write(name: str, threads: int = 4, **load: Any) -> str:
        seed = sum(name.encode())
        generator = np.random.default_rng(seed)
        found = result(Setting(noise=NOISE, threads=threads), Load(**load), generator, name, day=1 + seed % 30)
        path = tmp_path / f"{name}.json"
        path.write_bytes(document.encode(found))
        return str(path)

    return write


@pytest.fixture
def compare(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Compare:
    """Returns exit code, standard output and standard error."""

    def compare(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr("sys.argv", ["devbench", "compare", *arguments])
        code = 0
        try:
            main()
        except SystemExit as ended:
            code = int(ended.code or 0)
        captured = capsys.readouterr()
        return code, captured.out, " ".join(captured.err.split())

    return compare


def test_alike_slower_and_unlike_exit_as_the_documents_say(compare: Compare, write: Write) -> None:
    base, slow = write("base"), write("slow", slow_down=1.4)
    code, out, err = compare(base, write("same"))
    assert (code, "INCONCLUSIVE" in out) == (7, True)
    assert "compare --ab" in err
    code, out, _ = compare(base, write("fast", slow_down=0.8))
    assert (code, "NO REGRESSION" in out) == (0, True)
    code, out, err = compare(base, slow)
    assert (code, "REGRESSION" in out) == (3, True)
    assert "A regression: invoke.p50 is 1." in err
    code, out, err = compare(base, write("two", threads=2, threads_at_work=2))
    assert (code, "INCOMPARABLE" in out) == (3, True)
    assert "threads differs: 4 → 2" in err
    assert "--allow threads" in err


def test_what_is_compared_on_purpose_is_allowed(compare: Compare, write: Write) -> None:
    faster = write("two", threads=2, threads_at_work=2, slow_down=0.7)
    code, out, _ = compare(write("base"), faster, "--allow", "threads,model")
    assert code == 0
    assert "threads differs: 4 → 2 (allowed)" in out


def test_two_models_may_be_measured_without_their_quality(compare: Compare, monkeypatch: pytest.MonkeyPatch) -> None:
    """As two of random weights must be."""
    asked: list[Request] = []

    def run_ab(*requests: Request, **_: Any) -> None:
        asked.extend(requests)
        raise UsageError("Enough.", "Nothing to do.")

    monkeypatch.setattr(api, "run_ab", run_ab)
    compare("--ab", "qa-en-tiny", "qa-en-tiny@threads=1", "--speed-only")
    assert [(request.settings.threads, request.settings.speed_only) for request in asked] == [(4, True), (1, True)]


def test_names_of_others_are_shown_and_not_obeyed(compare: Compare, write: Write, tmp_path: Path) -> None:
    base = write("base")
    found = document.read(tmp_path / "base.json")
    runtime = msgspec.structs.replace(found.device_run.runtime, version="\x1b[2J[red]1[/red]")
    other = msgspec.structs.replace(found, run=msgspec.structs.replace(found.run, id="hostile"))
    other = msgspec.structs.replace(other, device_run=msgspec.structs.replace(found.device_run, runtime=runtime))
    (tmp_path / "hostile.json").write_bytes(document.encode(other))
    code, out, err = compare(base, str(tmp_path / "hostile.json"))
    assert code == 3
    assert r"\u001b[2J[red]1[/red]" in out
    assert "\x1b" not in out + err


def test_json_is_the_comparison(compare: Compare, write: Write) -> None:
    code, out, _ = compare(write("base"), write("slow", slow_down=1.4), "--json", "-")
    found = json.loads(out)
    invoke = next(row for row in found["pairs"][0]["rows"] if row["metric"] == "invoke.p50")
    assert (code, found["outcome"], invoke["outcome"]) == (3, "REGRESSION", "regression")


def test_a_baseline_is_kept_by_name_and_outlives_its_file(
    compare: Compare, write: Write, tmp_path: Path, store: Path
) -> None:
    base = write("base")
    code, out, _ = compare(base, "--save", "main")
    assert (code, out.strip()) == (0, str(store / "baselines" / "main"))
    (tmp_path / "base.json").unlink()
    assert compare("main", write("slow", slow_down=1.4))[0] == 3


def test_a_baseline_of_five_sessions_decides_what_one_does_not(compare: Compare, write: Write) -> None:
    sessions = [write(f"session{number}") for number in range(5)]
    assert compare(*sessions, "--save", "main")[0] == 0
    code, out, _ = compare("main", write("same"))
    assert (code, "5 sessions of the baseline" in " ".join(out.split())) == (0, True)
    assert compare("main", write("slow", slow_down=1.15))[0] == 3
    assert compare(sessions[0], write("same"))[0] == 7


def test_the_history_of_the_device_decides_too(compare: Compare, write: Write, store: Path) -> None:
    base, same = write("base"), write("same")
    assert compare(base, same)[0] == 7
    for number in range(6):
        (store / f"run{number}.json").write_bytes(Path(write(f"run{number}")).read_bytes())
    code, out, _ = compare(base, same)
    assert (code, "6 sessions in the history" in " ".join(out.split())) == (0, True)


def test_a_stored_run_is_found_by_its_id(compare: Compare, write: Write, store: Path) -> None:
    store.mkdir(parents=True)
    (store / "kept.json").write_bytes(Path(write("kept")).read_bytes())
    assert compare("kept", write("fast", slow_down=0.7))[0] == 0


def test_a_tolerance_is_taken_in_percent(compare: Compare, write: Write) -> None:
    base, slow = write("base"), write("slow", slow_down=1.4)
    wide = [part for name in ("invoke.p50", "total.p50") for part in ("--tolerance", f"{name}=90%")]
    assert compare(base, slow, *wide)[0] == 0
    assert compare(base, slow, "--tolerance", "invoke.p50=0.9")[0] == 3  # total still fails


def test_only_the_gates_that_are_named_decide(compare: Compare, write: Write) -> None:
    base, slow = write("base"), write("slow", slow_down=1.4)
    code, out, _ = compare(base, slow, "--gate", "tokens,answers")
    assert (code, "not gated" in out) == (0, True)
    assert compare(base, slow, "--gate", "invoke.p50")[0] == 3


def test_times_of_a_virtual_device_alone_decide_nothing(compare: Compare, write: Write) -> None:
    base, fast = write("base", kind="virtual"), write("fast", kind="virtual", slow_down=0.7)
    code, out, _ = compare(base, fast)
    assert (code, "only quality, tokens and answers decide" in " ".join(out.split())) == (0, True)
    assert compare(base, fast, "--gate", "invoke.p50")[0] == 7
    assert compare(base, fast, "--gate", "invoke.p50", "--allow", "virtual")[0] == 0


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["base", "nowhere"], "There is no result nowhere"),
        (["base"], "compared with nothing"),
        (["base", "base", "--allow", "weather"], "There is no condition weather"),
        (["base", "base", "--tolerance", "invoke=much"], "--tolerance invoke=much does not end in a share"),
        (["base", "base", "--tolerance", "invoke=nan"], "--tolerance invoke=nan does not end in a share"),
        (["base", "base", "--tolerance", "load=5"], "--tolerance load=5 allows a change of 500%. try: Write load=5%,"),
        (["base", "base", "--tolerance", "invoke=5%"], "Did you mean invoke.p50 or invoke.p90?"),
        (["base", "base", "--gate", "first-inference"], "Did you mean first_inference?"),
        (["base", "base", "--tolerance", "weather=5%"], "There is no metric weather"),
        (["base", "--save", "../main"], "'../main' cannot name a baseline"),
        (["base", "base", "--gate", "weather"], "There is no metric weather"),
        (["--ab", "qa-en-tiny"], "--ab compares two models, and 1 are named"),
        (["--ab", "qa-en-tiny", "qa-en-tiny@weather=5"], "'weather=5' is not understood"),
        (["--ab", "qa-en-tiny", "qa-en-tiny@threads=many"], "'threads=many' is not understood"),
        (["--ab", "qa-en-tiny", "qa-en-tiny@runtime=litert"], "the only runtime on the device is tensorflow-lite"),
        (["--ab", "qa-en-tiny", "qa-en-tiny", "--mode", "quick"], "--mode quick measures one cold process"),
    ],
)
def test_bad_input_is_one_sentence(compare: Compare, write: Write, arguments: list[str], words: str) -> None:
    base = write("base")
    code, _, err = compare(*[base if argument == "base" else argument for argument in arguments])
    assert code == 2
    assert words in err


def edited(content: bytes, **fields: str) -> bytes:
    return msgspec.json.encode({**msgspec.json.decode(content), **fields})


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (lambda content: content[: len(content) // 2], "is not a complete result document"),
        (lambda content: content.replace(b'"threads": 4', b'"threads": 1'), "was changed after devbench wrote it"),
        (lambda content: edited(content, schema="devbench.result/99"), "has a newer format, devbench.result/99"),
        (lambda content: edited(content, schema="else/1"), "its schema is 'else/1'"),
        (lambda content: b"", "is not a complete result document"),
    ],
)
def test_a_document_that_cannot_be_trusted_is_named(
    compare: Compare, write: Write, tmp_path: Path, spoil: Callable[[bytes], bytes], words: str
) -> None:
    base = write("base")
    spoilt = tmp_path / "spoilt.json"
    spoilt.write_bytes(spoil((tmp_path / "base.json").read_bytes()))
    code, _, err = compare(base, str(spoilt))
    assert code == 2
    assert "spoilt.json" in err
    assert words in err


@pytest.mark.parametrize(
    ("part", "words"),
    [({"samples": []}, "field device_run.samples is empty"), ({"load_ms": float("nan")}, "device_run")],
)
def test_no_samples_and_times_that_are_no_numbers_are_named(
    compare: Compare, write: Write, tmp_path: Path, part: dict[str, Any], words: str
) -> None:
    base = write("base")
    found = document.read(tmp_path / "base.json")
    broken = msgspec.structs.replace(found, device_run=msgspec.structs.replace(found.device_run, **part))
    (tmp_path / "broken.json").write_bytes(document.encode(broken))
    code, _, err = compare(base, str(tmp_path / "broken.json"))
    assert code == 2
    assert "broken.json" in err
    assert words in err
