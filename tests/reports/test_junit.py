"""What JUnit XML says of a result: a case a check, and one for the verdict."""

from xml.etree import ElementTree

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from devbench.analysis.budgets import check
from devbench.analysis.limits import parse_all
from devbench.choices import Answers, DeviceVerdict, Timing
from devbench.reports import junit
from devbench.results import schema
from devbench.results.findings import Finding, judge
from tests.kinds import present
from tests.sample_results import finding, result, side, verdict, with_text_everywhere, wrong


def cases(*results: schema.Result) -> tuple[ElementTree.Element, dict[str, ElementTree.Element]]:
    root = ElementTree.fromstring(junit.render(results))
    return root, {case.attrib["name"]: case for case in root.iter("testcase")}


def message(case: ElementTree.Element, tag: str) -> str:
    return present(case.find(tag)).attrib["message"]


def test_a_valid_result_passes_every_case() -> None:
    root, found = cases(result())
    assert list(found) == ["tokens", "outputs", "answers", "quality", "verdict"]
    assert {key: root.get(key) for key in ("tests", "failures", "errors", "skipped")} == {
        "tests": "5", "failures": "0", "errors": "0", "skipped": "0",
    }  # fmt: skip
    assert [child.tag for case in found.values() for child in case] == ["system-out"] * 5


def test_a_wrong_result_fails_where_it_is_wrong_with_the_remedy() -> None:
    root, found = cases(wrong())
    assert message(found["tokens"], "failure") == "Token ids are equal on only 9 of 10 examples."
    assert present(found["tokens"].find("failure")).text == (
        "Check them.\nTokens of q1 differ. device: [[101, 7, 102]]; host: [[101, 8, 102]]"
    )
    assert present(found["answers"].find("failure")).text == (
        "Look at them.\nAnswers to q2 differ. text: Where does the river rise? | It rises in the Green Forest.; "
        "expected: the Green Forest; device: in the Black Forest; host: in the Green Forest"
    )
    assert message(found["answers"], "failure") == "Answers are equal on only 8 of 10 examples."
    assert message(found["verdict"], "failure").startswith("answers WRONG · timing STEADY · device PHYSICAL: Token ids")
    assert present(found["verdict"].find("failure")).attrib["type"] == "WRONG"
    assert found["quality"].find("failure") is None
    assert root.get("failures") == present(root.find("testsuite")).get("failures") == "3"


def test_what_could_not_be_checked_is_skipped() -> None:
    _, found = cases(wrong())
    assert found["outputs"].find("skipped") is not None
    _, found = cases(result(device_run=side("device", quality={})))
    assert found["quality"].find("skipped") is not None


@pytest.mark.parametrize(
    ("answers", "timing", "device"),
    [
        ("UNCHECKED", "STEADY", "PHYSICAL"),
        ("RIGHT", "NOISY", "PHYSICAL"),
        ("RIGHT", "THROTTLED", "PHYSICAL"),
        ("AGREE", "TOO_SHORT", "PHYSICAL"),
        ("AGREE", "UNWATCHED", "PHYSICAL"),
        ("RIGHT", "STEADY", "VIRTUAL"),
        ("RIGHT", "STEADY", "EMULATOR"),
    ],
)
def test_a_verdict_that_says_little_neither_passes_nor_fails(
    answers: Answers, timing: Timing, device: DeviceVerdict
) -> None:
    _, found = cases(result(verdict=verdict(answers, timing, device, findings=[finding(Finding.HUMP)])))
    words = f"answers {answers} · timing {timing} · device {device}: HUMP it is."
    assert message(found["verdict"], "skipped") == words
    assert found["verdict"].find("failure") is None


def test_agreement_with_the_host_passes() -> None:
    _, found = cases(result(verdict=verdict("AGREE")))
    assert [child.tag for child in found["verdict"]] == ["system-out"]


def test_a_partial_result_fails() -> None:
    _, found = cases(result(verdict=verdict(partial=True, findings=[finding(Finding.EXAMPLES_MISSING)])))
    failure = present(found["verdict"].find("failure"))
    assert (failure.attrib["type"], failure.text) == ("PARTIAL", "Do that.")
    assert failure.attrib["message"].endswith("· partial: EXAMPLES_MISSING it is.")


def test_a_reference_and_a_second_runtime_are_cases_if_there_are_any() -> None:
    agreement = schema.Agreement(tokens=schema.Count(equal=9, total=9), answers=schema.Count(equal=8, total=9))
    reference = schema.ReferenceCheck(file="r.jsonl", sha256="0", examples=9, agreement=agreement)
    second = schema.SecondRuntime(name="tflite-runtime", version="2.14", host=agreement, device=agreement)
    _, found = cases(result(reference=reference, second_runtime=second))
    assert present(found["reference"].find("system-out")).text == "8 of 9 answers (r.jsonl)"
    assert present(found["runtimes"].find("system-out")).text == (
        "8 of 9 answers on the device, 8 of 9 answers on the host"
    )


def test_checks_without_a_complete_host_run_pass_nowhere() -> None:
    _, found = cases(result(verdict=verdict("UNCHECKED", findings=[finding(Finding.HOST_INCOMPLETE)])))
    for name in ("tokens", "outputs", "answers"):
        assert message(found[name], "skipped") == "HOST_INCOMPLETE it is."


def test_each_result_is_a_suite_of_its_own() -> None:
    other = msgspec.structs.replace(result().device, serial="R59N")
    root, _ = cases(result(), result(device=other))
    assert [suite.get("name") for suite in root] == ["qa-en-tiny fp32 on R58M", "qa-en-tiny fp32 on R59N"]
    assert root.get("tests") == "10"


@pytest.mark.slow
@settings(max_examples=50, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20))
def test_any_text_makes_xml_that_can_be_read(text: str) -> None:
    root, _ = cases(with_text_everywhere(text))
    assert root.get("tests") == "5"


@pytest.mark.parametrize("finding", [each for each in Finding if each.leads_to == "WRONG"])
def test_everything_that_can_be_wrong_fails_a_case_of_its_own(finding: Finding) -> None:
    _, found = cases(result(verdict=judge([(finding, "It is so.")], "physical", has_reference=True)))
    failed = [name for name, case in found.items() if case.find("failure") is not None]
    assert len(failed) == 2
    assert failed[1] == "verdict"


def test_each_budget_is_a_case() -> None:
    budgets = check(result(), parse_all(["invoke.p90<=50ms", "f1>=95", "invoke.p50<=21"], "model.json"))
    root, found = cases(result(budgets=budgets))
    assert list(found)[-4:-1] == ["budget invoke.p90", "budget f1", "budget invoke.p50"]
    passed, failed, undecided = (found[name] for name in list(found)[-4:-1])
    assert present(passed.find("system-out")).text == "invoke.p90 at most 50 ms: measured 22.8 ms [22.2, 23.6]"
    assert [child.tag for child in passed] == ["system-out"]
    assert message(failed, "failure") == "f1 at least 95 %: measured 91.25 %."
    assert present(failed.find("failure")).attrib["type"] == "BUDGET"
    assert present(failed.find("failure")).text == "The budget is set by model.json."
    assert message(undecided, "skipped").startswith("The 95 % interval of invoke.p50 does not lie on one side")
    assert (root.get("failures"), root.get("skipped")) == ("1", "1")
