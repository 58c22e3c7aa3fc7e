"""A comparison as tables on the terminal: one for each result that is compared with the baseline."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from devbench.reports.fitting import Column, FittingTable
from devbench.reports.sanitize import sanitize
from devbench.results.comparison import (
    ComparedResult,
    Comparison,
    MetricOutcome,
    MetricRow,
    Outcome,
)
from devbench.units import format_bytes, format_ms, format_percent

_STYLES: dict[MetricOutcome, str] = {"regression": "bold red", "inconclusive": "yellow", "no regression": "green"}
_SHARES = ("tokens", "answers")
"""Of examples; quality is in percent already."""
_OUTCOMES: dict[Outcome, str] = {
    "REGRESSION": "bold red",
    "INCONCLUSIVE": "bold yellow",
    "NO REGRESSION": "bold green",
    "INCOMPARABLE": "bold red",
}


def render(comparison: Comparison) -> RenderableType:
    comparison = sanitize(comparison)
    parts: list[RenderableType] = [Text(comparison.note)] if comparison.note else []
    for pair in comparison.pairs:
        parts += [*_pair(comparison, pair), Text()]
    outcome = Text.assemble(("outcome  ", "bold"), (comparison.outcome, _OUTCOMES[comparison.outcome]))
    if comparison.outcome == "NO REGRESSION" and not _are_times_judged(comparison):
        outcome.append("; the times were not judged")
    reasons = comparison.reasons if comparison.outcome != "INCOMPARABLE" else []  # they stand above
    return Group(*parts, outcome, *(_indented(f"{reason}.") for reason in reasons))


def _are_times_judged(comparison: Comparison) -> bool:
    return any(row.unit == "ms" and row.outcome is not None for pair in comparison.pairs for row in pair.rows)


def _pair(comparison: Comparison, pair: ComparedResult) -> Iterator[RenderableType]:
    in_turn = comparison.order_seed is not None
    sides = ("A", "B") if in_turn else ("baseline", "result")
    baseline, other = comparison.baseline_name or comparison.baseline, pair.other_name or pair.other
    yield Text.assemble((other, "bold"), f" ({sides[1]}) against ", (baseline, "bold"), f" ({sides[0]})")
    for side, run_id in zip(sides, (comparison.baseline, pair.other), strict=True):
        yield _indented(f"{side}: {run_id}")
    for difference in pair.differences:
        yield _indented(difference.words)
    for difference in pair.allowed:
        yield _indented(f"{difference.words} (allowed)")
    if pair.rows:
        yield _rows(pair.rows, sides)
    if pair.basis:
        yield Text(pair.basis)
    if pair.disturbances:
        yield Text("What disturbed the runs:")
        yield from map(_indented, pair.disturbances)


def _indented(text: str) -> RenderableType:
    return Padding(Text(text), (0, 0, 0, 2))


def _rows(rows: list[MetricRow], sides: tuple[str, str]) -> FittingTable:
    table = FittingTable(
        Column("metric"),
        Column(sides[0], "right", rank=3),
        Column(sides[1], "right", rank=2),
        Column("ratio [95 % interval]", "right", rank=1),
        Column("tolerance", "right", rank=4),
        Column("outcome", least=len("no regression,")),
    )
    for row in rows:
        cells = [_figure(row, row.baseline), _figure(row, row.other), _ratio(row), format_percent(row.tolerance)]
        table.add(row.metric, *cells, _outcome(row))
    return table


def _ratio(row: MetricRow) -> str:
    if row.ratio is None:
        return "–"
    if row.low is None or row.high is None:
        return f"{row.ratio:.3f}"
    return f"{row.ratio:.3f} [{row.low:.3f}, {row.high:.3f}]"


def _outcome(row: MetricRow) -> Text:
    """Better is said beside the outcome, which it never changes."""
    found = Text("not gated") if row.outcome is None else Text(row.outcome, _STYLES[row.outcome])
    return found.append(", better", "green") if row.better else found


def _figure(row: MetricRow, value: float) -> str:
    if row.unit == "ms":
        return format_ms(value)
    if row.unit == "bytes":
        return format_bytes(value)
    return f"{100 * value if row.metric in _SHARES else value:.4g} %"
