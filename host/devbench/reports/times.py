"""A result's times and memory in words, once for the terminal, HTML and Markdown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from devbench.analysis import metrics, stats
from devbench.results.schema import Result, SideRun, Stage
from devbench.units import format_bytes, format_ms


@dataclass(frozen=True)
class StageRow:
    """A side is None if it does not tell the stage apart."""

    label: str
    device: Stage | None
    host: Stage | None
    ratio: str
    """Device / host of the medians."""


@dataclass(frozen=True)
class OnceRow:
    """What is measured once a repeat: geometric means over the repeats, as of p50."""

    label: str
    device: str
    host: str
    ratio: str = ""


def stages(result: Result) -> list[StageRow]:
    device, host = result.device_run.latency_ms, result.host_run.latency_ms
    rows = []
    for name in ("tokenize", "invoke", "decode", "total"):
        mine, theirs = getattr(device, name), getattr(host, name)
        rows.append(StageRow(name, mine, theirs, ratio(result) if name == "invoke" else _times(mine.p50, theirs.p50)))
        if name == "invoke":
            rows += _native(result)
    return rows


def _native(result: Result) -> list[StageRow]:
    """What the runtime itself says of its invokes: without the cost of the call into it."""
    mine, theirs = (_native_stage(run) for run in (result.device_run, result.host_run))
    if mine is None and theirs is None:
        return []
    return [StageRow("invoke, runtime's own", mine, theirs, _times(mine.p50, theirs.p50) if mine and theirs else "–")]


def _native_stage(run: SideRun) -> Stage | None:
    if not all(sample.native_ns for sample in run.samples):
        return None
    return stats.stage(stats.by_repeat(run.samples, lambda sample: sample.native_ns))


def generation(result: Result) -> list[StageRow]:
    """What an encoder-decoder took a token; empty for all other models."""
    device, host = result.device_run.generation, result.host_run.generation
    if device is None or host is None:
        return []
    pairs = [
        ("encoder", device.encoder, host.encoder),
        ("first token", device.first_token, host.first_token),
        ("each next token", device.next_tokens, host.next_tokens),
    ]
    return [
        StageRow(label, mine, theirs, _times(mine.p50, theirs.p50)) for label, mine, theirs in pairs if mine and theirs
    ]


def once(result: Result) -> list[OnceRow]:
    device, host = result.device_run, result.host_run
    rows = []
    for label, name in (("load", "load"), ("first inference", "first_inference")):
        mine, theirs = metrics.figure(device, name), metrics.figure(host, name)
        rows.append(OnceRow(label, format_ms(mine), format_ms(theirs), _times(mine or 0, theirs or 0)))
    memory = (
        ("peak memory", metrics.figure(device, "memory"), metrics.figure(host, "memory")),
        ("memory (PSS)", device.memory.pass_pss_bytes, host.memory.pass_pss_bytes),
    )
    return rows + [OnceRow(label, _bytes(mine), _bytes(theirs)) for label, mine, theirs in memory if mine or theirs]


def load_captions(result: Result) -> list[str]:
    """What is to be said of the load time: if the model's file was read before, it is not that of a cold start."""
    return ["load is from a warm page cache"] if result.settings.page_cache == "warm" else []


def ratio(result: Result) -> str:
    """``2.50 [2.45, 2.55]``, or without an interval."""
    found = result.ratio
    has_interval = found.low is not None and found.high is not None
    return f"{found.p50:.2f} [{found.low:.2f}, {found.high:.2f}]" if has_interval else f"{found.p50:.2f}"


def is_one_look(run: SideRun) -> bool:
    """One cold process: its figures are its own, and have no intervals."""
    return len(run.repeats) == 1


@dataclass(frozen=True)
class Figure:
    """``20.9 ms`` and ``[20.5, 21.4]``, its 95 % interval; empty if there is none."""

    value: str
    interval: str = ""

    def __str__(self) -> str:
        return f"{self.value} {self.interval}".strip()


def figure(stage: Stage | None, name: Literal["min", "p50", "p90", "p99"]) -> Figure:
    value = getattr(stage, name, None)
    low, high = (getattr(stage, f"{name}_{end}", None) for end in ("low", "high"))
    if low is None or high is None:
        return Figure(format_ms(value))
    first, second = (format_ms(bound).removesuffix(" ms") for bound in (low, high))
    return Figure(format_ms(value), f"[{first}, {second}]")


def plus_minus(value: float, low: float | None, high: float | None) -> str:
    """`` ±2.1 %``, half the interval's width over the value; empty if there is no interval."""
    if low is None or high is None or value <= 0:
        return ""
    percent = 50 * (high - low) / value
    return f" ±{percent:.1f} %" if percent < 10 else f" ±{percent:.0f} %"


def p50(stage: Stage | None) -> str:
    """With half the width of its interval, if it has one."""
    if stage is None:
        return "–"
    return f"{format_ms(stage.p50)}{plus_minus(stage.p50, stage.p50_low, stage.p50_high)}"


def _times(device: float, host: float) -> str:
    return f"{device / host:.2f}" if host else "–"


def _bytes(count: float | None) -> str:
    return format_bytes(count) if count else "–"
