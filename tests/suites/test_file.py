"""What a suite's file may say."""

from collections.abc import Callable
from pathlib import Path

import pytest

from devbench.errors import UsageError
from devbench.suites import suite_file
from devbench.suites.suite_models import Models
from devbench.tasks.settings import QuestionAnsweringSettings

MINE = """
title = "mine"
[rows.qa]
title = "questions"
task = "question-answering"
data = "qa-en.json"
[columns.one]
title = "One"
models = { qa = "qa-en-tiny" }
"""


@pytest.fixture
def written(tmp_path: Path) -> Callable[[str], str]:
    def write(content: str) -> str:
        path = tmp_path / "mine.toml"
        path.write_text(content, encoding="utf-8")
        return str(path)

    return write


def test_a_suite_is_read_with_its_defaults(written: Callable[[str], str]) -> None:
    suite, folder = suite_file.read(written(MINE))
    assert (suite.title, suite.repeats, suite.threads, suite.interleave) == ("mine", 5, 4, True)
    assert suite.columns["one"].models == {"qa": "qa-en-tiny"}
    assert (folder / "mine.toml").is_file()


def test_a_row_sets_what_its_task_is_run_with(written: Callable[[str], str], tmp_path: Path) -> None:
    settings = "task_set = { allow_no_answer = true, stride = 64 }"
    suite, folder = suite_file.read(written(MINE.replace("[columns.one]", f"{settings}\n[columns.one]")))
    plan = Models(folder, tmp_path).plan(suite.rows["qa"], suite.columns["one"], "qa", threads=1, repeats=5)
    assert plan.task.settings == QuestionAnsweringSettings(allow_no_answer=True, stride=64)


@pytest.mark.parametrize("name", suite_file.builtin_names())
def test_built_in_suites_are_well_formed(name: str) -> None:
    suite, _ = suite_file.read(name)
    assert all(column.models.keys() <= suite.rows.keys() for column in suite.columns.values())


def test_the_mobilebert_card_is_built_in_as_it_stands() -> None:
    suite, _ = suite_file.read("mobilebert-ja")
    assert [column.title for column in suite.columns.values()] == ["BERT", "MobileBERT", "MobileBERT quantized"]
    assert (suite.rows["classification"].examples, suite.rows["ner"].examples, suite.repeats) == (1474, 2140, 5)


def test_keys_can_be_changed_from_the_command_line(
    written: Callable[[str], str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "checkpoint").mkdir()
    monkeypatch.chdir(tmp_path)
    suite, _ = suite_file.read(written(MINE), ["columns.one.models.qa=checkpoint", "repeats=5", "rows.qa.examples=7"])
    assert suite.columns["one"].models == {"qa": str(tmp_path / "checkpoint")}
    assert (suite.repeats, suite.rows["qa"].examples) == (5, 7)


def test_fewer_examples_can_be_asked_for(written: Callable[[str], str]) -> None:
    suite, _ = suite_file.read(written(MINE), ["rows.qa.examples=7"])
    assert suite_file.limited(suite, 5).rows["qa"].examples == 5
    assert suite_file.limited(suite, 9).rows["qa"].examples == 7


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda text: "title = ", "is not TOML"),
        (lambda text: text.replace('title = "mine"', ""), "missing required field `title`"),
        (lambda text: text + "colour = 1\n", "unknown field `colour`"),
        (lambda text: text.replace('"qa-en-tiny"', "3"), r"Expected `str`, got `int` - at `\$\.columns"),
        (lambda text: text.replace("{ qa =", "{ ner ="), "names 'ner', which is not a row"),
        (lambda text: "repeats = 0\n" + text, "repeats is 0"),
        (lambda text: text[: text.index("[columns")] + "[columns]\n", "no rows or no columns"),
    ],
)
def test_a_wrong_file_is_named_with_the_key(
    written: Callable[[str], str], change: Callable[[str], str], words: str
) -> None:
    with pytest.raises(UsageError, match=words) as error:
        suite_file.read(written(change(MINE)))
    assert "mine.toml" in error.value.message


@pytest.mark.parametrize("change", ["repeats", "=3", "title.deeper=3"])
def test_a_wrong_change_is_refused(written: Callable[[str], str], change: str) -> None:
    with pytest.raises(UsageError, match="--set"):
        suite_file.read(written(MINE), [change])


def test_an_unknown_suite_is_told_with_those_that_there_are() -> None:
    with pytest.raises(UsageError, match="no suite nothing") as error:
        suite_file.read("nothing")
    assert "mobilebert-ja" in error.value.hint
