"""What a reader of a suite's tables is told."""

import io
import re
from collections.abc import Callable
from typing import Any

import msgspec
import pytest
from rich.console import Console

from devbench.reports import suite_table
from devbench.results.findings import Finding
from devbench.results.suite import (
    Cell,
    Decision,
    OverallSpeedUp,
    QualityDifference,
    RowInfo,
    SpeedUp,
    SuiteReport,
)
from tests.suites.stand_ins import MakeSuite, Sessions, Told, verdict

Shown = Callable[..., str]


def cell(column: str, row: str = "docs", **changes: Any) -> Cell:
    fields: dict[str, Any] = {
        "run": f"{row}-{column}",
        "device": "R58M",
        "model": column,
        "seconds": [4.0, 4.1, 4.2, 4.1, 4.05] if column == "bert" else [2.0, 2.1, 2.0, 2.05, 2.0],
        "model_bytes": 440_000_000 if column == "bert" else 25_300_000,
        "peak_memory_bytes": 612_000_000,
        "load_ms": 312.0,
        "quality": {"accuracy": 95.0},
        "verdict": verdict(),
    }
    return Cell(row=row, column=column, **{**fields, **changes})


def report(*cells: Cell, **changes: Any) -> SuiteReport:
    paired = SpeedUp(ratio=2.014, low=1.96, high=2.07, paired=True)
    fields: dict[str, Any] = {
        "title": "Two models",
        "device": "R58M",
        "kind": "physical",
        "threads": 4,
        "rows": [
            RowInfo(name="docs", title="documents", task="text-classification", data="d", examples=1474, distinct=1474),
            RowInfo(name="ner", title="entities", task="token-classification", data="n", examples=50, distinct=20),
        ],
        "columns": {"bert": "BERT", "small": "small int8"},
        "cells": list(cells or (cell("bert"), cell("small"), cell("bert", "ner"))),
        "decisions": [
            Decision(
                row="docs",
                column="small",
                speed_up=paired,
                quality=QualityDifference(
                    metric="accuracy", first=95.0, points=-1.2, low=-3.04, high=0.6, examples=1474, p=0.2
                ),
            )
        ],
        "overall": [OverallSpeedUp(column="small", speed_up=paired, rows=1)],
    }
    return SuiteReport(**{**fields, **changes})


def shown(found: SuiteReport, width: int = 80) -> str:
    text = io.StringIO()
    Console(file=text, width=width).print(suite_table.render(found))
    return text.getvalue()


def flat(text: str) -> str:
    """Notes without the line breaks of a narrow terminal."""
    return " ".join(text.split())


def line(text: str, label: str) -> list[str]:
    """The cells of a table's line."""
    found = next(line for line in text.splitlines() if re.match(rf" +{label} ", line))
    return re.split(r"\s{2,}", found.strip())


def test_each_figure_stands_under_its_own_column(suite: MakeSuite) -> None:
    lines = shown(suite(Sessions()).run(Told()), 100).splitlines()
    questions, choices = (
        re.split(r"\s{2,}", next(line for line in lines if line.startswith(row)))[1:3]
        for row in ("questions", "choices")
    )
    assert questions[0] == "–"
    assert questions[1].startswith("3.0")
    assert (choices[0][:3], choices[1][:3]) == ("6.0", "3.0")


def test_the_decision_shows_what_each_column_gains_and_costs() -> None:
    text = shown(report())
    assert "small int8 compared with BERT [95 % interval]" in text
    assert line(text, "speed-up") == ["speed-up", "1", "2.01 [1.96, 2.07]"]
    assert line(text, "accuracy") == ["accuracy", "95.0", "-1.2 [-3.0, +0.6]"]
    assert line(text, "file size") == ["file size", "440.0 MB", "25.3 MB"]
    assert line(text, "peak memory") == ["peak memory", "612.0 MB", "612.0 MB"]
    assert line(text, "load") == ["load", "312 ms", "312 ms"]
    assert "2.01 [1.96, 2.07] (1 of 2)" in text
    assert "Speed-ups are paired" in flat(text)


def test_a_suite_of_one_column_decides_nothing() -> None:
    text = shown(report(cell("bert"), columns={"bert": "BERT"}, decisions=[], overall=[]))
    assert "beside" not in text
    assert "paired" not in text


def test_a_speed_up_over_two_sessions_is_marked() -> None:
    apart = Decision(row="docs", column="small", speed_up=SpeedUp(ratio=2.0, low=1.7, high=2.3, paired=False))
    text = shown(report(decisions=[apart], overall=[]))
    assert "2 [1.7, 2.3] †" in text
    assert "† Measured in separate sessions" in text
    assert "Speed-ups are paired" not in flat(text)


def test_what_is_not_sound_is_marked_and_explained() -> None:
    busy = verdict(Finding.BUSY_DEVICE, Finding.CLOCKS_CHANGED)
    text = shown(report(cell("bert"), cell("small", verdict=busy), cell("bert", "ner")))
    assert text.count("RIGHT NOISY !") == 1
    assert text.count("RIGHT STEADY") == 2
    assert "! small int8, documents: BUSY_DEVICE was found." in flat(text)
    assert "CLOCKS_CHANGED" not in text
    assert "The next run of the suite measures WRONG, UNCHECKED, partial" in flat(text)


def test_what_holds_for_all_cells_is_said_once() -> None:
    few = verdict(Finding.FEW_REPEATS, Finding.VIRTUAL_DEVICE, kind="virtual")
    text = flat(shown(report(cell("bert", verdict=few), cell("small", verdict=few), kind="virtual")))
    assert text.count("! all cells: FEW_REPEATS was found. Use --set repeats=5 or more.") == 1
    assert text.count("VIRTUAL_DEVICE was found.") == 1


def test_a_sound_table_has_no_marks() -> None:
    """The host's time plays no part in it."""
    assert "!" not in shown(report(cell("bert"), cell("small", verdict=verdict(Finding.HOST_UNSTEADY))))


def test_a_cell_that_failed_says_why_in_its_place() -> None:
    text = shown(report(cell("bert"), Cell(row="docs", column="small", error="The harness died.")), 120)
    assert "The harness died." in text


def test_repeated_examples_and_foreign_cells_are_said() -> None:
    text = flat(shown(report(cell("bert"), cell("small", device="R59N"))))
    assert "entities: n has 20 examples, repeated from the start to reach 50." in text
    assert "another device of the same build (R59N)" in text


@pytest.mark.parametrize("width", [80, 120])
def test_the_tables_fit_the_terminal(width: int) -> None:
    assert max(map(len, shown(report(), width).splitlines())) <= width


def test_names_of_others_are_no_markup() -> None:
    found = report(cell("bert"), columns={"bert": "[red]B\x1b[1mERT"}, decisions=[], overall=[])
    assert "[red]B\\u001b[1mERT" in shown(found, 120)


def test_a_report_survives_json() -> None:
    encoded = msgspec.json.encode(report())
    assert msgspec.json.decode(encoded)["schema"] == "devbench.suite/2"
    assert msgspec.json.decode(encoded, type=SuiteReport) == report()
