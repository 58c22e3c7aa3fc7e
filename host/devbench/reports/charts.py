"""Charts of a result as static SVG, each with the same in words. pygal draws; report.css colours."""

from __future__ import annotations

import statistics
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal
from xml.etree import ElementTree

from markupsafe import Markup

from devbench.results.schema import Result, Sample, Series, SideRun
from devbench.units import NS_PER_MS, NS_PER_S, format_ms

_BUCKETS = 80
"""So many medians make a line of latency over time."""

_SCALED = {"kHz": ("GHz", 1e-6), "bytes": ("MB", 1e-6), "B": ("MB", 1e-6)}
"""Units that would fill an axis with zeros."""

Points = list[tuple[float, float] | None]
"""None interrupts a line."""


@dataclass(frozen=True)
class Line:
    label: str
    points: Points


@dataclass(frozen=True)
class Chart:
    """``keys`` are the legend, in the order of the colours; ``rows`` say in figures what ``svg`` shows."""

    kind: Literal["distribution", "stages", "time"]
    title: str
    svg: Markup
    keys: Sequence[str]
    head: Sequence[str]
    rows: Sequence[Sequence[str]]


def charts(result: Result) -> list[Chart]:
    return [_distribution(result), _stages(result), *_over_time(result)]


def _distribution(result: Result) -> Chart:
    """The share of invokes that are at most so long (ECDF), as far as the 99th percentile."""
    sides = {"device": result.device_run, "host": result.host_run}
    quantiles = {side: _percentiles(_invokes(run.samples)) for side, run in sides.items()}
    lines = [Line(side, [(values[q], q) for q in range(100)]) for side, values in quantiles.items()]
    marks = [Line(side, [(values[50], 50), (values[90], 90)]) for side, values in quantiles.items()]
    return Chart(
        kind="distribution",
        title="Distribution of the invoke latency",
        svg=_xy(lines, marks, x_title="ms", y_title="% of invokes", y_labels=[0, 25, 50, 75, 90, 100]),
        keys=[
            f"{side}: p50 {format_ms(values[50])}, p90 {format_ms(values[90])}" for side, values in quantiles.items()
        ],
        head=["share of invokes", "device at most", "host at most"],
        rows=[
            [f"{q} %", *(format_ms(values[q]) for values in quantiles.values())] for q in (5, 25, 50, 75, 90, 95, 99)
        ],
    )


def _percentiles(values_ns: Sequence[int]) -> list[float]:
    """0 to 99, in milliseconds."""
    import numpy as np

    return [float(value) / NS_PER_MS for value in np.percentile(values_ns, range(100))]


def _stages(result: Result) -> Chart:
    """Means, for medians do not add up."""
    means = {
        "device": _stage_means(result.device_run.samples),
        "host": _stage_means(result.host_run.samples),
    }
    names = ("tokenize", "invoke", "decode")

    def draw(options: Mapping[str, object]) -> object:
        import pygal

        chart = pygal.HorizontalStackedBar(**{**options, "height": 150}, x_title="ms")
        chart.x_labels = list(reversed(means))
        for index, name in enumerate(names):
            chart.add(name, [means[side][index] for side in reversed(means)])
        return chart

    return Chart(
        kind="stages",
        title="Mean time of an example by stage",
        svg=_svg(draw),
        keys=names,
        head=["stage", *means],
        rows=[
            [name, *(f"{format_ms(each[index])} ({each[index] / sum(each):.1%})" for each in means.values())]
            for index, name in enumerate(names)
        ],
    )


def _stage_means(samples: Sequence[Sample]) -> list[float]:
    columns = zip(*((each.tokenize_ns, sum(each.invoke_ns), each.decode_ns) for each in samples), strict=True)
    return [statistics.fmean(column) / NS_PER_MS for column in columns]


# -- over time ---------------------------------------------------------------------------------------------------------


def _over_time(result: Result) -> Iterator[Chart]:
    """The latency, then a chart for each unit that was sampled; repeats stand in a row on the same time axis."""
    for side, run in (("device", result.device_run), ("host", result.host_run)):
        offsets_ns, end_s = _offsets(run)
        latency = Line("invoke", _latency_line(run.samples, offsets_ns))
        yield _time_chart(f"Invoke latency over time, {side}", "ms", [latency], end_s, include_x_axis=True)
        for unit in dict.fromkeys(series.unit for series in run.series):
            shown, factor = _SCALED.get(unit, (unit, 1))
            of_unit = [series for series in run.series if series.unit == unit]
            lines = [
                Line(_label(name, of_unit), _series_line(name, of_unit, offsets_ns, factor))
                for name in dict.fromkeys(series.name for series in of_unit)
            ]
            yield _time_chart(f"{', '.join(line.label for line in lines[:3])}, {side}", shown, lines, end_s)


