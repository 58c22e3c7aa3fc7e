"""What each model of a suite gains or loses, compared with the first one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.text import Text

from devbench.reports import rows
from devbench.reports.fitting import Column, FittingTable
from devbench.results.suite import OverallSpeedUp, QualityDifference, RowInfo, SpeedUp, SuiteReport
from devbench.units import format_bytes, format_ms

_NOTHING = "–"


def render(report: SuiteReport) -> FittingTable:
    first, *others = report.columns.values()
    named = " and ".join([", ".join(others[:-1]), others[-1]] if others[1:] else others)
    title = f"{named} compared with {first} [95 % interval]"
    models = (Column(name, "right", least=12) for name in report.columns.values())
    table = FittingTable(Column(""), *models, title=title, spills=True)
    blank = [""] * len(report.columns)
    compared = {decision.row for decision in report.decisions}
    for row in report.rows:
        if row.name in compared:
            table.add(Text(row.title, "bold"), *blank)
            for label, values in _figures(report, row):
                table.add(f"  {label}", *values)
            table.end_section()
    if report.overall:
        overall = {each.column: each for each in report.overall}
        values = [_overall(overall.get(name), report) for name in list(report.columns)[1:]]
        table.add(Text("all tasks", "bold"), *blank)
        table.add("  speed-up", "1", *values)
    return table


def _figures(report: SuiteReport, row: RowInfo) -> Iterator[tuple[str, Sequence[str]]]:
    """A label, and a value a column. The first column has a cell, as nothing is compared without it."""
    by_column = {cell.column: cell for cell in report.cells if cell.row == row.name}
    cells = [by_column.get(name) for name in report.columns]
    of_row = {decision.column: decision for decision in report.decisions if decision.row == row.name}
    decisions = [of_row.get(name) for name in report.columns][1:]
    yield "speed-up", ["1", *(_speed_up(each.speed_up if each else None) for each in decisions)]
    qualities = [each.quality if each else None for each in decisions]
    if (known := next(filter(None, qualities), None)) is not None:
        yield rows.quality_name(row.task, known.metric), [f"{known.first:.1f}", *map(_quality, qualities)]
    yield "file size", [_bytes(cell.model_bytes if cell else None) for cell in cells]
    yield "peak memory", [_bytes(cell.peak_memory_bytes if cell else None) for cell in cells]
    yield "load", [format_ms(cell.load_ms if cell else None) for cell in cells]


def _speed_up(found: SpeedUp | None) -> str:
    if found is None:
        return _NOTHING
    interval = "" if found.low is None or found.high is None else f" [{found.low:.3g}, {found.high:.3g}]"
    return f"{found.ratio:.3g}{interval}{'' if found.paired else ' †'}"


def _quality(found: QualityDifference | None) -> str:
    if found is None:
        return _NOTHING
    interval = "" if found.low is None or found.high is None else f" [{found.low:+.1f}, {found.high:+.1f}]"
    return f"{found.points:+.1f}{interval}"


def _overall(found: OverallSpeedUp | None, report: SuiteReport) -> str:
    if found is None:
        return _NOTHING
    shown, total = _speed_up(found.speed_up), len(report.rows)
    return shown if found.rows == total else f"{shown} ({found.rows} of {total})"


def _bytes(count: int | None) -> str:
    return format_bytes(count) if count else _NOTHING


def notes(report: SuiteReport) -> Iterator[str]:
    """What the figures rest on; nothing if there is no table."""
    if not report.decisions:
        return
    speed_ups = [decision.speed_up for decision in report.decisions if decision.speed_up]
    if any(speed_up.paired for speed_up in speed_ups):
        yield "Speed-ups are paired: the repeats of a row's models alternated in one session."
    if not all(speed_up.paired for speed_up in speed_ups):
        yield (
            "† Measured in separate sessions, so the interval allows for sessions that differ by 5 % (SD). "
            "Use --fresh to measure the models of each row in one session."
        )
    others = {cell.device for cell in report.cells if cell.device and cell.device != report.device}
    if others:
        yield (
            f"Some cells were measured on another device of the same build ({', '.join(sorted(others))}). "
            "The times of two devices are not compared."
        )
