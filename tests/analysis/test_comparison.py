"""Results beside a baseline: regression, no regression, or the runs do not show it; and what cannot be compared."""

import math
from typing import Any

import numpy as np
import pytest

from devbench.analysis import sequential
from devbench.analysis.comparison import compare, is_decided
from devbench.analysis.rules import Rules
from devbench.analysis.sessions import PRIOR, SessionSpread, of_history
from devbench.results.comparison import Comparison
from devbench.results.schema import Count, Result
from tests.kinds import present
from tests.synthetic_runs import apart, changed, row, run


def interleaved(*results: Result, sequential: bool = False) -> list[Result]:
    """As if their repeats had alternated."""
    return [
        changed(each, run={"session": "s"}, settings={"interleaved": True, "sequential": sequential, "order_seed": 7})
        for each in results
    ]


# -- the three outcomes -----------------------------------------------------------------------------------------------


def test_alike_slower_and_unclear() -> None:
    baseline = run(1)
    assert apart(baseline, run(2)).outcome == "NO REGRESSION"
    assert apart(baseline, run(2, slow_down=1.2)).outcome == "REGRESSION"
    assert apart(baseline, run(2, slow_down=1.05)).outcome == "INCONCLUSIVE"
    assert apart(baseline, run(2, slow_down=0.8)).outcome == "NO REGRESSION"


def test_better_is_a_label_and_changes_no_outcome() -> None:
    found = apart(run(1, slow_down=1.2), run(2))
    invoke = row(found, "invoke.p50")
    assert (found.outcome, invoke.outcome, invoke.better) == ("NO REGRESSION", "no regression", True)
    assert not row(apart(run(1), run(2)), "invoke.p50").better


def test_the_ratio_lies_in_its_interval() -> None:
    invoke = row(apart(run(1), run(2, slow_down=1.2)), "invoke.p50")
    assert present(invoke.low) < 1.2 < present(invoke.high)


def test_the_interval_is_welchs_with_the_lower_bound_of_two_metrics() -> None:
    from scipy.stats import ttest_ind

    mine, theirs = run(1), run(2, slow_down=1.1)
    logs = [
        [math.log(np.median([s.invoke_ns[0] for s in found.device_run.samples if s.repeat == n])) for n in range(10)]
        for found in (mine, theirs)
    ]
    welch = ttest_ind(logs[1], logs[0], equal_var=False)
    exact = SessionSpread(0.0, math.inf, "")
    invoke = row(compare([mine], [theirs], session_spread=lambda metric: exact), "invoke.p50")
    bounds = welch.confidence_interval(0.975).low, welch.confidence_interval(0.95).high
    assert (invoke.low, invoke.high) == pytest.approx(tuple(np.exp(bounds)), rel=1e-6)


def test_a_tolerance_is_the_callers() -> None:
    wide = {"invoke.p50": 0.3, "total.p50": 0.3}
    assert apart(run(1), run(2, slow_down=1.2), tolerances=wide).outcome == "NO REGRESSION"


# -- never exit 0 without evidence ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({}, {"slow_down": 3.0, "others": 1.0}),
        ({"modes": 0.4}, {"modes": 0.4, "slow_down": 1.4}),
        ({}, {"scatter": 0.5, "slow_down": 1.46}),
        ({}, {"scatter": 0.12, "slow_down": 1.2}),
        ({}, {"slow_down": 1.28, "rise": 0.2}),
    ],
)
def test_a_real_slow_down_is_never_called_none(before: dict[str, Any], after: dict[str, Any]) -> None:
    """Each of these was NO REGRESSION: a busy core, a bimodal device, repeats that scatter, a drift."""
    found = apart(run(1, **before), run(2, **after))
    assert found.outcome != "NO REGRESSION"
    assert found.reasons


def test_what_disturbed_the_runs_stands_beside_the_outcome() -> None:
    found = apart(run(1), run(2, slow_down=1.3, others=3.0))
    assert found.outcome == "REGRESSION"
    assert found.pairs[0].disturbances == ["run-2: Other processes kept 3.0 of 8 cores busy."]


