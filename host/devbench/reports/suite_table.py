"""A suite as a table: a row a task, a column a model; seconds for all examples, quality, and what each model gains."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.text import Text

from devbench.analysis.causes import causes
from devbench.analysis.intervals import geometric_mean
from devbench.choices import DEVICE_VERDICTS, LEAST_REPEATS
from devbench.reports import budgets, decision_table, rows, times, verdict_words
from devbench.reports.fitting import Column, FittingTable
from devbench.reports.sanitize import sanitize
from devbench.reports.table import STYLES, words
from devbench.results.findings import Finding, leads_to, unsound
from devbench.results.schema import Budget, Verdict
from devbench.results.suite import Cell, RowInfo, SuiteReport

_REPEATS = (Finding.ONE_REPEAT.name, Finding.FEW_REPEATS.name)
_NOT_SHOWN = (*DEVICE_VERDICTS, "plain", None)


def render(report: SuiteReport) -> RenderableType:
    report = sanitize(report)
    tables = [_table(report)]
    if report.decisions:
        tables.append(decision_table.render(report))
    return Group(*(line for table in tables for line in (table, Text())), *map(Text, _notes(report)))


def _table(report: SuiteReport) -> FittingTable:
    cells = {(cell.row, cell.column): cell for cell in report.cells}
    models = (Column(title, "right", least=len("99.9 s ±99.9 %")) for title in report.columns.values())
    table = FittingTable(Column("task", least=12), *models, title=report.title, spills=True)
    for row in report.rows:
        shown = [_cell(cells.get((row.name, name)), row) for name in report.columns]
        table.add(f"{row.title}\nn = {row.examples:,}", *shown)
        table.end_section()
    return table


def _cell(cell: Cell | None, row: RowInfo) -> Text:
    if cell is None:
        return Text("–")
    if cell.error is not None or cell.verdict is None:
        return Text(cell.error or "not measured", "red")
    time = geometric_mean(cell.seconds)
    quality = rows.main_quality(row.task, cell.quality) or "no quality"
    mark = "*" if cell.quality_of else ""
    plus_minus = times.plus_minus(time.value, time.low, time.high)
    shown = Text.assemble(f"{time.value:.4g} s{plus_minus}\n{quality}{mark}\n", _verdict(cell.verdict))
    return shown.append_text(_budgets(cell.budgets))


def _budgets(found: Sequence[Budget]) -> Text:
    """The worst outcome of a cell's budgets; nothing if it has none."""
    outcomes = {budget.outcome for budget in found}
    worst = next((outcome for outcome in budgets.TONES if outcome in outcomes), None)
    return Text() if worst is None else Text.assemble("\nbudget ", (worst, STYLES[budgets.TONES[worst]]))


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
    yield from _open_budgets(report)


def _open_budgets(report: SuiteReport) -> Iterator[str]:
    """A line for each budget that did not pass."""
    titles = {row.name: row.title for row in report.rows}
    for cell in report.cells:
        for row in map(budgets.row, cell.budgets):
            if row.outcome != "PASS":
                text = f"budget {row.metric} {row.limit} {row.outcome}: measured {row.measured}. {row.reason}"
                yield f"! {report.columns[cell.column]}, {titles[cell.row]}: {text.strip()}"


def _findings(report: SuiteReport) -> Iterator[str]:
    """A line a cell; what applies to all cells is said once. Remedies are left out, as most name options of `devbench
    run`.
    """
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
        yield "The next run of the suite measures WRONG, UNCHECKED, partial, THROTTLED and NOISY cells again."


def _texts(verdict: Verdict) -> list[str]:
    """Of a cell. The host's time plays no part in a suite."""
    return [
        cause.sentences + (f" Use --set repeats={LEAST_REPEATS} or more." if cause.finding.id in _REPEATS else "")
        for cause in causes(verdict)
        if leads_to(cause.finding.id) not in _NOT_SHOWN and cause.finding.id != Finding.HOST_UNSTEADY.name
    ]


def _of_device(verdict: Verdict) -> list[str]:
    return [finding.text for finding in verdict.findings if leads_to(finding.id) in DEVICE_VERDICTS]


def _is_tried_again(verdict: Verdict) -> bool:
    return bool(unsound(verdict, ("answers", "partial"))) or verdict.timing in ("THROTTLED", "NOISY")
