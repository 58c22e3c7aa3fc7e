"""Stored results, a line each, their trend as a plot of characters, and its steps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from rich.console import Group, RenderableType
from rich.text import Text

from devbench.analysis.history_steps import LEAST_RESULTS
from devbench.analysis.intervals import Estimate
from devbench.errors import UsageError
from devbench.reports import rows, times, verdict_words
from devbench.reports.fitting import Column, FittingTable
from devbench.reports.sanitize import sanitize
from devbench.reports.table import VERDICT_WIDTH, words
from devbench.results.findings import DEVICE_VERDICTS
from devbench.results.index import alike
from devbench.units import format_ms

if TYPE_CHECKING:
    from devbench.results.index import IndexEntry
    from devbench.results.steps import HistorySeries

_HEIGHT = 18
_MARKERS = "•x+o*#"


def render(entries: Sequence[IndexEntry]) -> RenderableType:
    """A line each."""
    table = FittingTable(
        Column("id"),
        Column("model", rank=1, least=15),
        Column("task", rank=5),
        Column("quality", rank=4),
        Column("device", rank=3),
        Column("invoke p50", "right"),
        Column("device / host", "right", rank=6),
        Column("verdict", rank=2, least=VERDICT_WIDTH),
        title=f"{len(entries)} {'result' if len(entries) == 1 else 'results'}",
    )
    unreadable: list[Text] = []
    for entry in map(sanitize, entries):
        if entry.error is not None:
            unreadable.append(Text(entry.error, "red"))
        else:
            table.add(*_cells(entry))
    return Group(table, *unreadable)


def _cells(entry: IndexEntry) -> Iterator[Text | str]:
    invoke_ms = entry.invoke_p50_ms or 0
    interval = times.plus_minus(invoke_ms, entry.invoke_p50_low_ms, entry.invoke_p50_high_ms)
    yield entry.name
    yield f"{entry.model} {entry.quantization}"
    yield entry.task or ""
    yield rows.main_quality(entry.task or "", entry.quality)
    yield entry.device or ""
    yield f"{format_ms(invoke_ms)}{interval}"
    yield f"{entry.ratio:.2f}"
    yield _verdict(entry)


def _verdict(entry: IndexEntry) -> Text:
    if entry.answers is None or entry.timing is None or entry.kind is None:
        return Text()
    device = DEVICE_VERDICTS[entry.kind]
    return words(verdict_words.parts_of(entry.answers, entry.timing, device, entry.partial))


def plot(entries: Sequence[IndexEntry], name: str, values: Sequence[Estimate], width: int, colour: bool) -> str:
    """``values`` of these entries in turn, the oldest at the left: a line for each kind, named below.

    Raises UsageError if they are of too many kinds.
    """
    import plotext

    lines: dict[str, list[tuple[int, Estimate]]] = {}
    for place, (entry, value) in enumerate(zip(map(sanitize, entries), values, strict=True), 1):
        lines.setdefault(alike(entry), []).append((place, value))
    if len(lines) > len(_MARKERS):
        raise UsageError(
            f"These results are of {len(lines)} kinds, too many for one plot.",
            "Filter them with --device, --model or --task.",
        )
    plotext.clear_figure()
    plotext.plot_size(width, _HEIGHT)
    for marker, points in zip(_MARKERS, lines.values(), strict=False):
        for place, value in points:
            if value.low is not None and value.high is not None:
                plotext.plot([place, place], [value.low, value.high], marker="│", color="gray")
        plotext.plot([place for place, _ in points], [value.value for _, value in points], marker=marker)
    plotext.ylim(*_limits(values))
    plotext.xticks(range(1, len(values) + 1), [(entry.started or "")[5:16] for entry in map(sanitize, entries)])
    plotext.title(name)
    for part in (plotext.canvas_color, plotext.axes_color, plotext.ticks_color):
        part("default")  # the terminal's own: its background may be dark
    drawn = plotext.build() if colour else plotext.uncolorize(plotext.build())
    legend = [f"{marker} {kind}" for marker, kind in zip(_MARKERS, lines, strict=False)]
    if any(value.low is not None for value in values):
        legend.append("│ 95 % interval")
    return "\n".join([drawn, *legend])


def _limits(values: Sequence[Estimate]) -> tuple[float, float]:
    """Not from 0, which would hide intervals of a few percent; but 5 % beyond, so that noise is not blown up."""
    ends = [end for value in values for end in (value.value, value.low, value.high) if end is not None]
    margin = 0.05 * max(map(abs, ends)) or 1
    return min(ends) - margin, max(ends) + margin


def steps(found: Sequence[HistorySeries]) -> RenderableType:
    """A paragraph a series."""
    return Group(*(part for series in map(sanitize, found) for part in _series(series)))


def _series(series: HistorySeries) -> Iterator[RenderableType]:
    yield Text.assemble((series.series, "bold"), f": {series.metric}")
    if series.too_few:
        yield Text(f"  too few results to look for steps: {series.results} of at least {LEAST_RESULTS}")
    elif not series.steps:
        yield Text(f"  no steps in {series.results} results")
    for step in series.steps:
        levels = " → ".join(_level(series.metric, level) for level in (step.level_before, step.level_after))
        change = "" if step.change is None else f" ({100 * step.change:+.1f} %)"
        yield Text(f"  {step.started[:16].replace('T', ' ')}  {levels}{change}")
        yield Text(f"    between {step.last_before} and {step.first_after}")


def _level(metric: str, value: float) -> str:
    return format_ms(value) if metric == "load" or metric.endswith(".p50") else f"{value:.4g}"
