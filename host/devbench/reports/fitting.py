"""Tables that fit the terminal: a narrow one shows fewer columns, and no line ends in blanks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from rich.box import SIMPLE_HEAD
from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, ConsoleRenderable, RenderHook, RenderResult
from rich.segment import Segment
from rich.table import Table
from rich.text import Text

from devbench.reports.sanitize import sanitize_text

_GAP = 2
"""Between two columns."""


@dataclass(frozen=True)
class Column:
    """``rank`` orders those that a narrow terminal leaves out, the highest first; 0 always stays. Text wraps at
    ``least`` before that, and at its longest word if nothing else is left; None: it never wraps.
    """

    heading: str
    justify: Literal["left", "right"] = "left"
    rank: int = 0
    least: int | None = None


class FittingTable:
    """Drawn with the columns that there is room for; with ``spills`` the others follow in further tables, beside the
    first column. Cells are plain text: others choose the names in them.
    """

    def __init__(self, *columns: Column, title: str = "", note: str = "", spills: bool = False) -> None:
        self._columns = columns
        self._title = title
        self._note = note
        self._spills = spills
        self._rows: list[tuple[Sequence[Text | str], str | None]] = []
        self._ends: set[int] = set()

    def add(self, *cells: Text | str, style: str | None = None) -> None:
        self._rows.append((cells, style))

    def end_section(self) -> None:
        self._ends.add(len(self._rows))

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        if self._title:
            yield Text(self._title, "bold")

        for number, shown in enumerate(self._groups(options.max_width)):
            if number:
                yield Text()
            yield self._table(shown, options.max_width)
        if self._note:
            yield Text(self._note)

    def _groups(self, width: int) -> list[list[int]]:
        """The columns of each table, by their places."""
        if not self._spills:
            return [self._kept(width)]
        groups = [[0]]
        for place in range(1, len(self._columns)):
            if len(groups[-1]) > 1 and not self._fits([*groups[-1], place], width):
                groups.append([0])
            groups[-1].append(place)
        return groups

    def _kept(self, width: int) -> list[int]:
        shown = list(range(len(self._columns)))
        for place in sorted(shown, key=lambda place: -self._columns[place].rank):
            if not self._columns[place].rank or self._fits(shown, width):
                break
            shown.remove(place)
        return shown

    def _fits(self, shown: Sequence[int], width: int) -> bool:
        return sum(map(self._least, shown)) + _GAP * (len(shown) - 1) <= width

    def _least(self, place: int) -> int:
        least, natural = self._columns[place].least, self._natural(place)
        return natural if least is None else min(least, natural)

    def _natural(self, place: int) -> int:
        return max(cell_len(line) for text in self._texts(place) for line in text.split("\n"))

    def _longest_word(self, place: int) -> int:
        return max(cell_len(word) for text in self._texts(place) for word in text.split() or [""])

    def _texts(self, place: int) -> list[str]:
        return [self._columns[place].heading, *(str(cells[place]) for cells, _ in self._rows)]

    def _widths(self, shown: Sequence[int], width: int) -> list[int]:
        """What is missing is taken from the columns that may wrap: down to their least, then to their longest word."""
        widths = {place: self._natural(place) for place in shown}
        missing = sum(widths.values()) + _GAP * (len(shown) - 1) - width
        wrapping = [place for place in shown if self._columns[place].least is not None]
        for least in (self._least, self._longest_word):
            for place in wrapping:
                taken = max(0, min(missing, widths[place] - least(place)))
                widths[place] -= taken
                missing -= taken
        return list(widths.values())

    def _table(self, shown: Sequence[int], width: int) -> Table:
        table = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False, collapse_padding=True)
        for place, column_width in zip(shown, self._widths(shown, width), strict=True):
            column = self._columns[place]
            table.add_column(Text(column.heading), justify=column.justify, width=column_width, overflow="fold")
        for number, (cells, style) in enumerate(self._rows, 1):
            texts = [cell if isinstance(cell, Text) else Text(cell) for cell in (cells[place] for place in shown)]
            table.add_row(*texts, style=style, end_section=number in self._ends)
        return table


class TrimmedLines(RenderHook):
    """Of a console: lines without the blanks that rich fills them up with, and text that can only be read."""

    def process_renderables(self, renderables: list[ConsoleRenderable]) -> list[ConsoleRenderable]:
        return [_Trimmed(renderable) for renderable in renderables]


@dataclass(frozen=True)
class _Trimmed:
    renderable: ConsoleRenderable

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        for segments, ends in Segment.split_lines_terminator(console.render(self.renderable, options)):
            line = [
                segment if segment.control else Segment(sanitize_text(segment.text), segment.style)
                for segment in segments
            ]
            while line and not line[-1].control and not line[-1].text.rstrip():
                line.pop()
            if line and not line[-1].control:
                line[-1] = Segment(line[-1].text.rstrip(), line[-1].style)
            yield from line
            if ends:
                yield Segment.line()
