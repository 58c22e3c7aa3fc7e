"""One HTML file: it carries all that it shows, and what others wrote in it stays text."""

import base64
import gzip
import hashlib
import re
from html import unescape
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from devbench.choices import BudgetOutcome
from devbench.reports import html
from devbench.results import document, schema
from devbench.results.schema import Budget
from tests.html_page import HOSTILE, Page, page
from tests.sample_results import one_look, result, side, verdict, with_text_everywhere, wrong


def test_it_loads_nothing() -> None:
    shown = page(result())
    targets = [
        attrs[name] for _, attrs in shown.elements for name in ("src", "href", "action", "data") if name in attrs
    ]
    assert [target for target in targets if not target.startswith(("data:application/gzip;", "#"))] == []
    assert "@import" not in shown.source
    assert "url(" not in shown.source


def test_its_policy_allows_its_own_style_and_script_and_nothing_else() -> None:
    shown = page(result())
    (policy,) = shown.all("meta", **{"http-equiv": "Content-Security-Policy"})
    allowed = dict(part.strip().split(" ", 1) for part in policy["content"].split(";"))
    assert allowed.pop("default-src") == "'none'"
    for directive, tag in (("style-src", "style"), ("script-src", "script")):
        (content,) = re.findall(f"<{tag}>(.*?)</{tag}>", shown.source, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
        assert allowed.pop(directive) == f"'sha256-{digest}'"
    assert set(allowed.values()) == {"'none'"}
    assert [
        tag for tag, attrs in shown.elements if "style" in attrs or any(name.startswith("on") for name in attrs)
    ] == []


@pytest.mark.parametrize("text", [HOSTILE, "plain\nlines", "{% raw %}", "&lt;b&gt;", "\ud7ff\uffff", "a:b"])
@pytest.mark.parametrize("results", [1, 2])
def test_what_others_wrote_stays_text(text: str, results: int) -> None:
    check_stays_text(text, results)


@pytest.mark.slow
@settings(max_examples=20, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30))
def test_any_text_stays_text(text: str) -> None:
    check_stays_text(text, results=1)


def check_stays_text(text: str, results: int) -> None:
    hostile, harmless = (page(*[with_text_everywhere(each)] * results) for each in (text, "x"))
    assert hostile.kinds() - harmless.kinds() == set()
    assert len(hostile.all("script")) == 1
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", hostile.source)
    seen = "".join(character if character.isprintable() else " " for character in text)
    assert all(word in hostile.text for word in seen.split() if word.isalnum())


def test_the_document_in_it_is_the_very_one(tmp_path: Path) -> None:
    content = document.encode(with_text_everywhere(HOSTILE))
    shown = Page(html.render([(document.decode(content, "it"), content)]))
    (link,) = [attrs for attrs in shown.all("a") if "download" in attrs]
    carried = gzip.decompress(base64.b64decode(link["href"].partition(",")[2]))
    assert carried == content
    assert document.decode(carried, "the page's") == document.decode(content, "it")


def test_every_chart_says_in_a_table_what_it_shows() -> None:
    source = page(result()).source
    figures = re.findall("<figure.*?</figure>", source, re.DOTALL)
    assert len(figures) == 5
    for figure in figures:
        assert re.search('role="img" aria-label="[^"]+"', figure)
        assert "<svg" in figure
        assert figure.count("<td>") >= 2


def test_figures_of_several_repeats_have_their_intervals() -> None:
    text = " ".join(page(result()).text.split())
    assert "20.9 ms p50 per inference on the device [20.5, 21.4]" in text
    assert "2.50 device / host [2.45, 2.55]" in text
    assert "22.8 ms [22.3, 23.6]23.8 ms17.9 ms" in text  # the upper bound of p95 lies beyond all samples


def test_one_look_has_no_interval_anywhere() -> None:
    text = " ".join(page(one_look()).text.split())
    assert "21.5 ms p50 per inference on the device TOO_SHORT" in text
    assert "2.50 device / host 80.0" in text
    assert "one run, so no interval" in text
    assert not re.search(r"\[\d+\.", text)


def judged(source: str, kind: str) -> list[tuple[str, str, str]]:
    """Of each line or tile with a word: its tone, what it says, its word."""
    found = re.findall(rf'<(?:div|li) class="{kind} (\w+)">(.*?)</(?:div|li)>', source, re.DOTALL)
    texts = [(tone, unescape(re.sub(r"<[^>]*>", " ", content)).split()) for tone, content in found]
    assert all(f'<span class="word {tone}"><svg class="icon"' in content for tone, content in found)
    return [(tone, " ".join(text[:-1]), text[-1]) for tone, text in texts]


