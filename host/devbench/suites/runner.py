"""Suites: a table of models x tasks on a device. What was measured once is not measured again."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

from devbench import assets
from devbench.bench.job_folder import HARNESS_NAME
from devbench.bench.plan import File, Plan
from devbench.errors import DevbenchError, DeviceLost, DeviceUnavailable, HarnessFailed, Interrupted
from devbench.results import document
from devbench.results.schema import Result
from devbench.results.store import ResultStore, write_whole
from devbench.results.suite import Cell, RowInfo, SuiteReport
from devbench.suites.suite_file import SuiteFile
from devbench.suites.suite_models import Models
from devbench.units import NS_PER_S

RunPlans = Callable[[Sequence[Plan]], list[Result]]
"""On the suite's device; the repeats of several plans alternate."""


class SuiteObserver:
    """Does nothing; to be subclassed by whoever wants to know."""

    def preparing(self) -> None:
        """The models are found, made and exported."""

    def finished(self, report: SuiteReport) -> None:
        """All cells on one device are done."""

    def measuring(self, titles: Sequence[str], done: int, total: int) -> None:
        """These cells are next; so many of all are done."""

    def kept(self, title: str, run_id: str) -> None:
        """A cell was measured before and is taken from the store."""

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
                timed=models.plan(row, column, row_name, suite.threads, suite.repeats),
                quality=models.quality_plan(row, column, row_name, suite.threads),
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

    def __init__(self, plan: SuitePlan, serial: str, store: ResultStore, run_plans: RunPlans) -> None:
        self._plan = plan
        self._serial = serial
        self._store = store
        self._run_plans = run_plans
        self._folder = store.root.parent / "suites"

    def run(self, observer: SuiteObserver, fresh: bool = False) -> SuiteReport:
        """Cells that fail have an ``error`` and stop no others. ``fresh``: nothing is taken from the store.

        Raises DeviceLost or DeviceUnavailable where the device is gone or someone else's, and Interrupted: what was
        measured is kept.
        """
        try:
            return self._run(observer, fresh)
        except Interrupted as interrupt:
            hint = "The cells that were measured are kept: run the suite again to go on."
            raise Interrupted(interrupt.message, hint) from interrupt

    def _run(self, observer: SuiteObserver, fresh: bool) -> SuiteReport:
        cells: dict[tuple[str, str], Cell] = {}
        sessions: dict[str, list[Result]] = {}
        kind = ""
        for group in self._groups():
            results, errors = self._results(group, observer, len(cells), fresh)
            for cell in group:
                result = results.get(cell.title)
                other = self._quality(cell, observer, fresh) if result is not None else None
                cells[cell.row, cell.column] = _cell(cell, result, other, errors.get(cell.title))
                if result is not None:
                    kind = result.device.kind
                    sessions.setdefault(cell.row, []).append(result)
        suite = self._plan.suite
        return SuiteReport(
            title=suite.title,
            device=self._serial,
            kind=kind,
            interleaved=any(map(_several, sessions.values())) and all(map(_in_turn, sessions.values())),
            threads=suite.threads,
            rows=list(self._plan.rows),
            columns={name: column.title for name, column in suite.columns.items()},
            cells=list(cells.values()),
        )

    def _groups(self) -> Iterator[list[CellPlan]]:
        """What is measured in one session: a row where its cells alternate, else a cell."""
        for row in self._plan.rows:
            cells = [cell for cell in self._plan.cells if cell.row == row.name]
            yield from [cells] if self._plan.suite.interleave else [[cell] for cell in cells]

    def _results(
        self, cells: Sequence[CellPlan], observer: SuiteObserver, done: int, fresh: bool
    ) -> tuple[dict[str, Result], dict[str, DevbenchError]]:
        """Of these cells by title, from the store or measured."""
        found: dict[str, Result] = {}
        missing: dict[str, Plan] = {}
        for cell in cells:
            kept = None if fresh else self._kept(cell.timed)
            if kept is None:
                missing[cell.title] = cell.timed
            else:
                observer.kept(cell.title, kept.run.id)
                found[cell.title] = kept
        errors: dict[str, DevbenchError] = {}
        if missing:
            observer.measuring(list(missing), done + len(found), len(self._plan.cells))
            found |= self._measured(missing, observer, errors)
        return found, errors

    def _measured(
        self, plans: Mapping[str, Plan], observer: SuiteObserver, errors: dict[str, DevbenchError]
    ) -> dict[str, Result]:
        """All in one session; where that fails, each in one of its own, so that one cell's fault is not the others'."""
        found: dict[str, Result] = {}
        try:
            results = self._run_plans(list(plans.values()))
        except (DeviceLost, DeviceUnavailable, Interrupted):
            raise  # no cell's fault: none of the others would fare better
        except DevbenchError as error:
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
            self._store.save(result)
            self._keep(plan, result)
            found[title] = result
        return found

    def _quality(self, cell: CellPlan, observer: SuiteObserver, fresh: bool) -> Result | None:
        if cell.quality is None:
            return None
        kept = None if fresh else self._kept(cell.quality)
        if kept is not None:
            return kept
        measured = self._measured({f"quality of {cell.title}": cell.quality}, observer, {})
        return next(iter(measured.values()), None)

    # -- what was measured before: a file per cell, named by all that its result depends on

    def _kept(self, plan: Plan) -> Result | None:
        try:
            run_id = self._file(plan).read_text()
            return document.read(self._store.root / f"{run_id}.json")
        except (OSError, DevbenchError):
            return None

    def _keep(self, plan: Plan, result: Result) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        write_whole(self._file(plan), result.run.id.encode())

    def _file(self, plan: Plan) -> Path:
        digest = hashlib.sha256(f"{self._serial}\n{plan.settings}\n".encode())
        digest.update(File.read(assets.harness(HARNESS_NAME)).sha256.encode())
        digest.update(msgspec.json.encode(plan.job("", 0)))
        for name, file in plan.files.items():
            digest.update(f"{name} {file.sha256}\n".encode())
        for example in plan.examples:
            digest.update(msgspec.json.encode(example))
        return self._folder / digest.hexdigest()


