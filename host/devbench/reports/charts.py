"""Charts of a result, each with the same in figures. What shows device and host shows both on one scale."""

from __future__ import annotations

import statistics
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from markupsafe import Markup

from devbench.reports import rows, svg
from devbench.reports.svg import Line, Range
from devbench.results.schema import Result, Sample, Series, SideRun
from devbench.units import NS_PER_MS, NS_PER_S, format_ms

_BUCKETS = 80
"""Medians in a line of latency over time."""

_LINES = 8
"""Lines of one unit that are drawn: as many as colours can be told apart."""


@dataclass(frozen=True)
class Chart:
    """``keys`` are the legend, in the order of the colours; ``rows`` are the figures that ``svg`` shows."""

    kind: Literal["distribution", "stages", "time", "trade-off"]
    title: str
    svg: Markup
    keys: Sequence[str]
    head: Sequence[str]
    rows: Sequence[Sequence[str]]


def charts(result: Result) -> list[Chart]:
    return [_distribution(result), _stages(result), *_over_time(result)]


def _distribution(result: Result) -> Chart:
    """The empirical distribution function, up to the 99th percentile."""
    sides = {"device": result.device_run, "host": result.host_run}
    quantiles = {side: _percentiles(_invokes(run.samples)) for side, run in sides.items()}
    lines = [Line(side, [(values[q], q) for q in range(100)]) for side, values in quantiles.items()]
    marks = [Line(side, [(values[50], 50), (values[90], 90)]) for side, values in quantiles.items()]
    return Chart(
        kind="distribution",
        title="Distribution of the invoke latency",
        svg=svg.lines(lines, marks, x_title="ms", y_title="% of inferences", y_labels=[0, 25, 50, 75, 90, 100]),
        keys=[
            f"{side}: median of all inferences {format_ms(values[50])}, p90 {format_ms(values[90])}"
            for side, values in quantiles.items()
        ],
        head=["share of inferences", "device at most", "host at most"],
        rows=[
            [f"{q} %", *(format_ms(values[q]) for values in quantiles.values())] for q in (5, 25, 50, 75, 90, 95, 99)
        ],
    )


def _percentiles(values_ns: Sequence[int]) -> list[float]:
    """0 to 99, in milliseconds."""
    import numpy as np

    return [float(value) / NS_PER_MS for value in np.percentile(values_ns, range(100))]


def _stages(result: Result) -> Chart:
    """Means, because medians do not add up."""
    means = {
        "device": _stage_means(result.device_run.samples),
        "host": _stage_means(result.host_run.samples),
    }
    names = ("tokenize", "invoke", "decode")

    return Chart(
        kind="stages",
        title="Mean time of an example by stage",
        svg=svg.bars(
            list(means),
            {name: [each[index] for each in means.values()] for index, name in enumerate(names)},
            height=130,
            x_title="ms",
        ),
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
    """The latency, then a chart a side for each unit of what was sampled and moved; repeats stand in a row."""
    sides = {"device": result.device_run, "host": result.host_run}
    offsets = {side: _offsets(run) for side, run in sides.items()}
    several_repeats = any(len(each.by_repeat_ns) > 1 for each in offsets.values())
    time = _Axis(
        title="seconds, repeats in a row" if several_repeats else "seconds",
        range=(0, max(each.end_s for each in offsets.values())),
    )
    latency = [_latency_line(side, run.samples, offsets[side].by_repeat_ns) for side, run in sides.items()]
    yield _time_chart("Invoke latency over time", latency, time, _Axis("ms", _range(latency)))
    moving = {
        side: [series for series in run.series if not rows.is_constant(run, series.name)] for side, run in sides.items()
    }
    for unit in dict.fromkeys(series.unit for side in moving.values() for series in side):
        quantity, shown, factor = rows.UNITS.get(unit, (unit, unit, 1))
        lines = {
            side: [
                _series_line(name, series, offsets[side], factor)
                for name in dict.fromkeys(each.name for each in series if each.unit == unit)
            ]
            for side, series in moving.items()
        }
        values = _Axis(shown, _range([line for of_side in lines.values() for line in of_side]))
        for side, of_side in lines.items():
            if of_side:
                yield _time_chart(f"{quantity}, {side}", of_side, time, values)


@dataclass(frozen=True)
class _Axis:
    title: str
    range: Range


@dataclass(frozen=True)
class _Offsets:
    """What to add to the times of each repeat so that it begins where the one before it ended; the end of the last."""

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


def _latency_line(side: str, samples: Sequence[Sample], offsets_ns: Mapping[int, int]) -> Line:
    """Medians over parts of equal size."""
    size = -(-len(samples) // _BUCKETS)
    points: list[tuple[float, float] | None] = []
    for repeat, offset_ns in offsets_ns.items():
        mine = sorted((sample for sample in samples if sample.repeat == repeat), key=lambda sample: sample.start_ns)
        parts = -(-len(mine) // size)
        for part in range(parts):
            bucket = mine[len(mine) * part // parts : len(mine) * (part + 1) // parts]
            middle_ns = statistics.fmean(sample.start_ns for sample in bucket) + offset_ns
            points.append((middle_ns / NS_PER_S, statistics.median(_invokes(bucket)) / NS_PER_MS))
        points.append(None)
    return Line(f"{side}: median of every {size} examples" if size > 1 else f"{side}: every example", points)


def _series_line(name: str, series: Sequence[Series], offsets: _Offsets, factor: float) -> Line:
    mine = [each for each in series if each.name == name and each.repeat in offsets.by_repeat_ns]
    points: list[tuple[float, float] | None] = []
    for each in mine:
        offset_ns = offsets.by_repeat_ns[each.repeat]
        times = ((time_ns + offset_ns) / NS_PER_S for time_ns in each.times_ns)
        points += [(time, value * factor) for time, value in zip(times, each.values, strict=False)]
        points.append(None)
    return Line(rows.readable(name) + (" (scripted)" if any(each.scripted for each in mine) else ""), points)


def _values(line: Line) -> list[float]:
    return [point[1] for point in line.points if point]


def _range(lines: Sequence[Line]) -> Range:
    values = [value for line in lines for value in _values(line)]
    return (min(values), max(values)) if values else (0, 0)


def _movement(line: Line) -> float:
    low, high = _range([line])
    return high - low


def _time_chart(title: str, lines: Sequence[Line], time: _Axis, values: _Axis) -> Chart:
    """If there are more lines than can be told apart, those that moved most are drawn; the table has all."""
    least = sorted(map(_movement, lines), reverse=True)[:_LINES][-1]
    drawn = [line for line in lines if _movement(line) >= least][:_LINES]
    if len(drawn) < len(lines):
        title += f" (the {len(drawn)} of {len(lines)} that moved most)"
    from_zero = values.title != "°C"
    return Chart(
        kind="time",
        title=title,
        svg=svg.lines(
            drawn,
            x_title=time.title,
            y_title=values.title,
            xrange=time.range,
            range=(min(0, values.range[0]) if from_zero else values.range[0], values.range[1]),
        ),
        keys=[line.label for line in drawn],
        head=[values.title, "first", "lowest", "median", "highest", "last"],
        rows=[[line.label, *map("{:.4g}".format, _summary(_values(line)))] for line in lines if _values(line)],
    )


def _summary(values: Sequence[float]) -> Sequence[float]:
    return values[0], min(values), statistics.median(values), max(values), values[-1]


def _invokes(samples: Sequence[Sample]) -> list[int]:
    return [duration_ns for sample in samples for duration_ns in sample.invoke_ns]
