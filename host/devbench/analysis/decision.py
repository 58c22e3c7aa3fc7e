"""The columns of a suite beside its first one: how much faster, and how much better or worse. Pure.

docs/suites.md describes the methods for a reader of the table.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from devbench.analysis import example_shares
from devbench.analysis.comparability import CONDITIONS
from devbench.analysis.evidence import are_interleaved
from devbench.analysis.intervals import TAIL, Estimate, LogRatio, paired, paired_bootstrap, unpaired
from devbench.analysis.sessions import PRIOR
from devbench.results.schema import ExampleScores, Result
from devbench.results.suite import Decision, OverallSpeedUp, QualityDifference, SpeedUp
from devbench.units import NS_PER_S


@dataclass(frozen=True)
class TimedCell:
    """``quality`` is the result of the model's own answers; None if another model stands for them.

    ``distinct`` examples were measured before they were taken from the start again.
    """

    row: str
    column: str
    timed: Result
    quality: Result | None
    distinct: int


def decide(cells: Sequence[TimedCell], reference: str) -> tuple[list[Decision], list[OverallSpeedUp]]:
    """Each cell beside the one of its row in the column ``reference``; rows that lack it are left out."""
    first = {cell.row: cell for cell in cells if cell.column == reference}
    pairs = [(first[cell.row], cell) for cell in cells if cell.row in first and cell.column != reference]
    ratios = {(other.row, other.column): _speed_up(mine.timed, other.timed) for mine, other in pairs}
    decisions = []
    for mine, other in pairs:
        found = ratios[other.row, other.column]
        speed_up = None if found is None else _shown(*found)
        decision = Decision(row=other.row, column=other.column, speed_up=speed_up, quality=_quality(mine, other))
        decisions.append(decision)
    overall = []
    for column in dict.fromkeys(other.column for _, other in pairs):
        of_rows = [found for (_, name), found in ratios.items() if name == column and found is not None]
        if of_rows:
            mean = mean_ratio([ratio for ratio, _ in of_rows])
            speed_up = _shown(mean, all(is_paired for _, is_paired in of_rows))
            overall.append(OverallSpeedUp(column=column, speed_up=speed_up, rows=len(of_rows)))
    return decisions, overall


def seconds(result: Result) -> list[float]:
    """Of each repeat: all stages of all examples."""
    totals = [0] * result.settings.repeats
    for sample in result.device_run.samples:
        totals[sample.repeat] += sample.tokenize_ns + sum(sample.invoke_ns) + sample.decode_ns
    return [total / NS_PER_S for total in totals]


# -- speed -------------------------------------------------------------------------------------------------------------


def _speed_up(first: Result, other: Result) -> tuple[LogRatio, bool] | None:
    """Whether it is paired, too. None for two devices: even alike ones differ, and nobody knows by how much."""
    if CONDITIONS["device"](first) != CONDITIONS["device"](other):
        return None
    is_paired = are_interleaved(first, other)
    mine, theirs = seconds(other), seconds(first)
    ratio = paired(mine, theirs) if is_paired else unpaired(mine, theirs, 2 * PRIOR.sd**2, PRIOR.freedom)
    return None if math.isnan(ratio.centre) else (ratio, is_paired)


def mean_ratio(ratios: Sequence[LogRatio]) -> LogRatio:
    """The geometric mean of independent ratios. The degrees of freedom are Satterthwaite's (1946), as for Welch's t."""
    variances = [ratio.error**2 for ratio in ratios]
    variance = sum(variances)
    uncertainty = sum(each**2 / ratio.freedom for each, ratio in zip(variances, ratios, strict=True))
    return LogRatio(
        centre=sum(ratio.centre for ratio in ratios) / len(ratios),
        error=math.sqrt(variance) / len(ratios),
        freedom=variance**2 / uncertainty if 0 < uncertainty < math.inf else math.inf,
    )


def _shown(ratio: LogRatio, is_paired: bool) -> SpeedUp:
    found = ratio.estimate()
    return SpeedUp(ratio=found.value, low=found.low, high=found.high, paired=is_paired)


# -- quality -----------------------------------------------------------------------------------------------------------


def _quality(first: TimedCell, other: TimedCell) -> QualityDifference | None:
    """None if either lacks scores of single examples, or if they are of different ones."""
    if first.quality is None or other.quality is None:
        return None
    mine, theirs = first.quality.device_run.example_scores, other.quality.device_run.example_scores
    if mine is None or theirs is None or mine.metric != theirs.metric or len(mine.points) != len(theirs.points):
        return None
    return quality_difference(_first(mine, first.distinct), _first(theirs, other.distinct))


def _first(scores: ExampleScores, count: int) -> ExampleScores:
    """The same example twice would look like more evidence than it is."""
    return ExampleScores(metric=scores.metric, points=scores.points[:count], weights=scores.weights[:count])


def quality_difference(first: ExampleScores, other: ExampleScores) -> QualityDifference:
    """``other`` - ``first`` in points, over the same examples.

    If each example is right or wrong, the interval is Agresti & Min's (2005) for matched shares; a bootstrap would have
    no width if no example differs. Else it is a paired bootstrap over the examples' shares in the metric, so that it
    holds for a ratio of sums such as F1, too; no interval if no example differs.
    """
    examples = len(first.points)
    mine, theirs = example_shares.shares(first), example_shares.shares(other)
    p = None
    if example_shares.is_binary(first) and example_shares.is_binary(other):
        gained, lost = int((theirs > mine).sum()), int((theirs < mine).sum())
        found, p = matched_shares(gained, lost, examples), mcnemar_p(gained, lost)
    elif (theirs == mine).all():
        found = Estimate(0.0)
    else:
        found = paired_bootstrap(list(theirs - mine))
    return QualityDifference(
        metric=first.metric,
        first=100 * float(mine.mean()),
        points=100 * found.value,
        low=None if found.low is None else 100 * found.low,
        high=None if found.high is None else 100 * found.high,
        examples=examples,
        p=p,
    )


def matched_shares(gained: int, lost: int, total: int) -> Estimate:
    """The difference of two shares over the same ``total`` examples, ``gained`` and ``lost`` of which differ.

    Agresti & Min (2005), "Simple improved confidence intervals for comparing matched proportions": Wald's interval
    with half an example added to each cell of the table.
    """
    from scipy.special import ndtri

    size = total + 2
    difference = (gained - lost) / size
    half = -float(ndtri(TAIL)) * math.sqrt(((gained + lost + 1) / size - difference**2) / size)
    return Estimate((gained - lost) / total, max(-1.0, difference - half), min(1.0, difference + half))


def mcnemar_p(gained: int, lost: int) -> float:
    """Two-sided, exact: of the examples that differ, half would be gained by chance (McNemar 1947)."""
    from scipy.special import bdtr

    return min(1.0, 2 * float(bdtr(min(gained, lost), gained + lost, 0.5)))
