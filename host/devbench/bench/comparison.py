"""Is a result slower, larger or worse than its baseline, beyond noise and tolerance? Pure, over result documents.

The rules stand in docs/measurement.md with their figures and sources.
"""

from __future__ import annotations

import math
import statistics
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import msgspec

from devbench.bench import stats
from devbench.results.comparison import Change, Comparison, Difference, Outcome, Pair, Row
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


def _memory(result: Result) -> Sequence[float]:
    memory = result.device_run.memory
    found = memory.pass_vm_hwm_bytes or memory.vm_hwm_bytes
    return [float(found)] if found else []


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
MEMORY = Metric("memory", "bytes", 0.10, 0.02, _memory)
EXACT = {"quality": 0.01, "tokens": 0.0, "answers": 0.02}
"""Tolerances of what is better when higher and does not change from run to run."""

TOLERANCES = {**{metric.name: metric.tolerance for metric in (*TIMES, MEMORY)}, **EXACT}

_REFUSED = ("WRONG", "PARTIAL", "THROTTLED")

CONDITIONS: Mapping[str, Callable[[Result], object]] = {
    "device": lambda result: (
        result.device.kind,
        result.device.model,
        result.device.fingerprint,
        result.device.abi,
        result.device.cores,
        # over Wi-Fi the serial is an address; a virtual one is the port it happened to get
        result.device.serial if result.device.kind == "physical" and ":" not in result.device.serial else "",
    ),
    "host": lambda result: (result.host.cpu, result.host.cores),
    "model": lambda result: result.model.sha256,
    "quantization": lambda result: result.model.quantization,
    "vocabulary": lambda result: result.vocabulary.sha256,
    "task": lambda result: (result.task, msgspec.json.encode(result.settings.task, order="sorted").decode()),
    "data": lambda result: (result.data.sha256, result.data.examples),
    "threads": lambda result: result.settings.threads,
    "mode": lambda result: (result.settings.mode, result.settings.repeats),
    "order": lambda result: result.settings.stage_order,
    "length": lambda result: result.settings.sequence_length,
    "tokenize": lambda result: result.settings.tokenize,
    "cpus": lambda result: result.settings.cpus,
    "clocks": lambda result: "fixed" if result.settings.fixed_performance else "free",
    "delegate": lambda result: (result.settings.delegate, result.device_run.runtime.delegate),
    "runtime": lambda result: (result.device_run.runtime.name, result.device_run.runtime.version),
    "devbench": lambda result: (result.run.devbench, result.harness.sha256 if result.harness else ""),
}
"""What must be alike, by the name that lets it differ on purpose."""

ALLOWABLE = (*CONDITIONS, "verdict", "virtual")
"""``verdict``: compare what is WRONG, PARTIAL or THROTTLED, too. ``virtual``: let times of no phone fail."""


def compare(
    baseline: Result,
    others: Sequence[Result],
    allow: Collection[str] = (),
    tolerances: Mapping[str, float] | None = None,
) -> Comparison:
    """``others`` in the order in which they were measured: what two in a row agree on is called a regression."""
    chosen = TOLERANCES | dict(tolerances or {})
    pairs = [_pair(baseline, other, allow, chosen) for other in others]
    outcome, reasons = _outcome(pairs)
    return Comparison(baseline=baseline.run.id, pairs=pairs, outcome=outcome, reasons=reasons)


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


def differences(baseline: Result, other: Result) -> Iterator[Difference]:
    for name, condition in CONDITIONS.items():
        mine, theirs = condition(baseline), condition(other)
        if mine != theirs:
            yield Difference(name=name, baseline=_words(mine, theirs), other=_words(theirs, mine))
    refused = [_refused(baseline), _refused(other)]
    if any(refused):
        yield Difference(name="verdict", baseline=refused[0] or "sound", other=refused[1] or "sound")


def _words(value: object, other: object) -> str:
    """Of a condition of several parts, those that differ."""
    if isinstance(value, tuple) and isinstance(other, tuple):
        return ", ".join(str(a) for a, b in zip(value, other, strict=True) if a != b)
    return str(value)


def _statuses(result: Result) -> set[str | None]:
    """Of all findings, not of the worst alone: VIRTUAL hides NOISY."""
    known = Finding.__members__
    return {known[reason.id].status for reason in result.verdict.reasons if reason.id in known}


def _refused(result: Result) -> str:
    return ", ".join(status for status in _REFUSED if status in _statuses(result))


def _pair(baseline: Result, other: Result, allow: Collection[str], tolerances: Mapping[str, float]) -> Pair:
    found = list(differences(baseline, other))
    forbidden = [difference for difference in found if difference.name not in allow]
    return Pair(
        other=other.run.id,
        differences=forbidden,
        allowed=[difference for difference in found if difference.name in allow],
        rows=[] if forbidden else list(_rows(baseline, other, allow, tolerances)),
    )


def _rows(baseline: Result, other: Result, allow: Collection[str], tolerances: Mapping[str, float]) -> Iterator[Row]:
    is_noisy = any("NOISY" in _statuses(result) for result in (baseline, other))
    gates = "virtual" in allow or other.device.kind == "physical"
    for metric in (*TIMES, MEMORY):
        mine, theirs = metric.values(baseline), metric.values(other)
        if not mine or not theirs or min(*mine, *theirs) <= 0:
            continue
        ratio, low, high = _ratio(mine, theirs, metric.lone_sd)
        tolerance = tolerances[metric.name]
        change = _change(low, high, 1 + tolerance)
        yield Row(
            metric=metric.name,
            unit=metric.unit,
            baseline=_middle(mine),
            other=_middle(theirs),
            ratio=ratio,
            low=low,
            high=high,
            tolerance=tolerance,
            change="too noisy to tell" if is_noisy and change == "worse" and metric.unit == "ms" else change,
            gates=gates,
        )
    for name, kind, before, after in _exact(baseline, other):
        ratio = 1.0 if before == after else after / before if before else math.inf
        worse = ratio < 1 - tolerances[kind]
        unchanged: Change = "equal" if ratio == 1 else "better" if ratio > 1 else "within tolerance"
        yield Row(
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


def _outcome(pairs: Sequence[Pair]) -> tuple[Outcome, list[str]]:
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
    idle = [row.metric for row in pairs[-1].rows if row.change == "worse"]
    told = [f"{', '.join(idle)}: worse, but times of a device that is no phone fail only with --allow virtual"]
    return "NO REGRESSION", told if idle else []


def _beyond(row: Row) -> str:
    return f"{row.metric} is {row.ratio:.2f} times the baseline's [{row.low:.2f}, {row.high:.2f}], beyond its tolerance"