def test_no_speed_up_is_claimed_of_a_disturbed_device_more_readily_than_a_slow_down() -> None:
    """The silencing was one-sided: on identical code under load, "better" was claimed in 34 to 39 % of pairs."""
    found = [apart(run(2 * n, scatter=0.05), run(2 * n + 1, scatter=0.05)) for n in range(1, 41)]
    assert sum(row(each, "invoke.p50").better for each in found) <= 2


def test_one_process_a_side_decides_nothing() -> None:
    found = compare([run(1, mode="quick")], [run(2, mode="quick", slow_down=3.0)])
    invoke = row(found, "invoke.p50")
    assert (found.outcome, invoke.outcome) == ("INCONCLUSIVE", "inconclusive")
    assert (invoke.low, invoke.high, invoke.better) == (None, None, False)
    assert "single cold processes cannot decide" in found.reasons[0]


def test_two_groups_of_repeats_decide_no_time() -> None:
    found = apart(run(1, modes=0.3), run(2, modes=0.3))
    assert (found.outcome, row(found, "invoke.p50").outcome) == ("INCONCLUSIVE", "inconclusive")
    assert any("a fast and a slow group" in text for text in found.pairs[0].disturbances)
    assert "in two groups for which the interval does not hold" in found.reasons[0]


def test_groups_that_both_of_a_pair_share_hide_nothing() -> None:
    """A core that both land on in turn: the ratios of the pairs are of one kind."""
    mine, theirs = interleaved(run(1, modes=0.3), run(2, modes=0.3, slow_down=1.15))
    assert beside(mine, theirs).outcome == "REGRESSION"
    mine, theirs = interleaved(run(1, modes=0.3), run(2, modes=0.3))
    assert beside(mine, theirs).outcome == "NO REGRESSION"


def test_parity_that_nobody_looked_at_is_no_evidence() -> None:
    nothing = Count(equal=0, total=0)
    unchecked = [changed(run(n), parity={"tokens": nothing, "answers": nothing}) for n in (1, 2)]
    found = apart(unchecked[0], unchecked[1])
    assert found.outcome == "INCONCLUSIVE"
    assert "tokens cannot be compared: one of the results does not have it" in found.reasons


# -- sessions ---------------------------------------------------------------------------------------------------------


def test_one_stored_session_decides_differences_beyond_a_fifth_alone() -> None:
    """Sessions differ by more than repeats do, which one session cannot show."""
    assert compare([run(1)], [run(2)]).outcome == "INCONCLUSIVE"
    assert compare([run(1)], [run(2, slow_down=1.1)]).outcome == "INCONCLUSIVE"
    found = compare([run(1)], [run(2, slow_down=1.3)])
    assert found.outcome == "REGRESSION"
    assert "a standard deviation of 5 % is assumed" in found.pairs[0].basis
    assert "cannot show a slowdown of invoke below about 23%, nor rule one out" in found.pairs[0].basis


def test_five_sessions_of_a_baseline_show_themselves_how_far_they_differ() -> None:
    sessions = [run(seed) for seed in range(1, 6)]
    assert compare(sessions, [run(9)]).outcome == "NO REGRESSION"
    assert compare(sessions, [run(9, slow_down=1.15)]).outcome == "REGRESSION"
    assert "5 sessions of the baseline" in compare(sessions, [run(9)]).pairs[0].basis


def test_four_sessions_are_too_few_for_that() -> None:
    assert "is assumed" in compare([run(seed) for seed in range(1, 5)], [run(9)]).pairs[0].basis


