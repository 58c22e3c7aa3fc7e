"""Beside a baseline: tolerances at their bounds, what is never called, and which figures are compared."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from msgspec.structs import replace
from scipy.stats import ttest_ind

from devbench.analysis import thread_sweep
from devbench.analysis.comparison import compare
from devbench.choices import DeviceKind
from devbench.results import document, schema
from devbench.results.comparison import Change, MetricRow

ROOT = Path(__file__).resolve().parents[2]
RESULT = document.read(ROOT / "tests/vectors/results/format-1.json")
PHONE = replace(RESULT, device=replace(RESULT.device, kind="physical"))


def with_run(**changes: Any) -> schema.Result:
    return replace(PHONE, device_run=replace(PHONE.device_run, **changes))


def with_repeats(field: str, *values: float) -> schema.Result:
    one = PHONE.device_run.repeats[0]
    return with_run(repeats=[replace(one, **{field: value}) for value in values])


def rows(baseline: schema.Result, *others: schema.Result) -> dict[str, MetricRow]:
    return {row.metric: row for row in compare(baseline, others).pairs[-1].rows}


@pytest.mark.parametrize(
    ("f1", "change"), [(1.0, "better"), (0.8, "equal"), (0.795, "within tolerance"), (0.79, "worse")]
)
def test_quality_may_fall_by_a_hundredth(f1: float, change: Change) -> None:
    row = rows(with_run(quality={"f1": 0.8}), with_run(quality={"f1": f1}))["f1"]
    assert (row.change, row.ratio, row.low, row.high) == (change, f1 / 0.8, f1 / 0.8, f1 / 0.8)


def test_quality_on_its_tolerance_passes_and_from_nothing_is_better() -> None:
    assert rows(with_run(quality={"f1": 1.0}), with_run(quality={"f1": 0.99}))["f1"].change == "within tolerance"
    assert rows(with_run(quality={"f1": 0.0}), with_run(quality={"f1": 1.0}))["f1"].change == "better"
    assert rows(with_run(quality={"f1": 0.0}), with_run(quality={"f1": 0.0}))["f1"].change == "equal"
    assert "f1" not in rows(with_run(quality={}), with_run(quality={"f1": 1.0}))


def test_one_lost_token_of_many_is_a_regression_and_answers_may_differ_by_two_hundredths() -> None:
    def counted(field: str, equal: int) -> schema.Result:
        count = schema.Count(equal=equal, total=1000)
        return replace(PHONE, parity=replace(PHONE.parity, **{field: count}))

    assert compare(counted("tokens", 1000), [counted("tokens", 999)]).outcome == "REGRESSION"
    assert compare(counted("answers", 1000), [counted("answers", 981)]).outcome == "NO REGRESSION"
    assert compare(counted("answers", 1000), [counted("answers", 979)]).outcome == "REGRESSION"


def test_loading_is_called_slower_beyond_a_third() -> None:
    baseline = with_repeats("load_ms", 99, 100, 101)
    assert rows(baseline, with_repeats("load_ms", 129, 130, 131))["load"].change == "within tolerance"
    assert rows(baseline, with_repeats("load_ms", 139, 140, 141))["load"].change == "worse"


def test_better_is_beyond_the_tolerance_too() -> None:
    baseline = with_repeats("load_ms", 139, 140, 141)
    assert rows(baseline, with_repeats("load_ms", 129, 130, 131))["load"].change == "within tolerance"
    assert rows(baseline, with_repeats("load_ms", 99, 100, 101))["load"].change == "better"


def test_the_middle_of_repeats_is_their_geometric_mean() -> None:
    row = rows(with_repeats("load_ms", 1, 100), with_repeats("load_ms", 2, 50))["load"]
    assert [row.baseline, row.other, row.ratio] == pytest.approx([10, 10, 1])


@pytest.mark.parametrize("sizes", [(1, 2), (2, 2), (3, 3), (6, 6)])
def test_the_interval_of_a_ratio_is_students_of_the_logarithms(sizes: tuple[int, int]) -> None:
    generator = np.random.default_rng(1)
    mine, theirs = (list(generator.lognormal(0, 0.1, size)) for size in sizes)
    row = rows(with_repeats("load_ms", *mine), with_repeats("load_ms", *theirs))["load"]
    expected = ttest_ind(np.log(theirs), np.log(mine)).confidence_interval(0.95)
    assert [row.low, row.high] == pytest.approx(list(np.exp([expected.low, expected.high])), rel=1e-3)


def test_both_kinds_of_memory_are_compared() -> None:
    baseline = with_run(memory=schema.Memory(vm_hwm_bytes=1000, pass_vm_hwm_bytes=100))
    other = with_run(memory=schema.Memory(vm_hwm_bytes=1000, pass_vm_hwm_bytes=200))
    found = rows(baseline, other)
    assert [found["memory"].ratio, found["memory-pass"].ratio] == pytest.approx([1, 2])
    assert (found["memory"].change, found["memory-pass"].change) == ("within noise", "worse")
    assert "memory" not in rows(baseline, with_run(memory=schema.Memory()))


@pytest.mark.parametrize("wide", ["baseline", "other"])
def test_the_wider_spread_of_both_decides_what_is_called(wide: str) -> None:
    def result(name: str, load_ms: float) -> schema.Result:
        one = replace(PHONE.device_run.repeats[0], load_ms=load_ms)
        spread = 0.6 if name == wide else 0.0
        steady = schema.Stability(drift=0, drift_p=1, spread=spread)
        return with_run(repeats=[one, replace(one, load_ms=load_ms + 0.1)], stability=steady)

    baseline = result("baseline", 100)
    assert rows(baseline, result("other", 150))["load"].change == "too noisy to tell"
    assert rows(baseline, result("other", 170))["load"].change == "worse"


@pytest.mark.parametrize("place", ["baseline", "other"])
@pytest.mark.parametrize("finding", ["BUSY_DEVICE", "DRIFT"])
def test_a_disturbance_of_either_calls_no_time(place: str, finding: str) -> None:
    def result(name: str, load_ms: float) -> schema.Result:
        reasons = [schema.Reason(id=finding, summary="", remedy="")] if name == place else []
        found = with_repeats("load_ms", load_ms, load_ms + 0.1)
        return replace(found, verdict=replace(found.verdict, reasons=reasons))

    assert rows(result("baseline", 100), result("other", 200))["load"].change == "too noisy to tell"


def test_only_two_results_in_a_row_confirm_each_other() -> None:
    baseline, slow, fast = (with_repeats("load_ms", ms, ms + 0.1) for ms in (100, 200, 100))
    assert compare(baseline, [fast, slow, slow]).outcome == "REGRESSION"
    assert compare(baseline, [slow, fast, slow]).outcome == "SUSPECTED"
    assert compare(baseline, [slow, slow, fast]).outcome == "NO REGRESSION"


@pytest.mark.parametrize("kind", ["virtual", "emulator"])
def test_times_of_no_phone_do_not_fail_and_quality_does(kind: DeviceKind) -> None:
    def on(kind: DeviceKind, result: schema.Result) -> schema.Result:
        return replace(result, device=replace(result.device, kind=kind))

    baseline, slow, worse = (
        on(kind, result)
        for result in (
            with_repeats("load_ms", 100, 100.1),
            with_repeats("load_ms", 200, 200.1),
            with_run(quality={**PHONE.device_run.quality, "f1": 1.0}),
        )
    )
    assert compare(baseline, [slow]).outcome == "NO REGRESSION"
    assert rows(baseline, slow)["load"].change == "worse"
    assert compare(baseline, [worse]).outcome == "REGRESSION"


def test_the_serial_of_a_virtual_device_is_a_port_and_no_device() -> None:
    other = replace(RESULT, device=replace(RESULT.device, serial="emulator-5570"))
    assert compare(RESULT, [other]).pairs[0].differences == []
    differences = compare(PHONE, [replace(PHONE, device=replace(PHONE.device, serial="R58N"))]).pairs[0].differences
    assert [(each.name, each.baseline, each.other) for each in differences] == [("device", "emulator-5560", "R58N")]


def test_threads_whose_intervals_touch_are_equally_fast() -> None:
    def swept(threads: int, low: float, high: float) -> schema.Result:
        latency = PHONE.device_run.latency_ms
        invoke = replace(latency.invoke, p50=(low + high) / 2, p50_low=low, p50_high=high)
        run = replace(PHONE.device_run, latency_ms=replace(latency, invoke=invoke))
        return replace(PHONE, settings=replace(PHONE.settings, threads=threads), device_run=run)

    assert thread_sweep.best([swept(1, 12.0, 14.0), swept(4, 10.0, 12.0)]).settings.threads == 1
    assert thread_sweep.best([swept(1, 12.1, 14.0), swept(4, 10.0, 12.0)]).settings.threads == 4
