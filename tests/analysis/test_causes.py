"""Findings by their likely cause: what one mistake leads to is one finding, and nothing is lost."""

from __future__ import annotations

import msgspec
import pytest

from devbench.analysis.causes import causes, wrong
from devbench.analysis.verdict import verdict
from devbench.choices import DeviceVerdict
from devbench.results.findings import Finding
from devbench.results.schema import Agreement, Count, Judged, ReferenceCheck, Result, Verdict, VerdictFinding
from tests.sample_results import result


def of(*found: Finding, device: DeviceVerdict = "PHYSICAL") -> Verdict:
    findings = [VerdictFinding(id=each.name, text=f"{each.name}.", remedy="Do it.") for each in found]
    return Verdict(answers="WRONG", timing="NOISY", device=device, findings=findings)


def roots(verdict: Verdict) -> list[str]:
    return [cause.finding.id for cause in causes(verdict)]


def with_the_wrong_vocabulary() -> Result:
    """Both sides share the mistake; every check that can notice it does."""
    found = result()
    few = Agreement(tokens=Count(equal=0, total=10), answers=Count(equal=2, total=10))
    return msgspec.structs.replace(
        found,
        data=msgspec.structs.replace(found.data, unknown_share=0.68, capitals="unknown"),
        model=msgspec.structs.replace(
            found.model, stated_quality={"accuracy": 95.0}, expected_quality={"accuracy": 90.0}
        ),
        reference=ReferenceCheck(file="r.jsonl", sha256="", examples=10, agreement=few),
        device_run=msgspec.structs.replace(
            found.device_run,
            quality={"accuracy": 50.0},
            judged=Judged(metric="accuracy", hits=45, total=100, chance=0.5),
        ),
    )


def test_a_wrong_vocabulary_is_one_finding() -> None:
    judged = verdict(with_the_wrong_vocabulary())
    ids = {finding.id for finding in judged.findings}
    assert {"UNKNOWN_TOKENS", "CAPITALS_UNKNOWN", "QUALITY_LOST", "QUALITY_AT_CHANCE", "REFERENCE_DIFFERS"} <= ids
    cause = wrong(judged)
    assert cause.text == "The vocabulary lacks 68 % of the examples' tokens."
    assert "--uncased" in cause.remedy
    assert "no capitals in the vocabulary, quality at chance" in cause.evidence
    assert not [each for each in causes(judged) if each.leads_to("WRONG") and each != cause]


@pytest.mark.parametrize(
    ("found", "cause"),
    [
        ([Finding.ANSWERS_DIFFER, Finding.TOKENS_DIFFER, Finding.QUALITY_LOST], Finding.TOKENS_DIFFER),
        ([Finding.OUTPUTS_CONSTANT, Finding.QUALITY_AT_CHANCE, Finding.OUTPUTS_NOT_FINITE], Finding.OUTPUTS_NOT_FINITE),
        ([Finding.OUTPUTS_DIFFER, Finding.ANSWERS_DIFFER, Finding.RUNTIMES_DIFFER], Finding.RUNTIMES_DIFFER),
        ([Finding.WIDE_INTERVAL, Finding.DRIFT, Finding.HUMP, Finding.BUSY_DEVICE], Finding.BUSY_DEVICE),
        ([Finding.BUSY_DEVICE, Finding.FEWER_THREADS_AT_WORK], Finding.BUSY_DEVICE),
        ([Finding.CLOCKS_CHANGED, Finding.DRIFT, Finding.THROTTLED, Finding.REDONE], Finding.THROTTLED),
        ([Finding.FEWER_THREADS_AT_WORK, Finding.MORE_THREADS_THAN_CORES], Finding.MORE_THREADS_THAN_CORES),
        ([Finding.TOO_FEW_SAMPLES, Finding.HOST_INCOMPLETE, Finding.EXAMPLES_MISSING], Finding.EXAMPLES_MISSING),
    ],
)
def test_what_has_one_cause_is_one(found: list[Finding], cause: Finding) -> None:
    assert roots(of(*found)) == [cause.name]


