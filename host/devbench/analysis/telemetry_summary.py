"""What the series of a run tell: the quantities of docs/telemetry.md in one figure each, None where there is none."""

from __future__ import annotations

import re
import statistics
from collections.abc import Iterable, Sequence

from devbench.results.schema import Series

_CLOCK = re.compile(r"cpu(\d+)_frequency")
LEAST_POINTS = 3
"""Of a repeat: one a third."""


def highest_thermal_status(series: Iterable[Series]) -> float | None:
    return max((value for one in _named(series, "thermal_status") for _, value in _while_measuring(one)), default=None)


def others(series: Iterable[Series]) -> float | None:
    """Cores that other processes kept busy: the median over the time of measuring."""
    values = [value for one in _named(series, "load_other") for _, value in _while_measuring(one)]
    return statistics.median(values) if values else None


def charging(series: Iterable[Series]) -> bool:
    return any(value > 0 for one in _named(series, "charging") for value in one.values)


def battery_level(series: Iterable[Series]) -> float | None:
    return min((value for one in _named(series, "battery_level") for value in one.values), default=None)


def clock_change(series: Sequence[Series], cpus: Sequence[int] | None) -> float | None:
    """Of the fastest core's clock, from the first to the last third of the repeats; of ``cpus`` alone where given."""
    first: list[float] = []
    last: list[float] = []
    for repeat in {one.repeat for one in series}:
        fastest: dict[int, float] = {}
        for one in series:
            core = _CLOCK.fullmatch(one.name)
            if one.repeat == repeat and core and (cpus is None or int(core[1]) in cpus):
                for time_ns, value in _while_measuring(one):
                    fastest[time_ns] = max(value, fastest.get(time_ns, value))
        clocks = [fastest[time_ns] for time_ns in sorted(fastest)]
        if len(clocks) >= LEAST_POINTS:
            third = len(clocks) // 3
            first += clocks[:third]
            last += clocks[-third:]
    return statistics.median(last) / statistics.median(first) - 1 if first and statistics.median(first) > 0 else None


def _named(series: Iterable[Series], name: str) -> Iterable[Series]:
    return (one for one in series if one.name == name)


def _while_measuring(series: Series) -> Iterable[tuple[int, float]]:
    """Times before 0 are those of load and warm-up."""
    return ((time_ns, value) for time_ns, value in zip(series.times_ns, series.values, strict=False) if time_ns >= 0)
