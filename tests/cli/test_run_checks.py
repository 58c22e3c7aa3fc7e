"""When `devbench run` fails though it measured: wrong answers, what --strict asks for, unchecked answers."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from click.testing import CliRunner

from devbench import api
from devbench.choices import STRICT_PARTS
from devbench.cli import devbench
from devbench.errors import CheckFailed, DevbenchError, Inconclusive
from devbench.results import schema
from devbench.results.findings import Finding
from tests.sample_results import result, verdict

Checked = Callable[..., DevbenchError | None]

WRONG, UNCHECKED = (
    verdict(
        "WRONG",
        "NOISY",
        findings=[
            schema.VerdictFinding(id="HUMP", text="A hump.", remedy="Wait."),
            schema.VerdictFinding(id="QUALITY_LOST", text="It answers badly.", remedy="Check the labels."),
            schema.VerdictFinding(id="TOKENS_DIFFER", text="Tokens differ.", remedy="Check the vocabulary."),
        ],
    ),
    verdict("UNCHECKED"),
)
NOISY_VIRTUAL = verdict("RIGHT", "NOISY", "VIRTUAL")
CHARGING = verdict(findings=[schema.VerdictFinding(id=Finding.CHARGING.name, text="It charges.", remedy="Unplug it.")])


@pytest.fixture
def checked(monkeypatch: pytest.MonkeyPatch) -> Checked:
    """How `devbench run` with these options ends if results have these verdicts."""

    def checked(verdicts: Sequence[schema.Verdict], *options: str) -> DevbenchError | None:
        monkeypatch.setattr(api, "run_all", lambda *_, **__: [result(verdict=each) for each in verdicts])
        done = CliRunner().invoke(devbench, ["run", "--quiet", *options])
        if done.exception is None:
            return None
        assert isinstance(done.exception, DevbenchError), done.output
        return done.exception

    return checked


@pytest.mark.parametrize(
    ("found", "options"),
    [
        (verdict(), ["--strict"]),
        (verdict("AGREE"), ["--strict"]),
        (NOISY_VIRTUAL, []),
        (NOISY_VIRTUAL, ["--strict=answers"]),
        (NOISY_VIRTUAL, ["--strict=answers,partial,remarks"]),
        (CHARGING, ["--strict", "answers,timing,device"]),
        (verdict(partial=True), ["--strict=timing"]),
    ],
)
def test_what_is_not_asked_for_passes(checked: Checked, found: schema.Verdict, options: list[str]) -> None:
    assert checked([found], *options) is None


@pytest.mark.parametrize(
    ("found", "options", "words"),
    [
        (NOISY_VIRTUAL, ["--strict"], "timing NOISY, device VIRTUAL"),
        (NOISY_VIRTUAL, ["--strict=timing"], "timing NOISY"),
        (NOISY_VIRTUAL, ["--strict", "DEVICE"], "device VIRTUAL"),
        (CHARGING, ["--strict"], "charging"),
        (verdict(partial=True), ["--strict"], "partial"),
        (UNCHECKED, ["--strict=answers"], "answers UNCHECKED"),
    ],
)
def test_what_is_not_sound_fails_by_name(
    checked: Checked, found: schema.Verdict, options: list[str], words: str
) -> None:
    error = checked([found], *options)
    assert isinstance(error, CheckFailed)
    assert error.exit_code == 3
    assert error.message == f"The result of qa-en-tiny on R58M is not sound: {words}."


@pytest.mark.parametrize("options", [[], ["--strict"], ["--strict=timing"]])
def test_wrong_answers_always_fail(checked: Checked, options: list[str]) -> None:
    error = checked([WRONG], *options)
    assert isinstance(error, CheckFailed)
    assert error.message == (
        "The answers of qa-en-tiny on R58M are WRONG. Tokens differ. "
        "This probably also caused: quality below the known."
    )
    assert error.hint == "Check the vocabulary."


@pytest.mark.parametrize("options", [[], ["--strict=timing,device"]])
def test_answers_that_were_not_checked_are_no_success(checked: Checked, options: list[str]) -> None:
    error = checked([UNCHECKED], *options)
    assert isinstance(error, Inconclusive)
    assert error.exit_code == 7
    assert "could not be checked" in error.message


@pytest.mark.parametrize("verdicts", [[UNCHECKED, WRONG], [WRONG, UNCHECKED]])
def test_of_several_results_a_failure_counts_more_than_an_open_question(
    checked: Checked, verdicts: list[schema.Verdict]
) -> None:
    assert isinstance(checked(verdicts), CheckFailed)


def test_an_unknown_part_is_refused_with_those_that_there_are() -> None:
    done = CliRunner().invoke(devbench, ["run", "--strict=speed"])
    assert done.exit_code == 2
    assert "there is no part speed" in done.output
    assert all(part in done.output for part in STRICT_PARTS)


def test_strict_without_a_part_is_refused() -> None:
    """As much as an empty one is: a variable of CI that is not set must not turn all checks off."""
    done = CliRunner().invoke(devbench, ["run", "--strict=,", "--model", "nowhere.tflite"])
    assert done.exit_code == 2
    assert "'--strict': no part is named" in " ".join(done.output.split())
