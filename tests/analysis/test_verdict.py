"""From the parts of a result to its verdict: each finding for its cause, and the words that it is told in."""

from typing import Any

import msgspec
import numpy as np
import pytest

from devbench.analysis import telemetry_summary, verdict
from devbench.results import document
from devbench.results.findings import Finding, unsound
from devbench.results.schema import OutputParity, Result, Series, Threads, Verdict
from synthetic_results import Load, Noise, Setting, result

STILL = Noise(
    within=0.01,
    neighbours=0,
    tail_share=0,
    tail=0,
    between_repeats=0.001,
    between_runs=0,
    load=0.1,
    first_inference=0.1,
)


def run(**load: Any) -> Result:
    return result(Setting(noise=STILL), Load(**load), np.random.default_rng(1))


def ids(found: Verdict) -> set[str]:
    return {finding.id for finding in found.findings}


def texts(found: Verdict) -> set[str]:
    return {finding.text for finding in found.findings}


def words(found: Verdict) -> set[str]:
    return {found.answers, found.timing, found.device}


@pytest.mark.parametrize(
    ("load", "word", "text"),
    [
        ({"scatter": 0.12}, "NOISY", "Latency is noisy: the 95 % interval of p50 is ±"),
        ({"modes": 0.2}, "NOISY", "The repeats fall into a fast and a slow group"),
        ({"hump": 0.3}, "NOISY", "higher during 30 % of the run."),
        ({"rise": 0.12}, "NOISY", "Latency rose by"),
        ({"rise": -0.12}, "NOISY", "Latency fell by"),
        ({"rise_across": 0.2}, "NOISY", "from the first repeats to the last"),
        ({"others": 2.0}, "NOISY", "Other processes kept 2.0 of 8 cores busy."),
        ({"bursts": 6.0}, "NOISY", "Other processes kept 2.4 of 8 cores busy."),
        ({"clock_flips": True}, "NOISY", "of readings are over 10 % from the median."),
        ({"clock_cap": 1.0 / 2.8}, "THROTTLED", "The fastest cores never ran above 36 % of their maximum clock."),
        ({"rise": 0.2, "clock_fall": 0.4}, "THROTTLED", "while the clocks fell by"),
        ({"thermal_status": 3}, "THROTTLED", "The device throttled: its thermal status rose to 3 of 6."),
        ({"redone": 2}, "THROTTLED", "The device throttled: one repeat had to be measured 3 times."),
        ({"gate_passed": False, "temperature_c": 38.5}, "THROTTLED", "A repeat started at 38.5 °C"),
        (
            {"only_repeats": 1},
            "TOO_SHORT",
            "Only one cold process was measured; the next may differ by several percent.",
        ),
        ({"only_repeats": 4}, "TOO_SHORT", "Only 4 cold processes were measured"),
        ({"invokes": 0.15}, "TOO_SHORT", "only 50 of 70 inferences were measured"),
        ({"warmup_converged": False}, "TOO_SHORT", "still falling after the warm-up in 10 of 10 repeats"),
        ({"watched": False}, "UNWATCHED", "The device shows neither its clocks nor the load of other processes"),
        ({"equal_answers": 19}, "WRONG", "Answers are equal on only 19 of 20 examples."),
        ({"visited": 7, "host_visited": 7}, "UNCHECKED", "Not all examples ran on the host"),
        ({"kind": "virtual"}, "VIRTUAL", "scripted is a virtual device"),
        ({"kind": "emulator"}, "EMULATOR", "scripted is an emulator"),
    ],
)
def test_each_word_comes_for_its_cause_and_says_it(load: dict[str, Any], word: str, text: str) -> None:
    verdict = run(**load).verdict
    assert word in words(verdict)
    assert any(text in finding.text for finding in verdict.findings), verdict.findings


def test_a_quiet_run_on_a_phone_is_right_and_steady() -> None:
    verdict = run().verdict
    assert (verdict.answers, verdict.timing, verdict.device, verdict.partial) == ("RIGHT", "STEADY", "PHYSICAL", False)


