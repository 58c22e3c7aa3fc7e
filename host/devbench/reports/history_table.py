"""Stored results, a line each, and their trend as a plot of characters."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from devbench.reports import figures
from devbench.reports.printable import printable
from devbench.reports.table import status_text
from devbench.units import format_ms

if TYPE_CHECKING:
    from devbench.results.index import Entry

_HEIGHT = 18


def render(entries: Sequence[Entry]) -> RenderableType:
    table = Table(title=f"{len(entries)} results", title_justify="left", title_style="bold")
    table.add_column("id", no_wrap=True)
    for name in ("device", "model", "task"):
        table.add_column(name, overflow="fold")
    table.add_column("invoke p50", justify="right", no_wrap=True)
    table.add_column("to host", justify="right")
    table.add_column("quality", overflow="fold")
    table.add_column("verdict", no_wrap=True)
    unreadable: list[Text] = []
    for entry in map(printable, entries):
        if entry.status is None:
            unreadable.append(Text(entry.error or entry.name, "red"))
            continue
        metric, value = next(iter(entry.quality.items()), ("", 0.0))
        table.add_row(
            Text(entry.name),
            Text(entry.device or ""),
            Text(f"{entry.model} {entry.quantization}"),
            Text(entry.task or ""),
            format_ms(entry.invoke_p50_ms or 0),
            f"{entry.ratio:.2f}",
            f"{figures.quality_name(entry.task or '', metric)} {value:.1f}" if metric else "",
            status_text(entry.status),
        )
    return Group(table, *unreadable)


def plot(entries: Sequence[Entry], name: str, values: Sequence[float], width: int, colour: bool) -> str:
    """``values`` of these entries over time, the oldest at the left."""
    import plotext

    plotext.clear_figure()
    plotext.plot_size(width, _HEIGHT)
    plotext.plot(range(1, len(values) + 1), values, marker="dot")
    plotext.ylim(0, 1.1 * max(values) or 1)
    plotext.xticks(range(1, len(values) + 1), [(entry.started or "")[5:16] for entry in entries])
    plotext.title(name)
    if not colour:
        plotext.clear_color()
    drawn: str = plotext.build()
    return drawn
