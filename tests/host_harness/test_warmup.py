"""When a harness is warm: a pure decision over invented durations, and what it is worth on simulated courses."""

import math
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pytest

from devbench.harness.messages import WarmUpSettings
from devbench.host_harness.warmup import WarmUp, is_warm, median

SECOND = 1_000_000_000
STAGES = ("tokenize", "invoke", "decode")

Factors = Callable[[float], Sequence[float]]
"""So many seconds after the first visit began, each stage takes its own time times this."""


@dataclass(frozen=True)
class Outcome:
    elapsed_s: float
    visits: int
    converged: bool


def warm(visits_ns: Iterator[Sequence[int]] | Sequence[Sequence[int]], **settings: Any) -> Outcome:
    warmup, elapsed_ns, visits = WarmUp(WarmUpSettings(**settings)), 0, 0
    for stages_ns in visits_ns:
        elapsed_ns += sum(stages_ns)
        visits += 1
        warmup.add(stages_ns, 1, elapsed_ns)
        if warmup.done:
            break
    return Outcome(elapsed_ns / SECOND, visits, warmup.converged)


def alike(invoke_ns: int) -> Sequence[Sequence[int]]:
    return [(0, invoke_ns, 0)] * 1000


def test_a_steady_latency_is_warm_after_the_least_time() -> None:
    assert warm(alike(SECOND // 200)) == Outcome(0.5, 100, True)
    assert warm(alike(SECOND // 40)) == Outcome(1.0, 40, True)
    assert warm(alike(SECOND // 10)) == Outcome(2.0, 20, True)


def test_a_slow_model_is_given_half_of_the_longest_time() -> None:
    assert warm(alike(SECOND)) == Outcome(4.0, 4, True)
    assert warm(alike(2 * SECOND)) == Outcome(6.0, 3, True)


def test_a_falling_latency_is_waited_for_and_flagged_at_the_limit() -> None:
    outcome = warm([(0, int(SECOND * 0.4 * 0.8**visit), 0) for visit in range(200)], max_ns=SECOND)
    assert outcome.elapsed_s >= 1
    assert not outcome.converged


@pytest.mark.parametrize("stage", range(3))
def test_every_stage_has_to_be_warm(stage: int) -> None:
    visits = [[2_000_000] * 3 for _ in range(200)]
    for number, visit in enumerate(visits):
        visit[stage] -= 5_000 * number
    assert not is_warm(visits, is_late=False)


def test_a_fall_that_is_small_within_the_visit_is_not_waited_for() -> None:
    assert is_warm([(20_000, 20_000_000, 9_000 - 90 * visit) for visit in range(99)], is_late=False)


def test_what_becomes_slower_is_not_a_warm_up() -> None:
    assert is_warm([(0, 2_000_000 + 10_000 * visit, 0) for visit in range(99)], is_late=False)


def test_late_it_is_enough_to_have_become_warm_on_the_way() -> None:
    visits = [(0, 3_000_000, 0)] * 40 + [(0, 2_000_000, 0)] * 60
    assert not is_warm(visits, is_late=False)
    assert is_warm(visits, is_late=True)


def test_the_median_is_the_lower_one() -> None:
    assert [median([4]), median([4, 3]), median([9, 1, 5])] == [4, 3, 5]


# -- by simulation: how often it decides rightly -----------------------------------------------------------------------

RUNS = 40
MOST_LEFT = 0.05


def course(invoke_ms: float, factors: Factors, seed: int) -> Iterator[Sequence[int]]:
    """Log-normal noise of 2.3 % whose neighbours correlate by 0.2; 11 % of the calls are interrupted for 0.7 of their
    time on the mean. Tokenizing takes 5 % of the visit, decoding 3 %."""
    rng = random.Random(seed)
    states, elapsed_ns = [rng.gauss(0, 1) for _ in STAGES], 0
    while True:
        states = [0.2 * state + math.sqrt(1 - 0.2**2) * rng.gauss(0, 1) for state in states]
        stages = [
            int(1e6 * own_ms * factor * math.exp(0.023 * state) * interrupted(rng))
            for own_ms, factor, state in zip(
                (invoke_ms * 0.05, invoke_ms, invoke_ms * 0.03), factors(elapsed_ns / SECOND), states, strict=True
            )
        ]
        elapsed_ns += sum(stages)
        yield stages


def interrupted(rng: random.Random) -> float:
    return 1 + rng.expovariate(1 / 0.7) if rng.random() < 0.11 else 1


def simulate(invoke_ms: float, factors: Factors = lambda elapsed_s: (1, 1, 1)) -> Sequence[Outcome]:
    return [warm(course(invoke_ms, factors, seed)) for seed in range(RUNS)]


@pytest.mark.parametrize("invoke_ms", [2, 20, 60])
def test_a_steady_noisy_course_converges_within_a_second_or_some_twenty_visits(invoke_ms: float) -> None:
    outcomes = simulate(invoke_ms)
    soon = [each.converged and (each.elapsed_s <= 1 + invoke_ms / 400 or each.visits <= 22) for each in outcomes]
    assert sum(soon) >= 0.9 * RUNS


@pytest.mark.parametrize("tau_s", [0.5, 1, 2])
@pytest.mark.parametrize(("stage", "extra"), [("tokenize", 2), ("invoke", 0.3), ("decode", 2)])
@pytest.mark.parametrize("invoke_ms", [2, 20, 60])
def test_little_is_left_of_a_decay_when_it_counts_as_warm(
    invoke_ms: float, stage: str, extra: float, tau_s: float
) -> None:
    def left(elapsed_s: float) -> float:
        return extra * math.exp(-elapsed_s / tau_s)

    def factors(elapsed_s: float) -> Sequence[float]:
        return [1 + left(elapsed_s) * (name == stage) for name in STAGES]

    right = [not each.converged or left(each.elapsed_s) <= MOST_LEFT for each in simulate(invoke_ms, factors)]
    assert sum(right) >= 0.9 * RUNS


@pytest.mark.parametrize("invoke_ms", [2, 20, 60])
def test_a_decay_of_half_a_second_is_seen_to_be_over(invoke_ms: float) -> None:
    outcomes = simulate(invoke_ms, lambda elapsed_s: (1, 1 + 0.3 * math.exp(-elapsed_s / 0.5), 1))
    assert all(each.converged for each in outcomes)