def _offsets(run: SideRun) -> tuple[dict[int, int], float]:
    """What to add to each repeat's times so that it begins where the one before ended, and the end in seconds."""
    offsets, end_ns = {}, 0
    for repeat in sorted({sample.repeat for sample in run.samples}):
        times = [sample.start_ns for sample in run.samples if sample.repeat == repeat]
        times += [time for series in run.series if series.repeat == repeat for time in series.times_ns]
        offsets[repeat] = end_ns - min(times)
        end_ns += max(times) - min(times)
    return offsets, end_ns / NS_PER_S


def _latency_line(samples: Sequence[Sample], offsets_ns: Mapping[int, int]) -> Points:
    points: Points = []
    size = -(-len(samples) // _BUCKETS)
    for repeat, offset_ns in offsets_ns.items():
        mine = sorted((sample for sample in samples if sample.repeat == repeat), key=lambda sample: sample.start_ns)
        for first in range(0, len(mine), size):
            bucket = mine[first : first + size]
            middle_ns = statistics.fmean(sample.start_ns for sample in bucket) + offset_ns
            points.append((middle_ns / NS_PER_S, statistics.median(_invokes(bucket)) / NS_PER_MS))
        points.append(None)
    return points


def _series_line(name: str, series: Sequence[Series], offsets_ns: Mapping[int, int], factor: float) -> Points:
    points: Points = []
    for each in series:
        if each.name == name and each.repeat in offsets_ns:
            times = ((time_ns + offsets_ns[each.repeat]) / NS_PER_S for time_ns in each.times_ns)
            points += [(time, value * factor) for time, value in zip(times, each.values, strict=False)]
            points.append(None)
    return points


def _label(name: str, series: Sequence[Series]) -> str:
    return f"{name} (scripted)" if any(each.scripted for each in series if each.name == name) else name


def _time_chart(title: str, unit: str, lines: Sequence[Line], end_s: float, **options: object) -> Chart:
    rows = []
    for line in lines:
        values = [point[1] for point in line.points if point]
        if values:
            figures = (values[0], min(values), statistics.median(values), max(values), values[-1])
            rows.append([line.label, *(f"{value:.4g}" for value in figures)])
    return Chart(
        kind="time",
        title=title,
        svg=_xy(lines, [], x_title="s", y_title=unit, xrange=(0, end_s), **options),
        keys=[line.label for line in lines],
        head=[unit, "first", "least", "median", "greatest", "last"],
        rows=rows,
    )


def _invokes(samples: Sequence[Sample]) -> list[int]:
    return [duration_ns for sample in samples for duration_ns in sample.invoke_ns]


# -- drawing -----------------------------------------------------------------------------------------------------------


def _xy(lines: Sequence[Line], marks: Sequence[Line], **options: object) -> Markup:
    """``marks`` are dots in the colours of the lines."""

    def draw(common: Mapping[str, object]) -> object:
        import pygal

        chart = pygal.XY(**{**common, **options})
        for line in lines:
            chart.add(line.label, line.points, show_dots=False, allow_interruptions=True)
        for mark in marks:
            chart.add(mark.label, mark.points, stroke=False, dots_size=4)
        return chart

    return _svg(draw)


def _svg(draw: Callable[[Mapping[str, object]], object]) -> Markup:
    """Without pygal's styles, scripts and tooltips, which the page's Content-Security-Policy would refuse."""
    _import_pygal()
    from pygal.style import Style

    font = {f"{part}_font_size": 12 for part in ("label", "major_label", "title", "legend", "value", "tooltip")}
    chart = draw(
        {
            "width": 420,
            "height": 250,
            "margin": 6,
            "style": Style(**font),
            "css": (),
            "js": (),
            "show_legend": False,
            "max_scale": 6,
            "print_values": False,
            "disable_xml_declaration": True,
        }
    )
    root = chart.render_tree()  # type: ignore[attr-defined]
    del root.attrib["id"]  # a random one
    for parent in list(root.iter()):
        for child in list(parent):
            if child.tag in (ElementTree.Comment, "defs", "title", "desc") or "-overlay" in child.get("class", ""):
                parent.remove(child)
    return Markup(ElementTree.tostring(root, encoding="unicode"))  # noqa: S704 - a tree escapes what it holds


def _import_pygal() -> None:
    """Takes back its import hook, for plug-ins that we do not use: Python 3.11 warns of it at every failed import."""
    import pygal  # noqa: F401

    sys.meta_path[:] = [finder for finder in sys.meta_path if type(finder).__name__ != "PluginImportFixer"]
