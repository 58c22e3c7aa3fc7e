"""The answer first: speed, answers and timing in a line each, at any width."""

from __future__ import annotations

import io
import re
from typing import Any

import msgspec
import pytest
from rich.console import Console

from devbench.analysis.budgets import check
from devbench.analysis.limits import parse_all
from devbench.choices import BudgetOutcome, Timing
from devbench.reports import summary
from devbench.results import schema
from devbench.results.findings import Finding
from tests.sample_results import finding, one_look, result, side, verdict, wrong

WIDTHS = [40, 60, 80, 100, 120]


def shown(found: schema.Result, width: int = 80, *, details: bool = False) -> list[str]:
    file = io.StringIO()
    Console(file=file, width=width, color_system=None).print(summary.render(found, details))
    return [line.rstrip() for line in file.getvalue().splitlines()]


def head(found: schema.Result, width: int = 80) -> dict[str, str]:
    """The lines above the first blank one, by their labels; with two blanks before the word."""
    lines = shown(found, width)
    lines = lines[1 : lines.index("")]
    return {line.split()[0]: re.sub(" {3,}", "  ", line.strip().partition(" ")[2].strip()) for line in lines}


def busy(**changes: Any) -> schema.Result:
    """Two of eight cores were busy with something else."""
    noisy = verdict(
        timing="NOISY", findings=[finding(Finding.BUSY_DEVICE), finding(Finding.DRIFT), finding(Finding.HOST_UNSTEADY)]
    )
    load = schema.Series(name="load_other", unit="cores", repeat=0, times_ns=[0], values=[2.0])
    return result(verdict=noisy, device_run=side("device", series=[load]), **changes)


def with_budgets(*budgets: schema.Budget) -> schema.Result:
    return msgspec.structs.replace(result(), budgets=list(budgets))


def budget(metric: str, outcome: BudgetOutcome, reason: str = "", unit: Any = "ms") -> schema.Budget:
    return schema.Budget(
        metric=metric, operator="<=", limit=50, unit=unit, measured=22.8, outcome=outcome, reason=reason
    )


def test_a_quiet_run_is_three_lines_and_a_short_table() -> None:
    assert shown(with_known_quality()) == [
        "qa-en-tiny fp32 on Phone 8 (Android 14)",
        "  speed    20.9 ms p50, 22.8 ms p90 per inference · 21.7 ms per question",
        "  answers  10 of 10 as on the host · F1 91.2 (card 90.5)           RIGHT",
        "  timing   ±2.1 % over 5 runs                                     STEADY",
        "",
        "                     device            host  device / host",
        "──────────────────────────────────────────────────────────",
        "invoke p50   20.9 ms ±2.1 %  8.42 ms ±1.4 %           2.50",
        "total p50    21.7 ms ±2.3 %  8.73 ms ±1.4 %           2.49",
        "load                12.5 ms         12.5 ms           1.00",
        "peak memory        120.0 MB        120.0 MB",
    ]


def with_known_quality() -> schema.Result:
    """And without a profile, which nobody asked for."""
    return result(
        model=msgspec.structs.replace(result().model, stated_quality={"f1": 90.5}),
        device_run=side("device", profile=[]),
        host_run=side("host", profile=[]),
    )


def test_noise_has_its_cause_and_what_to_do_in_its_line() -> None:
    assert head(busy(), 100)["timing"] == "±2.1 % over 5 runs · 2.0 of 8 cores busy → close apps, run again  NOISY"
    assert head(busy())["timing"] == "±2.1 % · 2.0 of 8 cores busy → close apps, run again  NOISY"
    text = "\n".join(shown(busy()))
    assert "BUSY_DEVICE it is." not in text  # that line says it
    assert "HOST_UNSTEADY it is." in text  # another computer


def test_a_cause_that_does_not_fit_its_line_is_listed_with_what_it_explains() -> None:
    lines = shown(busy(), width=44)
    at = lines.index("! BUSY_DEVICE it is.")
    assert lines[at + 1 : at + 4] == ["  This probably also caused: latency", "  drifted.", "  → Do that."]


def test_one_run_says_how_to_measure_more() -> None:
    assert head(one_look())["timing"] == "one run, so no interval → --mode normal  TOO_SHORT"


@pytest.mark.parametrize("others", [[], [Finding.ONE_REPEAT], [Finding.FEW_REPEATS]])
def test_a_run_that_ended_early_needs_more_time_not_more_processes(others: list[Finding]) -> None:
    found = [finding(each) for each in [*others, Finding.TOO_FEW_SAMPLES]]
    line = head(result(verdict=verdict(timing="TOO_SHORT", findings=found)), 100)["timing"]
    assert line.endswith("→ a higher --max-seconds  TOO_SHORT")


