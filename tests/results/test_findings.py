"""A verdict has three parts, each the first word that a finding leads to; what is unsound is said part by part."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import pytest

from devbench.choices import ANSWERS, STRICT_PARTS, TIMINGS, StrictPart
from devbench.results.findings import Finding, judge, unsound

ANSWERS_WORST_FIRST = {"WRONG": Finding.OUTPUTS_DIFFER, "UNCHECKED": Finding.HOST_INCOMPLETE}
TIMING_FIRST_THAT_APPLIES = {
    "THROTTLED": Finding.HOT_AT_START,
    "NOISY": Finding.HUMP,
    "TOO_SHORT": Finding.FEW_REPEATS,
    "UNWATCHED": Finding.NOT_WATCHED,
}


def found(*findings: Finding) -> list[tuple[Finding, str]]:
    return [(finding, "It is so.") for finding in findings]


@pytest.mark.parametrize(("first", "second"), list(itertools.combinations(TIMING_FIRST_THAT_APPLIES, 2)), ids=str.lower)
def test_timing_is_the_first_word_that_applies(first: str, second: str) -> None:
    for order in ((first, second), (second, first)):
        findings = found(*(TIMING_FIRST_THAT_APPLIES[word] for word in order))
        assert judge(findings, "physical", has_reference=True).timing == first


def test_wrong_answers_are_wrong_whether_or_not_all_were_checked() -> None:
    for order in itertools.permutations(ANSWERS_WORST_FIRST.values()):
        assert judge(found(*order), "physical", has_reference=True).answers == "WRONG"


@pytest.mark.parametrize(("has_reference", "word"), [(True, "RIGHT"), (False, "AGREE")])
def test_answers_are_right_only_if_something_says_what_is_right(has_reference: bool, word: str) -> None:
    assert judge([], "physical", has_reference).answers == word


@pytest.mark.parametrize("kind", ["physical", "emulator", "virtual"])
def test_the_parts_do_not_hide_each_other(kind: str) -> None:
    findings = found(Finding.TOKENS_DIFFER, Finding.BUSY_DEVICE, Finding.EXAMPLES_MISSING)
    verdict = judge(findings, kind, has_reference=True)  # type: ignore[arg-type]
    assert (verdict.answers, verdict.timing, verdict.device) == ("WRONG", "NOISY", kind.upper())
    assert verdict.partial


def test_remarks_decide_no_part() -> None:
    remarks = [finding for finding in Finding if finding.leads_to in ("strict", "plain")]
    verdict = judge(found(*remarks), "physical", has_reference=True)
    assert (verdict.answers, verdict.timing, verdict.device, verdict.partial) == ("RIGHT", "STEADY", "PHYSICAL", False)


def test_findings_are_kept_in_order_with_their_remedies() -> None:
    texts = [(Finding.CHARGING, "It charges."), (Finding.WIDE_INTERVAL, "It is noisy.")]
    findings = judge(texts, "physical", has_reference=True).findings
    assert [(finding.id, finding.text, finding.remedy) for finding in findings] == [
        ("CHARGING", "It charges.", Finding.CHARGING.remedy),
        ("WIDE_INTERVAL", "It is noisy.", Finding.WIDE_INTERVAL.remedy),
    ]


@pytest.mark.parametrize("finding", Finding, ids=lambda finding: finding.name)
def test_every_finding_says_what_to_do(finding: Finding) -> None:
    assert finding.remedy.endswith(".")
    assert finding.remedy[0].isupper()


def test_every_finding_is_one_of_its_own() -> None:
    """Members of an enumeration with equal values would be one."""
    assert [name for name, finding in Finding.__members__.items() if finding.name != name] == []


def test_every_word_has_a_finding_that_leads_to_it() -> None:
    words = {finding.leads_to for finding in Finding}
    assert {*ANSWERS, *TIMINGS, "EMULATOR", "VIRTUAL", "PARTIAL"} - words == {"AGREE", "RIGHT", "STEADY"}


def test_what_makes_answers_wrong_comes_first_and_remarks_last() -> None:
    """The order in which reports list them; doubts come before all but outputs that are no numbers."""
    first, *others = Finding
    assert first is Finding.OUTPUTS_NOT_FINITE
    groups = [_group(finding) for finding in others if finding is not Finding.ROLES_TRIED]
    assert [group for group, _ in itertools.groupby(groups)] == ["doubt", "answers", "timing", "device", "remarks"]


def _group(finding: Finding) -> str:
    if finding.leads_to in (*ANSWERS, "PARTIAL"):
        return "answers"
    if finding.leads_to in TIMINGS:
        return "timing"
    if finding.leads_to == "doubt":
        return "doubt"
    return "remarks" if finding.leads_to in ("strict", "plain") else "device"


@pytest.mark.parametrize(
    ("findings", "words"),
    [
        ([], []),
        ([Finding.HOST_INCOMPLETE], ["answers UNCHECKED"]),
        ([Finding.QUALITY_LOST, Finding.HUMP], ["answers WRONG", "timing NOISY"]),
        ([Finding.EXAMPLES_MISSING], ["partial"]),
        ([Finding.CHARGING, Finding.CLOCKS_CHANGED, Finding.LOW_BATTERY], ["charging", "low battery"]),
    ],
    ids=lambda findings: "-".join(getattr(each, "name", each) for each in findings) or "nothing",
)
def test_what_is_unsound_is_named(findings: Sequence[Finding], words: list[str]) -> None:
    assert unsound(judge(found(*findings), "physical", has_reference=True), STRICT_PARTS) == words


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        (["timing"], ["timing TOO_SHORT"]),
        (["device", "answers"], ["answers WRONG", "device VIRTUAL"]),
        (["partial", "remarks"], ["partial", "charging"]),
        ([], []),
    ],
)
def test_only_the_requested_parts_count(parts: list[StrictPart], words: list[str]) -> None:
    everything = (Finding.TOKENS_DIFFER, Finding.ONE_REPEAT, Finding.EXAMPLES_MISSING, Finding.CHARGING)
    assert unsound(judge(found(*everything), "virtual", has_reference=True), parts) == words


def test_agreement_with_the_host_is_sound() -> None:
    assert unsound(judge([], "physical", has_reference=False), STRICT_PARTS) == []
