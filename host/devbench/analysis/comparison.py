"""Is a result slower, larger or worse than its baseline, beyond noise and tolerance? Pure, over result documents.

The rules stand in docs/measurement.md with their figures and sources.
"""

from __future__ import annotations

import math
import statistics
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from devbench.analysis import stats
from devbench.analysis.comparability import ALLOWABLE, differences
from devbench.errors import UsageError
from devbench.results.comparison import Change, ComparedResult, Comparison, MetricRow, Outcome
from devbench.results.findings import Finding
from devbench.results.schema import Count, Result

T_975 = (12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228)
"""Student's t, two-sided 95 %, by degrees of freedom from 1; the last is used beyond."""
Z_975 = 1.960


@dataclass(frozen=True)
class Metric:
    """``values`` gives one figure a cold repeat; nothing where the result does not have it."""

    name: str
    unit: Literal["ms", "bytes", ""]
    tolerance: float
    lone_sd: float
    """Of the logarithm, from repeat to repeat: assumed where both results have one repeat and none can tell."""
    values: Callable[[Result], Sequence[float]]


def _stage(name: str, percent: int = 50) -> Callable[[Result], Sequence[float]]:
    def values(result: Result) -> Sequence[float]:
        import numpy as np

        samples = result.device_run.samples
        repeats = stats.by_repeat(samples, stats.STAGES[name])
        if sum(map(len, repeats)) < stats.MIN_SAMPLES.get(percent, 1):
            return []
        return [float(np.percentile(values, percent)) for values in repeats]

    return values


def _bytes(field: str) -> Callable[[Result], Sequence[float]]:
    def values(result: Result) -> Sequence[float]:
        found = getattr(result.device_run.memory, field)
        return [float(found)] if found else []

    return values


TIMES = (
    Metric("tokenize", "ms", 0.30, 0.10, _stage("tokenize")),
    Metric("invoke", "ms", 0.05, 0.02, _stage("invoke")),
    Metric("invoke-p90", "ms", 0.10, 0.15, _stage("invoke", 90)),
    Metric("decode", "ms", 0.30, 0.10, _stage("decode")),
    Metric("total", "ms", 0.05, 0.02, _stage("total")),
    Metric("load", "ms", 0.35, 0.25, lambda result: [repeat.load_ms for repeat in result.device_run.repeats]),
    Metric(
        "first-inference",
        "ms",
        0.35,
        0.50,
        lambda result: [repeat.first_inference_ms for repeat in result.device_run.repeats],
    ),
)
MEMORY = (
    Metric("memory", "bytes", 0.10, 0.02, _bytes("vm_hwm_bytes")),
    Metric("memory-pass", "bytes", 0.10, 0.02, _bytes("pass_vm_hwm_bytes")),
)
EXACT = {"quality": 0.01, "tokens": 0.0, "answers": 0.02}
"""Tolerances of what is better when higher and does not change from run to run."""

TOLERANCES = {**{metric.name: metric.tolerance for metric in (*TIMES, *MEMORY)}, **EXACT}

_DISTURBED = (Finding.BUSY_DEVICE.name, Finding.DRIFT.name)


def compare(
    baseline: Result,
    others: Sequence[Result],
    allow: Collection[str] = (),
    tolerances: Mapping[str, float] | None = None,
) -> Comparison:
    """``others`` in the order in which they were measured: what two in a row agree on is called a regression.

    Raises UsageError if there are none, or a name in ``allow`` or ``tolerances`` is unknown.
    """
    if not others:
        raise UsageError(f"The result {baseline.run.id} is compared with nothing.", "Name another result.")
    check_names(allow, tolerances or ())
    chosen = TOLERANCES | dict(tolerances or {})
    pairs = [_pair(baseline, other, allow, chosen) for other in others]
    outcome, reasons = _outcome(pairs)
    return Comparison(baseline=baseline.run.id, pairs=pairs, outcome=outcome, reasons=reasons)


def check_names(allow: Collection[str], tolerances: Collection[str]) -> None:
    """Raises UsageError for names that no condition or metric has."""
    for what, names, known in (("condition", allow, ALLOWABLE), ("metric", tolerances, tuple(TOLERANCES))):
        if unknown := sorted(set(names) - set(known)):
            raise UsageError(f"There is no {what} {', '.join(unknown)}.", f"It is one of {', '.join(known)}.")


def against(
    baseline: Result,
    result: Result,
    run_again: Callable[[], Result],
    allow: Collection[str] = (),
    tolerances: Mapping[str, float] | None = None,
) -> Comparison:
    """For CI: runs again, once, where the first result is suspected, and only then speaks of a regression."""
    first = compare(baseline, [result], allow, tolerances)
    if first.outcome != "SUSPECTED":
        return first
    return compare(baseline, [result, run_again()], allow, tolerances)


def _pair(baseline: Result, other: Result, allow: Collection[str], tolerances: Mapping[str, float]) -> ComparedResult:
    found = list(differences(baseline, other))
    forbidden = [difference for difference in found if difference.name not in allow]
    return ComparedResult(
        other=other.run.id,
        differences=forbidden,
        allowed=[difference for difference in found if difference.name in allow],
        rows=[] if forbidden else list(_rows(baseline, other, allow, tolerances)),
    )