def test_a_run_that_a_device_cut_short_is_partial_and_stays_what_it_is() -> None:
    verdict = run(visited=7).verdict
    assert (verdict.answers, verdict.partial) == ("AGREE", True)
    assert any("only 7 of 20 examples ran on both sides" in finding.text for finding in verdict.findings)


@pytest.mark.parametrize(
    ("load", "remark", "fails_strict"),
    [
        ({"charging": True}, "CHARGING", True),
        ({"battery_level": 7}, "LOW_BATTERY", True),
        ({"threads_at_work": 1}, "FEWER_THREADS_AT_WORK", True),
        ({"falls_back": True}, "SILENT_FALLBACK", True),
        ({"host_converged": False}, "HOST_UNSTEADY", True),
        ({"redone": 1}, "REDONE", False),
        ({}, "SCRIPTED", False),
    ],
)
def test_remarks_stand_beside_a_steady_verdict(load: dict[str, Any], remark: str, fails_strict: bool) -> None:
    verdict = run(**load).verdict
    assert (verdict.answers, verdict.timing) == ("RIGHT", "STEADY")
    assert remark in ids(verdict)
    assert (unsound(verdict, ["remarks"]) == [Finding[remark].label]) is fails_strict


@pytest.mark.parametrize(
    ("threads", "text"),
    [
        (Threads(asked=4, at_work=0.7, count=4), "Of 4 threads, only 0.7 ran on average."),
        (Threads(asked=1, at_work=0.3, count=1), "Of 1 thread, only 0.3 ran on average."),
    ],
)
def test_idle_threads_are_reported_with_how_many_ran(threads: Threads, text: str) -> None:
    found = run()
    repeats = [msgspec.structs.replace(repeat, threads=threads) for repeat in found.device_run.repeats]
    device_run = msgspec.structs.replace(found.device_run, repeats=repeats)
    assert text in texts(verdict.verdict(msgspec.structs.replace(found, device_run=device_run)))


@pytest.mark.parametrize(("cores", "words"), [(2, "2 cores"), (1, "1 core")])
def test_more_threads_than_cores_are_reported(cores: int, words: str) -> None:
    found = run()
    small = msgspec.structs.replace(found, device=msgspec.structs.replace(found.device, cores=cores))
    assert f"4 threads shared {words}." in texts(verdict.verdict(small))


def test_a_rise_without_falling_clocks_is_no_throttling() -> None:
    assert run(rise=0.12).verdict.timing == "NOISY"


def test_a_virtual_device_hides_nothing_else() -> None:
    verdict = run(kind="virtual", thermal_status=1).verdict
    assert (verdict.device, verdict.timing) == ("VIRTUAL", "THROTTLED")
    assert run(kind="virtual").verdict.timing == "STEADY"


def test_clocks_that_were_asked_to_be_low_are_no_throttling() -> None:
    capped = run(clock_cap=0.5)
    asked = msgspec.structs.replace(capped, settings=msgspec.structs.replace(capped.settings, fixed_performance=True))
    assert (capped.verdict.timing, verdict.verdict(asked).timing) == ("THROTTLED", "STEADY")


def test_clocks_are_looked_at_on_the_cores_that_are_used() -> None:
    """The slow cores' own maximum counts if the harness is bound to them."""
    capped = run(clock_cap=1.0 / 2.8)
    series = [each for each in capped.device_run.series if each.name != "cpu0_frequency"]
    slow = [
        msgspec.structs.replace(each, values=[1_800_000.0] * len(each.values), name="cpu0_frequency")
        for each in series
        if each.name == "cpu7_frequency"
    ]
    bound = msgspec.structs.replace(
        capped,
        settings=msgspec.structs.replace(capped.settings, cpus=[0, 1]),
        device_run=msgspec.structs.replace(capped.device_run, series=[*series, *slow]),
    )
    assert verdict.verdict(bound).timing == "STEADY"


def test_threads_are_counted_against_the_cores_that_are_allowed() -> None:
    found = run(threads_at_work=2)
    repeats = [msgspec.structs.replace(repeat, allowed_cpus=[6, 7]) for repeat in found.device_run.repeats]
    bound = msgspec.structs.replace(found, device_run=msgspec.structs.replace(found.device_run, repeats=repeats))
    assert "FEWER_THREADS_AT_WORK" in ids(found.verdict)
    assert "FEWER_THREADS_AT_WORK" not in ids(verdict.verdict(bound))


