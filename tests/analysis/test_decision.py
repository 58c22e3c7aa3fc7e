"""A suite's columns beside the first one: speed-ups and differences in quality, against scipy and plain numpy."""

import math
from collections.abc import Sequence
from typing import Any

import msgspec
import numpy as np
import pytest
from scipy import stats

from devbench.analysis.decision import (
    TimedCell,
    decide,
    matched_shares,
    mcnemar_p,
    mean_ratio,
    quality_difference,
    seconds,
)
from devbench.analysis.intervals import LogRatio, paired
from devbench.results.schema import ExampleScores, Result, Sample
from devbench.results.suite import QualityDifference, SpeedUp
from tests.kinds import present
from tests.sample_results import result

SLOW, FAST = [8.0, 8.4, 8.1, 7.9, 8.3], [4.1, 4.3, 4.0, 3.9, 4.2]


def timed(
    run: str,
    times_s: Sequence[float],
    session: str | None = "together",
    scores: ExampleScores | None = None,
    **device: Any,
) -> Result:
    """Repeats that took so long; half of it in the invoke of each of two examples."""
    whole = result()
    samples = [
        Sample(
            repeat=repeat,
            example=example,
            start_ns=0,
            tokenize_ns=round(time_s * 1e8),
            invoke_ns=[round(time_s * 2e8), round(time_s * 1e8)],
            decode_ns=round(time_s * 1e8),
        )
        for repeat, time_s in enumerate(times_s)
        for example in range(2)
    ]
    return msgspec.structs.replace(
        whole,
        run=msgspec.structs.replace(whole.run, id=run, session=session),
        device=msgspec.structs.replace(whole.device, **device),
        settings=msgspec.structs.replace(whole.settings, repeats=len(times_s)),
        device_run=msgspec.structs.replace(
            whole.device_run,
            samples=samples,
            repeats=whole.device_run.repeats[:1] * len(times_s),
            example_scores=scores,
        ),
    )


def cell(row: str, column: str, timed: Result, distinct: int = 100) -> TimedCell:
    return TimedCell(row, column, timed, timed, distinct)


def speed_up(first: Result, other: Result) -> SpeedUp:
    decisions, _ = decide([cell("qa", "first", first), cell("qa", "other", other)], "first")
    return present(decisions[0].speed_up)


def test_seconds_hold_all_stages_of_all_examples() -> None:
    assert seconds(timed("a", SLOW)) == pytest.approx(SLOW)


def test_a_speed_up_of_alternating_repeats_has_scipys_paired_t_interval() -> None:
    found = speed_up(timed("a", SLOW), timed("b", FAST))
    interval = stats.ttest_rel(np.log(SLOW), np.log(FAST)).confidence_interval(0.95)
    assert found.paired
    assert found.ratio == pytest.approx(stats.gmean(SLOW) / stats.gmean(FAST))
    assert (found.low, found.high) == pytest.approx((math.exp(interval.low), math.exp(interval.high)))


def test_what_was_measured_apart_allows_for_sessions_that_differ() -> None:
    apart = speed_up(timed("a", SLOW, "monday"), timed("b", FAST, "tuesday"))
    assert not apart.paired
    assert present(apart.high) / present(apart.low) > math.exp(2 * 1.96 * 0.05 * math.sqrt(2))


def test_one_repeat_gives_a_speed_up_without_an_interval() -> None:
    found = speed_up(timed("a", SLOW[:1]), timed("b", FAST[:1]))
    assert (found.low, found.high) == (None, None)
    assert found.ratio == pytest.approx(8 / 4.1)


@pytest.mark.parametrize(
    ("change", "is_compared"),
    [
        ({"serial": "R59N"}, False),  # another unit of the same phone
        ({"fingerprint": "maker/phone/phone:15/UP2A/1:user/release-keys"}, False),
        ({}, True),
    ],
)
def test_times_of_two_devices_are_not_compared(change: dict[str, Any], is_compared: bool) -> None:
    cells = [cell("qa", "first", timed("a", SLOW)), cell("qa", "other", timed("b", FAST, **change))]
    decisions, overall = decide(cells, "first")
    assert (decisions[0].speed_up is not None) == is_compared
    assert bool(overall) == is_compared


