"""Budgets from the command line, a card and a suite to the exit code, on the virtual device."""

import json
from pathlib import Path

from devbench.results import document
from tests.conftest import FaultyDevice
from tests.kinds import Devbench, present


def test_a_run_is_checked_against_each_budget(devbench: Devbench, virtual_device: FaultyDevice, tmp_path: Path) -> None:
    """Of an encoder-decoder pair, whose size is that of both files."""
    texts = ("first_token.p90<=10s", "size <= 900 KB", "answers>=100", "rouge_l>=50%", "memory<=1GB")
    requires = [part for text in texts for part in ("--require", text)]
    stored = tmp_path / "result.json"

    done = devbench(
        "run", "generate-en-tiny", "--serial", virtual_device.serial, "--examples", 5, "--threads", 1,
        "--mode", "quick", "--json", stored, *requires,
    )  # fmt: skip

    assert done.returncode == 3, done.stderr
    assert "The budget size at most 0.9 MB of generate-en-tiny on " in done.stderr
    assert "does not hold: measured 0.93 MB." in " ".join(done.stderr.split())
    result = document.read(stored)
    assert [(each.metric, each.outcome) for each in result.budgets] == [
        ("first_token.p90", "INCONCLUSIVE"),
        ("size", "FAIL"),
        ("answers", "PASS"),
        ("rouge_l", "PASS"),
        ("memory", "INCONCLUSIVE"),
    ]
    assert present(result.budgets[0].measured) > 0
    assert "is a virtual device" in result.budgets[0].reason
    assert result.verdict.answers == "RIGHT"
    for format_, words in (
        ("--junit", 'name="budget size"'),
        ("--markdown", "| size | at most 0.9 MB | 0.93 MB |"),
    ):
        assert words in devbench("report", stored, format_, "-").stdout
    assert "FAIL" in devbench("report", stored).stdout


SUITE = """
title = "one cell"
threads = 1
require = ["total.p50<=10s", "load<=60s"]
[rows.choice]
title = "choices"
task = "multiple-choice"
data = "choice-en.jsonl"
examples = 8
require = ["load<=1us", "accuracy>=1%"]
[columns.fp32]
title = "fp32"
models = { choice = "choice-en-tiny" }
"""


def test_the_times_of_a_suite_decide_on_a_virtual_device_if_that_is_allowed(
    devbench: Devbench, virtual_device: FaultyDevice, tmp_path: Path
) -> None:
    file = tmp_path / "mine.toml"
    file.write_text(SUITE)
    done = devbench("suite", file, "--serial", virtual_device.serial, "--json", "-", "--allow", "virtual")

    assert done.returncode == 3, done.stderr
    assert "The budget load at most 0.001 ms of choice-en-tiny in choice does not hold" in " ".join(done.stderr.split())
    (cell,) = json.loads(done.stdout)["cells"]
    assert {each["metric"]: each["outcome"] for each in cell["budgets"]} == {
        "load": "FAIL",
        "accuracy": "PASS",
        "total.p50": "PASS",
    }
