"""What a suite makes of sessions that end well, badly or not at all. The sessions are stand-ins; the rest is real."""

import io
import itertools
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest
from rich.console import Console

from devbench import assets
from devbench.bench.plan import Plan
from devbench.errors import DevbenchError, DeviceLost, DeviceUnavailable, HarnessFailed, Interrupted
from devbench.reports import suite_table
from devbench.results import schema
from devbench.results.store import ResultStore
from devbench.suites import suite_file
from devbench.suites.runner import RunPlans, Suite, SuiteObserver, SuitePlan, prepare
from devbench.suites.suite_models import Models
from tests.kinds import present
from tests.sample_results import result, side

SUITE = """
title = "two rows"
repeats = 2
[rows.qa]
title = "questions"
task = "question-answering"
data = "qa-en.json"
examples = 3
[rows.choice]
title = "choices"
task = "multiple-choice"
data = "choice-en.jsonl"
examples = 3
[columns.fp32]
title = "Full"
models = { choice = "choice-en-tiny" }
[columns.int8]
title = "Quantized"
quantize = "int8"
models = { qa = "qa-en-tiny", choice = "choice-en-tiny" }
"""
CELLS = 3

MakeSuite = Callable[[RunPlans], Suite]


@pytest.fixture(autouse=True)
def harness(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A stand-in for what Gradle builds: only its content counts here."""
    (tmp_path / "harness.jar").write_bytes(b"dex")
    monkeypatch.setattr(assets, "harness", lambda name: tmp_path / name)


@pytest.fixture
def plan(tmp_path: Path) -> SuitePlan:
    (tmp_path / "mine.toml").write_text(SUITE)
    described, folder = suite_file.read(str(tmp_path / "mine.toml"))
    return prepare(described, Models(folder, tmp_path / "cache"))


@pytest.fixture
def suite(plan: SuitePlan, tmp_path: Path) -> MakeSuite:
    """Of sessions as ``run_plans`` does them."""
    return lambda run_plans: Suite(plan, "R58M", ResultStore(tmp_path / "results"), run_plans)


class Sessions:
    """Stand-ins: a session of ``failing`` raises; every invoke of int8 takes a second, of others two."""

    def __init__(
        self, failing: Callable[[Sequence[Plan]], DevbenchError | None] = lambda plans: None, visits: int = 3
    ) -> None:
        self.plans: list[Sequence[Plan]] = []
        self._failing = failing
        self._visits = visits
        self._ids = itertools.count()

    def __call__(self, plans: Sequence[Plan]) -> list[schema.Result]:
        self.plans.append(plans)
        if error := self._failing(plans):
            raise error
        started = f"session {len(self.plans)}"
        return [self._result(plan, started, len(plans) > 1) for plan in plans]

    def _result(self, plan: Plan, started: str, interleaved: bool) -> schema.Result:
        whole = result()
        invoke_ns = 1_000_000_000 if plan.model.quantization == "int8" else 2_000_000_000
        samples = [
            schema.Sample(repeat=repeat, example=example, start_ns=0, tokenize_ns=0, invoke_ns=[invoke_ns], decode_ns=0)
            for repeat in range(2)
            for example in range(self._visits)
        ]
        return msgspec.structs.replace(
            whole,
            run=msgspec.structs.replace(whole.run, id=f"run-{id(self)}-{next(self._ids)}", started=started),
            settings=msgspec.structs.replace(whole.settings, repeats=2, interleaved=interleaved),
            device_run=msgspec.structs.replace(side("device"), samples=samples),
        )


class Told(SuiteObserver):
    def __init__(self) -> None:
        self.kept_titles: list[str] = []
        self.parted_titles: list[Sequence[str]] = []
        self.failed_titles: list[str] = []

    def kept(self, title: str, run_id: str) -> None:
        self.kept_titles.append(title)

    def parted(self, titles: Sequence[str], error: DevbenchError) -> None:
        self.parted_titles.append(titles)

    def failed(self, title: str, error: DevbenchError) -> None:
        self.failed_titles.append(title)


@pytest.mark.parametrize("error", [Interrupted("stopped"), DeviceUnavailable("locked"), DeviceLost("gone")])
def test_what_is_no_cells_fault_ends_the_suite_which_goes_on_later(suite: MakeSuite, error: DevbenchError) -> None:
    sessions = Sessions(lambda plans: error if len(plans) == 2 else None)
    with pytest.raises(type(error)):
        suite(sessions).run(Told())
    assert len(sessions.plans) == 2

    told, later = Told(), Sessions()
    report = suite(later).run(told)
    assert told.kept_titles == ["Quantized, questions"]
    assert [len(plans) for plans in later.plans] == [2]
    assert all(cell.error is None for cell in report.cells)


def test_cells_whose_session_failed_are_told_not_to_have_taken_turns(suite: MakeSuite) -> None:
    told = Told()
    report = suite(Sessions(lambda plans: HarnessFailed("died") if len(plans) == 2 else None)).run(told)
    assert told.parted_titles == [["Full, choices", "Quantized, choices"]]
    assert len([cell for cell in report.cells if cell.seconds]) == CELLS
    assert not report.interleaved


def test_cells_of_different_sessions_did_not_take_turns(suite: MakeSuite, plan: SuitePlan, tmp_path: Path) -> None:
    assert suite(Sessions()).run(Told()).interleaved
    choices = [cell for cell in plan.cells if cell.row == "choice"]
    suite(Sessions())._file(choices[1].timed).unlink()
    assert not suite(Sessions()).run(Told()).interleaved


def test_a_pass_that_was_cut_short_is_no_time_for_all_examples(suite: MakeSuite) -> None:
    told = Told()
    report = suite(Sessions(visits=2)).run(told)
    assert len(told.failed_titles) == CELLS
    assert all("with 2 of 3 examples" in present(cell.error) and not cell.seconds for cell in report.cells)


def test_each_figure_stands_under_its_own_column(suite: MakeSuite) -> None:
    report = suite(Sessions()).run(Told())
    shown = io.StringIO()
    Console(file=shown, width=100).print(suite_table.render(report))
    lines = [line for line in shown.getvalue().splitlines() if "questions" in line or "choices" in line]
    questions, choices = ([part.strip() for part in line.split("│")[2:4]] for line in lines[:2])
    assert questions[0] == "–"
    assert questions[1].startswith("3 s")
    assert (choices[0][:3], choices[1][:3]) == ("6 s", "3 s")


def test_random_weights_never_lend_their_own_quality(plan: SuitePlan, tmp_path: Path) -> None:
    """Where the model that stands for it fails, there is none."""
    cell = next(cell for cell in plan.cells if cell.row == "qa")
    stand_in = replace(cell.timed, settings=replace(cell.timed.settings, threads=1))
    sessions = Sessions(lambda plans: HarnessFailed("died") if plans[0] is stand_in else None)
    one = replace(plan, rows=plan.rows[:1], cells=[replace(cell, quality=stand_in)])
    report = Suite(one, "R58M", ResultStore(tmp_path / "results"), sessions).run(Told())
    assert report.cells[0].seconds
    assert (report.cells[0].quality, report.cells[0].quality_of) == ({}, "qa-en-tiny")
