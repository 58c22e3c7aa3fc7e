"""Beside a baseline: tolerances at their bounds, and which figures are compared."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from devbench.analysis import comparison, thread_sweep
from devbench.analysis.rules import Rules
from devbench.analysis.sessions import SessionSpread
from devbench.results import document, schema
from devbench.results.comparison import Comparison, MetricRow

ROOT = Path(__file__).resolve().parents[2]
RESULT = document.read(ROOT / "tests/vectors/results/format-1.json")
PHONE = replace(
    RESULT,
    device=replace(RESULT.device, kind="physical"),
    verdict=replace(RESULT.verdict, answers="RIGHT", partial=False),
)
ALIKE = SessionSpread(0.0, math.inf, "sessions do not differ")
LOADS = Rules(gates=("load",))


def compare(baseline: schema.Result, *others: schema.Result, rules: Rules = LOADS) -> Comparison:
    named = [replace(each, run=replace(each.run, id=f"other-{number}")) for number, each in enumerate(others)]
    return comparison.compare([baseline], named, rules, lambda metric: ALIKE)


def with_run(**changes: Any) -> schema.Result:
    return replace(PHONE, device_run=replace(PHONE.device_run, **changes))


def with_repeats(field: str, *values: float) -> schema.Result:
    one = PHONE.device_run.repeats[0]
    return with_run(repeats=[replace(one, **{field: value}) for value in values])


def rows(baseline: schema.Result, *others: schema.Result, rules: Rules = LOADS) -> dict[str, MetricRow]:
    return {row.metric: row for row in compare(baseline, *others, rules=rules).pairs[-1].rows}


QUALITY = Rules(gates=("quality",))


@pytest.mark.parametrize(
    ("f1", "outcome", "better"),
    [
        (1.0, "no regression", True),
        (0.8, "no regression", False),
        (0.795, "no regression", False),
        (0.79, "regression", False),
    ],
)
def test_quality_may_fall_by_a_hundredth(f1: float, outcome: str, better: bool) -> None:
    row = rows(with_run(quality={"f1": 0.8}), with_run(quality={"f1": f1}), rules=QUALITY)["f1"]
    assert (row.outcome, row.better, row.ratio, row.low, row.high) == (outcome, better, f1 / 0.8, None, None)


def test_quality_on_its_tolerance_passes_and_from_nothing_is_better() -> None:
    def row(before: float, after: float) -> MetricRow:
        return rows(with_run(quality={"f1": before}), with_run(quality={"f1": after}), rules=QUALITY)["f1"]

    assert row(1.0, 0.99).outcome == "no regression"
    assert (row(0.0, 1.0).outcome, row(0.0, 1.0).better) == ("no regression", True)
    assert (row(0.0, 0.0).outcome, row(0.0, 0.0).better) == ("no regression", False)
    assert "f1" not in rows(with_run(quality={}), with_run(quality={"f1": 1.0}))


def test_one_lost_token_of_many_is_a_regression_and_answers_may_differ_by_two_hundredths() -> None:
    def outcome(field: str, equal: int) -> str:
        before, after = (
            replace(PHONE, parity=replace(PHONE.parity, **{field: schema.Count(equal=each, total=1000)}))
            for each in (1000, equal)
        )
        return compare(before, after, rules=Rules(gates=("tokens", "answers"))).outcome

    assert outcome("tokens", 999) == "REGRESSION"
    assert outcome("answers", 981) == "NO REGRESSION"
    assert outcome("answers", 979) == "REGRESSION"


def test_loading_is_slower_beyond_a_third() -> None:
    baseline = with_repeats("load_ms", 99, 100, 101)
    assert compare(baseline, with_repeats("load_ms", 124, 125, 126)).outcome == "NO REGRESSION"
    assert compare(baseline, with_repeats("load_ms", 134, 135, 136)).outcome == "INCONCLUSIVE"
    assert compare(baseline, with_repeats("load_ms", 144, 145, 146)).outcome == "REGRESSION"


def test_better_is_beyond_the_tolerance_too() -> None:
    baseline = with_repeats("load_ms", 139, 140, 141)
    assert not rows(baseline, with_repeats("load_ms", 119, 120, 121))["load"].better
    assert rows(baseline, with_repeats("load_ms", 94, 95, 96))["load"].better


def test_the_middle_of_repeats_is_their_geometric_mean() -> None:
    row = rows(with_repeats("load_ms", 1, 100), with_repeats("load_ms", 2, 50))["load"]
    assert [row.baseline, row.other, row.ratio] == pytest.approx([10, 10, 1])


def test_memory_of_older_documents_is_that_of_the_first_repeat_and_decides_nothing() -> None:
    baseline = with_run(memory=schema.Memory(vm_hwm_bytes=1000, pass_vm_hwm_bytes=100))
    other = with_run(memory=schema.Memory(vm_hwm_bytes=1000, pass_vm_hwm_bytes=200))
    found = rows(baseline, other, rules=Rules(gates=("memory",)))
    assert [found["memory"].ratio, found["memory_pass"].ratio] == pytest.approx([1, 2])
    assert (found["memory"].outcome, found["memory_pass"].outcome) == ("inconclusive", None)
    assert "memory" not in rows(baseline, with_run(memory=schema.Memory()))


def test_the_serial_of_a_virtual_device_is_a_port_and_no_device() -> None:
    other = replace(RESULT, device=replace(RESULT.device, serial="emulator-5570"))
    assert "device" not in [each.name for each in compare(RESULT, other).pairs[0].differences]
    differences = compare(PHONE, replace(PHONE, device=replace(PHONE.device, serial="R58N"))).pairs[0].differences
    assert [(each.name, each.baseline, each.other) for each in differences] == [("device", "emulator-5560", "R58N")]


def test_threads_whose_intervals_touch_are_equally_fast() -> None:
    def swept(threads: int, low: float, high: float) -> schema.Result:
        latency = PHONE.device_run.latency_ms
        invoke = replace(latency.invoke, p50=(low + high) / 2, p50_low=low, p50_high=high)
        run = replace(PHONE.device_run, latency_ms=replace(latency, invoke=invoke))
        return replace(PHONE, settings=replace(PHONE.settings, threads=threads), device_run=run)

    assert thread_sweep.best([swept(1, 12.0, 14.0), swept(4, 10.0, 12.0)]).settings.threads == 1
    assert thread_sweep.best([swept(1, 12.1, 14.0), swept(4, 10.0, 12.0)]).settings.threads == 4
