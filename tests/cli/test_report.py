"""`devbench report` as it is called."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from devbench.cli import devbench
from devbench.errors import UsageError
from devbench.results import document, schema
from devbench.results.store import ResultStore
from tests.sample_results import result, wrong


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DEVBENCH_HOME", str(tmp_path))
    return tmp_path


def stored(home: Path, run_id: str, make: Callable[..., schema.Result] = result) -> Path:
    run = schema.Run(id=run_id, started="2026-11-20T10:11:12+00:00", command=["devbench", "run"], devbench="0.1.0")
    return ResultStore(home / "results").save(make(run=run))


def report(*arguments: Path | str) -> Result:
    return CliRunner().invoke(devbench, ["report", *map(str, arguments)])


def verdict_on_answers(done: Result) -> list[str]:
    """Of each result that it shows, in their order."""
    return [line.split()[-1] for line in done.stdout.splitlines() if line.startswith("  answers ")]


def refused(*arguments: Path | str) -> UsageError:
    error = report(*arguments).exception
    assert isinstance(error, UsageError)
    return error


def test_without_a_name_the_newest_is_shown(home: Path) -> None:
    newest = stored(home, "20261121T000000-000000", wrong)
    os.utime(newest, (0, 0))
    stored(home, "20261120T000000-ffffff")
    assert verdict_on_answers(report()) == ["WRONG"]


def test_a_result_is_found_by_its_id_and_by_its_file(home: Path, tmp_path: Path) -> None:
    stored(home, "20261121T000000-000000", wrong)
    path = stored(home, "20261120T000000-ffffff")
    elsewhere = path.rename(tmp_path / "mine.json")
    assert verdict_on_answers(report("20261121T000000-000000")) == ["WRONG"]
    assert verdict_on_answers(report(elsewhere)) == ["RIGHT"]


def test_several_are_shown_in_their_order(home: Path) -> None:
    first, second = stored(home, "20261121T000000-000000", wrong), stored(home, "20261120T000000-ffffff")
    assert verdict_on_answers(report(first, second)) == ["WRONG", "RIGHT"]


def test_one_page_compares_several_results(home: Path, tmp_path: Path) -> None:
    page = tmp_path / "both.html"
    first, second = stored(home, "20261121T000000-000000", wrong), stored(home, "20261120T000000-ffffff")
    assert report("--html", page, first, second).exit_code == 0
    shown = page.read_text()
    assert "<h1><bdi>2 results</bdi></h1>" in shown
    assert "Latency against F1 on qa-en.json" in shown
    assert shown.count("<article") == 2


def test_every_file_that_was_asked_for_is_written_and_named(home: Path, tmp_path: Path) -> None:
    path = stored(home, "20261121T000000-000000")
    page, tables, checks = (tmp_path / name for name in ("r.html", "r.md", "r.xml"))
    told = report("--html", page, "--markdown", tables, "--junit", checks)
    assert told.exit_code == 0
    assert told.stdout == ""
    assert all(str(file) in told.stderr for file in (page, tables, checks))
    assert page.read_text().startswith("<!DOCTYPE html>")
    assert tables.read_text().startswith("### qa-en-tiny")
    assert checks.read_text().startswith("<?xml")
    assert document.read(path) == document.decode(path.read_bytes(), "it")


@pytest.mark.parametrize(("option", "start"), [("--html", "<!DOCTYPE"), ("--markdown", "###"), ("--junit", "<?xml")])
def test_a_dash_is_standard_output_and_nothing_else_is_there(home: Path, option: str, start: str) -> None:
    stored(home, "20261121T000000-000000")
    told = report(option, "-")
    assert told.stdout.startswith(start)
    assert told.stderr == ""


def test_an_empty_store_says_what_to_do(home: Path) -> None:
    error = refused()
    assert str(home / "results") in error.message
    assert "devbench run" in error.hint


def test_a_result_that_is_not_there_is_named(home: Path) -> None:
    assert refused("nowhere").message.startswith("There is no result nowhere: ")


def test_a_changed_document_is_refused(home: Path) -> None:
    path = stored(home, "20261121T000000-000000")
    path.write_bytes(path.read_bytes().replace(b'"RIGHT"', b'"AGREE"'))
    assert "digest does not match" in refused(path).message


def test_a_folder_that_is_not_there_is_named(home: Path, tmp_path: Path) -> None:
    stored(home, "20261121T000000-000000")
    target = tmp_path / "none" / "r.html"
    assert refused("--html", target).message == f"Cannot write {target}: No such file or directory."


def test_json_is_the_document_or_a_line_for_each(home: Path) -> None:
    first, second = stored(home, "20261120T101112-aaaaaa"), stored(home, "20261120T101113-bbbbbb", wrong)
    assert report(first, "--json", "-").stdout_bytes == first.read_bytes()
    lines = report(first, second, "--json", "-").stdout_bytes.splitlines(keepends=True)
    assert [document.decode(line, "a line") for line in lines] == [document.read(path) for path in (first, second)]
