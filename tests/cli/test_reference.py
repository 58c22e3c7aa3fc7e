"""``devbench reference`` as a user starts it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from devbench.cli import devbench
from devbench.errors import UsageError


def reference(*arguments: object) -> Result:
    return CliRunner().invoke(devbench, ["reference", *map(str, arguments)])


def test_it_writes_a_header_and_a_line_for_each_example(tmp_path: Path) -> None:
    file = tmp_path / "known.jsonl"
    done = reference("classify-en-tiny", "--variant", "int8", "--examples", "3", "--threads", "1", "-o", file)
    assert (done.exit_code, done.stdout) == (0, f"{file} is ready.\n")
    assert "[1/1] host, answers of " in done.stderr
    header, *rows = map(json.loads, file.read_text().splitlines())
    assert {name: header[name] for name in ("schema", "task", "model", "quantization", "data")} == {
        "schema": "devbench.reference/1",
        "task": "text-classification",
        "model": "classify-en-tiny",
        "quantization": "int8",
        "data": "classify-en.jsonl",
    }
    assert [row["id"] for row in rows] == ["1", "2", "3"]
    assert all(len(row["windows"][0]["outputs"]["logits"][0]) == 5 and "label" in row["answer"] for row in rows)


def test_a_reference_that_would_lack_examples_is_not_written(tmp_path: Path) -> None:
    file = tmp_path / "known.jsonl"
    done = reference("classify-en-tiny", "--threads", "1", "-o", file, "--max-seconds", "0.000001")
    assert isinstance(done.exception, UsageError)
    assert "Only 1 of 400 examples ran" in done.exception.message
    assert not file.exists()


@pytest.mark.parametrize(
    ("command", "options"),
    [
        (["reference", "-o"], ["--expect", "--reference", "--tokenize", "--delegate", "--mode", "--profile"]),
        (["job"], ["--expect", "--reference", "--profile"]),
    ],
)
def test_options_that_would_do_nothing_are_not_offered(
    tmp_path: Path, command: Sequence[str], options: Sequence[str]
) -> None:
    for option in options:
        done = CliRunner().invoke(devbench, [*command, str(tmp_path / "place"), option, "x"])
        assert done.exit_code == 2
        assert "No such option" in done.output


def test_a_place_that_cannot_be_written_is_known_before_anything_runs(tmp_path: Path) -> None:
    done = reference("classify-en-tiny", "-o", tmp_path / "nowhere" / "known.jsonl")
    assert isinstance(done.exception, UsageError)
    assert "Cannot write" in done.exception.message
    assert str(done.exception.hint) == "Name another file with --output."
