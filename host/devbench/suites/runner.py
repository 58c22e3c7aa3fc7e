"""Suites: a table of models x tasks on a device. What was measured well is not measured again."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import msgspec

from devbench.analysis import budgets, metrics
from devbench.analysis.decision import TimedCell, decide, seconds
from devbench.bench.plan import Plan
from devbench.choices import ANSWERS
from devbench.errors import DevbenchError, DeviceLost, DeviceUnavailable, HarnessFailed, Interrupted
from devbench.results.findings import leads_to
from devbench.results.schema import Budget, Result, Verdict
from devbench.results.suite import Cell, RowInfo, SuiteReport
from devbench.suites.kept_cells import KeptCells, unsound_answers, unsound_words
from devbench.suites.suite_file import SuiteFile
from devbench.suites.suite_models import Models

_LOG = logging.getLogger(__name__)

RunPlans = Callable[[Sequence[Plan]], list[Result]]
"""On the suite's device; the repeats of several plans alternate."""


class SuiteObserver:
    """Does nothing; to be subclassed by whoever wants to know."""

    def preparing(self) -> None:
        """The models are found, made and exported."""

    def finished(self, report: SuiteReport) -> None:
        """All cells on one device are done."""

    def queued(self, sessions: Sequence[Sequence[Plan]]) -> None:
        """The plans of all sessions to come, unless their cells were measured before."""

    def measuring(self, titles: Sequence[str], done: int, total: int) -> None:
        """These cells are next; so many of all are done."""

    def kept(self, title: str, run_id: str) -> None:
        """A cell was measured before and is taken from the store."""

    def unsound(self, title: str, run_id: str, words: Sequence[str]) -> None:
        """A cell was measured before, but these parts of its verdict forbid to take it from the store."""

    def parted(self, titles: Sequence[str], error: DevbenchError) -> None:
        """Their session failed: each is measured in one of its own, not in turn."""

    def failed(self, title: str, error: DevbenchError) -> None:
        """A cell failed; the others go on."""


@dataclass(frozen=True)
class CellPlan:
    row: str
    column: str
    title: str
    timed: Plan
    quality: Plan | None
    """Of the model that stands for the quality of the timed one, which has random weights."""


@dataclass(frozen=True)
class SuitePlan:
    suite: SuiteFile
    rows: Sequence[RowInfo]
    cells: Sequence[CellPlan]


def prepare(suite: SuiteFile, models: Models) -> SuitePlan:
    """All models made, exported and checked before a device is touched. Raises UsageError naming what is wrong."""
    rows, cells = [], []
    for row_name, row in suite.rows.items():
        of_row = [
            CellPlan(
                row=row_name,
                column=column_name,
                title=f"{column.title}, {row.title}",
                timed=models.plan(row, column, row_name, suite.threads, suite.repeats, suite.limits(row)),
                quality=models.quality_plan(row, column, row_name, suite.threads, suite.limits(row)),
            )
            for column_name, column in suite.columns.items()
            if row_name in column.models
        ]
        if not of_row:
            continue
        cells += of_row
        plan = of_row[0].timed
        distinct = min(len(plan.examples), len(plan.task.read(plan.data.path)))
        rows.append(
            RowInfo(
                name=row_name,
                title=row.title,
                task=row.task,
                data=plan.data.path.name,
                examples=len(plan.examples),
                distinct=distinct,
            )
        )
    return SuitePlan(suite, rows, cells)


