"""What the terminal and Markdown say of a result."""

import io
import re
from collections.abc import Callable
from html import unescape

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from rich.console import Console, RenderableType

from devbench.analysis.budgets import check
from devbench.analysis.limits import parse_all
from devbench.reports import html, junit, markdown, overview, rows, summary
from devbench.results import schema
from devbench.results.findings import Finding
from tests.sample_results import finding, one_look, result, side, stage, verdict, with_text_everywhere, wrong

FORMATS = ["terminal", "HTML", "Markdown"]
HOSTILE = "</script>[red]`a`|b\\|[link](http://x)*\u202edeb\x00\x1b[2J@#_~"


def terminal(shown: schema.Result, width: int = 160) -> str:
    """With all details."""
    return printed(summary.render(shown, details=True), width)


def printed(shown: RenderableType, width: int) -> str:
    file = io.StringIO()
    Console(file=file, width=width, color_system=None).print(shown)
    return file.getvalue()


def web_page(shown: schema.Result) -> str:
    return html.render([(shown, b"{}")]).decode()


def with_native(found: schema.Result, share: float) -> schema.Result:
    """The device's runtime reports its own time, so much of each invoke."""
    samples = [
        msgspec.structs.replace(each, native_ns=[round(share * value) for value in each.invoke_ns])
        for each in found.device_run.samples
    ]
    return msgspec.structs.replace(found, device_run=msgspec.structs.replace(found.device_run, samples=samples))


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
    assert row(terminal(shown), name) == [name, "62.0", "62.0"]
    assert f"| {name} | 62.0 | 62.0 |" in markdown.render([shown])
    assert f"{name}: 62.0, host 62.0" in junit.render([shown]).decode()


@pytest.mark.parametrize("render", [terminal, lambda shown: markdown.render([shown])], ids=["terminal", "markdown"])
def test_a_generated_text_has_its_first_token_apart(render: Callable[[schema.Result], str]) -> None:
    lines = render(generating()).splitlines()
    rows = {words[0]: line for line in lines if (words := re.findall(r"\w+(?: \w+)*", line))}
    assert "31.0 ms" in rows["first token"]
    assert "7.50 ms" in rows["each next token"]


def test_the_terminal_says_what_the_device_was_doing() -> None:
    text = terminal(result())
    for words in ("3.6 of 4", "+3.1 % (p 0.04)", "1.2 %", "waited 210 s", "at most 34.5 °C", "80 % throughout"):
        assert words in text


def test_the_terminal_says_what_ran_where() -> None:
    text = terminal(result())
    assert "tensorflow-lite 2.21.0 (xnnpack, at least 90 of 100 nodes)" in text
    assert "4 threads · cores 4, 5, 6, 7 · normal · 5 cold repeats" in text


@pytest.mark.parametrize(
    ("delegated", "words"),
    [(76, "(xnnpack, at least 76 of 139 nodes)"), (139, "(xnnpack, all 139 nodes)"), (None, "(xnnpack)")],
)
@pytest.mark.parametrize("render", [terminal, web_page, lambda shown: markdown.render([shown])], ids=FORMATS)
def test_the_nodes_of_a_delegate_are_the_fewest_that_it_can_have_taken(
    render: Callable[[schema.Result], str], delegated: int | None, words: str
) -> None:
    """On a 32-bit ARM TFLite took 106 of 139 in several parts, and all that its Java interface shows is these 76."""
    ran = result()
    found = msgspec.structs.replace(ran.device_run.runtime, delegated_nodes=delegated, nodes=139)
    device_run = msgspec.structs.replace(ran.device_run, runtime=found)
    assert words in render(msgspec.structs.replace(ran, device_run=device_run))


