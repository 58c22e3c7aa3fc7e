"""`devbench suite` on the virtual device: a table, and nothing measured twice."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

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
        done = devbench("suite", file, "--serial", virtual_device.serial, "--json", *options)
        return done, json.loads(done.stdout) if done.stdout else None

    return run


def test_a_table_is_measured_once_and_goes_on_where_it_stopped(suite: RunSuite, tmp_path: Path) -> None:
    done, report = suite()

    assert done.returncode == 0, done.stderr
    cells = {(cell["row"], cell["column"]): cell for cell in report["cells"]}
    assert cells.keys() == {("qa", "fp32"), ("qa", "int8"), ("choice", "fp32")}
    assert all(len(cell["seconds"]) == 2 and min(cell["seconds"]) > 0 for cell in cells.values())
    assert cells["qa", "int8"]["quality"]["exact_match"] > 90
    questions = report["rows"][0]
    assert (questions["examples"], questions["distinct"]) == (110, 100)
    results = tmp_path / "devbench" / "results"
    result = document.read(results / f"{cells['qa', 'int8']['run']}.json")
    assert (result.settings.repeats, result.settings.interleaved) == (2, True)
    assert {sample.example for sample in result.device_run.samples} == set(range(110))
    assert len(result.device_run.samples) == 2 * 110

    (results / f"{cells['choice', 'fp32']['run']}.json").unlink()  # as if it had been interrupted there
    done, again = suite()
    kept = {(cell["row"], cell["column"]): cell["run"] for cell in again["cells"]}
    assert kept["qa", "fp32"] == cells["qa", "fp32"]["run"]
    assert kept["choice", "fp32"] != cells["choice", "fp32"]["run"]
    assert done.stderr.count("measured before") == 2

    done, changed = suite("--set", "rows.qa.examples=5")
    assert "fp32, questions: measured before" not in done.stderr
    assert "fp32, choices: measured before" in done.stderr
    assert changed["rows"][0]["examples"] == 5


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
    cells = {(cell["row"], cell["column"]): cell for cell in report["cells"]}
    assert "[SEP]" in cells["qa", "int8"]["error"]
    assert cells["qa", "fp32"]["seconds"]
    assert cells["choice", "fp32"]["seconds"]


def test_the_built_in_suites_are_listed(devbench: Devbench) -> None:
    assert devbench("suite", "--list").stdout.startswith("mobilebert-ja  ")
