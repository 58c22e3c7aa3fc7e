"""Stored results, a line each, and their trend as a plot of characters."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from devbench.errors import UsageError
from devbench.reports import rows
from devbench.reports.sanitize import sanitize
from devbench.reports.table import status_text
from devbench.units import format_ms

if TYPE_CHECKING:
    from devbench.results.index import IndexEntry

_HEIGHT = 18
_MARKERS = "•x+o*#"


def render(entries: Sequence[IndexEntry]) -> RenderableType:
    table = Table(title=f"{len(entries)} results", title_justify="left", title_style="bold")
    table.add_column("id", no_wrap=True)
    for name in ("device", "model", "task"):
        table.add_column(name, overflow="fold")
    table.add_column("invoke p50", justify="right", no_wrap=True)
    table.add_column("to host", justify="right")
    table.add_column("quality", overflow="fold")
    table.add_column("verdict", no_wrap=True)
    unreadable: list[Text] = []
    for entry in map(sanitize, entries):
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
            f"{rows.quality_name(entry.task or '', metric)} {value:.1f}" if metric else "",
            status_text(entry.status),
        )
    return Group(table, *unreadable)


def plot(entries: Sequence[IndexEntry], name: str, values: Sequence[float], width: int, colour: bool) -> str:
    """``values`` of these entries in turn, the oldest at the left: a line for what is alike, told below.

    Raises UsageError where they are of too many kinds.
    """
    import plotext

    lines: dict[str, list[tuple[int, float]]] = {}
    for place, (entry, value) in enumerate(zip(map(sanitize, entries), values, strict=True), 1):
        kind = f"{entry.device}, {entry.model} {entry.quantization}, {entry.task}, {entry.threads} threads"
        lines.setdefault(kind, []).append((place, value))
    if len(lines) > len(_MARKERS):
        raise UsageError(
            f"These results are of {len(lines)} kinds, too many for one plot.",
            "Narrow them: --device, --model, --task.",
        )
    plotext.clear_figure()
    plotext.plot_size(width, _HEIGHT)
    for marker, points in zip(_MARKERS, lines.values(), strict=False):
        plotext.plot([place for place, _ in points], [value for _, value in points], marker=marker)
    plotext.ylim(min(0, *values), max(0, 1.1 * max(values)) or 1)
    plotext.xticks(range(1, len(values) + 1), [(entry.started or "")[5:16] for entry in map(sanitize, entries)])
    plotext.title(name)
    for part in (plotext.canvas_color, plotext.axes_color, plotext.ticks_color):
        part("default")  # the terminal's own: its background may be dark
    drawn = plotext.build() if colour else plotext.uncolorize(plotext.build())
    legend = [f"{marker} {kind}" for marker, kind in zip(_MARKERS, lines, strict=False)]
    return "\n".join([drawn, *legend])
