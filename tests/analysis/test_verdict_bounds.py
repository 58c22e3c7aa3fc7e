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
STEADY: dict[str, float] = {"drift": 0.0, "drift_p": 1.0, "between_repeats": 0.0, "spread": 0.0}


def found(**changes: Any) -> set[str]:
    """Ids of what is found wrong with the result, its parts changed."""
    return {reason.id for reason in verdict.verdict(replace(RESULT, **changes)).reasons}


def device_run(**changes: Any) -> set[str]:
    return found(device_run=replace(RESULT.device_run, **changes))


def steady(**changes: float) -> set[str]:
    return device_run(stability=schema.Stability(**{**STEADY, **changes}))


def series(name: str, *values: float) -> schema.Series:
    return schema.Series(name=name, unit="", repeat=0, times_ns=list(range(len(values))), values=list(values))


def test_a_steady_result_is_not_noisy() -> None:
    assert not steady() & {"SPREAD", "REPEATS_DIFFER", "DRIFT", "THROTTLED", "HOST_NOISY"}


def test_a_spread_of_a_tenth_passes() -> None:
    assert "SPREAD" not in steady(spread=0.10)
    assert "SPREAD" in steady(spread=0.101)


def test_repeats_a_tenth_apart_pass() -> None:
    assert "REPEATS_DIFFER" not in steady(between_repeats=0.10)
    assert "REPEATS_DIFFER" in steady(between_repeats=0.101)


@pytest.mark.parametrize("sign", [1, -1])
def test_a_drift_is_both_large_and_a_trend(sign: int) -> None:
    assert "DRIFT" in steady(drift=sign * 0.051, drift_p=0.009)
    assert "DRIFT" not in steady(drift=sign * 0.05, drift_p=0.009)
    assert "DRIFT" not in steady(drift=sign * 0.051, drift_p=0.01)


@pytest.mark.parametrize(
    ("changes", "noisy"),
    [
        ({}, False),
        ({"spread": 0.11}, True),
        ({"between_repeats": 0.11}, True),
        ({"drift": 0.1, "drift_p": 0.001}, True),
        ({"drift": 0.1, "drift_p": 0.5}, False),
    ],
)
def test_the_host_is_held_to_the_same_bounds(changes: dict[str, float], noisy: bool) -> None:
    host = replace(RESULT.host_run, stability=schema.Stability(**{**STEADY, **changes}))
    assert ("HOST_NOISY" in found(host_run=host)) is noisy


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


@pytest.mark.parametrize(("measured", "lost"), [(93.0, False), (92.9, True)])
def test_quality_is_kept_to_93_percent_of_what_the_card_states(measured: float, lost: bool) -> None:
    reasons = verdict.verdict(
        replace(
            RESULT,
            model=replace(RESULT.model, stated_quality={"f1": 100.0, "not measured": 100.0}),
            device_run=replace(RESULT.device_run, quality={"f1": measured}),
        )
    ).reasons
    assert ("QUALITY_LOST" in {reason.id for reason in reasons}) is lost