def test_a_row_without_the_first_column_has_no_decision() -> None:
    cells = [cell("qa", "other", timed("b", FAST)), cell("ner", "first", timed("a", SLOW))]
    assert decide(cells, "first") == ([], [])


def test_the_overall_speed_up_is_the_geometric_mean_of_the_rows() -> None:
    cells = [
        *(cell("qa", column, timed(column, times)) for column, times in (("first", SLOW), ("other", FAST))),
        *(cell("ner", column, timed(column, times)) for column, times in (("first", SLOW), ("other", SLOW[::-1]))),
        cell("choice", "other", timed("c", FAST)),
    ]
    decisions, [overall] = decide(cells, "first")
    ratios = [present(decision.speed_up).ratio for decision in decisions]
    assert (overall.column, overall.rows) == ("other", 2)
    assert overall.speed_up.ratio == pytest.approx(stats.gmean(ratios))


def test_the_interval_of_the_mean_ratio_holds_the_true_one() -> None:
    draw, runs, held = np.random.default_rng(3), 2000, 0
    for _ in range(runs):
        rows = [draw.lognormal(0, sd, (5, 2)) for sd in (0.01, 0.05, 0.03)]
        found = mean_ratio([paired(list(row[:, 0]), list(row[:, 1])) for row in rows])
        held += found.low() <= 0 <= found.high()
    assert held / runs == pytest.approx(0.95, abs=0.025)


def test_a_row_without_an_interval_leaves_the_mean_without_one() -> None:
    known = paired(SLOW, FAST)
    assert mean_ratio([known, LogRatio(0.0, math.inf, 1)]).estimate().low is None
    one = mean_ratio([known])
    assert (one.centre, one.error, one.freedom) == pytest.approx((known.centre, known.error, known.freedom))


# -- quality -----------------------------------------------------------------------------------------------------------


def right_or_wrong(*counts: int) -> tuple[ExampleScores, ExampleScores]:
    """Of two sides: both right, first alone, other alone, none."""
    kinds = [(1.0, 1.0), (1.0, 0.0), (0.0, 1.0), (0.0, 0.0)]
    pairs = [kind for kind, count in zip(kinds, counts, strict=True) for _ in range(count)]
    first, other = (ExampleScores(metric="accuracy", points=[pair[side] for pair in pairs]) for side in (0, 1))
    return first, other


@pytest.mark.parametrize(("gained", "lost"), [(0, 0), (3, 0), (2, 9), (40, 40), (100, 60)])
def test_mcnemars_p_is_that_of_the_exact_binomial_test(gained: int, lost: int) -> None:
    wanted = stats.binomtest(gained, gained + lost).pvalue if gained + lost else 1.0
    assert mcnemar_p(gained, lost) == pytest.approx(wanted)


def test_right_and_wrong_answers_differ_by_points_with_p() -> None:
    found = quality_difference(*right_or_wrong(80, 9, 2, 9))
    assert (found.metric, found.first, found.examples) == ("accuracy", 89, 100)
    assert found.points == pytest.approx(-7)
    assert present(found.low) < -7 < present(found.high) < 0
    assert found.p == pytest.approx(stats.binomtest(2, 11).pvalue)


def test_equal_answers_to_a_hundred_examples_leave_room_for_a_difference() -> None:
    found = quality_difference(*right_or_wrong(90, 0, 0, 10))
    assert found.points == 0
    assert present(found.low) < -1.5
    assert present(found.high) > 1.5