def _rows(
    baseline: Result, other: Result, allow: Collection[str], tolerances: Mapping[str, float]
) -> Iterator[MetricRow]:
    spread = max(_spread(baseline), _spread(other))
    is_disturbed = any(_is_disturbed(result) for result in (baseline, other))
    gates = "virtual" in allow or other.device.kind == "physical"
    for metric in (*TIMES, *MEMORY):
        mine, theirs = metric.values(baseline), metric.values(other)
        if not mine or not theirs or min(*mine, *theirs) <= 0:
            continue
        ratio, low, high = _ratio(mine, theirs, metric.lone_sd)
        tolerance = tolerances[metric.name]
        change = _change(low, high, 1 + tolerance)
        if change == "worse" and metric.unit == "ms" and (is_disturbed or ratio <= 1 + spread):
            change = "too noisy to tell"
        yield MetricRow(
            metric=metric.name,
            unit=metric.unit,
            baseline=_middle(mine),
            other=_middle(theirs),
            ratio=ratio,
            low=low,
            high=high,
            tolerance=tolerance,
            change=change,
            gates=gates,
        )
    for name, kind, before, after in _exact(baseline, other):
        ratio = 1.0 if before == after else after / before if before else math.inf
        worse = ratio < 1 - tolerances[kind]
        unchanged: Change = "equal" if ratio == 1 else "better" if ratio > 1 else "within tolerance"
        yield MetricRow(
            metric=name,
            unit="",
            baseline=before,
            other=after,
            ratio=ratio,
            low=ratio,
            high=ratio,
            tolerance=tolerances[kind],
            change="worse" if worse else unchanged,
            gates=True,
        )


def _spread(result: Result) -> float:
    """A difference within the spread of single invokes is none that a user would meet."""
    steady = result.device_run.stability
    return steady.spread if steady else 0.0


def _is_disturbed(result: Result) -> bool:
    """By what shifts all repeats alike, so that their interval does not tell."""
    return any(reason.id in _DISTURBED for reason in result.verdict.reasons)


def _exact(baseline: Result, other: Result) -> Iterator[tuple[str, str, float, float]]:
    """Name, name of its tolerance, both figures: what is better when higher."""
    mine, theirs = baseline.device_run.quality, other.device_run.quality
    for metric in mine:
        if metric in theirs:
            yield metric, "quality", mine[metric], theirs[metric]
    yield "equal tokens", "tokens", _share(baseline.parity.tokens), _share(other.parity.tokens)
    yield "equal answers", "answers", _share(baseline.parity.answers), _share(other.parity.answers)


def _share(count: Count) -> float:
    return count.equal / count.total if count.total else 1.0


def _middle(values: Sequence[float]) -> float:
    """The geometric mean, as the ratio's interval is symmetric in logarithms."""
    return statistics.geometric_mean(values)


def _ratio(baseline: Sequence[float], other: Sequence[float], lone_sd: float) -> tuple[float, float, float]:
    """Other / baseline with its 95 % interval: Student's t for two samples of cold repeats, in logarithms.

    The repeat, not the inference, is the unit that was drawn anew: a thousand inferences of one process tell nothing of
    the next process.
    """
    mine, theirs = [math.log(value) for value in baseline], [math.log(value) for value in other]
    freedom = len(mine) + len(theirs) - 2
    if freedom:
        squares = sum((value - statistics.fmean(values)) ** 2 for values in (mine, theirs) for value in values)
        sd, t = math.sqrt(squares / freedom), T_975[min(freedom, len(T_975)) - 1]
    else:
        sd, t = lone_sd, Z_975
    centre = statistics.fmean(theirs) - statistics.fmean(mine)
    half = t * sd * math.sqrt(1 / len(mine) + 1 / len(theirs))
    return math.exp(centre), math.exp(centre - half), math.exp(centre + half)


def _change(low: float, high: float, limit: float) -> Change:
    """Of a figure that is better when lower."""
    if low > limit:
        return "worse"
    if high < 1 / limit:
        return "better"
    return "within noise" if low <= 1 <= high else "within tolerance"


def _outcome(pairs: Sequence[ComparedResult]) -> tuple[Outcome, list[str]]:
    unlike = [
        f"{pair.other}: {difference.name} differs ({difference.baseline} | {difference.other})"
        for pair in pairs
        for difference in pair.differences
    ]
    if unlike:
        return "INCOMPARABLE", unlike
    failing = {row.metric: row for row in pairs[-1].rows if row.fails}
    before = {row.metric for row in pairs[-2].rows if row.fails} if len(pairs) > 1 else set()
    # what has no interval is the same in every run, and needs no second one
    confirmed = [row for name, row in failing.items() if name in before or row.low == row.high]
    if confirmed:
        return "REGRESSION", [_beyond(row) for row in confirmed]
    if failing:
        return "SUSPECTED", [f"{_beyond(row)}, in one result" for row in failing.values()]
    return "NO REGRESSION", list(_told(pairs[-1].rows))


def _told(rows: Sequence[MetricRow]) -> Iterator[str]:
    """What does not fail the comparison and should not be overlooked."""
    if idle := [row.metric for row in rows if row.change == "worse"]:
        yield f"{', '.join(idle)}: worse, but times of a device that is no phone fail only with --allow virtual"
    if unsure := [row.metric for row in rows if row.change == "too noisy to tell"]:
        yield f"{', '.join(unsure)}: higher, but too noisy to tell; measure both again in peace"


def _beyond(row: MetricRow) -> str:
    return f"{row.metric} is {row.ratio:.2f} times the baseline's [{row.low:.2f}, {row.high:.2f}], beyond its tolerance"
