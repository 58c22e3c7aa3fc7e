"""Does the device run hold its budgets? PASS, FAIL, or INCONCLUSIVE if the measurements do not show it. Pure.

Times and memory are decided by their 95 % interval, so that FAIL is wrong in at most about 2.5 % of runs at a true
value on the limit, and PASS in about 2.5 %, or up to 6 % for p99 of few processes. Quality, parity and size are what
they are on the data. docs/budgets.md says it for users.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from devbench.analysis import stats, token_times
from devbench.analysis.change_points import bimodal
from devbench.analysis.intervals import Estimate, geometric_mean, tolerance_limit
from devbench.analysis.limits import ALL_QUALITY, Limit
from devbench.analysis.metrics import MEASURED
from devbench.choices import LEAST_REPEATS, BudgetOutcome
from devbench.results.schema import Budget, Count, Result, SideRun, Stage

_PICKS = stats.STAGES | token_times.STAGES
_ONCE_A_REPEAT = {metric.name: metric.values for metric in MEASURED}
_BEFORE_EXAMPLES = ("load", "first_inference")
"""All else depends on which examples ran."""
_BYTES_PER_MB = 1_000_000
_ROUNDING = 1e-9
"""Relative: a share of 90 %, computed from sums, may be 89.99999999999999."""
_LONGER = {
    "quick": "Use --mode normal, which measures ten cold processes.",
    "normal": "Run again on an idle device, or use --mode official, which measures longer.",
    "official": "Run again on an idle device.",
}
"""By what was measured. Other modes are those of suites."""


def check(result: Result, limits: Sequence[Limit], allow_virtual: bool = False) -> list[Budget]:
    """In the order of the limits. With ``allow_virtual`` a virtual device or an emulator decides like a phone."""
    named = {limit.metric for limit in limits}
    return [
        _exact(result, each) if each.is_exact else _varying(result, each, allow_virtual)
        for limit in limits
        for each in (_each_quality(result, limit, named) if limit.metric == ALL_QUALITY else [limit])
    ]


def unmeasured(limits: Sequence[Limit], reason: str) -> list[Budget]:
    """Of a run that there is no result of."""
    return [_budget(limit, None, "INCONCLUSIVE", reason) for limit in limits]


def _each_quality(result: Result, limit: Limit, named: set[str]) -> list[Limit]:
    """One for each metric of quality that has no limit of its own."""
    measured = [metric for metric in result.device_run.quality if metric not in named]
    return [replace(limit, metric=metric) for metric in measured] or [limit]


def _budget(limit: Limit, found: Estimate | None, outcome: BudgetOutcome, reason: str = "") -> Budget:
    return Budget(
        metric=limit.metric,
        operator=limit.operator,
        limit=limit.value,
        unit=limit.unit,
        measured=None if found is None else found.value,
        low=None if found is None else found.low,
        high=None if found is None else found.high,
        outcome=outcome,
        reason=reason,
        source=limit.source,
    )


# -- what is exact on the data -----------------------------------------------------------------------------------------


def _exact(result: Result, limit: Limit) -> Budget:
    value, visited = _exact_value(result, limit), result.parity.tokens.total
    found = None if value is None else Estimate(value)
    if value is None:
        reason = f"The run has no {limit.metric}. Use data that has right answers for it."
        return _budget(limit, found, "INCONCLUSIVE", reason)
    if limit.unit == "%" and visited < result.data.examples:
        return _budget(limit, found, "INCONCLUSIVE", _cut_short(result, visited, "on both sides"))
    holds = value >= limit.value * (1 - _ROUNDING) if limit.operator == ">=" else value <= limit.value
    return _budget(limit, found, "PASS" if holds else "FAIL")


def _exact_value(result: Result, limit: Limit) -> float | None:
    match limit.metric:
        case "size":
            return result.model.bytes / _BYTES_PER_MB
        case "tokens":
            return _percent(result.parity.tokens)
        case "answers":
            return _percent(result.parity.answers)
        case metric:
            return result.device_run.quality.get(metric)


def _cut_short(result: Result, visited: int, where: str) -> str:
    ran = f"Only {visited} of {result.data.examples} examples ran {where}."
    return f"{ran} Use fewer --examples or a higher --max-seconds."


def _percent(count: Count) -> float | None:
    return 100 * count.equal / count.total if count.total else None


# -- what varies from process to process -------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Measured:
    """With the figure of each cold process, if they have one."""

    estimate: Estimate
    repeats: Sequence[float]


def _varying(result: Result, limit: Limit, allow_virtual: bool) -> Budget:
    found = _measured(result.device_run, limit)
    reason = " ".join(_undecided(result, limit, found, allow_virtual))
    estimate = None if found is None else found.estimate
    if reason or estimate is None:
        return _budget(limit, estimate, "INCONCLUSIVE", reason)
    if estimate.high is not None and estimate.high <= limit.value * (1 + _ROUNDING):
        return _budget(limit, estimate, "PASS")
    if estimate.low is not None and estimate.low > limit.value:
        return _budget(limit, estimate, "FAIL")
    reason = f"The 95 % interval of {limit.metric} does not lie on one side of the limit. {_longer(result)}"
    return _budget(limit, estimate, "INCONCLUSIVE", reason)


def _undecided(result: Result, limit: Limit, found: _Measured | None, allow_virtual: bool) -> Iterator[str]:
    """Why the interval decides nothing, and what to do; nothing if it decides."""
    device, count, visited = result.device, len(result.device_run.repeats), _visited(result.device_run)
    if device.kind != "physical" and not allow_virtual:
        kind = "a virtual device" if device.kind == "virtual" else "an emulator"
        yield f"{device.serial} is {kind}, so its times and memory reflect this computer, not a phone."
        yield "Run on a phone, or use --allow virtual to let them decide."
    elif visited < result.data.examples and limit.metric not in _BEFORE_EXAMPLES:
        yield _cut_short(result, visited, "in each cold process")
    elif count < LEAST_REPEATS:
        yield f"{'One cold process is' if count == 1 else f'{count} cold processes are'} too few for an interval."
        yield _longer(result)
    elif found is None:
        yield from _missing(result, limit)
    elif min(found.repeats) <= limit.value <= max(found.repeats) and min(found.repeats) > 0 and bimodal(found.repeats):
        yield "The cold processes fall into two groups on both sides of the limit, so the interval does not hold."
        yield "Use --cpus to keep to one kind of core, then run again."


def _visited(run: SideRun) -> int:
    """Examples that each cold process ran; the slow ones may be among those that it did not."""
    seen: dict[int, set[int]] = {}
    for sample in run.samples:
        seen.setdefault(sample.repeat, set()).add(sample.example)
    return min(map(len, seen.values()), default=0)


def _missing(result: Result, limit: Limit) -> Iterator[str]:
    stage_name, _, percentile = limit.metric.partition(".")
    stage = _stage(result.device_run, stage_name)
    if stage is not None:
        least = stats.MIN_SAMPLES[int(percentile[1:])]
        yield f"{limit.metric} needs {least} samples, and {stage.n} were measured. {_longer(result)}"
    elif percentile:
        yield f"The model has no {stage_name}: only an encoder-decoder pair has. Limit total.{percentile} instead."
    else:
        yield f"The device did not report {limit.metric}. Leave this budget out on it."


def _longer(result: Result) -> str:
    return _LONGER.get(result.settings.mode, "Raise `repeats` of the suite.")


def _measured(run: SideRun, limit: Limit) -> _Measured | None:
    """None if the run does not have the metric."""
    stage_name, _, percentile = limit.metric.partition(".")
    if not percentile:
        factor = _BYTES_PER_MB if limit.unit == "MB" else 1
        values = [value / factor for value in _ONCE_A_REPEAT[limit.metric](run)]
        return _Measured(geometric_mean(values), values) if values else None
    stage = _stage(run, stage_name)
    value = getattr(stage, percentile, None)
    if value is None:
        return None
    repeats = _of_each_repeat(run, stage_name, int(percentile[1:]))
    low, high = (getattr(stage, f"{percentile}_{end}") for end in ("low", "high"))
    own = geometric_mean(repeats) if percentile != "p50" else None
    if low is not None and own is not None and own.low is not None:
        low = min(low, own.low)  # Woodruff's bound of a high percentile is too high in up to a tenth of runs
    if high is None and percentile != "p50" and len(repeats) >= LEAST_REPEATS:
        bound = tolerance_limit(repeats, int(percentile[1:]))
        high = max(bound, value) if math.isfinite(bound) else None
    return _Measured(Estimate(value, low, high), repeats)


def _stage(run: SideRun, name: str) -> Stage | None:
    stage: Stage | None = getattr(run.latency_ms, name, None) or getattr(run.generation, name, None)
    return stage


def _of_each_repeat(run: SideRun, stage_name: str, percent: int) -> list[float]:
    import numpy as np

    repeats = stats.by_repeat(run.samples, _PICKS[stage_name])
    return [float(np.percentile(values, percent)) for values in repeats if len(values)]