@pytest.mark.parametrize("shares", [(0.02, 0.02), (0.05, 0.01), (0.2, 0.1), (0.3, 0.3)])
@pytest.mark.parametrize("total", [20, 100])
def test_the_interval_of_matched_shares_holds_the_true_difference(shares: tuple[float, float], total: int) -> None:
    """Exactly: over all that may be gained and lost, by their multinomial probability."""
    gain, loss = shares
    law = stats.multinomial(total, [gain, loss, 1 - gain - loss])
    held = 0.0
    for gained in range(total + 1):
        for lost in range(total + 1 - gained):
            if (p := float(law.pmf([gained, lost, total - gained - lost]))) > 1e-9:
                found = matched_shares(gained, lost, total)
                held += p * (present(found.low) <= gain - loss <= present(found.high))
    assert held > 0.93


def f1_scores(draw: np.random.Generator, examples: int) -> ExampleScores:
    right, found = draw.integers(0, 4, examples), draw.integers(0, 4, examples)
    hits = np.minimum(draw.integers(0, 4, examples), np.minimum(right, found))
    return ExampleScores(metric="f1", points=list(2.0 * hits), weights=list((right + found).astype(float)))


def test_the_difference_of_a_ratio_of_sums_agrees_with_a_bootstrap_of_the_ratios_themselves() -> None:
    draw, examples = np.random.default_rng(7), 400
    first, other = f1_scores(draw, examples), f1_scores(draw, examples)
    found = quality_difference(first, other)

    def f1(scores: ExampleScores, chosen: Any) -> float:
        return 100 * float(np.asarray(scores.points)[chosen].sum() / np.asarray(scores.weights)[chosen].sum())

    drawn = [draw.integers(examples, size=examples) for _ in range(4000)]
    low, high = np.quantile([f1(other, chosen) - f1(first, chosen) for chosen in drawn], [0.025, 0.975])
    everything = slice(None)
    assert found.points == pytest.approx(f1(other, everything) - f1(first, everything))
    assert (found.low, found.high) == pytest.approx((low, high), abs=0.15 * (high - low))
    assert found.p is None


def test_scores_between_right_and_wrong_that_are_equal_have_no_interval() -> None:
    scores = ExampleScores(metric="rouge_l", points=[0.5, 0.25, 0.75])
    assert quality_difference(scores, scores) == QualityDifference(metric="rouge_l", first=50, points=0, examples=3)


def quality_of(first: TimedCell, other: TimedCell) -> QualityDifference | None:
    decisions, _ = decide([first, other], "first")
    return decisions[0].quality


def test_an_example_counts_once_even_if_it_was_measured_twice() -> None:
    mine, theirs = (
        timed(name, SLOW, scores=ExampleScores(metric="accuracy", points=points * 3))
        for name, points in (("a", [1.0, 1.0, 0.0]), ("b", [1.0, 0.0, 0.0]))
    )
    found = present(quality_of(cell("qa", "first", mine, 3), cell("qa", "other", theirs, 3)))
    assert (found.examples, found.p) == (3, 1.0)
    assert found.points == pytest.approx(-100 / 3)


@pytest.mark.parametrize(
    "theirs",
    [None, ExampleScores(metric="f1", points=[1.0, 0.0]), ExampleScores(metric="accuracy", points=[1.0])],
)
def test_scores_of_other_examples_or_metrics_are_not_compared(theirs: ExampleScores | None) -> None:
    mine = timed("a", SLOW, scores=ExampleScores(metric="accuracy", points=[1.0, 0.0]))
    assert quality_of(cell("qa", "first", mine), cell("qa", "other", timed("b", FAST, scores=theirs))) is None


def test_the_quality_of_a_stand_in_decides_nothing() -> None:
    scores = ExampleScores(metric="accuracy", points=[1.0, 0.0])
    mine, theirs = timed("a", SLOW, scores=scores), timed("b", FAST, scores=scores)
    assert quality_of(cell("qa", "first", mine), TimedCell("qa", "other", theirs, None, 2)) is None
