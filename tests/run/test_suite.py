"""`devbench suite` on the virtual device: a table, and nothing measured twice."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from devbench.choices import Timing
from devbench.results import document
from tests.conftest import FaultyDevice
from tests.kinds import Devbench

SUITE = """
title = "two variants"
repeats = 2
threads = 1
[rows.qa]
title = "questions"
task = "question-answering"
data = "qa-en.json"
examples = 110
[rows.choice]
title = "choices"
task = "multiple-choice"
data = "choice-en.jsonl"
examples = 20
[columns.fp32]
title = "fp32"
models = { qa = "qa-en-tiny", choice = "choice-en-tiny" }
[columns.int8]
title = "int8"
quantize = "int8"
models = { qa = "qa-en-tiny" }
"""


RunSuite = Callable[..., tuple[subprocess.CompletedProcess[str], Any]]


@pytest.fixture
def suite(devbench: Devbench, virtual_device: FaultyDevice, tmp_path: Path) -> RunSuite:
    """Runs the suite; its report, and what it told."""

    def run(*options: str, content: str = SUITE) -> tuple[subprocess.CompletedProcess[str], Any]:
        file = tmp_path / "mine.toml"
        file.write_text(content, encoding="utf-8")
        done = devbench("suite", file, "--serial", virtual_device.serial, "--json", "-", *options)
        return done, json.loads(done.stdout) if done.stdout else None

    return run


Judge = Callable[[str, Timing], None]


@pytest.fixture
def judge(tmp_path: Path) -> Judge:
    """Gives the timing of a stored run another word, so that no test depends on how busy this computer is."""

    def change(run_id: str, timing: Timing) -> None:
        path = tmp_path / "devbench" / "results" / f"{run_id}.json"
        result = document.read(path)
        verdict = msgspec.structs.replace(result.verdict, timing=timing, findings=[])
        path.write_bytes(document.encode(msgspec.structs.replace(result, verdict=verdict)))

    return change


def runs(report: Any) -> dict[tuple[str, str], str]:
    return {(cell["row"], cell["column"]): cell["run"] for cell in report["cells"]}


def test_a_table_is_measured_once_and_goes_on_where_it_stopped(suite: RunSuite, tmp_path: Path, judge: Judge) -> None:
    done, report = suite()

    assert done.returncode == 0, done.stderr
    assert report["schema"] == "devbench.suite/2"
    cells = {(cell["row"], cell["column"]): cell for cell in report["cells"]}
    assert cells.keys() == {("qa", "fp32"), ("qa", "int8"), ("choice", "fp32")}
    assert all(len(cell["seconds"]) == 2 and min(cell["seconds"]) > 0 for cell in cells.values())
    assert all(cell["load_ms"] > 0 and cell["peak_memory_bytes"] > 1e6 for cell in cells.values())
    assert {cell["verdict"]["device"] for cell in cells.values()} == {"VIRTUAL"}
    assert cells["qa", "int8"]["quality"]["exact_match"] > 90
    assert cells["qa", "int8"]["model_bytes"] < cells["qa", "fp32"]["model_bytes"]
    questions = report["rows"][0]
    assert (questions["examples"], questions["distinct"]) == (110, 100)
    [decision] = report["decisions"]
    assert decision["speed_up"]["paired"]
    assert decision["speed_up"]["low"] < decision["speed_up"]["ratio"] < decision["speed_up"]["high"]
    assert decision["quality"]["examples"] == 100
    results = tmp_path / "devbench" / "results"
    result = document.read(results / f"{cells['qa', 'int8']['run']}.json")
    assert (result.settings.repeats, result.settings.interleaved) == (2, True)
    assert {sample.example for sample in result.device_run.samples} == set(range(110))
    assert len(result.device_run.samples) == 2 * 110
    assert len({sample.repeat for sample in result.host_run.samples}) == 1

    for run_id in runs(report).values():
        judge(run_id, "STEADY")
    (results / f"{cells['choice', 'fp32']['run']}.json").unlink()  # as if it had been interrupted there
    done, again = suite()
    assert runs(again)["qa", "fp32"] == runs(report)["qa", "fp32"]
    assert runs(again)["choice", "fp32"] != runs(report)["choice", "fp32"]
    assert done.stderr.count("measured before") == 2

    judge(runs(again)["choice", "fp32"], "STEADY")
    done, changed = suite("--set", "rows.qa.examples=5")
    assert "fp32, questions: measured before" not in done.stderr
    assert "fp32, choices: measured before" in done.stderr
    assert changed["rows"][0]["examples"] == 5


def test_cells_of_a_throttled_device_are_measured_again(suite: RunSuite, judge: Judge) -> None:
    _, hot = suite("--examples", "5")
    for cell, run_id in runs(hot).items():
        judge(run_id, "THROTTLED" if cell == ("qa", "int8") else "STEADY")
    done, cool = suite("--examples", "5")
    told = " ".join(done.stderr.split())
    assert f"int8, questions: measured again, because {runs(hot)['qa', 'int8']} has timing THROTTLED" in told
    assert {cell for cell in runs(hot) if runs(hot)[cell] == runs(cool)[cell]} == {("choice", "fp32")}


def test_a_cell_that_fails_stops_no_other(suite: RunSuite, tmp_path: Path) -> None:
    vocabulary = tmp_path / "broken" / "vocab.txt"
    from devbench import assets

    vocabulary.parent.mkdir()
    for path in assets.model_folder("qa-en-tiny").iterdir():
        (vocabulary.parent / path.name).write_bytes(path.read_bytes())
    vocabulary.write_text(vocabulary.read_text().replace("[SEP]", "[sep]"))
    content = SUITE.replace('quantize = "int8"\nmodels = { qa = "qa-en-tiny" }', 'models = { qa = "broken" }')

    done, report = suite("--examples", "5", content=content)

    assert done.returncode == 3
    (log,) = (tmp_path / "devbench" / "logs").iterdir()
    assert f"  log: {log}\n" in done.stderr
    cells = {(cell["row"], cell["column"]): cell for cell in report["cells"]}
    assert "[SEP]" in cells["qa", "int8"]["error"]
    assert cells["qa", "fp32"]["seconds"]
    assert cells["choice", "fp32"]["seconds"]


def test_the_built_in_suites_are_listed(devbench: Devbench) -> None:
    assert devbench("suite", "--list").stdout.startswith("mobilebert-ja  ")
