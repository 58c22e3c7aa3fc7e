"""The examples of an HTML report, and what stands before several results."""

from __future__ import annotations

import re

import msgspec

from devbench.results.schema import DifferingExample, DifferingKind
from tests.html_page import page
from tests.sample_results import one_look, result, wrong


def test_what_differs_stands_side_by_side_and_is_marked() -> None:
    shown = page(wrong())
    source = shown.source
    assert "Where does the river rise? | It rises in the Green Forest." in shown.text
    assert "<dt>expected</dt><dd>the Green Forest</dd>" in source
    assert "in the <mark>Black</mark> Forest" in source
    assert "in the <mark>Green</mark> Forest" in source


def test_where_one_text_holds_the_other_only_the_rest_is_marked() -> None:
    found = wrong()
    difference = msgspec.structs.replace(found.parity.differing[1], device="aa", host="aaa")
    source = page(
        msgspec.structs.replace(found, parity=msgspec.structs.replace(found.parity, differing=[difference]))
    ).source
    assert "<dd>aa</dd>" in source
    assert "<dd>aa<mark>a</mark></dd>" in source


def test_the_ten_worst_examples_stand_apart_each_once_and_no_other_is_left_out() -> None:
    def listed(number: int, what: DifferingKind) -> DifferingExample:
        return DifferingExample(example=f"q{number:02}", what=what, expected="yes", device=f"no {number}", host="no")

    kinds: list[DifferingKind] = ["tokens", "outputs", "answers", "quality"]
    differing = [listed(number, what) for what in kinds for number in range(4 if what != "quality" else 12)]
    found = msgspec.structs.replace(result().parity, differing=differing)
    source = page(result(parity=found)).source
    worst, others = source.split('<h2 id="examples-1">')[1].split("<summary>")
    assert re.findall(r"<bdi>(.*?)</bdi>", worst) == [
        *(f"Answers to q{number:02} differ" for number in range(4)),
        *(f"Wrong answer to q{number:02}" for number in range(4, 10)),
    ]
    assert others.startswith("14 more examples</summary>")
    assert len(re.findall("<bdi>", others)) == 14
    assert "Worst examples" not in page(result()).text


def test_an_answer_that_both_sides_give_is_shown_once() -> None:
    both = DifferingExample(example="q1", what="quality", text="Why?", expected="so", device="no", host="no")
    source = page(result(parity=msgspec.structs.replace(result().parity, differing=[both]))).source
    assert "<dt>device and host</dt><dd>no</dd>" in source


def test_several_results_begin_with_an_overview_that_leads_to_each() -> None:
    other = msgspec.structs.replace(result().model, quantization="int8")
    shown = page(result(), wrong(model=other), one_look())
    overview, _ = shown.source.split("<article", 1)
    assert re.findall(r'<span class="word \w+"><svg.*?</svg>(\w+)</span>', overview) == [
        "RIGHT", "STEADY", "PHYSICAL", "WRONG", "STEADY", "PHYSICAL", "RIGHT", "TOO_SHORT", "PHYSICAL",
    ]  # fmt: skip
    targets = [attrs["href"] for attrs in shown.all("a") if attrs["href"].startswith("#")]
    assert targets == [f"#result-{place}" for place in (1, 2, 3)] * 2  # the navigation, the table
    assert all(shown.all("article", id=target[1:]) for target in targets)


def test_latency_is_drawn_against_quality_for_results_on_the_same_data() -> None:
    int8 = msgspec.structs.replace(result().model, quantization="int8")
    elsewhere = msgspec.structs.replace(result().data, sha256="55" * 32)
    source = page(result(), result(model=int8), result(data=elsewhere)).source
    (chart,) = re.findall('<figure class="trade-off">.*?</figure>', source, re.DOTALL)
    assert re.findall('class="label">(.*?)</text>', chart) == ["fp32", "int8"]
    assert len(re.findall('class="line reactive nofill"', chart)) == 2  # of the latency; the quality has no interval
    assert '<th scope="row">int8</th><td>20.9 ms [20.5, 21.4]</td><td>91.2</td>' in chart
    assert 'class="trade-off"' not in page(result(), result(data=elsewhere)).source
