"""What is known of a model beside its host run, from a request to the verdict: quality, a reference, later repeats."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from devbench import api, assets
from devbench.bench import session
from devbench.bench.observer import Observer
from devbench.bench.prepare import Request, prepare
from devbench.choices import HOST_RUNTIMES, HostRuntimeChoice, Mode, RunSettings
from devbench.device.adb import AdbServer
from devbench.models import runtimes
from devbench.results.findings import leads_to
from devbench.results.schema import Result
from devbench.virtual.faults import Faults
from tests.conftest import FaultyDevice, OwnAdbServer
from tests.kinds import Devbench, present

BRIEF = RunSettings(
    threads=1, mode=Mode("brief", repeats=1, min_invokes=1, min_seconds=0, memory_pass=False), max_temperature_c=None
)
MODEL = "classify-en-tiny"

Run = Callable[..., Result]


@pytest.fixture
def run(adb_server: OwnAdbServer, virtual_device: FaultyDevice) -> Run:
    device = AdbServer("127.0.0.1", adb_server.port).device(virtual_device.serial)

    def run(request: Request, host_runtime: HostRuntimeChoice | None = None) -> Result:
        (result,) = session.run([prepare(request)], device, Observer(), ["test"], host_runtime)
        return result

    return run


def findings(result: Result) -> list[str]:
    """Those that decide about answers."""
    return [found.id for found in result.verdict.findings if leads_to(found.id) in ("WRONG", "UNCHECKED")]


@pytest.fixture
def permuted(tmp_path: Path) -> Path:
    """The model with another vocabulary of the right size."""
    folder = shutil.copytree(assets.model_folder(MODEL), tmp_path / "permuted")
    tokens = (folder / "vocab.txt").read_text().splitlines()
    (folder / "vocab.txt").write_text("\n".join([*tokens[:5], *reversed(tokens[5:])]) + "\n")
    return folder


@pytest.mark.parametrize(("examples", "names_data"), [(None, True), (399, False), (5, True)])
def test_the_cards_quality_holds_for_its_own_data_however_it_is_named_and_for_parts_of_it(
    run: Run, permuted: Path, tmp_path: Path, examples: int | None, names_data: bool
) -> None:
    copy = Path(shutil.copy(assets.dataset("classify-en.jsonl"), tmp_path / "mine.jsonl"))
    request = Request(model=str(permuted), data=copy if names_data else None, examples=examples, settings=BRIEF)
    result = run(request)
    assert result.parity.answers.equal == result.parity.answers.total == (examples or 400)
    assert result.verdict.answers == "WRONG"
    assert "QUALITY_LOST" in findings(result)
    assert {example.what for example in result.parity.differing} == {"quality"}


def test_the_model_itself_is_right_on_all_and_on_a_part(run: Run) -> None:
    for examples in (None, 40):
        result = run(Request(model=MODEL, examples=examples, settings=BRIEF))
        assert (result.verdict.answers, findings(result)) == ("RIGHT", [])


def test_on_data_of_ones_own_answers_agree_until_something_is_known(run: Run, tmp_path: Path) -> None:
    rows = assets.dataset("classify-en.jsonl").read_text().splitlines()[:30]
    mine = tmp_path / "mine.jsonl"
    mine.write_text("\n".join(rows) + "\n")
    request = Request(model=MODEL, data=mine, settings=BRIEF)
    assert run(request).verdict.answers == "AGREE"
    reached = run(replace(request, expected=(("accuracy", 85.0),)))
    assert (reached.verdict.answers, findings(reached)) == ("RIGHT", [])
    missed = run(replace(request, expected=(("accuracy", 100.0),)))
    assert (missed.verdict.answers, findings(missed)) == ("WRONG", ["QUALITY_LOST"])
    unknown = run(replace(request, examples=10, expected=(("macro_f1", 85.0),)))
    assert (unknown.verdict.answers, findings(unknown)) == ("UNCHECKED", ["QUALITY_UNCHECKED"])


def test_a_permuted_vocabulary_is_wrong_by_what_is_expected_of_two_examples(
    run: Run, permuted: Path, tmp_path: Path
) -> None:
    """No card's data, too few examples for chance: what is expected says it."""
    mine = tmp_path / "mine.jsonl"
    rows = [json.loads(line) for line in assets.dataset("classify-en.jsonl").read_text().splitlines()]
    known = run(Request(model=str(permuted), examples=20, settings=BRIEF))
    wrong = [example.example for example in known.parity.differing if example.what == "quality"]
    places = [int(name) - 1 for name in wrong[:2]]
    mine.write_text("".join(json.dumps(rows[place]) + "\n" for place in places))
    result = run(Request(model=str(permuted), data=mine, expected=(("accuracy", 90.0),), settings=BRIEF))
    assert (result.verdict.answers, findings(result)) == ("WRONG", ["QUALITY_LOST"])


