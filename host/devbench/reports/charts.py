"""Charts of a result as static SVG, each with the same in words. pygal draws; report.css colours."""

from __future__ import annotations

import statistics
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal
from xml.etree import ElementTree

from markupsafe import Markup

from devbench.reports import rows
from devbench.results.schema import Result, Sample, Series, SideRun
from devbench.units import NS_PER_MS, NS_PER_S, format_ms

_BUCKETS = 80
"""So many medians make a line of latency over time."""

_LINES = 8
"""So many lines of one unit are drawn; as many colours are told apart."""

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
            f"{side}: median of all invokes {format_ms(values[50])}, p90 {format_ms(values[90])}"
            for side, values in quantiles.items()
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

        chart = pygal.HorizontalStackedBar(**{**options, "height": 130}, x_title="ms")
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
            [name, *(f"{format_ms(each[index])} ({100 * each[index] / sum(each):.1f} %)" for each in means.values())]
            for index, name in enumerate(names)
        ],
    )


def _stage_means(samples: Sequence[Sample]) -> list[float]:
    columns = zip(*((each.tokenize_ns, sum(each.invoke_ns), each.decode_ns) for each in samples), strict=True)
    return [statistics.fmean(column) / NS_PER_MS for column in columns]


# -- over time ---------------------------------------------------------------------------------------------------------


def _over_time(result: Result) -> Iterator[Chart]:
    """The latency, then a chart for each unit of what was sampled and moved; repeats stand in a row."""
    sides = {"device": result.device_run, "host": result.host_run}
    offsets = {side: _offsets(run) for side, run in sides.items()}
    for side, run in sides.items():
        line = _latency_line(run.samples, offsets[side].by_repeat_ns)
        yield _time_chart(f"Invoke latency over time, {side}", "ms", [line], offsets[side])
    moving = {
        side: [series for series in run.series if not rows.is_constant(run, series.name)] for side, run in sides.items()
    }
    for unit in dict.fromkeys(series.unit for side in moving.values() for series in side):
        quantity, shown, factor = rows.UNITS.get(unit, (unit, unit, 1))
        for side, series in moving.items():
            names = dict.fromkeys(each.name for each in series if each.unit == unit)
            lines = [_series_line(name, series, offsets[side], factor) for name in names]
            if lines:
                yield _time_chart(f"{quantity}, {side}", shown, lines, offsets[side])


@dataclass(frozen=True)
class _Offsets:
    """What to add to each repeat's times so that it begins where the one before ended; the end of the last."""

    by_repeat_ns: Mapping[int, int]
    end_s: float


def _offsets(run: SideRun) -> _Offsets:
    by_repeat, end_ns = {}, 0
    for repeat in sorted({sample.repeat for sample in run.samples}):
        times = [sample.start_ns for sample in run.samples if sample.repeat == repeat]
        times += [time for series in run.series if series.repeat == repeat for time in series.times_ns]
        by_repeat[repeat] = end_ns - min(times)
        end_ns += max(times) - min(times)
    return _Offsets(by_repeat, end_ns / NS_PER_S)


def _latency_line(samples: Sequence[Sample], offsets_ns: Mapping[int, int]) -> Line:
    """Of medians over parts of equal size."""
    size = -(-len(samples) // _BUCKETS)
    points: Points = []
    for repeat, offset_ns in offsets_ns.items():
        mine = sorted((sample for sample in samples if sample.repeat == repeat), key=lambda sample: sample.start_ns)
        parts = -(-len(mine) // size)
        for part in range(parts):
            bucket = mine[len(mine) * part // parts : len(mine) * (part + 1) // parts]
            middle_ns = statistics.fmean(sample.start_ns for sample in bucket) + offset_ns
            points.append((middle_ns / NS_PER_S, statistics.median(_invokes(bucket)) / NS_PER_MS))
        points.append(None)
    return Line(f"median of each {size} examples" if size > 1 else "each example", points)


def _series_line(name: str, series: Sequence[Series], offsets: _Offsets, factor: float) -> Line:
    mine = [each for each in series if each.name == name and each.repeat in offsets.by_repeat_ns]
    points: Points = []
    for each in mine:
        offset_ns = offsets.by_repeat_ns[each.repeat]
        times = ((time_ns + offset_ns) / NS_PER_S for time_ns in each.times_ns)
        points += [(time, value * factor) for time, value in zip(times, each.values, strict=False)]
        points.append(None)
    return Line(rows.readable(name) + (" (scripted)" if any(each.scripted for each in mine) else ""), points)


def _range(line: Line) -> float:
    values = [point[1] for point in line.points if point]
    return max(values) - min(values) if values else 0.0


def _time_chart(title: str, unit: str, lines: Sequence[Line], offsets: _Offsets) -> Chart:
    """Of more lines than can be told apart, those that moved most are drawn; the table has all."""
    least = sorted(map(_range, lines), reverse=True)[:_LINES][-1]
    drawn = [line for line in lines if _range(line) >= least][:_LINES]
    if len(drawn) < len(lines):
        title += f" ({len(drawn)} of {len(lines)}, which moved most)"
    x_title = "seconds, repeats in a row" if len(offsets.by_repeat_ns) > 1 else "seconds"
    rows = []
    for line in lines:
        values = [point[1] for point in line.points if point]
        if values:
            told = (values[0], min(values), statistics.median(values), max(values), values[-1])
            rows.append([line.label, *(f"{value:.4g}" for value in told)])
    return Chart(
        kind="time",
        title=title,
        svg=_xy(drawn, [], x_title=x_title, y_title=unit, xrange=(0, offsets.end_s), include_x_axis=unit != "°C"),
        keys=[line.label for line in drawn],
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
            "width": 360,
            "height": 220,
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
