"""A comparison as tables on the terminal: one for each result beside the baseline."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from devbench.reports.sanitize import sanitize
from devbench.results.comparison import ComparedResult, Comparison, ConditionDifference, MetricRow
from devbench.units import format_bytes, format_ms

_STYLES = {"worse": "bold red", "better": "green", "too noisy to tell": "yellow"}
_OUTCOMES = {"NO REGRESSION": "green", "SUSPECTED": "yellow"}


def render(comparison: Comparison) -> RenderableType:
    comparison = sanitize(comparison)
    parts: list[RenderableType] = []
    for pair in comparison.pairs:
        parts += [*_pair(comparison.baseline, pair), Text()]
    style = f"bold {_OUTCOMES.get(comparison.outcome, 'red')}"
    outcome = Text.assemble(("outcome ", "bold"), (comparison.outcome, style))
    for reason in comparison.reasons:
        outcome.append(f"\n  {reason}")
    return Group(*parts, outcome)


def _pair(baseline: str, pair: ComparedResult) -> Iterator[RenderableType]:
    yield Text.assemble((pair.other, "bold"), " beside the baseline ", (baseline, "bold"))
    for words, differences in (("differs", pair.differences), ("differs, as allowed", pair.allowed)):
        for difference in differences:
            yield Text(f"  {difference.name} {words}: {_words(difference)}")
    if pair.rows:
        yield _rows(pair.rows)


def _words(difference: ConditionDifference) -> str:
    return f"{difference.baseline} → {difference.other}"


def _rows(rows: list[MetricRow]) -> Table:
    table = Table("metric")
    for column in ("baseline", "result", "ratio [95 % interval]", "tolerance"):
        table.add_column(column, justify="right")
    table.add_column("")
    for row in rows:
        interval = f"{row.ratio:.3f} [{row.low:.3f}, {row.high:.3f}]" if row.low != row.high else f"{row.ratio:.3f}"
        change = f"{row.change}, gates nothing" if row.change == "worse" and not row.gates else row.change
        cells = [_figure(row, row.baseline), _figure(row, row.other), interval, f"{row.tolerance:.0%}"]
        table.add_row(Text(row.metric), *cells, Text(change, _STYLES.get(row.change, "")))
    return table


def _figure(row: MetricRow, value: float) -> str:
    if row.unit == "ms":
        return format_ms(value)
    return format_bytes(value) if row.unit == "bytes" else f"{value:.4g}"
