"""`devbench history`: lists, plots and exports."""

import csv
import io
import json
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import msgspec
import pyarrow.parquet
import pytest
from rich.console import Console

from devbench.analysis.intervals import Estimate
from devbench.errors import UsageError
from devbench.reports import history_table
from devbench.results import index, schema
from devbench.results.store import ResultStore
from tests.history import call, named, names


def test_the_newest_comes_first(history: ResultStore) -> None:
    assert names() == ["c", "b", "a"]
    assert [line.split()[0] for line in call().stdout.splitlines()[3:]] == ["c", "b", "a"]


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["--model", "old"], ["a"]),
        (["--verdict", "noisy"], ["b"]),
        (["--verdict", "Right"], ["c", "b", "a"]),
        (["--verdict", "NOISY, steady"], ["c", "b", "a"]),
        (["--verdict", "right,noisy,physical"], ["b"]),
        (["--verdict", "noisy,virtual"], []),
        (["--since", "2026-11-19"], ["c", "b"]),
        (["--limit", "1"], ["c"]),
        (["--task", "generation"], []),
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


def test_a_model_that_no_result_has_gets_a_suggestion(history: ResultStore) -> None:
    assert "No stored result matches. Did you mean old?" in call("--model", "odl").stderr
    assert "1 older result is not shown" in call("--limit", "2").stderr


@pytest.mark.parametrize("since", ["2026-11-19 09:00", "2026-11-19T10:00:00+01:00", "2026-11-18T12"])
def test_a_time_may_be_written_in_several_ways(history: ResultStore, since: str) -> None:
    assert names("--since", since) == ["c", "b"]


def test_an_unknown_time_is_refused(history: ResultStore) -> None:
    assert call("--since", "yesterday").exit_code == 2


def test_an_unknown_word_of_a_verdict_is_refused_with_those_that_there_are(history: ResultStore) -> None:
    with pytest.raises(UsageError, match="No verdict has the word VALID") as error:
        call("--verdict", "noisy,valid")
    assert "UNCHECKED" in error.value.hint
    assert error.value.exit_code == 2


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
    plotted = call("--plot", "invoke.p50").stdout
    assert "invoke.p50" in plotted
    assert "11-18T10:00" in plotted
    with pytest.raises(UsageError, match="None of 3 results has 'speed'") as error:
        call("--plot", "speed")
    with pytest.raises(UsageError, match="None of 3 results has 'invoke'") as old_name:
        call("--plot", "invoke")
    assert old_name.value.hint == "Did you mean invoke.p50?"
    assert "invoke.p50, total.p50, host.invoke.p50, load, ratio" in error.value.hint


def test_a_plot_has_colours_only_where_they_are_wanted(history: ResultStore) -> None:
    entries = index.entries(history.root)
    values = [Estimate(1), Estimate(2), Estimate(3)]
    plain, coloured = (history_table.plot(entries, "ratio", values, 80, colour) for colour in (False, True))
    assert "\x1b" not in plain
    assert "\x1b[48;" not in coloured  # no background: the terminal's may be dark
    assert "\x1b[38;" in coloured


def test_what_is_alike_has_a_line_of_its_own_in_the_plot(history: ResultStore) -> None:
    lines = call("--plot", "load").stdout.splitlines()[-2:]
    assert lines == [
        "• R58M, old fp32, question-answering, 4 threads, normal",
        "x R58M, qa-en-tiny fp32, question-answering, 4 threads, normal",
    ]


def test_modes_have_lines_of_their_own(history: ResultStore) -> None:
    quick = named("d", "2026-11-21T10:00:00+00:00")
    settings = msgspec.structs.replace(quick.settings, mode="quick")
    history.save(msgspec.structs.replace(quick, settings=settings))
    lines = call("--plot", "load", "--model", "qa-en-tiny").stdout.splitlines()[-2:]
    assert [line.split(", ")[-1] for line in lines] == ["normal", "quick"]


def test_intervals_are_drawn_and_fit_into_the_plot(history: ResultStore) -> None:
    entries = index.entries(history.root)
    wide = history_table.plot(entries, "invoke.p50", [Estimate(20, 12, 30), Estimate(20), Estimate(20)], 80, False)
    *drawn, _, legend = wide.splitlines()
    assert legend == "│ 95 % interval"
    rows = [re.split("[┤│]", line, maxsplit=1)[1] for line in drawn if re.match(r"[ \d.]+[┤│]", line)]
    bar = [place for place, row in enumerate(rows) if row[0] in "│•"]
    assert bar == list(range(bar[0], bar[-1] + 1))
    assert len(rows) > len(bar) > len(rows) / 2
    assert "interval" not in history_table.plot(entries, "ratio", [Estimate(1)] * 3, 80, False)


