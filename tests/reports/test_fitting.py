"""Tables on terminals of any width."""

from __future__ import annotations

import io

import pytest
from rich.console import Console, RenderableType
from rich.text import Text

from devbench.reports.fitting import Column, FittingTable, TrimmedLines


def drawn(what: RenderableType, width: int, *, trimmed: bool = True, colour: bool = False) -> str:
    file = io.StringIO()
    console = Console(file=file, width=width, color_system="standard" if colour else None, force_terminal=colour)
    if trimmed:
        console.push_render_hook(TrimmedLines())
    console.print(what)
    return file.getvalue()


def table(*, spills: bool = False) -> FittingTable:
    made = FittingTable(
        Column("name", least=5), Column("first", rank=2), Column("second", "right", rank=1), spills=spills
    )
    made.add("a long name", "111", "2")
    made.add(Text("b", "red"), "", "")
    return made


@pytest.mark.parametrize(
    ("width", "headings"),
    [(26, ["name", "first", "second"]), (20, ["name", "first", "second"]), (19, ["name", "second"]), (12, ["name"])],
)
def test_the_least_important_column_goes_first(width: int, headings: list[str]) -> None:
    lines = drawn(table(), width).splitlines()
    assert lines[0].split() == headings
    assert max(map(len, lines)) <= width


def test_a_name_wraps_before_a_column_goes() -> None:
    assert drawn(table(), 20).splitlines()[2:] == ["a      111         2", "long", "name", "b"]


def test_columns_that_spill_stand_in_tables_below_each_other() -> None:
    lines = drawn(table(spills=True), 18).splitlines()
    assert [line.split() for line in lines if line.startswith("name ")] == [["name", "first"], ["name", "second"]]


@pytest.mark.parametrize("colour", [False, True])
def test_no_line_ends_in_blanks(colour: bool) -> None:
    text = drawn(table(), 60, colour=colour)
    assert text.count("\n") == 4
    assert all(line == line.rstrip() for line in text.splitlines())
    assert drawn(table(), 60, trimmed=False) != drawn(table(), 60)


def test_what_is_printed_keeps_its_colours_and_its_line_ends() -> None:
    assert drawn(Text("a ", "red"), 60, colour=True) == "\x1b[31ma\x1b[0m\n"
    assert drawn("\n a\n\nb  ", 60) == "\n a\n\nb\n"


def test_names_are_no_markup() -> None:
    hostile = FittingTable(Column("[red]"))
    hostile.add("[bold]x[/bold]")
    assert "[bold]x[/bold]" in drawn(hostile, 60)