@pytest.mark.parametrize(
    ("asked", "ran", "falls_back"),
    [("xnnpack", "xnnpack", False), ("cpu", "none", False), ("xnnpack-off", "xnnpack", True), ("gpu", "xnnpack", True)],
)
def test_a_delegate_that_was_not_asked_for_is_named(asked: str, ran: str, falls_back: bool) -> None:
    found = run()
    runtime = msgspec.structs.replace(found.device_run.runtime, delegate=ran)
    other = msgspec.structs.replace(
        found,
        settings=msgspec.structs.replace(found.settings, delegate=asked),
        device_run=msgspec.structs.replace(found.device_run, runtime=runtime),
    )
    assert ("SILENT_FALLBACK" in ids(verdict.verdict(other))) == falls_back


@pytest.mark.parametrize(
    ("delegate", "delegated", "is_told"), [("nnapi", 76, True), ("nnapi", 139, False), ("xnnpack", 76, False)]
)
def test_a_delegate_that_left_some_nodes_is_told_with_the_fewest_that_it_took(
    delegate: str, delegated: int, is_told: bool
) -> None:
    found = run()
    ran = {"delegate": delegate, "nodes": 139, "delegated_nodes": delegated}
    runtime = msgspec.structs.replace(found.device_run.runtime, **ran)
    device_run = msgspec.structs.replace(found.device_run, runtime=runtime)
    told = {
        each.id: each.text for each in verdict.verdict(msgspec.structs.replace(found, device_run=device_run)).findings
    }
    wanted = "nnapi runs only a part of the model: at least 76 of 139 nodes." if is_told else None
    assert told.get("PARTLY_DELEGATED") == wanted


def test_a_stored_result_is_judged_alike_again() -> None:
    """All that a verdict rests on is in the document, the plan's own knowledge too."""
    found = run(others=2.0)
    quality = {metric: value * 2 for metric, value in found.device_run.quality.items()}
    model = msgspec.structs.replace(found.model, stated_quality=quality, warnings=["Its operators are new."])
    data = msgspec.structs.replace(found.data, task_remarks=["Half of the questions have no answer."])
    found = msgspec.structs.replace(found, model=model, data=data)
    judged = verdict.verdict(found)
    stored = document.decode(document.encode(msgspec.structs.replace(found, verdict=judged)), "stored")
    assert {"QUALITY_LOST", "MODEL_DOUBTFUL", "TASK_DOUBTFUL", "BUSY_DEVICE"} <= ids(judged)
    assert verdict.verdict(stored) == stored.verdict == judged


def test_a_result_whose_outputs_are_not_finite_is_stored_and_verdict() -> None:
    found = run()
    outputs = OutputParity(max_abs_diff=None, cosine=None)
    wrong = msgspec.structs.replace(found, parity=msgspec.structs.replace(found.parity, outputs=outputs))
    stored = document.decode(document.encode(wrong), "wrong.json")
    assert "OUTPUTS_NOT_FINITE" in ids(verdict.verdict(stored))


def clocks(*values: int, core: int = 7, repeat: int = 0) -> Series:
    return Series(
        name=f"cpu{core}_frequency",
        unit="kHz",
        repeat=repeat,
        times_ns=list(range(-1, len(values) - 1)),
        values=[float(value) for value in values],
    )


def test_clocks_are_those_of_the_fastest_core_while_measuring() -> None:
    fast, slow = clocks(9, 2, 2, 1), clocks(1, 1, 1, 1, core=0)
    assert telemetry_summary.clock_change([fast, slow], None) == -0.5
    assert telemetry_summary.clock_change([fast, slow], [0]) == 0
    assert telemetry_summary.clock_change([clocks(9, 2)], None) is None


def test_clocks_that_fall_from_repeat_to_repeat_fall() -> None:
    """Short repeats have few looks each: heat shows from the first repeats to the last."""
    falling = [clocks(9, level, level, repeat=repeat) for repeat, level in enumerate((8, 8, 7, 6, 4, 4))]
    assert telemetry_summary.clock_change(falling, None) == -0.5