@pytest.mark.parametrize("render", [terminal, web_page], ids=FORMATS[:2])
def test_a_profile_without_the_devices_operators_says_why(render: Callable[[schema.Result], str]) -> None:
    ran = result()
    operators = [schema.OperatorTime(name="FULLY_CONNECTED", count=13, total_ms=1.5)]
    host_run = msgspec.structs.replace(ran.host_run, profile=operators)
    device_run = msgspec.structs.replace(ran.device_run, profile=[])
    text = " ".join(render(msgspec.structs.replace(ran, device_run=device_run, host_run=host_run)).split())
    assert "TFLite's Java interface, the only one on Android, has no profiler." in unescape(text)
    both = msgspec.structs.replace(device_run, profile=operators)
    assert "Java interface" not in render(msgspec.structs.replace(ran, device_run=both, host_run=host_run))


def row(text: str, label: str) -> list[str]:
    """The cells of a table's row on the terminal."""
    return next(cells for line in text.splitlines() if (cells := re.split(r"\s{2,}", line)) and cells[0] == label)


def test_the_terminal_shows_intervals_of_several_repeats() -> None:
    text = terminal(result())
    assert row(text, "invoke") == ["invoke", "20.9 ms ±2.1 %", "22.8 ms", "8.42 ms ±1.4 %", "2.50 ±2.0 %"]
    assert "± is the 95 % interval" in text


def test_one_cold_process_has_no_interval() -> None:
    text = terminal(one_look())
    assert row(text, "invoke") == ["invoke", "21.5 ms", "23.1 ms", "8.29 ms", "2.50"]
    assert "±" not in text
    assert "one run, so no interval" in text
    assert "[" not in markdown.render([one_look()])


def test_what_the_runtime_itself_measured_stands_under_the_invoke() -> None:
    lines = terminal(with_native(result(), share=0.5)).splitlines()
    below = lines[next(index for index, line in enumerate(lines) if line.startswith("invoke ")) + 1]
    assert re.split(r"\s{2,}", below) == ["invoke, runtime's own", "10.5 ms ±2.1 %", "11.4 ms", "–", "–"]
    assert "runtime's own" not in terminal(result())


def test_the_load_time_says_what_state_the_page_cache_was_in() -> None:
    words = "load is from a warm page cache"
    old = result(settings=msgspec.structs.replace(result().settings, page_cache=None))  # or nothing, if nobody knows
    for render in (terminal, lambda shown: markdown.render([shown]), web_page):
        assert words in render(result())
        assert "page cache" not in render(old)


def test_peak_memory_is_the_geometric_mean_of_the_repeats() -> None:
    peaks = [3_000_000, 24_000_000, 3_000_000]
    repeats = [msgspec.structs.replace(side("device").repeats[0], vm_hwm_bytes=peak) for peak in peaks]
    assert (
        row(terminal(result(device_run=msgspec.structs.replace(side("device"), repeats=repeats))), "peak memory")[1]
        == "6.0 MB"
    )


@pytest.mark.parametrize("shown", [result(), one_look(), wrong(), with_native(result(), 0.9)])
def test_the_terminals_tables_fit_80_columns(shown: schema.Result) -> None:
    for line in terminal(shown, width=80).splitlines():
        assert len(line) <= 80
        assert "…" not in line
        assert not re.search(r"^\s+(ms|%|MB)\s", line)  # no figure is cut in two
    assert max(map(len, printed(overview.render([shown, shown]), 80).splitlines())) <= 80
    assert "TOO_SHORT" in printed(overview.render([one_look(), shown]), 80)


@pytest.mark.parametrize("render", [terminal, lambda shown: markdown.render([shown])], ids=["terminal", "markdown"])
def test_findings_that_make_answers_wrong_come_first_and_remarks_last(render: Callable[[schema.Result], str]) -> None:
    order = [Finding.ANSWERS_DIFFER, Finding.HUMP, Finding.VIRTUAL_DEVICE, Finding.CHARGING, Finding.SCRIPTED]
    found = [finding(each) for each in (order[3], order[1], order[4], order[0], order[2])]
    unknown = schema.VerdictFinding(id="OF_LATER", text="OF_LATER it is.", remedy="Do that.")
    text = render(result(verdict=verdict("WRONG", findings=[unknown, *found]))).replace("\\", "")
    places = [text.index(f"{name} it is.") for name in (*(each.name for each in order), "OF_LATER")]
    assert places == sorted(places)