@pytest.mark.parametrize(
    "found",
    [
        [Finding.BUSY_DEVICE, Finding.CHARGING],
        [Finding.QUALITY_LOST, Finding.BUSY_DEVICE],
        [Finding.TOKENS_DIFFER, Finding.OUTPUTS_DIFFER],  # outputs are compared only if the tokens are equal
        [Finding.ONE_REPEAT, Finding.HOST_UNSTEADY],
        # device and host have the same vocabulary
        [Finding.UNKNOWN_TOKENS, Finding.TOKENS_DIFFER],
        [Finding.UNKNOWN_TOKENS, Finding.RUNTIMES_DIFFER],
        [Finding.UNKNOWN_TOKENS, Finding.OUTPUTS_DIFFER],
        [Finding.UNKNOWN_TOKENS, Finding.ANSWERS_DIFFER],
        [Finding.CAPITALS_UNKNOWN, Finding.TOKENS_DIFFER],
        [Finding.CAPITALS_LOST, Finding.ANSWERS_DIFFER],
    ],
)
def test_what_has_two_causes_stays_two(found: list[Finding]) -> None:
    assert set(roots(of(*found))) == {each.name for each in found}


@pytest.mark.parametrize(
    ("found", "cause"),
    [
        ([Finding.UNKNOWN_TOKENS, Finding.OUTPUTS_NOT_FINITE, Finding.QUALITY_LOST], Finding.OUTPUTS_NOT_FINITE),
        ([Finding.UNKNOWN_TOKENS, Finding.OUTPUTS_DIFFER, Finding.QUALITY_AT_CHANCE], Finding.OUTPUTS_DIFFER),
        ([Finding.CAPITALS_LOST, Finding.TOKENS_DIFFER, Finding.REFERENCE_DIFFERS], Finding.TOKENS_DIFFER),
        ([Finding.CAPITALS_LOST, Finding.QUALITY_LOST, Finding.BUSY_DEVICE], Finding.CAPITALS_LOST),
    ],
)
def test_a_doubt_is_the_cause_of_wrong_answers_only_if_nothing_else_is(found: list[Finding], cause: Finding) -> None:
    assert wrong(of(*found)).finding.id == cause.name


def test_outputs_that_are_no_numbers_explain_the_quality_before_any_doubt() -> None:
    judged = of(Finding.UNKNOWN_TOKENS, Finding.OUTPUTS_NOT_FINITE, Finding.ANSWERS_DIFFER, Finding.QUALITY_LOST)
    first, second = causes(judged)
    assert (first.finding.id, [each.id for each in first.effects]) == (
        "OUTPUTS_NOT_FINITE",
        ["ANSWERS_DIFFER", "QUALITY_LOST"],
    )
    assert (second.finding.id, second.effects) == ("UNKNOWN_TOKENS", ())


def test_a_noisy_host_is_the_same_cause_only_if_it_is_the_same_computer() -> None:
    noisy = Finding.BUSY_DEVICE, Finding.HOST_UNSTEADY
    assert roots(of(*noisy, device="VIRTUAL")) == ["BUSY_DEVICE"]
    assert roots(of(*noisy)) == ["BUSY_DEVICE", "HOST_UNSTEADY"]


def test_every_finding_is_shown_once_and_unknown_ones_last() -> None:
    all_of_them = of(*Finding)
    later = VerdictFinding(id="OF_LATER", text="Later.", remedy="")
    shown = causes(msgspec.structs.replace(all_of_them, findings=[later, *all_of_them.findings]))
    names = [each.id for cause in shown for each in (cause.finding, *cause.effects)]
    assert sorted(names) == sorted([*Finding.__members__, "OF_LATER"])
    assert names[-1] == "OF_LATER"


def test_a_cause_stands_before_what_it_explains() -> None:
    """Else the effect would be taken for a cause of its own."""
    from devbench.analysis.causes import _EXPLAINS

    order = list(Finding)
    for cause, effects in _EXPLAINS.items():
        later = [effect for effect in effects if order.index(effect) > order.index(cause)]
        assert later, cause