@pytest.fixture
def reference(tmp_path: Path) -> Path:
    path = tmp_path / "fp32.jsonl"
    api.write_reference(Request(model=MODEL, examples=20, settings=BRIEF), path)
    return path


def test_a_reference_of_the_host_is_met_by_the_model_and_by_its_int8_variant(run: Run, reference: Path) -> None:
    for variant in ("fp32", "int8"):
        result = run(Request(model=MODEL, variant=variant, examples=20, reference=reference, settings=BRIEF))
        assert (result.verdict.answers, findings(result)) == ("RIGHT", [])
        check = present(result.reference)
        assert (check.examples, check.agreement.answers.equal, check.agreement.tokens.equal) == (20, 20, 20)
        assert check.quantization == "fp32"
        assert present(present(check.agreement.outputs).relative_diff) < 0.2


def test_a_reference_shows_a_vocabulary_that_host_and_device_share_to_be_wrong(
    run: Run, permuted: Path, reference: Path
) -> None:
    result = run(Request(model=str(permuted), examples=3, reference=reference, settings=BRIEF))
    assert result.verdict.answers == "WRONG"
    assert "REFERENCE_DIFFERS" in findings(result)
    listed = [example for example in result.parity.differing if example.what == "reference"]
    assert listed[0].device != listed[0].host


def test_a_reference_without_all_examples_cannot_tell(run: Run, reference: Path) -> None:
    result = run(Request(model=MODEL, examples=21, reference=reference, settings=BRIEF))
    assert (result.verdict.answers, findings(result)) == ("UNCHECKED", ["REFERENCE_INCOMPLETE"])


def test_answers_that_change_in_a_later_repeat_are_wrong_and_say_in_which(
    run: Run, virtual_device: FaultyDevice
) -> None:
    settings = replace(BRIEF, mode=replace(BRIEF.mode, repeats=3))
    request = Request(model=MODEL, examples=12, settings=settings)
    sound = run(request)
    assert [present(repeat.alike).equal for repeat in sound.device_run.repeats[1:]] == [12, 12]
    assert sound.device_run.repeats[0].alike is None
    assert findings(sound) == []
    virtual_device.faults = Faults(later_answers_wrong=True)
    result = run(request)
    assert result.parity.answers.equal == 12
    assert (result.verdict.answers, findings(result)) == ("WRONG", ["ANSWERS_CHANGE"])
    (text,) = [found.text for found in result.verdict.findings if found.id == "ANSWERS_CHANGE"]
    assert (
        text == "Repeat 2 on the device answers 12 of 12 examples differently from repeat 1, and so does 1 more repeat."
    )
    listed = [example for example in result.parity.differing if example.what == "repeats"]
    assert len(listed) == 10
    assert listed[0].device.startswith("device, repeat 2: ")
    assert listed[0].host.startswith("device, repeat 1: ")


@pytest.mark.skipif(len(runtimes.installed()) < 2, reason="one host runtime is installed")
def test_both_host_runtimes_can_be_asked_to_agree(run: Run) -> None:
    result = run(Request(model="fill-mask-en-tiny", variant="int8", examples=40, settings=BRIEF), "all")
    assert (result.verdict.answers, findings(result)) == ("RIGHT", [])
    second = present(result.second_runtime)
    assert (result.host_run.runtime.name, second.name) == HOST_RUNTIMES
    assert second.host.answers.equal == second.device.answers.equal == 40


def test_a_missing_runtime_is_refused(monkeypatch: pytest.MonkeyPatch, run: Run) -> None:
    monkeypatch.setattr("devbench.models.runtimes.installed", lambda: [HOST_RUNTIMES[0]])
    with pytest.raises(Exception, match=f"{HOST_RUNTIMES[1]} is not installed"):
        run(Request(model=MODEL, examples=1, settings=BRIEF), "all")


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["--expect", "f1=90"], 2, "Choose from: accuracy, macro_f1, matthews."),
        (["--expect", "accuracy=0"], 2, "above 0 and at most 100, not 0"),
        (["--expect", "accuracy=90", "--speed-only"], 2, "--speed-only computes no quality"),
        (["--reference", "nowhere.jsonl"], 2, "Cannot read nowhere.jsonl"),
        (["--expect", "macro_f1=90", "--examples", "5"], 7, "5 of 400 examples do not show it"),
    ],
)
def test_the_command_says_what_cannot_be_checked(
    devbench: Devbench, virtual_device: FaultyDevice, arguments: Sequence[str], code: int, words: str
) -> None:
    base = ("run", "--serial", virtual_device.serial, "--model", MODEL, "--threads", "1", "--max-seconds", "1", "-q")
    done = devbench(*base, *arguments)
    assert (done.returncode, done.stdout) == (code, "")
    assert words in done.stderr
