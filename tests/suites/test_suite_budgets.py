"""Budgets of a suite and of its rows, in each cell."""

import io
from pathlib import Path

import pytest
from rich.console import Console

from devbench.errors import HarnessFailed, UsageError
from devbench.reports import suite_table
from devbench.results.store import ResultStore
from devbench.results.suite import SuiteReport
from devbench.suites import suite_file
from devbench.suites.kept_cells import KeptCells
from devbench.suites.runner import Suite, prepare
from devbench.suites.suite_models import Models
from tests.suites.stand_ins import CELLS, FACTS, SUITE, Sessions, Told


def measured(folder: Path, description: str, sessions: Sessions) -> SuiteReport:
    """The stand-ins' load takes 12.5 ms, and their f1 is 91.25."""
    (folder / "mine.toml").write_text(description)
    described, place = suite_file.read(str(folder / "mine.toml"))
    plan = prepare(described, Models(place, folder / "cache"))
    return Suite(plan, KeptCells(ResultStore(folder / "results"), "R58M", FACTS), sessions).run(Told())


def with_budgets(suite: str = "", row: str = "") -> str:
    return SUITE.replace("repeats = 5", f"repeats = 5\nrequire = [{suite}]").replace(
        'data = "qa-en.json"', f'data = "qa-en.json"\nrequire = [{row}]'
    )


def outcomes(report: SuiteReport) -> dict[str, list[tuple[str, str, str]]]:
    return {
        f"{cell.row} {cell.column}": [(each.metric, each.outcome, each.source) for each in cell.budgets]
        for cell in report.cells
    }


def test_a_rows_budgets_replace_the_suites_of_the_same_metrics(harness: None, tmp_path: Path) -> None:
    report = measured(tmp_path, with_budgets('"load<=10"', '"load<=20ms", "f1>=90"'), Sessions())
    choices = [("load", "FAIL", "the suite")]
    assert outcomes(report) == {
        "qa int8": [("load", "PASS", "the row 'questions'"), ("f1", "PASS", "the row 'questions'")],
        "choice fp32": choices,
        "choice int8": choices,
    }
    text = io.StringIO()
    Console(file=text, width=100).print(suite_table.render(report))
    assert text.getvalue().count("budget FAIL") == 2
    assert text.getvalue().count("budget PASS") == 1
    assert "! Full, choices: budget load at most 10 ms FAIL: measured 12.5 ms [12.5, 12.5]." in text.getvalue()


def test_cells_that_were_measured_before_are_checked_against_the_budgets_of_today(
    harness: None, tmp_path: Path
) -> None:
    first = measured(tmp_path, with_budgets(), Sessions())
    assert not any(cell.budgets for cell in first.cells)
    later = Sessions()
    again = measured(tmp_path, with_budgets('"load<=20"'), later)
    assert not later.plans
    assert [[each.outcome for each in cell.budgets] for cell in again.cells] == [["PASS"]] * CELLS


@pytest.mark.parametrize(
    ("suite", "row", "message"),
    [
        ('"invok.p90<=5"', "", "The budget 'invok.p90<=5' (the suite) names no metric"),
        ("", '"f1<=5"', "The budget 'f1<=5' (the row 'questions') asks for 5 or less"),
        ('"f1>=90"', "", "The budget for f1 (the suite) cannot be checked: multiple-choice has no such metric."),
    ],
)
def test_a_budget_that_no_cell_could_show_is_refused(
    harness: None, tmp_path: Path, suite: str, row: str, message: str
) -> None:
    with pytest.raises(UsageError) as refused:
        measured(tmp_path, with_budgets(suite, row), Sessions())
    assert refused.value.message.startswith(message)


def test_budgets_of_a_cell_that_fails_are_not_decided(harness: None, tmp_path: Path) -> None:
    died = Sessions(lambda plans: HarnessFailed("The harness died."))
    report = measured(tmp_path, with_budgets('"load<=10"'), died)
    assert list(outcomes(report).values()) == [[("load", "INCONCLUSIVE", "the suite")]] * CELLS
