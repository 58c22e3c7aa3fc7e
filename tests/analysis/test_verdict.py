"""From the parts of a result to its verdict: each finding for its cause, and the words that it is told in."""

from typing import Any

import msgspec
import numpy as np
import pytest

from devbench.analysis import telemetry_summary, verdict
from devbench.results import document
from devbench.results.schema import OutputParity, Result, Series
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


@pytest.mark.parametrize(
    ("load", "status", "words"),
    [
        ({"alternating": 0.3}, "NOISY", "The middle half of the invokes spreads over"),
        ({"repeats": (1, 1.2, 1)}, "NOISY", "The cold repeats lie 20% apart."),
        ({"rise": 0.12}, "NOISY", "The latency rose by"),
        ({"rise": -0.12}, "NOISY", "The latency fell by"),
        ({"others": 2.0}, "NOISY", "Other processes kept 2.0 of 8 cores busy."),
        ({"rise": 0.2, "clock_fall": 0.3}, "THROTTLED", "while the clocks fell by"),
        ({"thermal_status": 3}, "THROTTLED", "The thermal status of the device rose to 3"),
        ({"redone": 2}, "THROTTLED", "The device throttled 2 times in one repeat"),
        ({"gate_passed": False, "temperature_c": 38.5}, "SEMIVALID", "A repeat began at 38.5 °C"),
        ({"threads_at_work": 1}, "SEMIVALID", "4 threads were asked for on 8 cores; 1 worked"),
        ({"falls_back": True}, "SEMIVALID", "nnapi was asked for; the device ran the model with xnnpack."),
        ({"invokes": 0.5}, "SEMIVALID", "Only 33 of 66 invokes ran"),
        ({"warmup_converged": False}, "SEMIVALID", "still moved when the warm-up was over"),
        ({"visited": 7}, "PARTIAL", "Only 7 of 20 examples ran"),
        ({"equal_answers": 19}, "WRONG", "Answers are equal on 19 of 20 examples only."),
        ({"kind": "virtual"}, "VIRTUAL", "scripted is a virtual device"),
        ({"kind": "emulator"}, "EMULATOR", "scripted is an emulator"),
    ],
)
def test_each_verdict_comes_for_its_cause_and_says_it(load: dict[str, Any], status: str, words: str) -> None:
    verdict = run(**load).verdict
    assert verdict.status == status
    assert any(words in reason.summary for reason in verdict.reasons), verdict.reasons


@pytest.mark.parametrize(
    ("load", "remark"),
    [
        ({"charging": True}, "CHARGING"),
        ({"battery_level": 20}, "LOW_BATTERY"),
        ({"clock_fall": 0.3}, "CLOCKS_CHANGED"),
        ({"redone": 1}, "REDONE"),
        ({}, "SCRIPTED"),
    ],
)
def test_remarks_stand_beside_a_valid_verdict(load: dict[str, Any], remark: str) -> None:
    verdict = run(**load).verdict
    assert verdict.status == "VALID"
    assert remark in {reason.id for reason in verdict.reasons}


def test_a_rise_without_falling_clocks_is_no_throttling() -> None:
    assert run(rise=0.12).verdict.status == "NOISY"


def test_a_throttled_virtual_device_stays_virtual_and_says_both() -> None:
    verdict = run(kind="virtual", thermal_status=1).verdict
    assert verdict.status == "VIRTUAL"
    assert "THROTTLED" in {reason.id for reason in verdict.reasons}


def test_threads_are_counted_against_the_cores_that_are_allowed() -> None:
    found = run(threads_at_work=2)
    repeats = [msgspec.structs.replace(repeat, allowed_cpus=[6, 7]) for repeat in found.device_run.repeats]
    bound = msgspec.structs.replace(found, device_run=msgspec.structs.replace(found.device_run, repeats=repeats))
    assert found.verdict.status == "SEMIVALID"
    assert verdict.verdict(bound).status == "VALID"


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
    ids = {reason.id for reason in verdict.verdict(other).reasons}
    assert ("SILENT_FALLBACK" in ids) == falls_back


def test_a_stored_result_is_judged_alike_again() -> None:
    """All that a verdict rests on is in the document, the plan's own knowledge too."""
    found = run(others=2.0)
    quality = {metric: value * 2 for metric, value in found.device_run.quality.items()}
    model = msgspec.structs.replace(found.model, stated_quality=quality, warnings=["Its operators are new."])
    judged = verdict.verdict(msgspec.structs.replace(found, model=model))
    stored = document.decode(document.encode(msgspec.structs.replace(found, model=model, verdict=judged)), "stored")
    assert {"QUALITY_LOST", "MODEL_DOUBTFUL", "BUSY_DEVICE"} <= {reason.id for reason in judged.reasons}
    assert verdict.verdict(stored) == stored.verdict == judged


def test_a_result_whose_outputs_are_not_finite_is_stored_and_verdict() -> None:
    found = run()
    outputs = OutputParity(max_abs_diff=None, cosine=None)
    wrong = msgspec.structs.replace(found, parity=msgspec.structs.replace(found.parity, outputs=outputs))
    stored = document.decode(document.encode(wrong), "wrong.json")
    assert "OUTPUTS_NOT_FINITE" in {reason.id for reason in verdict.verdict(stored).reasons}


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
