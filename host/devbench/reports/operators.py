"""The operators of a profiled result in words, once for the terminal, HTML and Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from devbench.results.schema import OperatorTime, Result, SideRun
from devbench.units import format_ms

HEAD = ("operator", "count", "device", "share", "host", "share")

_DELEGATES = {"xnnpack": "XNNPACK", "nnapi": "NNAPI", "gpu": "the GPU delegate"}

_Operators = Mapping[str, OperatorTime]


@dataclass(frozen=True)
class OperatorRow:
    """Of one inference. A side is its time and the share of that in all; both are empty if it does not report it."""

    name: str
    count: int
    device: tuple[str, str]
    host: tuple[str, str]

    @property
    def cells(self) -> tuple[str, ...]:
        return self.name, str(self.count), *self.device, *self.host


def rows(result: Result, most: int | None = None) -> list[OperatorRow]:
    """The slowest first, the sum of those beyond ``most``, and the sum of all. Nothing if no side was profiled."""
    device, host = ({each.name: each for each in run.profile} for run in (result.device_run, result.host_run))
    slowest = [*(device or host), *(name for name in host if name not in device)]
    shown, others = slowest[:most], slowest[len(slowest[:most]) :]
    groups = {name: [name] for name in shown}
    if others:
        groups[f"{len(others)} others"] = others
    if slowest:
        groups["all operators"] = slowest
    return [
        OperatorRow(label, _count(device, names) or _count(host, names), _time(device, names), _time(host, names))
        for label, names in groups.items()
    ]


def _count(side: _Operators, names: Sequence[str]) -> int:
    return sum(side[name].count for name in names if name in side)


def _time(side: _Operators, names: Sequence[str]) -> tuple[str, str]:
    found, total = (sum(side[name].total_ms for name in of if name in side) for of in (names, side))
    return (
        (format_ms(found), f"{100 * found / total:.1f} %") if total and not side.keys().isdisjoint(names) else ("", "")
    )


def notes(result: Result) -> Iterator[str]:
    """Which kernels the times are of, and why a column is empty."""
    device, host = result.device_run, result.host_run
    run, side = (device, "device") if device.profile else (host, "host")
    if not run.profile:
        return
    of = " of the encoder" if run.generation else ""
    yield f"Times are per inference{of}, with TFLite's built-in CPU kernels and no delegate, in a process of its own."
    delegate = _DELEGATES.get(run.runtime.delegate)
    if delegate is not None:
        with_delegate, without = format_ms(_measured_ms(run)), format_ms(sum(each.total_ms for each in run.profile))
        yield (
            f"The measured inferences used {delegate}: {with_delegate} on the {side} instead of {without}. "
            f"So the shares show where the built-in kernels spend their time, not where {delegate} does."
        )
    if not device.profile:
        yield "The device reports no operators: TFLite's Java interface, the only one on Android, has no profiler."
    elif not host.profile:
        yield "The host's runtime reports no operators."


def _measured_ms(run: SideRun) -> float:
    return run.generation.encoder.p50 if run.generation else run.latency_ms.invoke.p50
