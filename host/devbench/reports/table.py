"""A result as tables on the terminal."""

from __future__ import annotations

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from devbench.choices import Status
from devbench.reports import rows
from devbench.reports.sanitize import sanitize
from devbench.results.schema import Result
from devbench.units import format_ms

_COLOURS: dict[Status, str] = {
    "VALID": "green",
    "SEMIVALID": "yellow",
    "VIRTUAL": "cyan",
    "EMULATOR": "cyan",
    "NOISY": "yellow",
    "THROTTLED": "yellow",
}
"""All others are red."""

_OPERATORS = 8


def render(result: Result) -> RenderableType:
    result = sanitize(result)
    parts: list[RenderableType] = [_heading(result), _latency(result)]
    if conditions := rows.conditions(result):
        parts.append(_sides("Conditions", "condition", conditions))
    if result.device_run.profile or result.host_run.profile:
        parts.append(_operators(result))
    parts += [_correctness(result), _verdict(result)]
    return Group(*(line for part in parts[:-1] for line in (part, Text())), parts[-1])


def _heading(result: Result) -> Table:
    grid = Table.grid(padding=(0, 2))
    grid.add_column(style="bold")
    grid.add_column(overflow="fold")
    for label, value in rows.heading(result):
        grid.add_row(label, Text(value))
    return grid


def _latency(result: Result) -> Table:
    table = Table(title="Latency", title_justify="left", title_style="bold")
    table.add_column("stage")
    for side in ("device", "host"):
        for column in ("p50", "p90", "min"):
            table.add_column(f"{side} {column}", justify="right")
    table.add_column("device / host", justify="right")
    for group in (rows.stages(result), rows.generation(result)):
        for row in group:
            cells = [
                format_ms(value) for stage in (row.device, row.host) for value in (stage.p50, stage.p90, stage.min)
            ]
            table.add_row(Text(row.label), *cells, row.ratio, style="bold" if row.label == "invoke" else None)
        table.add_section()
    for once in rows.once(result):
        table.add_row(once.label, once.device, "", "", once.host, "", "", once.ratio)
    counts = [run.latency_ms.invoke.n for run in (result.device_run, result.host_run)]
    table.caption = f"{counts[0]} and {counts[1]} invokes; p90 needs 64 samples"
    table.caption_justify = "left"
    return table


def _sides(title: str, what: str, shown: list[rows.SideRow]) -> Table:
    table = Table(title=title, title_justify="left", title_style="bold")
    table.add_column(what)
    for side in ("device", "host"):
        table.add_column(side, justify="right")
    for row in shown:
        _add(table, row)
    return table


def _add(table: Table, row: rows.SideRow) -> None:
    table.add_row(*(Text(cell) for cell in (row.label, row.device, row.host)))  # no markup: others choose names


def _operators(result: Result) -> Table:
    """A single invoke's, where the device tells of none the host's; those that take the most time."""
    table = Table(title="Operators, without delegates", title_justify="left", title_style="bold")
    table.add_column("operator")
    for name in ("count", "device", "host"):
        table.add_column(name, justify="right")
    sides = [{each.name: each for each in run.profile} for run in (result.device_run, result.host_run)]
    for name in list(sides[0] or sides[1])[:_OPERATORS]:
        told = [side.get(name) for side in sides]
        count = next(str(each.count) for each in told if each)
        table.add_row(Text(name), count, *(format_ms(each.total_ms) if each else "" for each in told))
    return table


def _correctness(result: Result) -> Table:
    table = _sides("Correctness", "check", rows.quality(result))
    table.add_section()
    for row in rows.parity(result):
        _add(table, row)
    for difference in result.parity.differing[:5]:
        label = f"{difference.what} of {difference.example}"
        table.add_row(Text(label), Text(difference.device[:200]), Text(difference.host[:200]))
    return table


def _verdict(result: Result) -> RenderableType:
    verdict = result.verdict
    reasons = [Padding(Text(f"{reason.summary} {reason.remedy}"), (0, 0, 0, 2)) for reason in verdict.reasons]
    return Group(Text.assemble(("verdict ", "bold"), status_text(verdict.status)), *reasons)


def status_text(status: Status) -> Text:
    return Text(status, f"bold {_COLOURS.get(status, 'red')}")
