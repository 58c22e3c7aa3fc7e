"""What is no evidence must decide nothing: copies, single processes, figures of one side, times of this computer."""

import math
from typing import Any

import msgspec
import pytest

from devbench.analysis import verdict
from devbench.analysis.comparison import compare
from devbench.analysis.rules import Rules
from devbench.errors import UsageError
from devbench.results.schema import Result
from tests.synthetic_runs import apart, changed, run


def with_quality(found: Result, **quality: float) -> Result:
    return changed(found, device_run={"quality": quality})


def interleaved(*results: Result) -> list[Result]:
    return [changed(each, run={"session": "s"}, settings={"interleaved": True, "order_seed": 7}) for each in results]


def test_copies_of_one_run_are_one_session() -> None:
    copies = [run(1)] * 5
    assert compare(copies, [run(2)]).outcome == "INCONCLUSIVE"
    assert compare(copies, [run(2, slow_down=1.08)]).outcome == "INCONCLUSIVE"


def test_sessions_of_one_day_are_one_session() -> None:
    """Five in a row differ less than those of other days: identical code would be a regression tomorrow."""
    sessions = [changed(run(seed), run={"started": f"2026-11-20T0{seed}:00:00+00:00"}) for seed in range(1, 6)]
    found = compare(sessions, [run(9)])
    assert "is assumed" in found.pairs[0].basis
    assert found.outcome == "INCONCLUSIVE"


def test_a_run_is_not_compared_with_itself() -> None:
    with pytest.raises(UsageError):
        compare([run(seed) for seed in range(1, 6)], [run(5)])


def test_one_cold_process_decides_nothing_beside_five_sessions() -> None:
    """How far its next process would be is not known from the means of whole sessions."""
    sessions = [run(seed) for seed in range(1, 6)]
    assert compare(sessions, [run(9, only_repeats=1)]).outcome == "INCONCLUSIVE"


@pytest.mark.parametrize("quality", [{}, {"f1": 90.0}])
def test_quality_of_one_side_is_not_passed_over(quality: dict[str, float]) -> None:
    """An encoder whose vectors are all alike has no rank correlation."""
    found = apart(with_quality(run(1), spearman=90.0), with_quality(run(2), **quality))
    assert found.outcome == "INCONCLUSIVE"


@pytest.mark.parametrize(
    ("before", "after", "outcome"),
    [(-5.0, -60.0, "REGRESSION"), (0.0, -50.0, "REGRESSION"), (-5.0, 80.0, "NO REGRESSION")],
)
def test_a_rank_correlation_may_be_negative(before: float, after: float, outcome: str) -> None:
    found = apart(with_quality(run(1), spearman=before), with_quality(run(2), spearman=after))
    assert found.outcome == outcome


@pytest.mark.parametrize("kinds", [("physical", "virtual"), ("virtual", "physical")])
def test_times_gate_only_if_both_are_of_a_phone_and_it_says_so(kinds: tuple[str, str]) -> None:
    mine, theirs = (changed(run(n, slow_down=n), device={"kind": kind}) for n, kind in enumerate(kinds, 1))
    found = compare([mine], [theirs], Rules(allow=frozenset({"device"})))
    assert all(row.outcome is None for row in found.pairs[0].rows if row.metric in ("invoke.p50", "total.p50"))
    assert any("not gated" in reason for reason in found.reasons)


def test_a_baseline_may_hold_a_session_in_which_the_other_was_measured() -> None:
    first, other = interleaved(run(1), run(2, slow_down=1.2))
    assert compare([first, run(3)], [other]).outcome in ("REGRESSION", "INCONCLUSIVE")


@pytest.mark.parametrize("tolerance", [math.nan, math.inf, -0.1])
def test_a_tolerance_is_a_share(tolerance: float) -> None:
    with pytest.raises(UsageError):
        apart(with_quality(run(1), f1=90.0), with_quality(run(2), f1=10.0), tolerances={"quality": tolerance})


def test_big_cores_that_are_held_down_are_found_beside_small_ones_at_their_maximum() -> None:
    capped = run(1, clock_cap=1.0 / 2.8)
    series: list[Any] = [
        msgspec.structs.replace(each, values=[1_800_000.0] * len(each.values))
        if each.name == "cpu0_frequency"
        else each
        for each in capped.device_run.series
    ]
    assert verdict.verdict(changed(capped, device_run={"series": series})).timing == "THROTTLED"