@pytest.mark.parametrize(
    ("found", "mode", "action"),
    [
        (Finding.WIDE_INTERVAL, "normal", " → --mode official  NOISY"),
        (Finding.WIDE_INTERVAL, "official", " → run again on an idle device  NOISY"),
        (Finding.DRIFT, "normal", " → let it rest, run again  NOISY"),
        (Finding.HUMP, "normal", " → run again on an idle device  NOISY"),
        (Finding.FEW_REPEATS, "quick", " → --mode normal  TOO_SHORT"),
        (Finding.FEW_REPEATS, "normal", " over 5 runs  TOO_SHORT"),
    ],
)
def test_the_line_advises_what_the_run_has_not_done(found: Finding, mode: str, action: str) -> None:
    settings = msgspec.structs.replace(result().settings, mode=mode)
    timing: Timing = "TOO_SHORT" if found is Finding.FEW_REPEATS else "NOISY"
    noisy = result(settings=settings, verdict=verdict(timing=timing, findings=[finding(found)]))
    assert head(noisy, 120)["timing"].endswith(action)


@pytest.mark.parametrize(("kind", "word"), [("virtual", "VIRTUAL"), ("emulator", "EMULATOR")])
def test_times_that_are_not_a_phones_say_so(kind: Any, word: Any) -> None:
    device = msgspec.structs.replace(result().device, kind=kind)
    line = head(result(device=device, verdict=verdict(device=word)), width=100)["device"]
    assert "its latency reflects this computer, not a phone" in line
    assert line.endswith(word)
    assert "device" not in head(result())


def test_more_threads_than_cores_are_said_once() -> None:
    device = msgspec.structs.replace(result().device, cores=2)
    crowded = [finding(Finding.MORE_THREADS_THAN_CORES), finding(Finding.FEWER_THREADS_AT_WORK)]
    lines = shown(result(device=device, verdict=verdict(findings=crowded)))
    assert lines[0] == "qa-en-tiny fp32 on Phone 8 (Android 14), 4 threads on 2 cores"
    assert "THREADS" not in "\n".join(lines)


def test_a_run_that_was_cut_short_says_so() -> None:
    cut = msgspec.structs.replace(
        result(verdict=verdict("AGREE", partial=True)),
        parity=msgspec.structs.replace(result().parity, tokens=schema.Count(equal=7, total=7)),
    )
    assert head(cut)["examples"].split("  ")[0] == "only 7 of 10 ran on both sides before the time limit"
    assert head(cut)["examples"].endswith("PARTIAL")


def test_answers_that_only_agree_say_that_nothing_else_was_there() -> None:
    agree = result(verdict=verdict("AGREE"), device_run=side("device", quality={}))
    assert head(agree)["answers"] == "10 of 10 as on the host · nothing else to judge by  AGREE"


# -- budgets -----------------------------------------------------------------------------------------------------------


def test_a_budget_for_an_inference_stands_beside_its_speed() -> None:
    found = with_budgets(budget("invoke.p90", "PASS"))
    assert head(found)["speed"] == "20.9 ms p50, 22.8 ms p90 per inference · budget p90 50 ms  PASS"
    assert head(found, 120)["speed"] == (
        "20.9 ms p50, 22.8 ms p90 per inference · 21.7 ms per question · budget p90 50 ms  PASS"
    )


def test_other_budgets_have_a_line_each() -> None:
    found = with_budgets(budget("invoke.p90", "PASS"), budget("memory", "FAIL", unit="MB"))
    lines = [line for line in shown(found) if line.startswith("  budget")]
    assert lines == ["  budget   memory at most 50 MB · measured 22.8 MB                    FAIL"]
    both = with_budgets(budget("invoke.p50", "PASS"), budget("invoke.p90", "PASS"))
    assert [line.split()[1] for line in shown(both) if line.startswith("  budget")] == ["invoke.p50", "invoke.p90"]


@pytest.mark.parametrize("details", [False, True], ids=["short", "details"])
def test_a_budget_and_the_tables_show_the_same_figure(details: bool) -> None:
    """Of unlike processes, where a mean and a median differ."""
    loads, peaks = [10.0, 10.0, 10.0, 30.0, 40.0], [100e6, 100e6, 100e6, 300e6, 400e6]
    one = result().device_run.repeats[0]
    repeats = [
        msgspec.structs.replace(one, load_ms=load, first_inference_ms=2 * load, vm_hwm_bytes=round(peak))
        for load, peak in zip(loads, peaks, strict=True)
    ]
    found = result(device_run=msgspec.structs.replace(result().device_run, load_ms=10.0, repeats=repeats))
    found = msgspec.structs.replace(found, budgets=check(found, parse_all(["load<=1s", "memory<=1GB"])))
    text = "\n".join(shown(found, 120, details=details))
    assert re.search(r"load at most 1,000 ms · measured 16.4 ms", text)
    assert re.search(r"load +16.4 ms", text)
    assert re.search(r"memory at most 1,000 MB · measured 164.38 MB", text)
    assert re.search(r"peak memory +164.4 MB", text)


