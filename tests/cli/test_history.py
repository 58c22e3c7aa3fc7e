"""`devbench history`: lists, plots and exports."""

import csv
import json
import subprocess
import sys
from pathlib import Path

import pyarrow.parquet
import pytest

from devbench.errors import UsageError
from devbench.reports import history_table
from devbench.results import index
from devbench.results.store import ResultStore
from tests.history import call, named, names


def test_the_newest_comes_first(history: ResultStore) -> None:
    assert names() == ["c", "b", "a"]
    table = call().stdout
    assert table.index("│ c") < table.index("│ b") < table.index("│ a")


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["--model", "old"], ["a"]),
        (["--status", "noisy"], ["b"]),
        (["--since", "2026-11-19"], ["c", "b"]),
        (["--limit", "1"], ["c"]),
        (["--task", "nothing"], []),
        (["--device", "nowhere"], []),
    ],
)
def test_lists_are_filtered(history: ResultStore, arguments: list[str], expected: list[str]) -> None:
    assert names(*arguments) == expected


def test_an_empty_store_says_what_fills_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEVBENCH_HOME", str(tmp_path))
    command = [sys.executable, "-m", "devbench", "history"]
    told = subprocess.run(command, capture_output=True, text=True, check=True)
    assert (told.stdout, "devbench run" in told.stderr) == ("", True)


@pytest.mark.parametrize("since", ["2026-11-19 09:00", "2026-11-19T10:00:00+01:00", "2026-11-18T12"])
def test_a_time_may_be_written_in_several_ways(history: ResultStore, since: str) -> None:
    assert names("--since", since) == ["c", "b"]


@pytest.mark.parametrize("arguments", [["--since", "yesterday"], ["--status", "NOSUCH"]])
def test_an_unknown_filter_is_refused(history: ResultStore, arguments: list[str]) -> None:
    assert call(*arguments).exit_code == 2


def test_parquet_without_its_package_says_how_to_get_it(
    history: ResultStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(UsageError, match="Parquet needs pyarrow") as error:
        call("--export", tmp_path / "h.parquet")
    assert "devbench-tflite[parquet]" in error.value.hint


def test_hostile_names_stay_text(history: ResultStore) -> None:
    history.save(named("x", "2026-11-22T10:00:00+00:00", model="\x1b[31mred[bold]"))
    shown = call("--limit", "1").stdout
    assert "\x1b" not in shown


def test_exports_hold_all_rows(history: ResultStore, tmp_path: Path) -> None:
    for name in ("h.jsonl", "h.csv", "h.parquet"):
        assert call("--export", tmp_path / name).exit_code == 0
    lines = [json.loads(line) for line in (tmp_path / "h.jsonl").read_text().splitlines()]
    with (tmp_path / "h.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    table = pyarrow.parquet.read_table(tmp_path / "h.parquet").to_pylist()
    assert [line["name"] for line in lines] == [row["name"] for row in rows] == [row["name"] for row in table]
    assert float(rows[0]["invoke_p50_ms"]) == table[0]["invoke_p50_ms"] == lines[0]["invoke_p50_ms"]


def test_a_trend_is_plotted_and_an_unknown_metric_named(history: ResultStore) -> None:
    plotted = call("--plot", "invoke").stdout
    assert "invoke_p50_ms" in plotted
    assert "11-18T10:00" in plotted
    with pytest.raises(UsageError, match="None of 3 results has 'speed'") as error:
        call("--plot", "speed")
    assert "invoke, total, host, load, ratio" in error.value.hint


def test_a_plot_has_colours_only_where_they_are_wanted(history: ResultStore) -> None:
    entries = index.entries(history.root)
    plain, coloured = (history_table.plot(entries, "ratio", [1, 2, 3], 80, colour) for colour in (False, True))
    assert "\x1b" not in plain
    assert "\x1b[48;" not in coloured  # no background: the terminal's may be dark
    assert "\x1b[38;" in coloured


def test_what_is_alike_has_a_line_of_its_own_in_the_plot(history: ResultStore) -> None:
    lines = call("--plot", "invoke").stdout.splitlines()[-2:]
    assert [line[:7] for line in lines] == ["• R58M,", "x R58M,"]
    assert "old fp32" in lines[0]
    assert "qa-en-tiny fp32" in lines[1]


def test_too_many_kinds_for_a_plot_are_refused(history: ResultStore) -> None:
    for number in range(6):
        history.save(named(f"m{number}", model=f"model-{number}"))
    with pytest.raises(UsageError, match="8 kinds"):
        call("--plot", "invoke")
    assert call("--plot", "invoke", "--model", "model-1").exit_code == 0


def test_an_export_needs_a_known_format(history: ResultStore, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"\.jsonl, \.csv, \.parquet|no format"):
        call("--export", tmp_path / "h.xls")