def test_the_list_fits_80_columns(history: ResultStore, monkeypatch: pytest.MonkeyPatch) -> None:
    history.save(named("20261121T004812-1c9a55", "2026-11-21T00:48:12+00:00", timing="TOO_SHORT"))
    file = io.StringIO()
    Console(file=file, width=80, color_system=None).print(history_table.render(index.entries(history.root)))
    text = file.getvalue()
    assert max(map(len, text.splitlines())) <= 80
    assert "…" not in text
    for words in ("20261121T004812-1c9a55", "20.9 ms ±2.1 %", "TOO_SHORT", "PHYSICAL", "RIGHT"):
        assert words in text


# -- steps


def figures(store: ResultStore, values_ms: Sequence[float], model: str = "m") -> None:
    """A result a day with these latencies."""
    base = named("x", model=model)
    for day, value_ms in enumerate(values_ms, 1):
        run = msgspec.structs.replace(base.run, id=f"{model}{day:02}", started=f"2026-12-{day:02}T10:00:00+00:00")
        stage = schema.Stage(n=64, min=value_ms, p50=value_ms)
        latency = msgspec.structs.replace(base.device_run.latency_ms, invoke=stage)
        device_run = msgspec.structs.replace(base.device_run, latency_ms=latency)
        store.save(msgspec.structs.replace(base, run=run, device_run=device_run))


NOISE = [0.99, 1.01, 1.0, 1.02, 0.98, 1.0, 1.01, 0.99]


def test_a_step_is_dated_and_measured(history: ResultStore) -> None:
    figures(history, [*(20 * each for each in NOISE), *(25 * each for each in NOISE)])
    shown = call("--steps", "--model", "m").stdout.splitlines()
    assert shown == [
        "R58M, m fp32, question-answering, 4 threads, normal: invoke.p50",
        "  2026-12-09 10:00  20.0 ms → 25.0 ms (+25.0 %)",
        "    between m08 and m09",
    ]


def test_steps_as_json(history: ResultStore) -> None:
    figures(history, [*(20 * each for each in NOISE), *(25 * each for each in NOISE)])
    (series,) = map(json.loads, call("--steps", "--model", "m", "--json", "-").stdout.splitlines())
    (step,) = series["steps"]
    assert (series["metric"], series["results"]) == ("invoke.p50", 16)
    assert (step["last_before"], step["first_after"], step["started"][:10]) == ("m08", "m09", "2026-12-09")
    assert (step["level_before"], step["level_after"]) == (20.0, 25.0)
    assert step["change"] == pytest.approx(0.25)


def test_a_steady_history_has_no_steps_and_a_short_one_is_not_judged(history: ResultStore) -> None:
    figures(history, [20 * each for each in NOISE * 2])
    assert "  no steps in 16 results" in call("--steps").stdout.splitlines()
    assert "  too few results to look for steps: 2 of at least 10" in call("--steps").stdout.splitlines()


def test_steps_are_looked_for_in_any_metric(history: ResultStore) -> None:
    assert "normal: f1\n" in call("--steps", "f1").stdout
    with pytest.raises(UsageError, match="None of 3 results has 'speed'"):
        call("--steps", "speed")


def test_series_that_were_measured_unlike_have_no_step_between_them(history: ResultStore) -> None:
    figures(history, [20 * each for each in NOISE * 2], model="fast")
    figures(history, [30 * each for each in NOISE * 2], model="slow")
    assert call("--steps").stdout.count("no steps in 16 results") == 2


def test_too_many_kinds_for_a_plot_are_refused(history: ResultStore) -> None:
    for number in range(6):
        history.save(named(f"m{number}", model=f"model-{number}"))
    with pytest.raises(UsageError, match="8 kinds"):
        call("--plot", "invoke.p50")
    assert call("--plot", "invoke.p50", "--model", "model-1").exit_code == 0


def test_an_export_needs_a_known_format(history: ResultStore, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"\.jsonl, \.csv, \.parquet|known format"):
        call("--export", tmp_path / "h.xls")
