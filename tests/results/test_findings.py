"""The verdict is the worst that any finding leads to."""

from __future__ import annotations

import itertools

import pytest

from devbench.results.findings import Finding, judge

WORST_FIRST = {
    "WRONG": Finding.OUTPUTS_DIFFER,
    "PARTIAL": Finding.EXAMPLES_MISSING,
    "VIRTUAL": Finding.VIRTUAL_DEVICE,
    "EMULATOR": Finding.EMULATOR,
    "THROTTLED": Finding.THROTTLED,
    "NOISY": Finding.SPREAD,
    "SEMIVALID": Finding.TOO_FEW_SAMPLES,
    "VALID": Finding.CHARGING,  # a remark
}


@pytest.mark.parametrize(("worse", "better"), list(itertools.combinations(WORST_FIRST, 2)), ids=str.lower)
def test_the_worse_of_two_findings_is_the_verdict(worse: str, better: str) -> None:
    for order in ((worse, better), (better, worse)):
        assert judge([(WORST_FIRST[status], "") for status in order]).status == worse


def test_findings_are_kept_in_order_with_their_remedies() -> None:
    found = [(Finding.CHARGING, "It charges."), (Finding.SPREAD, "It spreads.")]
    reasons = judge(found).reasons
    assert [(reason.id, reason.summary, reason.remedy) for reason in reasons] == [
        ("CHARGING", "It charges.", Finding.CHARGING.remedy),
        ("SPREAD", "It spreads.", Finding.SPREAD.remedy),
    ]


def test_without_findings_a_result_is_valid() -> None:
    assert (judge([]).status, judge([]).reasons) == ("VALID", [])


@pytest.mark.parametrize("finding", Finding, ids=lambda finding: finding.name)
def test_every_finding_says_what_to_do(finding: Finding) -> None:
    assert finding.remedy.endswith(".")
    assert finding.remedy[0].isupper()
