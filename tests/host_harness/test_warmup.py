"""When a harness is warm: a pure decision over invented durations."""

from collections.abc import Sequence
from typing import Any

from devbench.harness.messages import (
    WarmUpSettings,
)
from devbench.host_harness.warmup import WarmUp, converged

SECOND = 1_000_000_000


def warm(durations_ns: Sequence[int], **settings: Any) -> WarmUp:
    warmup = WarmUp(WarmUpSettings(**settings))
    elapsed = 0
    for duration in durations_ns:
        elapsed += duration
        warmup.add(duration, elapsed)
        if warmup.done:
            break
    return warmup


def test_a_steady_latency_is_warm_after_the_least_time() -> None:
    warmup = warm([SECOND // 10] * 100)
    assert (warmup.runs, warmup.converged) == (5, True)


def test_a_slow_model_is_run_three_times() -> None:
    assert warm([2 * SECOND] * 9).runs == 3


def test_a_falling_latency_is_waited_for_and_flagged_at_the_limit() -> None:
    warmup = warm([int(SECOND * 0.4 * 0.8**i) for i in range(200)], max_ns=SECOND)
    assert warmup.done
    assert not warmup.converged


def test_convergence_needs_two_thirds_to_compare() -> None:
    assert not converged([100])
    assert converged([300, 300, 104, 100, 104, 100])
    assert not converged([100] * 3 + [100] * 3 + [105] * 3)