def test_the_history_of_a_device_shows_how_far_its_sessions_differ() -> None:
    from devbench.analysis.metrics import MEASURED

    invoke = next(metric for metric in MEASURED if metric.name == "invoke.p50")
    assert of_history(invoke, [run(seed) for seed in range(4)]) is PRIOR
    means = [np.log(invoke.values(run(seed).device_run)).mean() for seed in range(6)]
    found = of_history(invoke, [run(seed) for seed in range(6)])
    assert found.sd == pytest.approx(np.std(means, ddof=1))
    assert found.freedom == 5
    assert "6 sessions in the history" in found.source


def beside(mine: Result, theirs: Result) -> Comparison:
    return compare([mine], [theirs])


# -- interleaved pairs ------------------------------------------------------------------------------------------------


def test_interleaved_repeats_are_compared_pair_by_pair() -> None:
    from scipy.stats import ttest_1samp

    mine, theirs = interleaved(run(1), run(2, slow_down=1.1))
    found = compare([mine], [theirs])
    logs = [
        [math.log(np.median([s.invoke_ns[0] for s in each.device_run.samples if s.repeat == n])) for n in range(10)]
        for each in (mine, theirs)
    ]
    test = ttest_1samp(np.subtract(logs[1], logs[0]), 0)
    bounds = test.confidence_interval(0.975).low, test.confidence_interval(0.95).high
    invoke = row(found, "invoke.p50")
    assert (invoke.low, invoke.high) == pytest.approx(tuple(np.exp(bounds)), rel=1e-6)
    assert found.pairs[0].basis.startswith("10 interleaved pairs")
    assert found.order_seed == 7


def test_what_befalls_both_of_a_pair_alike_hides_nothing() -> None:
    """Repeats that wander by 20 % together: apart they decide nothing, in pairs they do."""
    mine, theirs = run(1, rise_across=0.4), run(2, rise_across=0.4, slow_down=1.1)
    assert apart(mine, theirs).outcome == "INCONCLUSIVE"
    assert beside(*interleaved(mine, theirs)).outcome == "REGRESSION"


def test_pairs_that_were_looked_at_before_are_tested_at_the_levels_of_all_looks() -> None:
    fixed = row(beside(*interleaved(run(1), run(2))), "invoke.p50")
    looked = row(beside(*interleaved(run(1), run(2), sequential=True)), "invoke.p50")
    assert present(looked.low) < present(fixed.low) < present(fixed.ratio) < present(fixed.high) < present(looked.high)


def test_pairs_after_the_last_look_are_not_tested() -> None:
    """The time was over after eight pairs: the look was at six."""
    eight = interleaved(run(1, only_repeats=8), run(2, only_repeats=8), sequential=True)
    assert compare(eight[:1], eight[1:]).pairs[0].basis.startswith("6 interleaved pairs")
    five = interleaved(run(1, only_repeats=5), run(2, only_repeats=5, slow_down=2.0), sequential=True)
    assert compare(five[:1], five[1:]).outcome == "INCONCLUSIVE"


def test_a_look_decides_what_the_comparison_then_says() -> None:
    rules = Rules()
    for slow_down, outcome in ((1.0, "NO REGRESSION"), (1.15, "REGRESSION"), (1.05, "INCONCLUSIVE")):
        mine, theirs = interleaved(run(1, only_repeats=6), run(2, only_repeats=6, slow_down=slow_down), sequential=True)
        assert compare([mine], [theirs], rules).outcome == outcome
        assert is_decided(mine.device_run, theirs.device_run, rules, "physical") is (outcome != "INCONCLUSIVE")


def test_a_look_at_what_does_not_vary_decides_at_once() -> None:
    mine, theirs = run(1, only_repeats=6), run(2, only_repeats=6)
    assert is_decided(mine.device_run, theirs.device_run, Rules(gates=("quality",)), "physical")
    assert is_decided(mine.device_run, theirs.device_run, Rules(), "virtual")


@pytest.mark.parametrize(("pairs", "looked"), [(0, 0), (5, 0), (6, 6), (9, 6), (10, 10), (29, 20), (30, 30)])
def test_the_last_look_counts(pairs: int, looked: int) -> None:
    assert sequential.looked_at(pairs) == looked