def _cell(cell: CellPlan, result: Result | None, other: Result | None, error: DevbenchError | None) -> Cell:
    if result is None:
        return Cell(row=cell.row, column=cell.column, error=error.message if error else "not measured")
    return Cell(
        row=cell.row,
        column=cell.column,
        run=result.run.id,
        model=result.model.name,
        seconds=_seconds(result),
        quality=(other or result).device_run.quality if other or cell.quality is None else {},
        quality_of=cell.quality.model.name if cell.quality else None,
        quality_run=other.run.id if other else None,
        verdict=result.verdict.status,
    )


def _several(results: Sequence[Result]) -> bool:
    return len(results) > 1


def _in_turn(results: Sequence[Result]) -> bool:
    """All of one session: a cell that was measured another day met other heat."""
    return not _several(results) or (
        all(result.settings.interleaved for result in results) and len({result.run.started for result in results}) == 1
    )


def _cut_short(title: str, plan: Plan, result: Result) -> HarnessFailed | None:
    """Of a repeat that ``max_seconds`` ended: its seconds are not those of all examples."""
    for repeat in range(result.settings.repeats):
        seen = len({sample.example for sample in result.device_run.samples if sample.repeat == repeat})
        if seen < len(plan.examples):
            return HarnessFailed(
                f"{title}: repeat {repeat + 1} was ended after {plan.settings.max_seconds:g} s with {seen:,} of "
                f"{len(plan.examples):,} examples.",
                "Ask for fewer with --examples.",
            )
    return None


def _seconds(result: Result) -> list[float]:
    """Of each repeat: all stages of all examples."""
    totals = [0] * result.settings.repeats
    for sample in result.device_run.samples:
        totals[sample.repeat] += sample.tokenize_ns + sum(sample.invoke_ns) + sample.decode_ns
    return [total / NS_PER_S for total in totals]
