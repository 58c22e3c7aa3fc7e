"""`devbench compare` as a user starts it, over documents in files and in the store."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

import msgspec
import numpy as np
import pytest

from devbench.__main__ import main
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
        found = result(Setting(noise=NOISE, threads=threads), Load(**load), np.random.default_rng(seed), name)
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
    base, slow, slower = write("base"), write("slow", slow_down=1.2), write("slower", slow_down=1.2)
    code, out, _ = compare(base, write("same"))
    assert (code, "NO REGRESSION" in out) == (0, True)
    code, out, err = compare(base, slow)
    assert (code, "SUSPECTED" in out) == (3, True)
    assert "Run again" in err
    code, out, err = compare(base, slow, slower)
    assert (code, "outcome REGRESSION" in out) == (3, True)
    code, out, err = compare(base, write("two", threads=2, threads_at_work=2))
    assert (code, "INCOMPARABLE" in out) == (3, True)
    assert "threads differs (4 | 2)" in err
    assert "--allow threads" in err


def test_what_is_compared_on_purpose_is_allowed(compare: Compare, write: Write) -> None:
    code, out, _ = compare(write("base"), write("two", threads=2, threads_at_work=2), "--allow", "threads,model")
    assert code == 0
    assert "threads differs, as allowed: 4 → 2" in out


def test_names_of_others_are_shown_and_not_obeyed(compare: Compare, write: Write, tmp_path: Path) -> None:
    base = write("base")
    found = document.read(tmp_path / "base.json")
    runtime = msgspec.structs.replace(found.device_run.runtime, version="\x1b[2J[red]1[/red]")
    other = msgspec.structs.replace(found, device_run=msgspec.structs.replace(found.device_run, runtime=runtime))
    (tmp_path / "hostile.json").write_bytes(document.encode(other))
    code, out, err = compare(base, str(tmp_path / "hostile.json"))
    assert code == 3
    assert r"\u001b[2J[red]1[/red]" in out
    assert "\x1b" not in out + err


def test_json_is_the_comparison(compare: Compare, write: Write) -> None:
    code, out, _ = compare(write("base"), write("slow", slow_down=1.2), "--json")
    found = json.loads(out)
    invoke = next(row for row in found["pairs"][0]["rows"] if row["metric"] == "invoke")
    assert (code, found["outcome"], invoke["change"]) == (3, "SUSPECTED", "worse")


def test_a_baseline_is_kept_by_name_and_outlives_its_file(
    compare: Compare, write: Write, tmp_path: Path, store: Path
) -> None:
    base = write("base")
    code, out, _ = compare(base, "--save", "main")
    assert (code, out.strip()) == (0, str(store / "baselines" / "main.json"))
    (tmp_path / "base.json").unlink()
    assert compare("main", write("same"))[0] == 0


def test_a_stored_run_is_found_by_its_id(compare: Compare, write: Write, store: Path) -> None:
    store.mkdir(parents=True)
    (store / "kept.json").write_bytes(Path(write("kept")).read_bytes())
    assert compare("kept", "kept")[0] == 0


def test_a_tolerance_is_taken_in_percent(compare: Compare, write: Write) -> None:
    base, slow = write("base"), write("slow", slow_down=1.2)
    wide = [part for name in ("invoke", "invoke-p90", "total") for part in ("--tolerance", f"{name}=40%")]
    assert compare(base, slow, *wide)[0] == 0
    assert compare(base, slow, "--tolerance", "invoke=0.4")[0] == 3  # total still fails


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["base", "nowhere"], "There is no result nowhere"),
        (["base"], "compared with nothing"),
        (["base", "base", "--allow", "weather"], "There is no condition weather"),
        (["base", "base", "--tolerance", "invoke=much"], "--tolerance invoke=much has no share"),
        (["base", "base", "--tolerance", "invoke=nan"], "--tolerance invoke=nan has no share"),
        (["base", "base", "--tolerance", "weather=5%"], "There is no metric weather"),
        (["base", "--save", "../main"], "'../main' is no name"),
        (["base", "base", "--save", "main"], "--save keeps one result"),
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
        (lambda content: content[: len(content) // 2], "is no whole result document"),
        (lambda content: content.replace(b'"threads": 4', b'"threads": 1'), "was changed after devbench wrote it"),
        (lambda content: edited(content, schema="devbench.result/99"), "is of a newer format, devbench.result/99"),
        (lambda content: edited(content, schema="else/1"), "field schema is 'else/1'"),
        (lambda content: b"", "is no whole result document"),
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
