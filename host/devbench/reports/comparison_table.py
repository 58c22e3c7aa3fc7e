"""A comparison as tables on the terminal: one for each result beside the baseline."""

from __future__ import annotations

from collections.abc import Iterator

from rich.box import SIMPLE_HEAD
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from devbench.reports.sanitize import sanitize
from devbench.results.comparison import (
    ComparedResult,
    Comparison,
    MetricOutcome,
    MetricRow,
    Outcome,
)
from devbench.units import format_bytes, format_ms

_STYLES: dict[MetricOutcome, str] = {"regression": "bold red", "inconclusive": "yellow", "no regression": "green"}
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
        parts += [*_pair(comparison.baseline, pair), Text()]
    outcome = Text.assemble(("outcome  ", "bold"), (comparison.outcome, _OUTCOMES[comparison.outcome]))
    reasons = comparison.reasons if comparison.outcome != "INCOMPARABLE" else []  # they stand above
    return Group(*parts, outcome, *(_indented(f"{reason}.") for reason in reasons))


def _pair(baseline: str, pair: ComparedResult) -> Iterator[RenderableType]:
    yield Text.assemble((pair.other, "bold"), " beside the baseline ", (baseline, "bold"))
    for difference in pair.differences:
        yield _indented(difference.words)
    for difference in pair.allowed:
        yield _indented(f"{difference.words} (allowed)")
    if pair.rows:
        yield _rows(pair.rows)
    if pair.basis:
        yield Text(pair.basis)
    if pair.disturbances:
        yield Text("What disturbed the runs:")
        yield from map(_indented, pair.disturbances)


def _indented(text: str) -> RenderableType:
    return Padding(Text(text), (0, 0, 0, 2))


def _rows(rows: list[MetricRow]) -> Table:
    table = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False, collapse_padding=True)  # fits 80 columns
    table.add_column("metric", overflow="fold")
    for column in ("baseline", "result", "ratio [95 % interval]", "tolerance"):
        table.add_column(column, justify="right", no_wrap=True)
    table.add_column("outcome")
    for row in rows:
        cells = [_figure(row, row.baseline), _figure(row, row.other), _ratio(row), f"{row.tolerance:.0%}"]
        table.add_row(Text(row.metric), *cells, _outcome(row))
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
    return format_bytes(value) if row.unit == "bytes" else f"{value:.4g}"
