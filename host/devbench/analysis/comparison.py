"""Is a result slower, larger or worse than its baseline by more than the tolerance? Pure, over result documents.

The rules stand in docs/measurement.md with their figures and sources.
"""

from __future__ import annotations

import math
import statistics
from collections.abc import Callable, Iterator, Sequence

import msgspec

from devbench.analysis import evidence, gate
from devbench.analysis.comparability import differences
from devbench.analysis.evidence import Evidence
from devbench.analysis.metrics import MEASURED, Metric, Share, shares
from devbench.analysis.outcome import overall
from devbench.analysis.rules import DEFAULT, Rules
from devbench.analysis.sessions import PRIOR, SessionSpread, distinct
from devbench.choices import DeviceKind
from devbench.errors import UsageError
from devbench.results import labels
from devbench.results.comparison import ComparedResult, Comparison, MetricOutcome, MetricRow
from devbench.results.schema import Result, SideRun


def compare(
    baselines: Sequence[Result],
    others: Sequence[Result],
    rules: Rules = DEFAULT,
    session_spread: Callable[[Metric], SessionSpread] = lambda metric: PRIOR,
) -> Comparison:
    """``baselines`` are sessions of one kind. ``session_spread`` is used if there are too few of them to tell how far
    sessions differ.

    Raises UsageError if there is nothing to compare, or a name in ``rules`` is unknown.
    """
    if not others:
        raise UsageError(f"The result {baselines[0].run.id} is compared with nothing.", "Name another result.")
    if same := {each.run.id for each in baselines} & {each.run.id for each in others}:
        raise UsageError(f"The result {same.pop()} is compared with itself.", "Name another result.")
    rules.check()
    sessions = distinct(baselines)
    baseline_name, *other_names = labels.names([sessions[0], *others])
    pairs = [
        msgspec.structs.replace(_pair(sessions, other, rules, session_spread), other_name=name)
        for other, name in zip(others, other_names, strict=True)
    ]
    found, reasons = overall([each.device for each in (*sessions, *others)], pairs, rules)
    seeds = {each.settings.order_seed for each in (*sessions, *others)}
    return Comparison(
        baseline=sessions[0].run.id,
        baseline_name=baseline_name,
        pairs=pairs,
        outcome=found,
        reasons=reasons,
        order_seed=seeds.pop() if len(seeds) == 1 else None,
    )


def _pair(
    baselines: Sequence[Result], other: Result, rules: Rules, session_spread: Callable[[Metric], SessionSpread]
) -> ComparedResult:
    unlike = {(each.name, each.baseline): each for mine in baselines for each in differences(mine, other)}.values()
    forbidden = [difference for difference in unlike if difference.name not in rules.allow]
    allowed = [difference for difference in unlike if difference.name in rules.allow]
    if forbidden:
        return ComparedResult(other=other.run.id, differences=forbidden, allowed=allowed, rows=[])
    found = evidence.gather(baselines, other, rules, session_spread)
    gating = rules.gating_times(each.device.kind for each in (*baselines, other))
    rows = [*_measured(found, rules, gating), *_exact(baselines[0], other, rules)]
    return ComparedResult(
        other=other.run.id,
        differences=[],
        allowed=allowed,
        rows=rows,
        missing=[
            *(name for name in gating if name not in {row.metric for row in rows}),
            *_missing(list(shares(baselines[0], other)), rules),
        ],
        basis=found.basis,
        disturbances=list(dict.fromkeys(_disturbances(baselines, other))),
    )


def is_decided(baseline: SideRun, other: SideRun, rules: Rules, kind: DeviceKind) -> bool:
    """At a look at interleaved pairs on a device of ``kind``: more of them would not change the outcome."""
    gating = rules.gating_times([kind])
    if not gating:
        return True
    found = evidence.of_pairs(baseline, other, len(baseline.repeats))
    rows = _measured(found, rules, gating)
    return gate.overall([row.outcome for row in rows if row.outcome is not None]) != "inconclusive"


def _measured(found: Evidence, rules: Rules, gating: Sequence[str]) -> Iterator[MetricRow]:
    for metric in MEASURED:
        if (figures := found.figures(metric)) is None:
            continue
        gates, tolerance = metric.name in gating, rules.tolerance(metric.name)
        levels = found.levels(len(gating) if gates else 1)
        delta = found.ratio(metric, figures)
        in_two = figures.are_in_two_groups
        is_known = math.isfinite(delta.error)
        yield MetricRow(
            metric=metric.name,
            unit=metric.unit,
            baseline=statistics.geometric_mean(figures.baseline),
            other=statistics.geometric_mean(figures.other),
            ratio=delta.ratio,
            low=math.exp(delta.low(levels.regression)) if is_known else None,
            high=math.exp(delta.high(levels.no_regression)) if is_known else None,
            tolerance=tolerance,
            outcome=figures.decide(delta, tolerance, levels) if gates else None,
            better=not in_two and gate.is_better(delta, tolerance, levels),
            two_groups=in_two,
        )


def _exact(baseline: Result, other: Result, rules: Rules) -> Iterator[MetricRow]:
    for share in shares(baseline, other):
        if (row := _exact_row(share, rules)) is not None:
            yield row


def _exact_row(share: Share, rules: Rules) -> MetricRow | None:
    """By differences, because a rank correlation may be negative."""
    before, after, tolerance = share.baseline, share.other, rules.tolerance(share.name, share.kind)
    if before is None or after is None:
        return None
    is_worse = after < before - tolerance * abs(before)
    worse: MetricOutcome = "regression" if is_worse else "no regression"
    return MetricRow(
        metric=share.name,
        unit="",
        baseline=before,
        other=after,
        ratio=after / before if before > 0 and after > 0 else None,
        tolerance=tolerance,
        outcome=worse if rules.is_gate(share.name, share.kind) else None,
        better=after > before,
    )


def _missing(found: Sequence[Share], rules: Rules) -> Iterator[str]:
    """What is to gate and has no figure on both sides. Quality may be missing on both, unless it is named."""
    for share in found:
        sides = (share.baseline, share.other)
        if (
            rules.is_gate(share.name, share.kind)
            and None in sides
            and (share.kind != "quality" or sides != (None, None))
        ):
            yield share.name
    measured = {"quality" for share in found if share.kind == "quality"} | {share.name for share in found}
    yield from (name for name in rules.gates or () if name in rules.exact and name not in measured)


DISTURBING = frozenset(
    (
        "THROTTLED",
        "HOT_AT_START",
        "CLOCKS_BELOW_MAXIMUM",
        "DRIFT",
        "HUMP",
        "CLOCKS_UNSTEADY",
        "REPEATS_BIMODAL",
        "BUSY_DEVICE",
    )
)
"""Findings that change latency itself, or what its intervals rest on."""


def _disturbances(baselines: Sequence[Result], other: Result) -> Iterator[str]:
    """What the verdict says of the timing of either side."""
    for result in (*baselines, other):
        for finding in result.verdict.findings:
            if finding.id in DISTURBING:
                yield f"{result.run.id}: {finding.text}"
