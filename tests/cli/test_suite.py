"""What `devbench suite` exits with, and what it writes."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from devbench import api
from devbench.choices import BudgetOutcome
from devbench.cli.suite import suite
from devbench.errors import DevbenchError, DeviceLost
from devbench.results.findings import Finding
from devbench.results.schema import Budget
from devbench.results.suite import Cell, SuiteReport
from devbench.suites.runner import SuiteObserver
from tests.suites.stand_ins import verdict


def measured(*found: Finding, **changes: Any) -> Cell:
    fields: dict[str, Any] = {"run": "run", "seconds": [1.0], "quality": {"f1": 90.0}, "verdict": verdict(*found)}
    return Cell(row="ner", column="bert", **{**fields, **changes})


def budget(outcome: BudgetOutcome) -> Budget:
    return Budget(metric="load", operator="<=", limit=5, unit="ms", outcome=outcome, reason="Few processes.")


FAILED = Cell(row="ner", column="bert", error="died")


def report_of(serial: str, cells: list[Cell]) -> SuiteReport:
    return SuiteReport(
        title="one",
        device=serial,
        kind="physical",
        threads=4,
        rows=[],
        columns={},
        cells=cells,
        decisions=[],
        overall=[],
    )


@pytest.mark.parametrize(
    ("cells", "exit_code"),
    [
        ([measured()], 0),
        ([measured(Finding.THROTTLED)], 0),
        ([measured(Finding.TOKENS_DIFFER)], 3),
        ([FAILED, measured()], 3),
        ([measured(quality={}, quality_of="ner-en-tiny")], 3),
        ([measured(Finding.HOST_INCOMPLETE)], 7),
        ([measured(Finding.HOST_INCOMPLETE), measured(Finding.TOKENS_DIFFER)], 3),
        ([measured(budgets=[budget("PASS")])], 0),
        ([measured(budgets=[budget("PASS"), budget("INCONCLUSIVE")])], 7),
        ([measured(budgets=[budget("INCONCLUSIVE")]), measured(budgets=[budget("FAIL")])], 3),
    ],
)
def test_the_exit_code_is_that_of_the_worst_cell(
    monkeypatch: pytest.MonkeyPatch, cells: list[Cell], exit_code: int
) -> None:
    report = report_of("R58M", cells)
    monkeypatch.setattr(api, "run_suite", lambda *arguments, **options: [report])
    error = CliRunner().invoke(suite, ["mine.toml", "--json", "-"]).exception
    assert getattr(error, "exit_code", 0) == exit_code
    assert error is None or isinstance(error, DevbenchError)


def test_the_document_of_a_device_is_written_when_it_is_done(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """What fails on the next device takes nothing with it."""

    def run_suite(name: str, *, suite_observer: SuiteObserver, **options: object) -> list[SuiteReport]:
        suite_observer.finished(report_of("R58M", [measured()]))
        raise DeviceLost("R5CT1 is gone.")

    monkeypatch.setattr(api, "run_suite", run_suite)
    file = tmp_path / "suite.jsonl"
    done = CliRunner().invoke(suite, ["mine.toml", "-s", "R58M", "-s", "R5CT1", "-q", "--json", str(file)])
    assert isinstance(done.exception, DeviceLost)
    (line,) = file.read_text().splitlines()
    assert json.loads(line)["device"] == "R58M"
