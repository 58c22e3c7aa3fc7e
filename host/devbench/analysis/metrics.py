"""What results are compared by: figures of each cold repeat, and shares that do not vary by chance.

A metric has the name of its field in the result document.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from devbench.analysis import intervals, stats
from devbench.choices import QUALITY_METRICS
from devbench.errors import UsageError
from devbench.results.schema import Count, Result, SideRun
from devbench.suggest import closest


@dataclass(frozen=True)
class Metric:
    """``values`` gives one figure a cold repeat, better when lower; nothing if the run does not have it."""

    name: str
    unit: Literal["ms", "bytes"]
    tolerance: float
    values: Callable[[SideRun], Sequence[float]]


def _stage(name: str, percent: int = 50) -> Callable[[SideRun], Sequence[float]]:
    def values(run: SideRun) -> Sequence[float]:
        import numpy as np

        repeats = stats.by_repeat(run.samples, stats.STAGES[name])
        if sum(map(len, repeats)) < stats.MIN_SAMPLES.get(percent, 1):
            return []
        return [float(np.percentile(values, percent)) for values in repeats]

    return values


def _memory(run: SideRun) -> Sequence[float]:
    """Of each repeat; documents before format 3 have that of the first alone."""
    each = [float(repeat.vm_hwm_bytes) for repeat in run.repeats if repeat.vm_hwm_bytes]
    if len(each) == len(run.repeats):
        return each
    return [float(run.memory.vm_hwm_bytes)] if run.memory.vm_hwm_bytes else []


def _memory_pass(run: SideRun) -> Sequence[float]:
    return [float(run.memory.pass_vm_hwm_bytes)] if run.memory.pass_vm_hwm_bytes else []


MEASURED = (
    Metric("tokenize.p50", "ms", 0.30, _stage("tokenize")),
    Metric("invoke.p50", "ms", 0.05, _stage("invoke")),
    Metric("invoke.p90", "ms", 0.10, _stage("invoke", 90)),
    Metric("decode.p50", "ms", 0.30, _stage("decode")),
    Metric("total.p50", "ms", 0.05, _stage("total")),
    Metric("load", "ms", 0.35, lambda run: [repeat.load_ms for repeat in run.repeats]),
    Metric("first_inference", "ms", 0.35, lambda run: [repeat.first_inference_ms for repeat in run.repeats]),
    Metric("memory", "bytes", 0.10, _memory),
    Metric("memory_pass", "bytes", 0.10, _memory_pass),
)
_VALUES = {metric.name: metric.values for metric in MEASURED}
EXACT = {"quality": 0.01, "tokens": 0.0, "answers": 0.02}
"""Tolerances of what is better when higher and does not change from run to run."""

TOLERANCES = {**{metric.name: metric.tolerance for metric in MEASURED}, **EXACT}
ONCE = ("memory_pass",)
"""Measured in one process alone, so that it can decide nothing."""


def figure(run: SideRun, name: str) -> float | None:
    """One for all cold repeats, as a comparison or a budget has it; None if the run does not have the metric."""
    values = _VALUES[name](run)
    return intervals.centre(values) if values else None


_TOP = re.compile(r"top_[1-9][0-9]*")


def is_quality(name: str) -> bool:
    """Whether this is a single metric of quality, such as ``accuracy``."""
    return name in QUALITY_METRICS or _TOP.fullmatch(name) is not None


@dataclass(frozen=True)
class Share:
    """``kind`` is the name in EXACT, ``name`` that of the single metric; a figure is None if that side has none."""

    kind: str
    name: str
    baseline: float | None
    other: float | None


def shares(baseline: Result, other: Result) -> Iterator[Share]:
    mine, theirs = baseline.device_run.quality, other.device_run.quality
    for metric in dict.fromkeys([*mine, *theirs]):
        yield Share("quality", metric, mine.get(metric), theirs.get(metric))
    yield Share("tokens", "tokens", _share(baseline.parity.tokens), _share(other.parity.tokens))
    yield Share("answers", "answers", _share(baseline.parity.answers), _share(other.parity.answers))


def _share(count: Count) -> float | None:
    return count.equal / count.total if count.total else None


def check_names(what: str, names: Collection[str]) -> None:
    """Raises UsageError for names that no metric has."""
    for name in sorted(names):
        if name not in TOLERANCES and not is_quality(name):
            raise UsageError(f"There is no {what} {name}.", closest(name, [*TOLERANCES, *QUALITY_METRICS]))
