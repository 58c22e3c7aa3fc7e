"""Which stored results are wanted, and how they are handed on."""

from __future__ import annotations

import csv
import json
import sys
from pathlib import Path

import msgspec
import pytest

from devbench.errors import UsageError
from devbench.results import history
from devbench.results.history import Filter
from devbench.results.index import IndexEntry

ENTRY = IndexEntry(
    name="one",
    started="2026-11-20T10:00:00+00:00",
    device="R58M",
    device_model="Pixel 8",
    model="qa",
    task="fill-mask",
    kind="virtual",
    answers="RIGHT",
    timing="NOISY",
    quality={"f1": 90.0},
)
BROKEN = IndexEntry(name="two", error="It is broken.")


@pytest.mark.parametrize(
    ("wanted", "matches"),
    [
        (Filter(), True),
        (Filter(device="R58M"), True),
        (Filter(device="Pixel 8"), True),
        (Filter(device="Pixel"), False),
        (Filter(model="qa"), True),
        (Filter(model="choice"), False),
        (Filter(task="fill-mask"), True),
        (Filter(task="generation"), False),
        (Filter(verdict=("NOISY",)), True),
        (Filter(verdict=("STEADY",)), False),
        (Filter(verdict=("STEADY", "NOISY")), True),
        (Filter(verdict=("RIGHT", "NOISY", "VIRTUAL")), True),
        (Filter(verdict=("WRONG", "NOISY")), False),
        (Filter(verdict=("NOISY", "PHYSICAL")), False),
        (Filter(verdict=("WRONG", "RIGHT", "PHYSICAL", "VIRTUAL")), True),
        (Filter(since="2026-11-20T10:00:00+00:00"), True),
        (Filter(since="2026-11-20T10:00:01+00:00"), False),
        (Filter(device="R58M", model="choice"), False),
    ],
)
def test_all_that_is_asked_for_must_hold(wanted: Filter, matches: bool) -> None:
    assert wanted.matches(ENTRY) is matches


def test_a_word_that_no_verdict_has_is_named() -> None:
    with pytest.raises(UsageError) as error:
        Filter(verdict=("NOISY", "VALID"))  # type: ignore[arg-type]
    assert error.value.message == "No verdict has the word VALID."
    assert "TOO_SHORT" in error.value.hint


def test_a_time_is_asked_of_entries_that_have_one() -> None:
    assert not Filter(since="2026").matches(msgspec.structs.replace(ENTRY, started=None))


@pytest.mark.parametrize(
    "wanted",
    [
        Filter(device="x"),
        Filter(model="x"),
        Filter(task="generation"),
        Filter(verdict=("STEADY",)),
        Filter(since="2026"),
    ],
)
def test_what_cannot_be_read_matches_only_if_nothing_is_asked_for(wanted: Filter) -> None:
    assert Filter().matches(BROKEN)
    assert not wanted.matches(BROKEN)


def test_lines_are_json_objects(tmp_path: Path) -> None:
    target = tmp_path / "history.jsonl"
    history.write([ENTRY, BROKEN], target)
    assert target.read_bytes() == history.lines([ENTRY, BROKEN])
    assert [json.loads(line)["name"] for line in target.read_text().splitlines()] == ["one", "two"]
    assert target.read_text().endswith("\n")


def test_a_table_has_a_column_a_metric(tmp_path: Path) -> None:
    target = tmp_path / "history.csv"
    history.write([ENTRY, msgspec.structs.replace(ENTRY, name="東京")], target)
    assert b"\r\n" in target.read_bytes()
    rows = list(csv.DictReader(target.read_text(encoding="utf-8").splitlines()))
    assert [(row["name"], row["quality_f1"], row["timing"]) for row in rows] == [
        ("one", "90.0", "NOISY"),
        ("東京", "90.0", "NOISY"),
    ]


def test_an_empty_table_has_its_first_column(tmp_path: Path) -> None:
    history.write([], tmp_path / "history.csv")
    assert (tmp_path / "history.csv").read_text().split() == ["name"]


def test_parquet_holds_the_same_rows(tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet", reason="the extra parquet is not installed")
    history.write([ENTRY], tmp_path / "history.parquet")
    (row,) = parquet.read_table(tmp_path / "history.parquet").to_pylist()
    assert (row["name"], row["quality_f1"]) == ("one", 90.0)


def test_a_name_of_no_format_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as error:
        history.write([ENTRY], tmp_path / "history.xls")
    assert error.value.message == f"The name of {tmp_path / 'history.xls'} does not end in a known format."
    assert error.value.hint == "Use a name that ends in .jsonl, .csv, .parquet."


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    target = tmp_path / "none" / "history.csv"
    with pytest.raises(UsageError) as error:
        history.write([ENTRY], target)
    assert error.value.message == f"Cannot write {target}: No such file or directory."
    assert error.value.hint == "Name another file."


def test_parquet_without_its_package_names_the_extra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(UsageError) as error:
        history.write([ENTRY], tmp_path / "history.parquet")
    assert error.value.message == "Parquet needs pyarrow, which is not installed."
    assert error.value.hint == 'Run `pip install "devbench-tflite[parquet]"`.'
