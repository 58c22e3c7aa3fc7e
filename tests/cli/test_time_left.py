"""How long a command still takes, by an invented clock."""

from dataclasses import replace

import pytest

from devbench.bench.plan import Plan
from devbench.bench.prepare import Request, prepare
from devbench.bench.schedule import Schedule, steps
from devbench.choices import MODES, RunSettings
from devbench.cli.time_left import TimeLeft, in_words

START_S = 2.0


class Clock:
    now_s = 1000.0

    def __call__(self) -> float:
        return self.now_s


@pytest.fixture(scope="module")
def plan() -> Plan:
    return prepare(Request(examples=5, settings=RunSettings(mode=MODES["normal"])))


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def left(clock: Clock) -> TimeLeft:
    return TimeLeft(clock)


def schedule(plan: Plan, limit_s: float | None = None) -> Schedule:
    return Schedule([plan], "emulator-5554", steps([plan]), limit_s)


def test_at_first_it_is_what_the_mode_measures(left: TimeLeft, plan: Plan) -> None:
    left.begin_session(schedule(plan))
    passes_s = 2 * (START_S + 1)
    assert left.left_s() == 20 * (START_S + MODES["normal"].min_seconds) + passes_s
    assert (left.done, left.total) == (0, 22)


def test_a_step_that_takes_longer_is_expected_to_do_so_again(left: TimeLeft, clock: Clock, plan: Plan) -> None:
    first, *others = steps([plan])
    left.begin_session(Schedule([plan], None, [first, *others]))
    at_first_s = left.left_s()

    left.begin_step(first)
    clock.now_s += 3
    left.measuring()
    clock.now_s += 10
    left.advance(0.25)
    assert left.left_s() == at_first_s - 10 * 4 + 10 * (3 + 40) - 13

    clock.now_s += 31
    left.begin_step(others[0])
    assert left.left_s() == at_first_s - 10 * 4 + 9 * 44
    assert (left.done, left.total) == (1, 22)


def test_a_step_that_runs_again_counts_once_and_one_that_overruns_takes_nothing_from_the_rest(
    left: TimeLeft, clock: Clock, plan: Plan
) -> None:
    first, second, *_ = steps([plan])
    left.begin_session(Schedule([plan], None, [first, second]))
    for _ in range(2):
        left.begin_step(first)
    assert (left.done, left.total) == (0, 2)
    clock.now_s += 1000
    assert left.left_s() == second.expected_s


def test_sessions_to_come_count_until_they_begin(left: TimeLeft, plan: Plan) -> None:
    other = replace(plan)
    left.queue([[plan], [other]])
    left.begin_session(schedule(plan))
    both_s = left.left_s()
    assert left.total == 44

    left.end_session()
    left.begin_session(schedule(other))

    assert left.left_s() == both_s / 2


def test_the_repeats_of_a_comparison_take_no_longer_than_its_limit(left: TimeLeft, clock: Clock, plan: Plan) -> None:
    passes_s = 2 * (START_S + 1)
    left.begin_session(schedule(plan, limit_s=30))
    assert left.left_s() == 30 + passes_s
    clock.now_s += 20
    assert left.left_s() == 10 + passes_s
    left.end_session()
    assert (left.left_s(), left.total) == (0, 0)


def test_pairs_that_a_decided_comparison_does_not_need_are_not_ahead(left: TimeLeft, plan: Plan) -> None:
    of_session = schedule(plan, limit_s=600)
    first, memory = of_session.steps[0], next(step for step in of_session.steps if step.kind == "memory")
    left.begin_session(of_session)
    left.begin_step(first)
    left.begin_step(memory)
    assert (left.done, left.total) == (1, 3)
    assert left.left_s() == 2 * memory.expected_s


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0.2, "1 s"), (37.6, "38 s"), (99, "99 s"), (119, "2 min"), (4000, "67 min"), (7380, "2 h 3 min")],
)
def test_a_time_is_short(seconds: float, words: str) -> None:
    assert in_words(seconds) == words
