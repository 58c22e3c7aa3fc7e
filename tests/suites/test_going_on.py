"""What a suite makes of sessions that end well, badly or not at all. The sessions are stand-ins; the rest is real."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from devbench.analysis.limits import parse_all
from devbench.bench.plan import Plan
from devbench.errors import DevbenchError, DeviceLost, DeviceUnavailable, HarnessFailed, Interrupted
from devbench.results.findings import Finding
from devbench.results.schema import Verdict
from devbench.results.store import ResultStore
from devbench.results.suite import SuiteReport
from devbench.suites.kept_cells import KeptCells
from devbench.suites.runner import Suite, SuitePlan
from tests.kinds import present
from tests.suites.stand_ins import CELLS, FACTS, MakeSuite, Sessions, Told, verdict

RunSuite = Callable[[Sessions], SuiteReport]


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
    assert [present(decision.speed_up).paired for decision in report.decisions] == [False]


def test_a_cell_that_is_missing_is_measured_alone_and_its_speed_up_is_not_paired(
    suite: MakeSuite, plan: SuitePlan, tmp_path: Path
) -> None:
    first = suite(Sessions()).run(Told())
    missing = next(cell for cell in first.cells if (cell.row, cell.column) == ("choice", "int8"))
    (tmp_path / "results" / f"{missing.run}.json").unlink()
    later, told = Sessions(), Told()
    report = suite(later).run(told)
    assert [len(plans) for plans in later.plans] == [1]
    assert told.kept_titles == ["Quantized, questions", "Full, choices"]
    assert [present(each.decisions[0].speed_up).paired for each in (first, report)] == [True, False]


def test_a_pass_that_was_cut_short_is_no_time_for_all_examples(suite: MakeSuite) -> None:
    told = Told()
    report = suite(Sessions(visits=2)).run(told)
    assert len(told.failed_titles) == CELLS
    assert all("with 2 of 3 examples" in present(cell.error) and not cell.seconds for cell in report.cells)


@pytest.fixture
def with_stand_in(plan: SuitePlan, tmp_path: Path) -> tuple[Plan, RunSuite]:
    """The plan of the model that stands for another's quality, and a suite of that one cell."""
    cell = next(cell for cell in plan.cells if cell.row == "qa")
    limits = parse_all(["f1>=90"])
    stand_in = replace(cell.timed, settings=replace(cell.timed.settings, threads=1), limits=limits)
    one = replace(plan, rows=plan.rows[:1], cells=[replace(cell, quality=stand_in)])
    cells = KeptCells(ResultStore(tmp_path / "results"), "R58M", FACTS)
    return stand_in, lambda sessions: Suite(one, cells, sessions).run(Told())


def test_budgets_of_a_quality_that_could_not_be_measured_are_not_decided(
    with_stand_in: tuple[Plan, RunSuite],
) -> None:
    stand_in, run = with_stand_in
    report = run(Sessions(lambda plans: HarnessFailed("died") if plans[0] is stand_in else None))
    (budget,) = report.cells[0].budgets
    assert (budget.metric, budget.outcome, budget.measured) == ("f1", "INCONCLUSIVE", None)
    assert budget.reason == "qa-en-tiny, which stands in for its quality, could not be measured. Run the suite again."


def test_random_weights_never_lend_their_own_quality(with_stand_in: tuple[Plan, RunSuite]) -> None:
    """If the model that stands for it fails, there is none."""
    stand_in, run = with_stand_in
    report = run(Sessions(lambda plans: HarnessFailed("died") if plans[0] is stand_in else None))
    assert report.cells[0].seconds
    assert (report.cells[0].quality, report.cells[0].quality_of) == ({}, "qa-en-tiny")


@pytest.mark.parametrize(
    ("found", "answers", "ids", "sessions"),
    [
        ((Finding.ANSWERS_DIFFER, Finding.THROTTLED), "WRONG", ["ANSWERS_DIFFER"], 1),  # its answers are tried again
        ((Finding.THROTTLED,), "RIGHT", [], 0),  # its time plays no part
    ],
)
def test_a_cell_is_as_right_as_the_model_that_stands_for_its_quality(
    with_stand_in: tuple[Plan, RunSuite], found: Sequence[Finding], answers: str, ids: list[str], sessions: int
) -> None:
    stand_in, run = with_stand_in

    def judging(plan: Plan) -> Verdict:
        return verdict(*found) if plan is stand_in else verdict()

    judged = present(run(Sessions(judging=judging)).cells[0].verdict)
    assert (judged.answers, judged.timing) == (answers, "STEADY")
    assert [finding.id for finding in judged.findings] == ids
    later = Sessions(judging=judging)
    run(later)
    assert later.plans == [[stand_in]] * sessions
