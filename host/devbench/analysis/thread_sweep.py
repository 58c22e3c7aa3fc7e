"""A sweep over thread counts: which one to use."""

from __future__ import annotations

from collections.abc import Sequence

from devbench.results.schema import Result, Stage
from devbench.units import format_ms


def best(results: Sequence[Result]) -> Result:
    """The fewest threads that are not shown to be slower than the fastest: the interval of their p50 of invoke on the
    device reaches that of the fastest. More threads would heat the device for nothing. Of single looks, the fastest.
    """
    fastest = min(results, key=lambda result: _invoke(result).p50)
    _, limit = _interval(fastest)
    equals = [result for result in results if _interval(result)[0] <= limit]
    return min(equals, key=lambda result: result.settings.threads)


def summary(results: Sequence[Result]) -> str:
    """``2 threads are best: 12.3 ms (1: 20.1 ms, 4: 12.2 ms).``"""
    chosen = best(results)
    others = ", ".join(
        f"{result.settings.threads}: {format_ms(_invoke(result).p50)}" for result in results if result is not chosen
    )
    threads = chosen.settings.threads
    noun = "1 thread is" if threads == 1 else f"{threads} threads are"
    is_sure = all(_invoke(result).p50_low is not None for result in results)
    how = "best" if is_sure else "fastest, with one run each"
    told = f"{noun} {how}: {format_ms(_invoke(chosen).p50)}" + (f" ({others})." if others else ".")
    return told if is_sure or not others else f"{told} Use --mode normal to be sure."


def _invoke(result: Result) -> Stage:
    return result.device_run.latency_ms.invoke


def _interval(result: Result) -> tuple[float, float]:
    stage = _invoke(result)
    low, high = stage.p50_low, stage.p50_high
    return (stage.p50 if low is None else low, stage.p50 if high is None else high)
