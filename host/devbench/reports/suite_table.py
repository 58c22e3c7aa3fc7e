"""A suite as a table: tasks down, models across; seconds for all examples, and quality."""

from __future__ import annotations

import statistics
from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from devbench.reports import rows
from devbench.results.suite import Cell, RowInfo, SuiteReport


def render(report: SuiteReport) -> RenderableType:
    table = Table(title=Text(report.title), title_justify="left", title_style="bold")
    table.add_column("task")
    for title in report.columns.values():
        table.add_column(Text(title), justify="right")
    cells = {(cell.row, cell.column): cell for cell in report.cells}
    for row in report.rows:
        shown = [_cell(cells.get((row.name, name)), row) for name in report.columns]
        table.add_row(Text(f"{row.title}\nn = {row.examples:,}"), *shown)
    return Group(table, *map(Text, _notes(report)))


def _cell(cell: Cell | None, row: RowInfo) -> Text:
    if cell is None:
        return Text("–")
    if cell.error is not None:
        return Text(cell.error, "red")
    spread = f" ({min(cell.seconds):.4g} to {max(cell.seconds):.4g})" if len(cell.seconds) > 1 else ""
    metric, value = next(iter(cell.quality.items()), (None, 0.0))
    quality = f"{rows.quality_name(row.task, metric)} {value:.1f}" if metric else "no quality"
    mark = "*" if cell.quality_of else ""
    return Text("\n".join([f"{statistics.mean(cell.seconds):.4g} s{spread}", f"{quality}{mark}", str(cell.verdict)]))


def _notes(report: SuiteReport) -> Iterator[str]:
    repeats = max((len(cell.seconds) for cell in report.cells), default=0)
    order = ", the models' repeats in turn" if report.interleaved else ""
    yield (
        f"Seconds for all examples one by one, tokenization and decoding included, on {report.device} ({report.kind}) "
        f"with {report.threads} threads: mean of {repeats} cold repeats (least to greatest){order}."
    )
    for row in report.rows:
        if row.distinct < row.examples:
            yield f"{row.title}: {row.distinct:,} examples of {row.data}, taken from the start again up to n."
    stand_ins = sorted({f"{cell.model} by {cell.quality_of}" for cell in report.cells if cell.quality_of})
    if stand_ins:
        yield (
            f"* Random weights, for speed only: the quality is that of another, small model ({', '.join(stand_ins)}). "
            "Put your own checkpoints in with --set."
        )
