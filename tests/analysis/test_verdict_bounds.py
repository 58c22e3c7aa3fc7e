"""Each rule of docs/measurement.md at its bound: what lies on it passes, what lies beyond it is found."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from devbench.analysis import verdict
from devbench.results import document, schema

ROOT = Path(__file__).resolve().parents[2]
RESULT = document.read(ROOT / "tests/vectors/results/format-1.json")
STEADY: dict[str, Any] = {"drift": 0.0, "drift_p": 1.0, "between_repeats": 0.0, "spread": 0.0}


def found(**changes: Any) -> set[str]:
    """Ids of what is found wrong with the result, its parts changed."""
    return {finding.id for finding in verdict.verdict(replace(RESULT, **changes)).findings}


def device_run(**changes: Any) -> set[str]:
    return found(device_run=replace(RESULT.device_run, **changes))


def steady(**changes: Any) -> set[str]:
    return device_run(stability=schema.Stability(**{**STEADY, **changes}))


def series(name: str, *values: float) -> schema.Series:
    return schema.Series(name=name, unit="", repeat=0, times_ns=list(range(len(values))), values=list(values))


def p50(low: float | None, high: float | None) -> schema.Latency:
    latency = RESULT.device_run.latency_ms
    return replace(latency, invoke=replace(latency.invoke, p50=10.0, p50_low=low, p50_high=high))


def test_a_steady_result_is_not_noisy() -> None:
    assert not steady() & {"WIDE_INTERVAL", "DRIFT", "HUMP", "REPEATS_BIMODAL", "THROTTLED", "HOST_UNSTEADY"}


def test_a_half_width_of_five_percent_passes() -> None:
    assert "WIDE_INTERVAL" not in device_run(latency_ms=p50(9.5, 10.5))
    assert "WIDE_INTERVAL" in device_run(latency_ms=p50(9.5, 10.502))
    assert "WIDE_INTERVAL" not in device_run(latency_ms=p50(None, None))


def test_humps_and_modes_are_noise() -> None:
    assert "HUMP" in steady(hump=schema.Hump(share=0.25, change=0.3))
    assert "REPEATS_BIMODAL" in steady(bimodal=True)


@pytest.mark.parametrize(
    ("repeats", "ids"), [(1, {"ONE_REPEAT"}), (2, {"FEW_REPEATS"}), (4, {"FEW_REPEATS"}), (5, set())]
)
def test_five_cold_processes_are_enough(repeats: int, ids: set[str]) -> None:
    found = device_run(repeats=[RESULT.device_run.repeats[0]] * repeats)
    assert found & {"ONE_REPEAT", "FEW_REPEATS"} == ids


@pytest.mark.parametrize(("clock", "low"), [(2_519_000, True), (2_520_000, False)])
def test_a_core_reaches_nine_tenths_of_its_highest_clock(clock: int, low: bool) -> None:
    device = replace(RESULT.device, core_max_khz=[1_800_000, 2_800_000])
    clocks = [series("cpu0_frequency", *[100_000] * 10), series("cpu1_frequency", *[clock] * 10)]
    ids = found(device=device, device_run=replace(RESULT.device_run, series=clocks))
    assert ("CLOCKS_BELOW_MAXIMUM" in ids) is low


@pytest.mark.parametrize(("off", "unsteady"), [(1, False), (2, True)])
def test_one_look_of_ten_may_see_another_clock(off: int, unsteady: bool) -> None:
    ids = device_run(series=[series("cpu0_frequency", *[1000] * (10 - off), *[880] * off)])
    assert ("CLOCKS_UNSTEADY" in ids) is unsteady


@pytest.mark.parametrize("name", ["load_other", "cpu3_frequency"])
def test_clocks_or_the_load_of_others_are_enough_to_watch(name: str) -> None:
    assert "NOT_WATCHED" in device_run(series=[series("thermal_status", 0)])
    assert "NOT_WATCHED" not in device_run(series=[series(name, 0.0)])


@pytest.mark.parametrize("sign", [1, -1])
def test_a_drift_is_both_large_and_a_trend(sign: int) -> None:
    assert "DRIFT" in steady(drift=sign * 0.051, drift_p=0.009)
    assert "DRIFT" not in steady(drift=sign * 0.05, drift_p=0.009)
    assert "DRIFT" not in steady(drift=sign * 0.051, drift_p=0.01)


@pytest.mark.parametrize(
    ("changes", "noisy"),
    [
        ({}, False),
        ({"bimodal": True}, True),
        ({"hump": schema.Hump(share=0.3, change=-0.2)}, True),
        ({"drift_across": 0.1, "drift_across_p": 0.001}, True),
        ({"drift": 0.1, "drift_p": 0.001}, True),
        ({"drift": 0.1, "drift_p": 0.5}, False),
    ],
)
def test_the_host_is_held_to_the_same_bounds(changes: dict[str, Any], noisy: bool) -> None:
    host = replace(RESULT.host_run, stability=schema.Stability(**{**STEADY, **changes}))
    assert ("HOST_UNSTEADY" in found(host_run=host)) is noisy


@pytest.mark.parametrize(
    ("drift", "clock", "throttled"),
    [(0.2, 0.94, True), (0.2, 0.96, False), (-0.2, 0.5, False), (0.05, 0.5, False), (0.2, 1.5, False)],
)
def test_throttling_is_a_rise_of_latency_while_clocks_fall(drift: float, clock: float, throttled: bool) -> None:
    clocks = series("cpu0_frequency", 1000, 1000, 1000 * clock)
    stability = schema.Stability(**{**STEADY, "drift": drift, "drift_p": 0.001})
    ids = device_run(stability=stability, series=[clocks])
    assert ("THROTTLED" in ids) is throttled
    assert ("DRIFT" in ids) is (not throttled and abs(drift) > 0.05)  # one cause, one finding


@pytest.mark.parametrize(("redone", "ids"), [(0, set()), (1, {"REDONE"}), (2, {"REDONE", "THROTTLED"})])
def test_a_repeat_that_throttled_twice_is_throttled(redone: int, ids: set[str]) -> None:
    repeats = [replace(RESULT.device_run.repeats[0], redone=redone)]
    assert device_run(repeats=repeats) & {"REDONE", "THROTTLED"} == ids


@pytest.mark.parametrize(("status", "throttled"), [(0, False), (1, True)])
def test_any_thermal_status_is_throttling(status: int, throttled: bool) -> None:
    assert ("THROTTLED" in device_run(series=[series("thermal_status", 0, status, 0)])) is throttled


def test_others_may_keep_a_tenth_of_all_cores_busy() -> None:
    assert RESULT.device.cores == 2
    assert "BUSY_DEVICE" not in device_run(series=[series("load_other", 0.2)])
    assert "BUSY_DEVICE" in device_run(series=[series("load_other", 0.21)])


def test_a_battery_below_a_quarter_is_low() -> None:
    assert "LOW_BATTERY" not in device_run(series=[series("battery_level", 80, 25)])
    assert "LOW_BATTERY" in device_run(series=[series("battery_level", 80, 24)])


def test_more_threads_than_cores_are_named() -> None:
    for threads, named in ((2, False), (3, True)):
        ids = found(settings=replace(RESULT.settings, threads=threads))
        assert ("MORE_THREADS_THAN_CORES" in ids) is named


@pytest.mark.parametrize(
    ("at_work", "count", "named"), [(1.0, 2, False), (0.99, 2, True), (2.0, 1, True), (2.0, 2, False)]
)
def test_half_of_the_threads_at_work_suffice(at_work: float, count: int, named: bool) -> None:
    threads = schema.Threads(asked=2, at_work=at_work, count=count)
    repeats = [replace(RESULT.device_run.repeats[0], threads=threads)]
    assert ("FEWER_THREADS_AT_WORK" in device_run(repeats=repeats)) is named


@pytest.mark.parametrize(("invokes", "few"), [(63, True), (64, False)])
def test_a_mode_wants_its_invokes(invokes: int, few: bool) -> None:
    latency = RESULT.device_run.latency_ms
    ids = device_run(latency_ms=replace(latency, invoke=replace(latency.invoke, n=invokes)))
    assert ("TOO_FEW_SAMPLES" in ids) is few


@pytest.mark.parametrize(
    ("quantization", "measured", "lost"),
    [("fp32", 99.0, False), ("fp32", 98.9, True), ("fp16", 93.0, False), ("int8", 93.0, False), ("int8", 92.9, True)],
)
@pytest.mark.parametrize("known", ["stated_quality", "expected_quality"])
def test_99_percent_of_a_known_quality_must_be_left_and_93_of_a_quantized_models(
    known: str, quantization: str, measured: float, lost: bool
) -> None:
    model = replace(RESULT.model, quantization=quantization)
    findings = verdict.verdict(
        replace(
            RESULT,
            model=replace(model, **{known: {"f1": 100.0}}),
            device_run=replace(RESULT.device_run, quality={"f1": measured}),
        )
    ).findings
    assert ("QUALITY_LOST" in {finding.id for finding in findings}) is lost
