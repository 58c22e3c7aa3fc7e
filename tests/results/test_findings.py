"""The verdict that findings make together."""

from devbench.results.findings import Finding, judge


def test_wrong_answers_outweigh_a_virtual_device() -> None:
    verdict = judge([(Finding.VIRTUAL_DEVICE, "No phone."), (Finding.ANSWERS_DIFFER, "2 of 3.")])
    assert verdict.status == "WRONG"
    assert [reason.id for reason in verdict.reasons] == ["VIRTUAL_DEVICE", "ANSWERS_DIFFER"]


def test_a_remark_does_not_change_the_verdict() -> None:
    assert judge([(Finding.BOUND_BY_POSITION, "No signature.")]).status == "VALID"
