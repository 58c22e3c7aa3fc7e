"""What `devbench run` shows and writes while results come."""

from __future__ import annotations

import io
from pathlib import Path

import msgspec
import pytest

from devbench.cli import terminal
from devbench.cli.run_display import RunDisplay
from devbench.results import document
from devbench.results.schema import Result
from tests.sample_results import result


def numbered(name: str) -> Result:
    found = result()
    return msgspec.structs.replace(found, run=msgspec.structs.replace(found.run, id=name))


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    from rich.console import Console

    lines: list[str] = []

    class Listening(Console):
        def print(self, *objects: object, **options: object) -> None:
            lines.append(" ".join("table" if not isinstance(each, str) else each for each in objects))

    monkeypatch.setattr(terminal, "data", lambda: Listening())
    return lines


def test_a_single_result_is_shown_with_its_tables_and_its_place(shown: list[str], tmp_path: Path) -> None:
    target = tmp_path / "result.json"
    with RunDisplay(str(target), quiet=False, single=True) as display:
        display.kept(numbered("first"), Path("a.json"))
    assert document.read(target).run.id == "first"
    assert shown == ["table", "", "result  a.json", "more    devbench report --details"]


@pytest.mark.parametrize(("data", "messages", "between"), [(True, True, "\n"), (False, True, ""), (True, False, "")])
def test_a_blank_line_parts_the_progress_from_the_result_on_one_terminal(
    monkeypatch: pytest.MonkeyPatch, data: bool, messages: bool, between: str
) -> None:
    from rich.console import Console

    progress = Console(file=io.StringIO(), force_terminal=messages, width=80)
    monkeypatch.setattr(terminal, "data", lambda: Console(file=io.StringIO(), force_terminal=data, width=80))
    monkeypatch.setattr(terminal, "messages", lambda: progress)
    with RunDisplay(None, quiet=False, single=True) as display:
        display.kept(numbered("first"), Path("a.json"))
    assert isinstance(progress.file, io.StringIO)
    assert progress.file.getvalue() == between


def test_several_results_are_lines_of_json_as_they_come(shown: list[str], tmp_path: Path) -> None:
    target = tmp_path / "results.jsonl"
    target.write_text("an earlier run's\n")
    with RunDisplay(str(target), quiet=False, single=False, several=True) as display:
        for number, name in enumerate(("first", "second"), start=1):
            display.kept(numbered(name), Path(f"{name}.json"))
            lines = target.read_bytes().splitlines()
            assert [document.decode(line, "line").run.id for line in lines] == ["first", "second"][:number]
    assert shown == ["result  first.json", "result  second.json"]


def test_one_result_of_a_comparison_is_shown_in_the_end(shown: list[str]) -> None:
    with RunDisplay(None, quiet=False, single=False) as display:
        display.kept(numbered("only"), Path("only.json"))
    display.summary([numbered("only")], 1)
    assert shown == ["result  only.json", "table"]


def test_nothing_of_an_earlier_session_is_drawn_again(shown: list[str]) -> None:
    with RunDisplay(None, quiet=False, single=False) as display:
        for _ in range(2):
            display.pushing("model.tflite", 5)
            display.kept(result(), Path("a.json"))
            assert display._live.task_ids == []
