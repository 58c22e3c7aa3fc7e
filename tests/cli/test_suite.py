"""What `devbench suite` exits with."""

from typing import Any

import pytest
from click.testing import CliRunner

from devbench import api
from devbench.cli.suite import suite
from devbench.errors import DevbenchError
from devbench.results.findings import Finding
from devbench.results.suite import Cell, SuiteReport
from tests.suites.stand_ins import verdict


def measured(*found: Finding, **changes: Any) -> Cell:
    fields: dict[str, Any] = {"run": "run", "seconds": [1.0], "quality": {"f1": 90.0}, "verdict": verdict(*found)}
    return Cell(row="ner", column="bert", **{**fields, **changes})


FAILED = Cell(row="ner", column="bert", error="died")


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
    ],
)
def test_the_exit_code_is_that_of_the_worst_answers(
    monkeypatch: pytest.MonkeyPatch, cells: list[Cell], exit_code: int
) -> None:
    report = SuiteReport(
        title="one",
        device="R58M",
        kind="physical",
        threads=4,
        rows=[],
        columns={},
        cells=cells,
        decisions=[],
        overall=[],
    )
    monkeypatch.setattr(api, "run_suite", lambda *arguments, **options: [report])
    error = CliRunner().invoke(suite, ["mine.toml", "--json"]).exception
    assert getattr(error, "exit_code", 0) == exit_code
    assert error is None or isinstance(error, DevbenchError)