@pytest.mark.parametrize("width", [40, 44, 60])
@pytest.mark.parametrize("outcome", ["PASS", "INCONCLUSIVE"])
def test_a_narrow_line_keeps_what_was_measured_and_drops_the_limit(width: int, outcome: BudgetOutcome) -> None:
    found = with_budgets(budget("invoke.p90", outcome))
    assert head(found, width)["speed"].startswith("20.9 ms p50")
    several = with_budgets(budget("memory", outcome, unit="MB"), budget("first_inference", outcome))
    lines = [line for line in shown(several, width) if line.startswith("  budget")]
    assert all("22.8" in line for line in lines)
    assert [line.split()[1] for line in lines] == ["memory", "first_inference"]
    assert max(map(len, shown(found, width) + shown(several, width))) <= width


def test_an_undecided_budget_says_why() -> None:
    found = with_budgets(budget("invoke.p90", "INCONCLUSIVE", "The interval holds the limit. Use --mode official."))
    assert "! Budget invoke.p90: The interval holds the limit. Use --mode official." in shown(found)


def test_budgets_that_are_undecided_for_one_reason_share_a_line() -> None:
    found = with_budgets(
        budget("invoke.p90", "INCONCLUSIVE", "Too few."),
        budget("load", "INCONCLUSIVE", "Too few."),
        budget("f1", "INCONCLUSIVE", "No data."),
    )
    assert [line for line in shown(found) if line.startswith("! Budget")] == [
        "! Budgets invoke.p90, load: Too few.",
        "! Budget f1: No data.",
    ]


# -- wrong answers -----------------------------------------------------------------------------------------------------


def test_wrong_answers_have_their_cause_and_the_first_examples() -> None:
    lines = shown(wrong())
    assert head(wrong())["answers"].endswith("WRONG")
    assert "! Token ids are equal on only 9 of 10 examples." in lines
    assert "Answers to q2 differ" in lines
    many = wrong()
    differing = [msgspec.structs.replace(many.parity.differing[0], example=f"e{number}") for number in range(9)]
    many = msgspec.structs.replace(many, parity=msgspec.structs.replace(many.parity, differing=differing))
    assert shown(many)[-1] == "6 more examples: devbench report 20261120T101112-abcdef --details"


def test_remarks_are_behind_the_details() -> None:
    found = result(verdict=verdict(findings=[finding(Finding.CLOCKS_CHANGED), finding(Finding.CHARGING)]))
    assert not [line for line in shown(found) if "CLOCKS_CHANGED" in line]
    assert "! CLOCKS_CHANGED it is." in shown(found, details=True)
    assert "! CHARGING it is." in shown(found)


def test_a_device_without_a_thermometer_is_a_condition_and_no_finding() -> None:
    load = schema.Series(repeat=0, name="load_other", unit="cores", times_ns=[0, 1], values=[0.1, 0.2])
    each = [msgspec.structs.replace(load, repeat=number) for number in range(5)]
    lines = shown(result(device_run=side("device", series=each)), details=True)
    assert "temperature" in [line.partition("  ")[0] for line in lines if "not reported" in line]
    assert "not reported" not in "\n".join(shown(result(), details=True))


def test_a_remedy_that_wraps_keeps_its_indent() -> None:
    noisy = schema.VerdictFinding(
        id="HOST_UNSTEADY", text="The host is noisy.", remedy="Close other programs on this computer, then run again."
    )
    lines = shown(result(verdict=verdict(findings=[noisy])), width=40)
    at = lines.index("! The host is noisy.")
    assert lines[at + 1 : at + 3] == ["  → Close other programs on this", "    computer, then run again."]


def test_the_ratio_has_one_name() -> None:
    text = "\n".join(shown(result(), 120, details=True))
    assert "device / host" in text
    assert "to host" not in text
    assert "invokes" not in text


# -- any width ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("details", [False, True], ids=["short", "details"])
@pytest.mark.parametrize("found", [result(), one_look(), wrong(), busy(), with_budgets(budget("total.p50", "FAIL"))])
def test_no_line_is_wider_than_the_terminal_and_none_is_cut(found: schema.Result, width: int, details: bool) -> None:
    lines = shown(found, width, details=details)
    assert max(map(len, lines)) <= width
    assert "…" not in "".join(lines)


@pytest.mark.parametrize("width", WIDTHS)
def test_each_word_of_the_verdict_is_there_at_any_width(width: int) -> None:
    lines = head(one_look(), width)
    assert lines["answers"].endswith("RIGHT")
    assert lines["timing"].endswith("TOO_SHORT")
    assert lines["speed"].startswith("21.5 ms p50")
