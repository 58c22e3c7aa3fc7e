"""What the terminal, Markdown and JUnit XML say of a result."""

import io
import re
from collections.abc import Callable
from xml.etree import ElementTree

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from rich.console import Console

from devbench.choices import Status
from devbench.reports import junit, markdown, table
from devbench.results import schema
from devbench.results.findings import Finding, judge
from tests.kinds import present
from tests.sample_results import result, side, stage, with_text_everywhere, wrong

HOSTILE = "</script>[red]`a`|b\\|[link](http://x)*\u202edeb\x00\x1b[2J@#_~"


def terminal(shown: schema.Result) -> str:
    file = io.StringIO()
    Console(file=file, width=160, color_system=None).print(table.render(shown))
    return file.getvalue()


def of_task(task: str, **quality: float) -> schema.Result:
    return result(task=task, device_run=side("device", quality=quality), host_run=side("host", quality=quality))


def generating() -> schema.Result:
    parts = schema.GenerationLatency(
        encoder=stage([4_000_000]), first_token=stage([31_000_000]), next_tokens=stage([7_500_000]), tokens=200
    )
    return result(
        task="generation", device_run=side("device", generation=parts), host_run=side("host", generation=parts)
    )


# -- words that all of them share --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("task", "metric", "name"),
    [
        ("question-answering", "exact_match", "exact match"),
        ("question-answering", "f1", "F1"),
        ("text-classification", "accuracy", "accuracy"),
        ("text-classification", "macro_f1", "macro F1"),
        ("text-classification", "matthews", "Matthews"),
        ("token-classification", "f1", "entity F1"),
        ("token-classification", "precision", "entity precision"),
        ("multiple-choice", "accuracy", "accuracy"),
        ("fill-mask", "top_1", "top-1"),
        ("fill-mask", "top_5", "top-5"),
        ("generation", "rouge_l", "ROUGE-L"),
        ("feature-extraction", "spearman", "Spearman"),
    ],
)
def test_quality_is_called_as_its_field_calls_it(task: str, metric: str, name: str) -> None:
    shown = of_task(task, **{metric: 62.04})
    assert f"│ {name} " in terminal(shown)
    assert f"| {name} | 62.0 | 62.0 |" in markdown.render([shown])
    assert f"{name}: 62.0, host 62.0" in junit.render([shown]).decode()


@pytest.mark.parametrize("render", [terminal, lambda shown: markdown.render([shown])], ids=["terminal", "markdown"])
def test_a_generated_text_has_its_first_token_apart(render: Callable[[schema.Result], str]) -> None:
    rows = {words[0]: line for line in render(generating()).splitlines() if (words := re.findall(r"\w[\w ]*\w", line))}
    assert "31.0 ms" in rows["first token"]
    assert "7.50 ms" in rows["each next token"]


def test_the_terminal_says_what_the_device_was_doing() -> None:
    text = terminal(result())
    for words in ("3.6 of 4", "+3.1 % (p 0.04)", "1.2 %", "waited 84 s", "at most 34.5 °C", "80 % all the time"):
        assert words in text


def test_the_terminal_says_what_ran_where() -> None:
    text = terminal(result())
    assert "tensorflow-lite 2.21.0 (xnnpack, 90 of 100 nodes)" in text
    assert "4 threads · cores 4, 5, 6, 7 · normal · 2 cold repeats" in text


def test_the_terminal_obeys_nobody() -> None:
    text = terminal(with_text_everywhere(HOSTILE))
    assert "\x1b" not in text
    assert "\x00" not in text
    assert "[red]" in text


# -- Markdown ----------------------------------------------------------------------------------------------------------


def test_markdown_is_two_short_tables_with_the_verdict_on_top() -> None:
    lines = markdown.render([wrong()]).splitlines()
    assert lines[0] == "### qa-en-tiny on Phone 8: WRONG"
    assert "- **Token ids are equal on 9 of 10 examples only.** Check them." in lines
    assert "| invoke | 21.1 ms | 22.8 ms | 8.37 ms | 9.12 ms | 2.50 \\[2.45, 2.55\\] |" in lines
    assert "| equal answers | 80 % (8 of 10) |  |" in lines
    assert "| answers of q2 | in the Black Forest | in the Green Forest |" in lines


@pytest.mark.parametrize("text", [HOSTILE, "a|b", "`", "\\", "x\n\n# y", "<b>", "1. z", "![](y)", "- w", "&amp;"])
def test_markdown_shows_text_as_it_is_written(text: str) -> None:
    check_markdown(text)


@pytest.mark.slow
@settings(max_examples=50, deadline=None)
@given(st.text(st.characters(codec="ascii"), min_size=1, max_size=20).filter(str.strip))
def test_markdown_shows_any_text_as_it_is_written(text: str) -> None:
    check_markdown(text)


def check_markdown(text: str) -> None:
    """It makes the same elements as a harmless one: no cell, link, emphasis or HTML of its own."""
    parser = MarkdownIt("commonmark", {"html": False}).enable("table")

    def kinds(source: str) -> tuple[list[str], list[str]]:
        found = parser.parse(markdown.render([with_text_everywhere(source)]))
        return [token.type for token in found], [
            child.type for token in found for child in token.children or () if child.type != "text"
        ]

    assert kinds(text) == kinds("x")


# -- JUnit XML ---------------------------------------------------------------------------------------------------------


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
    assert message(found["tokens"], "failure") == "Token ids are equal on 9 of 10 examples only."
    assert present(found["tokens"].find("failure")).text == "Check them."
    assert message(found["answers"], "failure") == "Answers are equal on 8 of 10 examples only."
    assert message(found["verdict"], "failure").startswith("WRONG: Token ids")
    assert found["quality"].find("failure") is None
    assert root.get("failures") == present(root.find("testsuite")).get("failures") == "3"


def test_what_could_not_be_checked_is_skipped() -> None:
    _, found = cases(wrong())
    assert found["outputs"].find("skipped") is not None
    _, found = cases(of_task("feature-extraction"))
    assert found["quality"].find("skipped") is not None


@pytest.mark.parametrize(
    ("status", "tag"),
    [
        ("VIRTUAL", "skipped"),
        ("EMULATOR", "skipped"),
        ("THROTTLED", "skipped"),
        ("NOISY", "skipped"),
        ("SEMIVALID", "skipped"),
        ("PARTIAL", "failure"),
    ],
)
def test_times_that_cannot_be_judged_neither_pass_nor_fail(status: Status, tag: str) -> None:
    reasons = [schema.Reason(id="ANY", summary="It is so.", remedy="Do that.")]
    _, found = cases(result(verdict=schema.Verdict(status=status, reasons=reasons)))
    assert message(found["verdict"], tag) == f"{status}: It is so."


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


@pytest.mark.parametrize("finding", [finding for finding in Finding if finding.status == "WRONG"])
def test_everything_that_can_be_wrong_fails_a_case_of_its_own(finding: Finding) -> None:
    _, found = cases(result(verdict=judge([(finding, "It is so.")])))
    failed = [name for name, case in found.items() if case.find("failure") is not None]
    assert len(failed) == 2
    assert failed[1] == "verdict"