class Suite:
    """One suite on one device. ``run`` may be called again after whatever stopped it, and goes on."""

    def __init__(self, plan: SuitePlan, cells: KeptCells, run_plans: RunPlans) -> None:
        self._plan = plan
        self._kept = cells
        self._run_plans = run_plans

    def run(self, observer: SuiteObserver, fresh: bool = False) -> SuiteReport:
        """Cells that fail have an ``error`` and stop no others. ``fresh``: nothing is taken from the store.

        Raises DeviceLost or DeviceUnavailable if the device is gone or someone else's, and Interrupted: what was
        measured is kept.
        """
        try:
            return self._run(observer, fresh)
        except Interrupted as interrupt:
            hint = "The measured cells are kept. Run the suite again to continue."
            raise Interrupted(interrupt.message, hint) from interrupt

    def _run(self, observer: SuiteObserver, fresh: bool) -> SuiteReport:
        cells: list[Cell] = []
        timed: list[TimedCell] = []
        distinct = {row.name: row.distinct for row in self._plan.rows}
        groups = list(self._groups())
        for place, group in enumerate(groups):
            observer.queued([[cell.timed for cell in each] for each in groups[place:]])
            results, errors = self._results(group, observer, len(cells), fresh)
            for cell in group:
                result = results.get(cell.title)
                other = self._quality(cell, observer, fresh) if result is not None else None
                cells.append(_cell(cell, result, other, errors.get(cell.title)))
                if result is not None:
                    own = result if cell.quality is None else None
                    timed.append(TimedCell(cell.row, cell.column, result, own, distinct[cell.row]))
        suite = self._plan.suite
        decisions, overall = decide(timed, reference=next(iter(suite.columns)))
        return SuiteReport(
            title=suite.title,
            device=self._kept.serial,
            kind=self._kept.facts.kind,
            threads=suite.threads,
            rows=list(self._plan.rows),
            columns={name: column.title for name, column in suite.columns.items()},
            cells=cells,
            decisions=decisions,
            overall=overall,
        )

    def _groups(self) -> Iterator[list[CellPlan]]:
        """What is measured in one session: a row if its cells alternate, else a cell."""
        for row in self._plan.rows:
            cells = [cell for cell in self._plan.cells if cell.row == row.name]
            yield from [cells] if self._plan.suite.interleave else [[cell] for cell in cells]

    def _results(
        self, cells: Sequence[CellPlan], observer: SuiteObserver, done: int, fresh: bool
    ) -> tuple[dict[str, Result], dict[str, DevbenchError]]:
        """Of these cells by title, from the store or measured. One that is not sound takes the others along: the models
        of a row are compared by repeats that alternate."""
        before = {} if fresh else {cell.title: result for cell in cells if (result := self._kept.find(cell.timed))}
        bad = {title: words for title, result in before.items() if (words := unsound_words(result.verdict))}
        for title, words in bad.items():
            observer.unsound(title, before[title].run.id, words)
        found = {} if bad else before
        for title, result in found.items():
            observer.kept(title, result.run.id)
        missing = {cell.title: cell.timed for cell in cells if cell.title not in found}
        errors: dict[str, DevbenchError] = {}
        if missing:
            observer.measuring(list(missing), done + len(found), len(self._plan.cells))
            found |= self._measured(missing, observer, errors)
        return found, errors

    def _measured(
        self, plans: Mapping[str, Plan], observer: SuiteObserver, errors: dict[str, DevbenchError]
    ) -> dict[str, Result]:
        """All in one session; if that fails, each in one of its own, so that one cell's fault is not the others'."""
        found: dict[str, Result] = {}
        try:
            results = self._run_plans(list(plans.values()))
        except (DeviceLost, DeviceUnavailable, Interrupted):
            raise  # no cell's fault: none of the others would fare better
        except DevbenchError as error:
            _LOG.debug("%s failed", " and ".join(plans), exc_info=error)
            if len(plans) == 1:
                title = next(iter(plans))
                observer.failed(title, error)
                errors[title] = error
                return {}
            observer.parted(list(plans), error)
            for title, plan in plans.items():
                found |= self._measured({title: plan}, observer, errors)
            return found
        for (title, plan), result in zip(plans.items(), results, strict=True):
            if cut := _cut_short(title, plan, result):
                observer.failed(title, cut)
                errors[title] = cut
                continue
            self._kept.keep(plan, result)
            found[title] = result
        return found

    def _quality(self, cell: CellPlan, observer: SuiteObserver, fresh: bool) -> Result | None:
        """Its time plays no part, so that its answers alone have to be sound."""
        if cell.quality is None:
            return None
        before = None if fresh else self._kept.find(cell.quality)
        if before is not None and not unsound_answers(before.verdict):
            return before
        measured = self._measured({f"quality of {cell.title}": cell.quality}, observer, {})
        return next(iter(measured.values()), None)


def _cell(cell: CellPlan, result: Result | None, other: Result | None, error: DevbenchError | None) -> Cell:
    if result is None:
        return Cell(
            row=cell.row,
            column=cell.column,
            error=error.message if error else "not measured",
            budgets=budgets.unmeasured(cell.timed.limits, f"{cell.timed.model.name} could not be measured."),
        )
    peak = metrics.figure(result.device_run, "memory")
    return Cell(
        row=cell.row,
        column=cell.column,
        run=result.run.id,
        device=result.device.serial,
        model=result.model.name,
        seconds=seconds(result),
        model_bytes=result.model.bytes,
        peak_memory_bytes=None if peak is None else round(peak),
        load_ms=metrics.figure(result.device_run, "load"),
        quality=(other or result).device_run.quality if other or cell.quality is None else {},
        quality_of=cell.quality.model.name if cell.quality else None,
        quality_run=other.run.id if other else None,
        verdict=result.verdict if other is None else _both(result.verdict, other.verdict),
        budgets=_budgets(cell, result, other),
    )


def _budgets(cell: CellPlan, result: Result, other: Result | None) -> list[Budget]:
    """By the suite of today: a result that is taken from the store may have been measured with others."""
    found = budgets.check(result, cell.timed.limits, cell.timed.allow_virtual)
    if cell.quality is None:
        return found
    limits = [limit for limit in cell.quality.limits if limit.is_quality]
    if other is None:
        name = cell.quality.model.name
        reason = f"{name}, which stands in for its quality, could not be measured. Run the suite again."
        return found + budgets.unmeasured(limits, reason)
    return found + budgets.check(other, limits)


def _both(timed: Verdict, quality: Verdict) -> Verdict:
    """Right only if both are; what was found of the other one's time is left out."""
    of_answers = [found for found in quality.findings if leads_to(found.id) in (*ANSWERS, "PARTIAL")]
    return msgspec.structs.replace(
        timed,
        answers=min(timed.answers, quality.answers, key=ANSWERS.index),
        partial=timed.partial or quality.partial,
        findings=[*of_answers, *timed.findings],
    )


def _cut_short(title: str, plan: Plan, result: Result) -> HarnessFailed | None:
    """Of a repeat that ``max_seconds`` ended: its seconds are not those of all examples."""
    for repeat in range(result.settings.repeats):
        seen = len({sample.example for sample in result.device_run.samples if sample.repeat == repeat})
        if seen < len(plan.examples):
            return HarnessFailed(
                f"{title}: repeat {repeat + 1} was ended after {plan.settings.max_seconds:g} s with {seen:,} of "
                f"{len(plan.examples):,} examples.",
                "Use fewer with --examples.",
            )
    return None
