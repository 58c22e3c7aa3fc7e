"""What the series of a run tell: the quantities of docs/telemetry.md in one figure each, None where there is none."""

from __future__ import annotations

import re
import statistics
from collections.abc import Iterable, Sequence

from devbench.results.schema import Series

_CLOCK = re.compile(r"cpu(\d+)_frequency")
LEAST_POINTS = 3
"""Of a repeat, or of repeats: one a third."""
LEAST_LOOKS = 10
"""At the clocks: fewer cannot tell how often they moved."""
UNSTEADY = 0.10


def highest_thermal_status(series: Iterable[Series]) -> float | None:
    return max((value for one in _named(series, "thermal_status") for _, value in _while_measuring(one)), default=None)


def others(series: Iterable[Series]) -> float | None:
    """Cores that other processes kept busy, on the mean over the time of measuring: bursts count for as long as they
    last."""
    values = [value for one in _named(series, "load_other") for _, value in _while_measuring(one)]
    return statistics.fmean(values) if values else None


def charging(series: Iterable[Series]) -> bool:
    return any(value > 0 for one in _named(series, "charging") for value in one.values)


def battery_level(series: Iterable[Series]) -> float | None:
    return min((value for one in _named(series, "battery_level") for value in one.values), default=None)


def clock_change(series: Sequence[Series], cpus: Sequence[int] | None) -> float | None:
    """Of the fastest core's clock, from the first to the last third of the run; of ``cpus`` alone if given.

    The greater of two changes counts: within the repeats, and from the first repeats to the last ones.
    """
    repeats = [clocks for clocks in _clocks(series, cpus) if clocks]
    within = [clocks for clocks in repeats if len(clocks) >= LEAST_POINTS]
    levels = [statistics.median(clocks) for clocks in repeats]
    changes = [_change(within), _change([levels] if len(levels) >= LEAST_POINTS else [])]
    return max((change for change in changes if change is not None), key=abs, default=None)


def _change(runs: Sequence[Sequence[float]]) -> float | None:
    first = [value for values in runs for value in values[: len(values) // 3]]
    last = [value for values in runs for value in values[-(len(values) // 3) :]]
    return statistics.median(last) / statistics.median(first) - 1 if first and statistics.median(first) > 0 else None


def highest_clock(
    series: Sequence[Series], core_max_khz: Sequence[int] | None, cpus: Sequence[int] | None
) -> float | None:
    """The share of its maximum that the fastest kind of core reached in nine of ten looks; None if nobody knows.

    Of the cores that may be used (``cpus``): small ones at their full clock do not make up for big ones held down.
    """
    allowed = [core for core in range(len(core_max_khz or ())) if cpus is None or core in cpus]
    if not core_max_khz or not allowed:
        return None
    highest = max(core_max_khz[core] for core in allowed)
    fastest = [core for core in allowed if core_max_khz[core] == highest]
    shares = [clock / highest for clocks in _clocks(series, fastest) for clock in clocks] if highest else []
    return sorted(shares)[len(shares) * 9 // 10] if len(shares) >= LEAST_POINTS else None


def unsteady_clocks(series: Sequence[Series], cpus: Sequence[int] | None) -> float | None:
    """The share of looks in which the fastest core's clock was more than 10 % off its median; None with too few."""
    clocks = [clock for clocks in _clocks(series, cpus) for clock in clocks]
    if len(clocks) < LEAST_LOOKS:
        return None
    median = statistics.median(clocks)
    return sum(abs(clock - median) > UNSTEADY * median for clock in clocks) / len(clocks)


def is_watched(series: Sequence[Series], repeats: int) -> bool:
    """Whether the clocks or the load of other processes could be read while measuring, in half of the repeats."""
    seen = {
        one.repeat
        for one in series
        if (one.name == "load_other" or _CLOCK.fullmatch(one.name)) and any(True for _ in _while_measuring(one))
    }
    return 2 * len(seen) >= repeats


def has_thermal_sensor(series: Iterable[Series]) -> bool:
    return any(one.name in ("thermal_status", "battery_temperature") for one in series)


def _clocks(series: Sequence[Series], cpus: Sequence[int] | None) -> list[list[float]]:
    """By repeat and in time, the fastest clock of all cores, or of ``cpus``."""
    repeats = []
    for repeat in sorted({one.repeat for one in series}):
        fastest: dict[int, float] = {}
        for one in series:
            core = _CLOCK.fullmatch(one.name)
            if one.repeat == repeat and core and (cpus is None or int(core[1]) in cpus):
                for time_ns, value in _while_measuring(one):
                    fastest[time_ns] = max(value, fastest.get(time_ns, value))
        repeats.append([fastest[time_ns] for time_ns in sorted(fastest)])
    return repeats


def _named(series: Iterable[Series], name: str) -> Iterable[Series]:
    return (one for one in series if one.name == name)


def _while_measuring(series: Series) -> Iterable[tuple[int, float]]:
    """Times before 0 are those of load and warm-up."""
    return ((time_ns, value) for time_ns, value in zip(series.times_ns, series.values, strict=False) if time_ns >= 0)
