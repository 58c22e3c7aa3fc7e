"""What two sides show of a metric: their figures, how these become a log ratio, and at which levels that is tested."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from devbench.analysis import gate, sequential
from devbench.analysis.change_points import bimodal
from devbench.analysis.gate import Levels
from devbench.analysis.intervals import LogRatio, against_sessions, paired, unpaired
from devbench.analysis.metrics import MEASURED, Metric
from devbench.analysis.rules import Rules
from devbench.analysis.sessions import SessionSpread
from devbench.choices import LEAST_REPEATS
from devbench.results.comparison import MetricOutcome
from devbench.results.schema import Result, SideRun

INVOKE = next(metric for metric in MEASURED if metric.name == "invoke.p50")


@dataclass(frozen=True)
class Figures:
    """One a cold repeat: of each session of the baseline, and of the other side; ``are_pairs``: measured in turn."""

    baselines: Sequence[Sequence[float]]
    other: Sequence[float]
    are_pairs: bool

    @property
    def baseline(self) -> list[float]:
        return [value for session in self.baselines for value in session]

    @property
    def are_in_two_groups(self) -> bool:
        """What Student's t takes for one: the ratios of pairs, or the repeats of a session."""
        if self.are_pairs:
            return bimodal([theirs / mine for mine, theirs in zip(self.baseline, self.other, strict=True)])
        return any(map(bimodal, (*self.baselines, self.other)))

    def decide(self, delta: LogRatio, tolerance: float, levels: Levels) -> MetricOutcome:
        return "inconclusive" if self.are_in_two_groups else gate.decide(delta, tolerance, levels)


def decide_pairs(mine: Sequence[float], theirs: Sequence[float], tolerance: float, levels: Levels) -> MetricOutcome:
    """Of one look at one metric of interleaved repeats."""
    return Figures([mine], theirs, are_pairs=True).decide(paired(mine, theirs), tolerance, levels)


@dataclass(frozen=True)
class Evidence:
    """``levels`` by the number of gating metrics; ``basis`` says in words what it rests on."""

    baselines: Sequence[SideRun]
    other: SideRun
    pairs: int | None
    """Of interleaved repeats: so many from the start."""
    levels: Callable[[int], Levels]
    basis: str
    session_spread: Callable[[Metric], SessionSpread] | None = None
    """If there are too few sessions to show it."""

    def figures(self, metric: Metric) -> Figures | None:
        """None if a side lacks the metric, or a figure has no logarithm."""
        baselines = [metric.values(run)[: self.pairs] for run in self.baselines]
        other = metric.values(self.other)[: self.pairs]
        if not all(values and min(values) > 0 for values in (*baselines, other)):
            return None
        if self.pairs is not None and len(baselines[0]) != len(other):
            return None
        return Figures(baselines, other, self.pairs is not None)

    def ratio(self, metric: Metric, figures: Figures) -> LogRatio:
        if self.pairs is not None:
            return paired(figures.baseline, figures.other)
        if self.session_spread is not None:
            spread = self.session_spread(metric)
            variance = spread.error(len(figures.baselines)) ** 2
            return unpaired(figures.baseline, figures.other, variance, spread.freedom)
        found = against_sessions(figures.baselines, figures.other)
        if len(figures.other) < LEAST_REPEATS:  # how far its next process would be is not known
            return replace(found, error=math.inf)
        return found


def gather(
    baselines: Sequence[Result], other: Result, rules: Rules, session_spread: Callable[[Metric], SessionSpread]
) -> Evidence:
    """Of distinct sessions; of several, those that ``other`` was not measured in turn with."""
    first = baselines[0]
    repeats = len(first.device_run.repeats), len(other.device_run.repeats)
    if len(baselines) == 1 and are_interleaved(first, other):
        if first.settings.sequential:
            return of_pairs(first.device_run, other.device_run, max(1, sequential.looked_at(repeats[0])))
        return Evidence([first.device_run], other.device_run, repeats[0], Levels.fixed, _of_pairs(repeats[0]))
    apart = [each for each in baselines if each.run.session is None or each.run.session != other.run.session]
    runs = [result.device_run for result in apart or baselines]
    if len(runs) >= LEAST_REPEATS:
        basis = f"Stored figures of {len(runs)} sessions of the baseline, which show how far sessions differ."
        return Evidence(runs, other.device_run, None, Levels.fixed, basis)
    basis = f"Stored figures of {_processes(repeats[0])} and {_processes(repeats[1])}, measured apart. "
    basis += _of_sessions(session_spread(INVOKE), len(runs), rules)
    return Evidence(runs, other.device_run, None, Levels.fixed, basis, session_spread)


def _of_sessions(spread: SessionSpread, sessions: int, rules: Rules) -> str:
    tolerance, levels = rules.tolerance(INVOKE.name), Levels.fixed(max(1, len(rules.times)))
    smallest = spread.smallest(sessions, tolerance, levels)
    words = f"Between sessions, {spread.source}: "
    words += f"this comparison cannot show a slowdown of invoke below about {smallest:.0%}"
    if not spread.can_clear(sessions, tolerance, levels):
        words += ", nor rule one out"
    return f"{words}. `devbench compare --ab` finds smaller ones."


def of_pairs(baseline: SideRun, other: SideRun, pairs: int) -> Evidence:
    """Of a look at interleaved repeats, one of several."""
    return Evidence([baseline], other, pairs, sequential.levels, _of_pairs(pairs))


def _of_pairs(pairs: int) -> str:
    return f"{pairs} interleaved {'pair' if pairs == 1 else 'pairs'} of cold processes, one of each model."


def _processes(count: int) -> str:
    return "1 cold process" if count == 1 else f"{count} cold processes"


def are_interleaved(baseline: Result, other: Result) -> bool:
    """Their repeats alternated, so that the n-th of one belongs beside the n-th of the other."""
    return (
        baseline.run.session is not None
        and baseline.run.session == other.run.session
        and baseline.run.id != other.run.id
        and len(baseline.device_run.repeats) == len(other.device_run.repeats)
    )
