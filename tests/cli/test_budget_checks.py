"""How `devbench run` ends by its budgets, and what its options say of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from devbench import api
from devbench.analysis.budgets import check
from devbench.analysis.limits import parse_all
from devbench.bench.prepare import Request, prepare
from devbench.cli import devbench
from devbench.errors import CheckFailed, DevbenchError, Inconclusive
from devbench.results.schema import Result, Verdict
from tests.sample_results import result, verdict, wrong

HOLDS, FAILS, OPEN = "invoke.p90<=50ms", "f1>=95", "invoke.p50<=21"

Ended = Callable[..., DevbenchError | None]


def measured(*texts: str, judged: Verdict | None = None) -> Result:
    return result(verdict=judged or verdict(), budgets=check(result(), parse_all(texts)))


@pytest.fixture
def asked() -> list[Request]:
    return []


@pytest.fixture
def ended(monkeypatch: pytest.MonkeyPatch, asked: list[Request]) -> Ended:
    """The error that `devbench run` ends with if it measures these results."""

    def ended(found: Sequence[Result], *options: str) -> DevbenchError | None:
        def run_all(requests: Sequence[Request], **_: Any) -> list[Result]:
            asked.extend(requests)
            return list(found)

        monkeypatch.setattr(api, "run_all", run_all)
        done = CliRunner().invoke(devbench, ["run", "--quiet", *options])
        if done.exception is None:
            return None
        assert isinstance(done.exception, DevbenchError), done.output
        return done.exception

    return ended


def test_budgets_that_hold_are_a_success(ended: Ended) -> None:
    assert ended([measured(HOLDS, "f1>=90")]) is None


def test_a_budget_that_does_not_hold_is_named_with_what_was_measured(ended: Ended) -> None:
    error = ended([measured(OPEN, FAILS, "size<=1KB", "invoke.p90<=5")])
    assert isinstance(error, CheckFailed)
    assert error.message == (
        "The budget f1 at least 95 % of qa-en-tiny on R58M does not hold: measured 91.25 %. "
        "2 other budgets do not hold."
    )
    assert error.hint == "Change the model or how it runs, or change the budget (--require)."
    timed = ended([measured("invoke.p90<=5")])
    assert timed is not None
    assert timed.message.endswith("does not hold: measured 22.8 ms [22.2, 23.6].")


def test_a_budget_that_is_not_decided_says_why_and_what_to_do(ended: Ended) -> None:
    error = ended([measured(HOLDS, OPEN)])
    assert isinstance(error, Inconclusive)
    assert error.message == (
        "The budget invoke.p50 at most 21 ms of qa-en-tiny on R58M is undecided: measured 20.9 ms [20.5, 21.4]."
    )
    assert error.hint.startswith("The 95 % interval of invoke.p50 does not lie on one side of the limit.")


@pytest.mark.parametrize(
    ("found", "words"),
    [
        ([measured(FAILS), wrong()], "WRONG"),
        ([measured(OPEN), measured(FAILS)], "does not hold"),
        ([measured(FAILS, judged=verdict("UNCHECKED"))], "does not hold"),
        ([measured(OPEN, judged=verdict("UNCHECKED"))], "could not be checked"),
    ],
)
def test_wrong_answers_come_first_and_what_is_open_last(ended: Ended, found: list[Result], words: str) -> None:
    error = ended(found)
    assert error is not None
    assert words in error.message


@pytest.mark.parametrize(
    ("options", "mode"),
    [
        (["--require", "invoke.p90<=50"], "normal"),
        (["--require", "f1>=50"], "quick"),
        (["--require", "load<=50", "--mode", "quick"], "quick"),
        ([], "quick"),
    ],
)
def test_a_budget_that_needs_an_interval_measures_for_one(
    ended: Ended, asked: list[Request], options: list[str], mode: str
) -> None:
    ended([result()], *options)
    assert [prepare(each).settings.mode.name for each in asked] == [mode]


def test_budgets_reach_the_request(ended: Ended, asked: list[Request]) -> None:
    ended([result()], "--require", "load<=2s", "--require", "f1 >= 90 %", "--allow", "virtual")
    (request,) = asked
    assert [(limit.metric, limit.value) for limit in request.require] == [("load", 2000), ("f1", 90)]
    assert request.allow_virtual


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--require", "invoke.p90"], "The budget 'invoke.p90' (--require) has no limit."),
        (["--require", "load<=1", "--require", "load<=2"], "limits load a second time"),
        (["--require", "load<=1", "--allow", "virtual,model"], "--allow model has no effect without --against."),
    ],
)
def test_what_cannot_be_checked_is_refused_at_once(ended: Ended, options: list[str], message: str) -> None:
    error = ended([], *options)
    assert error is not None
    assert error.exit_code == 2
    assert message in error.message


def test_a_budget_of_a_project_names_its_file_and_gives_way_to_the_command_line(
    ended: Ended, asked: list[Request], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "devbench.toml").write_text('require = ["load<=5"]')
    monkeypatch.chdir(tmp_path)
    ended([result()])
    ended([result()], "--require", "load<=6")
    assert [[(limit.value, limit.source) for limit in each.require] for each in asked] == [
        [(5, "devbench.toml")],
        [(6, "--require")],
    ]
