"""A suite as a table: tasks down, models across; seconds for all examples, quality, and what each column gains."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from devbench.analysis.intervals import geometric_mean
from devbench.choices import DEVICE_VERDICTS, LEAST_REPEATS
from devbench.reports import decision_table, rows, times, verdict_words
from devbench.reports.sanitize import sanitize
from devbench.reports.table import words
from devbench.results.findings import Finding, leads_to, unsound
from devbench.results.schema import Verdict
from devbench.results.suite import Cell, RowInfo, SuiteReport

_REPEATS = (Finding.ONE_REPEAT.name, Finding.FEW_REPEATS.name)
_NOT_TOLD = ("plain", *DEVICE_VERDICTS)


def render(report: SuiteReport) -> RenderableType:
    report = sanitize(report)
    tables = [_table(report)]
    if report.decisions:
        tables.append(decision_table.render(report))
    return Group(*(line for table in tables for line in (table, Text())), *map(Text, _notes(report)))


def _table(report: SuiteReport) -> Table:
    cells = {(cell.row, cell.column): cell for cell in report.cells}
    table = Table(title=Text(report.title), title_justify="left", title_style="bold")
    table.add_column("task")
    for title in report.columns.values():
        table.add_column(Text(title), justify="right")
    for row in report.rows:
        shown = [_cell(cells.get((row.name, name)), row) for name in report.columns]
        table.add_row(Text(f"{row.title}\nn = {row.examples:,}"), *shown)
    return table


def _cell(cell: Cell | None, row: RowInfo) -> Text:
    if cell is None:
        return Text("–")
    if cell.error is not None or cell.verdict is None:
        return Text(cell.error or "not measured", "red")
    time = geometric_mean(cell.seconds)
    metric, value = next(iter(cell.quality.items()), (None, 0.0))
    quality = f"{rows.quality_name(row.task, metric)} {value:.1f}" if metric else "no quality"
    mark = "*" if cell.quality_of else ""
    plus_minus = times.plus_minus(time.value, time.low, time.high)
    return Text.assemble(f"{time.value:.4g} s{plus_minus}\n{quality}{mark}\n", _verdict(cell.verdict))


def _verdict(verdict: Verdict) -> Text:
    """Without the device, which is the same in all cells."""
    shown = words(part for part in verdict_words.parts(verdict) if part.name != "device")
    return shown.append(" !") if _texts(verdict) or unsound(verdict, ("answers", "timing", "partial")) else shown


# -- notes -------------------------------------------------------------------------------------------------------------


def _notes(report: SuiteReport) -> Iterator[str]:
    repeats = max((len(cell.seconds) for cell in report.cells), default=0)
    several = f"the geometric mean of {repeats} cold repeats; ± is the 95 % interval"
    mean = several if repeats > 1 else "of one cold repeat"
    threads = f"{report.threads} thread{'' if report.threads == 1 else 's'}"
    yield (
        f"Seconds for all examples one by one, including tokenization and decoding, on {report.device} ({report.kind}) "
        f"with {threads}: {mean}."
    )
    for row in report.rows:
        if row.distinct < row.examples:
            yield (
                f"{row.title}: {row.data} has {row.distinct:,} examples, repeated from the start to reach "
                f"{row.examples:,}."
            )
    stand_ins = sorted({f"{cell.model} by {cell.quality_of}" for cell in report.cells if cell.quality_of})
    if stand_ins:
        yield (
            f"* Random weights, measured for speed only. The quality is that of another, small model "
            f"({', '.join(stand_ins)}), so columns are not compared by it. Use your own checkpoints with --set."
        )
    yield from decision_table.notes(report)
    yield from _findings(report)


def _findings(report: SuiteReport) -> Iterator[str]:
    """A line a cell; what was found in all of them is said once. Remedies are left out: most name options of `devbench
    run`."""
    titles = {row.name: row.title for row in report.rows}
    found = {
        f"{report.columns[cell.column]}, {titles[cell.row]}": _texts(cell.verdict)
        for cell in report.cells
        if cell.verdict is not None
    }
    everywhere = [text for text in next(iter(found.values()), []) if all(text in texts for texts in found.values())]
    if len(found) > 1 and everywhere:
        yield f"! all cells: {' '.join(everywhere)}"
        found = {title: [text for text in texts if text not in everywhere] for title, texts in found.items()}
    yield from (f"! {title}: {' '.join(texts)}" for title, texts in found.items() if texts)
    yield from dict.fromkeys(text for cell in report.cells if cell.verdict for text in _of_device(cell.verdict))
    if any(cell.verdict and _is_tried_again(cell.verdict) for cell in report.cells):
        yield "The next run of the suite measures cells again that are WRONG, UNCHECKED, partial, THROTTLED or NOISY."


def _texts(verdict: Verdict) -> list[str]:
    """Of a cell. The host's time plays no part in a suite."""
    return [
        finding.text + (f" Use --set repeats={LEAST_REPEATS} or more." if finding.id in _REPEATS else "")
        for finding in verdict_words.findings(verdict)
        if leads_to(finding.id) not in _NOT_TOLD and finding.id != Finding.HOST_UNSTEADY.name
    ]


def _of_device(verdict: Verdict) -> list[str]:
    return [finding.text for finding in verdict.findings if leads_to(finding.id) in DEVICE_VERDICTS]


def _is_tried_again(verdict: Verdict) -> bool:
    return bool(unsound(verdict, ("answers", "partial"))) or verdict.timing in ("THROTTLED", "NOISY")
