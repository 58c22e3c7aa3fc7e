"""docs/cases.md, on generated files of the same layouts and sizes: its commands, its suite, its figures."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import chdir, redirect_stdout
from io import StringIO
from pathlib import Path

import pytest
from click.testing import CliRunner

from devbench.bench import host_answers
from devbench.cli import devbench
from devbench.suites import suite_file
from devbench.suites.runner import SuitePlan, prepare
from devbench.suites.suite_models import Models
from devbench.tokenizers import loading
from tests.cases import cl_tohoku, corpora
from tests.pages import DOCS, blocks, commands

PAGE = DOCS / "cases.md"
PRUNED = {"0": [1, 3]}
"""Heads of the only layer."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """What is to be brought, as the page calls it, is where the commands are given."""
    folder = tmp_path_factory.mktemp("cases")
    cl_tohoku.write(folder / "bert-base-japanese", size=cl_tohoku.SMALL)
    for name, task, labels in (
        ("bert-livedoor", "text-classification", corpora.CATEGORIES),
        ("bert-ner", "token-classification", corpora.NER_LABELS),
    ):
        cl_tohoku.write(folder / name, task, labels, cl_tohoku.SMALL, tokenizer=cl_tohoku.WITH_DICTIONARY)
        cl_tohoku.write(folder / f"{name}-pruned", task, labels, cl_tohoku.SMALL, PRUNED, cl_tohoku.WITH_DICTIONARY)
    corpora.livedoor(folder / "text", 1474)
    corpora.stockmark(folder / "ner.json", 2140)
    (folder / "cases.toml").write_text(blocks(PAGE, "toml")[0], encoding="utf-8")
    with chdir(folder):
        yield folder


@pytest.fixture(scope="module")
def suite(folder: Path) -> SuitePlan:
    described, at = suite_file.read(str(folder / "cases.toml"))
    return prepare(described, Models(at, folder / "cache"))


def test_every_export_works(folder: Path) -> None:
    exports = commands(PAGE, "export")
    assert len(exports) == 4
    for arguments in exports:
        done = CliRunner().invoke(devbench, arguments)
        assert done.exit_code == 0, done.output
        assert (folder / arguments[-1]).is_file()


def test_the_checkpoint_has_the_published_layout(folder: Path) -> None:
    checkpoint = folder / "bert-base-japanese"
    written = json.loads((checkpoint / "tokenizer_config.json").read_text())
    assert written == cl_tohoku.TOKENIZER_CONFIG
    assert json.loads(blocks(PAGE, "json")[0]) == cl_tohoku.WITH_DICTIONARY
    assert len((checkpoint / "vocab.txt").read_text(encoding="utf-8").splitlines()) == 32_000
    assert (checkpoint / "pytorch_model.bin").read_bytes()[:2] == b"\x80\x02"  # before 1.6: a pickle, no zip
    assert loading.find(checkpoint, dictionary="ipadic") == loading.find(folder / "bert-livedoor")


def test_a_dictionary_that_is_not_named_is_not_guessed(folder: Path, tmp_path: Path) -> None:
    published = cl_tohoku.write(tmp_path, size=cl_tohoku.SMALL)
    done = CliRunner().invoke(
        devbench, ["export", str(published), "--task", "fill-mask", "--sequence-length", "32", "-o", "no.tflite"]
    )
    assert done.exception is not None
    hint = getattr(done.exception, "hint", "")
    assert '"mecab_kwargs": {"mecab_dic": "ipadic"}' in hint
    assert "--dictionary ipadic" in hint


def test_the_suite_has_all_examples_before_and_after(suite: SuitePlan) -> None:
    assert [(row.examples, row.distinct) for row in suite.rows] == [(1474, 1474), (2140, 2140)]
    cells = {(cell.row, cell.column): cell.timed for cell in suite.cells}
    assert len(cells) == 8
    assert {plan.settings.mode.repeats for plan in cells.values()} == {3}
    for row in ("classification", "ner"):
        plans = [cells[row, column] for column in ("before", "pruned", "quantized", "both")]
        assert [plan.model.quantization for plan in plans] == ["fp32", "fp32", "int8", "int8"]
        sizes = [plan.model.file.size_bytes for plan in plans]
        assert sizes == sorted(set(sizes), reverse=True)


@pytest.mark.parametrize("row", ["classification", "ner"])
def test_all_examples_are_answered(suite: SuitePlan, row: str) -> None:
    (plan,) = [cell.timed for cell in suite.cells if (cell.row, cell.column) == (row, "both")]
    answered = host_answers.run(plan)
    scores = plan.task.score(plan.examples, [example.answer for example in answered.examples])
    assert len(answered.examples) == len(plan.examples)
    assert {"classification": "accuracy", "ner": "f1"}[row] in scores


def test_means_are_taken_over_three_trainings(tmp_path: Path) -> None:
    for number in (1, 2, 3):
        cell = {"row": "ner", "column": "both", "seconds": [1.0, 2.0, number], "quality": {"f1": 80.0 + number}}
        (tmp_path / f"{number}.json").write_text(json.dumps({"cells": [cell]}))
    printed = StringIO()
    with chdir(tmp_path), redirect_stdout(printed):
        exec(blocks(PAGE, "python")[0], {})
    assert printed.getvalue() == "ner both 1.7 s {'f1': 82.0}\n"