def test_the_terminal_obeys_nobody() -> None:
    text = terminal(with_text_everywhere(HOSTILE))
    assert "\x1b" not in text
    assert "\x00" not in text
    assert "[red]" in text


# -- Markdown ----------------------------------------------------------------------------------------------------------


def test_markdown_is_short_tables_with_the_verdict_on_top() -> None:
    lines = markdown.render([wrong()]).splitlines()
    assert lines[0] == "### qa-en-tiny fp32 on Phone 8 (Android 14)"
    assert "| answers | 8 of 10 as on the host · F1 91.2 | ❌ WRONG |" in lines
    assert "| timing | ±2.1 % over 5 runs | ✅ STEADY |" in lines
    text = "Token ids are equal on only 9 of 10 examples. This probably also caused: answers differ from the host."
    assert f"- **{text}** Check them." in lines
    assert "| invoke | 20.9 ms ±2.1 % | 22.8 ms | 8.42 ms ±1.4 % | 2.50 |" in lines
    assert "| FULLY\\_CONNECTED | 37 | 15.5 ms | 100.0 % | 15.5 ms | 100.0 % |" in lines
    assert "| equal answers | 80 % (8 of 10) |" in lines
    assert "| example | text | expected | device | host |" in lines
    assert (
        "| Answers to q2 differ | Where does the river rise? \\| It rises in the Green Forest. | the Green Forest "
        "| in the Black Forest | in the Green Forest |"
    ) in lines


def test_a_budget_stands_with_its_limit_and_what_was_measured() -> None:
    limits = parse_all(["invoke.p90<=50ms", "f1>=95", "invoke.p50<=21"], "model.json")
    found = result(budgets=check(result(), limits))
    lines = [line.split() for line in terminal(found).splitlines()]
    assert ["invoke.p90", "at", "most", "50", "ms", "22.8", "ms", "[22.2,", "23.6]", "PASS", "model.json"] in lines
    assert ["f1", "at", "least", "95", "%", "91.25", "%", "FAIL", "model.json"] in lines
    shown = markdown.render([found]).splitlines()
    assert "| invoke.p90 | at most 50 ms | 22.8 ms \\[22.2, 23.6\\] | ✅ PASS |" in shown
    assert "| f1 | at least 95 % | 91.25 % | ❌ FAIL |" in shown
    (undecided,) = (line for line in shown if line.startswith("| invoke.p50 |"))
    assert "INCONCLUSIVE The 95 % interval of invoke.p50 does not lie on one side of the limit." in undecided


def test_what_is_of_both_sides_stands_under_neither() -> None:
    known = result()
    known = msgspec.structs.replace(
        known,
        model=msgspec.structs.replace(known.model, stated_quality={"exact_match": 99.5}),
        parity=msgspec.structs.replace(
            known.parity,
            outputs=schema.OutputParity(max_abs_diff=0.001, cosine=0.9999, relative_diff=0.002, norm_ratio=1.0),
        ),
    )
    checks = dict(rows.checks(known))
    assert checks["known exact match"] == "99.5 (card)"
    assert checks["outputs"] == "cosine 0.999900, max abs diff 1.0e-03"
    assert checks["max abs diff / standard deviation"] == "2.0e-03"
    assert checks["output size, device / host"] == "1.000"


def test_findings_of_one_cause_are_one_with_one_remedy() -> None:
    doubled = [schema.VerdictFinding(id=name, text=f"{name}.", remedy="Wait.") for name in ("HUMP", "BUSY_DEVICE")]
    told = markdown.render([result(verdict=verdict(timing="NOISY", findings=doubled))])
    assert "- **BUSY\\_DEVICE. This probably also caused: latency shifted for a while.** Wait.\n" in told
    assert told.count("Wait.") == 1


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
