"""Which number of threads a sweep names."""

import msgspec
import pytest

from devbench.analysis import thread_sweep
from devbench.results.schema import Result
from tests import sample_results


def run(threads: int, median_ms: float, low_ms: float | None, high_ms: float | None) -> Result:
    whole = sample_results.result()
    invoke = msgspec.structs.replace(
        whole.device_run.latency_ms.invoke, p50=median_ms, p50_low=low_ms, p50_high=high_ms
    )
    latency = msgspec.structs.replace(whole.device_run.latency_ms, invoke=invoke)
    return msgspec.structs.replace(
        whole,
        settings=msgspec.structs.replace(whole.settings, threads=threads),
        device_run=msgspec.structs.replace(whole.device_run, latency_ms=latency),
    )


ONE, TWO, FOUR = run(1, 20.0, 19.5, 20.5), run(2, 12.0, 11.7, 12.3), run(4, 11.9, 11.5, 12.2)


@pytest.mark.parametrize("order", [(ONE, TWO, FOUR), (FOUR, ONE, TWO)])
def test_the_fewest_threads_that_are_not_shown_to_be_slower(order: tuple[Result, Result, Result]) -> None:
    assert thread_sweep.best(order) is TWO
    assert thread_sweep.summary(order).startswith("2 threads are best: 12.0 ms")


def test_the_fastest_where_the_difference_is_sure() -> None:
    assert thread_sweep.best([ONE, FOUR]) is FOUR
    assert thread_sweep.summary([ONE, FOUR]) == "4 threads are best: 11.9 ms (1: 20.0 ms)."
    assert thread_sweep.summary([ONE]) == "1 thread is best: 20.0 ms."


def test_single_looks_name_the_fastest_and_say_that_they_are_single() -> None:
    looks = [run(threads, ms, None, None) for threads, ms in ((1, 20.0), (2, 12.0), (4, 11.9))]
    assert thread_sweep.best(looks) is looks[2]
    assert thread_sweep.summary(looks) == (
        "4 threads are fastest, with one run each: 11.9 ms (1: 20.0 ms, 2: 12.0 ms). Use --mode normal to be sure."
    )
