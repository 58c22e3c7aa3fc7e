"""All figures of a result as tables on the terminal; summary.py puts the answer before them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from devbench.analysis.stats import MIN_SAMPLES
from devbench.reports import budgets, examples, operators, rows, times
from devbench.reports.fitting import Column, FittingTable
from devbench.reports.verdict_words import Tone, VerdictPart
from devbench.results.schema import DifferingExample, Result
from devbench.units import format_ms

STYLES: dict[Tone, str] = {"good": "green", "info": "cyan", "warn": "yellow", "bad": "bold red"}

VERDICT_WIDTH = len("RIGHT TOO_SHORT VIRTUAL")
"""Of a column with verdicts; a longer one wraps."""

_OPERATORS = 8


def tables(result: Result) -> list[RenderableType]:
    """Of a result that is sanitized: all that the terminal has beside the answer (summary.py)."""
    parts: list[RenderableType] = [_heading(result), _latency(result)]
    if result.budgets:
        parts.append(_budgets(result))
    if conditions := rows.conditions(result):
        parts.append(_sides("Conditions", "condition", conditions))
    parts += operator_times(result)
    if quality := rows.quality(result):
        parts.append(_sides("Quality", "metric", quality))
    return [*parts, _correctness(result), *_examples(result)]


def _budgets(result: Result) -> FittingTable:
    table = FittingTable(
        Column("Budgets"),
        Column("limit", "right"),
        Column("measured", "right"),
        Column("outcome"),
        Column("set by", rank=1),
    )
    for row in budgets.rows(result):
        table.add(row.metric, row.limit, row.measured, Text(row.outcome, STYLES[row.tone]), row.source)
    return table


def _heading(result: Result) -> Table:
    grid = Table.grid(padding=(0, 2))
    grid.add_column(style="bold")
    grid.add_column(overflow="fold")
    for label, value in rows.heading(result):
        grid.add_row(label, Text(value))
    return grid


def _latency(result: Result) -> FittingTable:
    """HTML has all percentiles of both sides."""
    table = FittingTable(
        Column("Latency"),
        Column("device p50", "right"),
        Column("device p90", "right", rank=2),
        Column("host p50", "right", rank=1),
        Column("device / host", "right", rank=3),
        note=_caption(result),
    )
    for group in (times.stages(result), times.generation(result)):
        for row in group:
            cells = (times.p50(row.device), format_ms(row.device.p90 if row.device else None), times.p50(row.host))
            table.add(row.label, *cells, _ratio(result, row), style="bold" if row.label == "invoke" else None)
        table.end_section()
    for once in times.once(result):
        table.add(once.label, once.device, "", once.host, once.ratio)
    return table


def _ratio(result: Result, row: times.StageRow) -> str:
    if row.label != "invoke":
        return row.ratio
    found = result.ratio
    return f"{found.p50:.2f}{times.plus_minus(found.p50, found.low, found.high)}"


def _caption(result: Result) -> str:
    device, host = result.device_run, result.host_run
    has_intervals = device.latency_ms.invoke.p50_low is not None
    notes = [
        f"{device.latency_ms.invoke.n:,} and {host.latency_ms.invoke.n:,} inferences",
        "± is the 95 % interval" if has_intervals else "one cold process, so no interval",
        *([] if device.latency_ms.invoke.p90 is not None else [f"p90 needs {MIN_SAMPLES[90]} samples"]),
        *times.load_captions(result),
    ]
    return "; ".join(notes)


def _sides(title: str, what: str, shown: list[rows.SideRow]) -> FittingTable:
    table = FittingTable(Column(title, least=12), Column("device", "right"), Column("host", "right", rank=1))
    for row in shown:
        table.add(row.label, row.device, row.host)
    return table


def operator_times(result: Result) -> Iterator[RenderableType]:
    """Nothing if the result was not profiled."""
    found = operators.rows(result, most=_OPERATORS)
    if not found:
        return
    name, count, device, device_share, host, host_share = operators.HEAD
    table = FittingTable(
        Column(name, least=12),
        Column(count, "right", rank=3),
        Column(device, "right"),
        Column(device_share, "right", rank=1),
        Column(host, "right", rank=2),
        Column(host_share, "right", rank=4),
        title="Operators",
        note=" ".join(operators.notes(result)),
    )
    for row in found:
        table.add(*row.cells)
    yield table


def _correctness(result: Result) -> FittingTable:
    table = FittingTable(Column("Correctness", least=12), Column("", least=12))
    for check in rows.checks(result):
        table.add(*check)
    return table


def _examples(result: Result) -> Iterator[RenderableType]:
    """What is listed because it is wrong."""
    shown, others = examples.worst(result)
    yield from map(example, shown)
    if others:
        yield Text(f"{examples.more(others)} in the HTML report: devbench report --html FILE")


def example(shown: DifferingExample) -> RenderableType:
    grid = Table.grid(padding=(0, 2))
    grid.add_column()
    grid.add_column(overflow="fold")
    for label, words in examples.lines(shown):
        grid.add_row(f"  {label}", Text(words))
    return Group(Text(examples.title(shown), style="bold"), grid)


def word(part: VerdictPart) -> Text:
    return Text(part.word, STYLES[part.tone])


def words(parts: Iterable[VerdictPart]) -> Text:
    """For a cell of a table, which wraps between them."""
    return Text(" ").join(map(word, parts))