def test_the_answer_comes_first_in_the_words_of_the_terminal() -> None:
    shown = page(wrong())
    titles = [text for _, text in re.findall(r"<h([1-6])[^>]*>(.*?)</h\1>", shown.source)]
    assert titles[0] == "<bdi>qa-en-tiny fp32 on Phone 8 (Android 14)</bdi>"
    assert judged(shown.source, "line") == [
        ("bad", "answers 8 of 10 as on the host · F1 91.2", "WRONG"),
        ("good", "timing ±2.1 % over 5 runs", "STEADY"),
    ]
    assert "20.9 ms p50, 22.8 ms p90 per inference" in shown.text
    partial = verdict("WRONG", "UNWATCHED", "VIRTUAL", partial=True)
    lines = judged(page(result(verdict=partial)).source, "line")
    assert [(tone, word) for tone, _, word in lines] == [
        ("bad", "WRONG"), ("bad", "PARTIAL"), ("warn", "UNWATCHED"), ("info", "VIRTUAL"),
    ]  # fmt: skip


def budget(metric: str, outcome: BudgetOutcome, **changes: Any) -> Budget:
    fields: dict[str, Any] = {"operator": "<=", "limit": 20.0, "unit": "ms", "measured": 21.0}
    return Budget(metric=metric, outcome=outcome, **{**fields, **changes})


def test_a_tile_that_fails_looks_and_reads_like_it() -> None:
    assert judged(page(result()).source, "tile") == []
    assert judged(page(wrong()).source, "tile") == [
        ("bad", "8 of 10 answers as on the host", "WRONG"),
        ("bad", "9 of 10 examples with the host's token ids", "WRONG"),
    ]
    budgets = [budget("invoke.p90", "FAIL"), budget("invoke.p50", "PASS"), budget("f1", "INCONCLUSIVE")]
    tiles = judged(page(result(budgets=budgets)).source, "tile")
    assert [(tone, word) for tone, _, word in tiles] == [("good", "PASS"), ("warn", "INCONCLUSIVE")]
    assert judged(page(result(budgets=budgets[:1])).source, "tile") == []  # no tile shows the p90
    noisy = judged(page(result(verdict=verdict(timing="NOISY"))).source, "tile")
    assert noisy == [("warn", "20.9 ms p50 per inference on the device [20.5, 21.4]", "NOISY")]


def test_nothing_to_compare_is_no_tile() -> None:
    none = schema.Count(equal=0, total=0)
    parity = msgspec.structs.replace(result().parity, tokens=none, answers=none)
    assert "0 of 0</b>" not in page(result(parity=parity)).source


def test_a_budget_is_shown_with_what_was_measured_and_why_it_cannot_be_decided() -> None:
    reason = "The budget lies within the 95 % interval."
    found = budget("total.p50", "INCONCLUSIVE", limit=21.0, low=20.5, high=22.5, reason=reason, source="devbench.toml")
    (table,) = re.findall("<caption>Budgets.*?</table>", page(result(budgets=[found])).source, re.DOTALL)
    shown = map(str.strip, re.sub(r"<[^>]*>", "|", table).split("|"))
    assert [*filter(None, shown)][6:] == [
        "total.p50", "at most 21 ms", "21 ms", "[20.5, 22.5]", "INCONCLUSIVE", reason, "devbench.toml",
    ]  # fmt: skip
    assert "Budgets" not in page(result()).text


def test_percentiles_are_those_of_the_samples() -> None:
    shown = page(result())
    assert "device: median of all inferences 21.0 ms, p90 22.8 ms" in shown.text
    assert "host: median of all inferences 8.43 ms" in shown.text


def test_what_the_device_did_is_shown_over_time() -> None:
    text = page(result()).text
    for words in ("Temperature, device", "Clock, device", "battery temperature", "skin (scripted)", "cpu4 frequency"):
        assert words in text


def test_a_quantity_that_never_moved_is_named_once_and_not_drawn() -> None:
    text = page(result()).text
    assert "80 % throughout" in text
    assert "Battery, device" not in text


def test_what_is_absent_is_not_shown() -> None:
    bare = side("device", series=[], stability=None, profile=[])
    repeats = [msgspec.structs.replace(each, heat=None, threads=None) for each in bare.repeats]
    bare = msgspec.structs.replace(bare, repeats=repeats)
    assert bare.latency_ms.invoke.outliers == 0
    text = page(result(device_run=bare, host_run=bare)).text
    for words in ("Conditions", "Operators", "Temperature", "Clock"):
        assert words not in text
    assert "None" not in text


def test_of_many_sensors_those_that_moved_most_are_drawn_and_the_table_has_all() -> None:
    found = side("device").series
    zones = [
        msgspec.structs.replace(
            each, name=f"zone_temperature:zone-{number}", values=[30.0 + number * (step % 2) for step in range(44)]
        )
        for number in range(1, 13)
        for each in result().device_run.series[:1]
    ]
    shown = page(result(device_run=side("device", series=[*found, *zones])))
    assert "Temperature, device (the 8 of 12 that moved most)" in shown.text
    drawn = re.findall(r'<span class="key color-\d" aria-hidden="true"></span>(zone-\d+)', shown.source)
    assert drawn == [f"zone-{number}" for number in range(5, 13)]
    assert all(f">zone-{number}</th>" in shown.source for number in range(1, 13))


@pytest.mark.parametrize("samples", [1, 2])
def test_few_samples_make_a_page(samples: int) -> None:
    few = side("device")
    few = msgspec.structs.replace(few, samples=few.samples[:samples])
    assert "Distribution" in page(result(device_run=few)).text
