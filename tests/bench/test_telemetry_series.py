"""Snapshots on the clock of the samples, and what is made of several of them."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devbench.bench.telemetry import Watch
from devbench.device.telemetry import Recording, Snapshot
from devbench.harness import codec
from devbench.harness.messages import Event, Loaded, Progress, SampleRecord, Started, WarmedUp
from devbench.units import NS_PER_S
from tests.kinds import present

STARTED = Started(protocol="x", job="x", pid=7)
LOADED = Loaded(load_ns=1, first_inference_ns=1)
WARMED_UP = WarmedUp(runs=3, converged=True)


def progress(elapsed_s: float) -> Progress:
    return Progress(invokes=1, elapsed_ns=round(elapsed_s * NS_PER_S), fraction=0.5)


def told(snapshots: list[Snapshot], events: Sequence[Event]) -> Watch:
    watch = Watch(recording=Recording(snapshots=snapshots))
    for event in events:
        watch.on_event(event)
    return watch


def ticks(first: int, second: int) -> dict[str, str]:
    """Two threads of the process with such CPU times, in hundredths of a second."""
    stat = "7 (x) R" + " 0" * 10 + " {} 0"
    return {
        "/proc/7/task/7/stat": stat.format(first),
        "/proc/7/task/8/stat": stat.format(second),
    }


def busy(total: int) -> dict[str, str]:
    return {"/proc/stat": f"cpu  {total} 0 0 99 0 0 0 0 0 0\n"}


def sample(start_s: int, invoke_s: float, rest_s: float = 0.0) -> SampleRecord:
    return SampleRecord(
        example=0,
        start_ns=round(start_s * NS_PER_S),
        tokenize_ns=round(rest_s * NS_PER_S),
        invoke_ns=[round(invoke_s * NS_PER_S)],
        decode_ns=0,
    )


@given(
    began_s=st.floats(2, 50),
    period_s=st.floats(0.4, 1.5),
    gaps_s=st.lists(st.floats(0.5, 0.7), min_size=1, max_size=40),
    reading_s=st.floats(0, 0.05),
)
def test_when_measuring_began_lies_between_two_events(
    began_s: float, period_s: float, gaps_s: list[float], reading_s: float
) -> None:
    elapsed_s = [sum(gaps_s[: index + 1]) for index in range(len(gaps_s))]
    events: list[tuple[float, Event]] = [
        (0, STARTED),
        (1, LOADED),
        (began_s, WARMED_UP),
        *((began_s + at, progress(at)) for at in elapsed_s),
    ]
    ended_s = began_s + elapsed_s[-1]
    times = [turn * period_s for turn in range(int(ended_s / period_s) + 1)]
    snapshots = [
        Snapshot(at, at + reading_s, last_event=codec.encode([event for since, event in events if since <= at][-1]))
        for at in times
    ]

    found_s = told(snapshots, [event for _, event in events]).began_s()

    if any(at >= began_s for at in times):
        assert found_s == pytest.approx(began_s, abs=0.7 + reading_s)
    else:
        assert found_s is None


def test_without_a_snapshot_of_the_measuring_there_are_no_series() -> None:
    watch = told([Snapshot(1, 1, ticks(0, 0), last_event=codec.encode(LOADED))], [LOADED, WARMED_UP])
    assert (watch.began_s(), watch.series(0), watch.threads(1, [sample(0, 1)])) == (None, [], None)


@pytest.mark.parametrize("chatter", [b"", b"INFO: Created TensorFlow Lite XNNPACK delegate", b'{"event":"progr'])
def test_what_is_no_event_does_not_set_the_clock(chatter: bytes) -> None:
    seen = [
        Snapshot(9.0, 9.0, last_event=codec.encode(LOADED)),
        Snapshot(10.1, 10.1, last_event=codec.encode(WARMED_UP)),
    ]
    events: list[Event] = [WARMED_UP, progress(0.5)]
    assert told([*seen, Snapshot(20, 20, last_event=chatter)], events).began_s() == told(seen, events).began_s()


@pytest.fixture
def busy_watch() -> Watch:
    """Ten seconds of measuring from second 10 on, with two threads of which the second does half, and others."""
    snapshots = [
        Snapshot(9, 9, ticks(0, 0) | busy(0), last_event=codec.encode(LOADED)),
        Snapshot(10, 10, ticks(100, 50) | busy(250), last_event=codec.encode(WARMED_UP)),
        Snapshot(12, 12, ticks(300, 150) | busy(550), last_event=codec.encode(progress(2.0))),
        Snapshot(14, 14, ticks(500, 250) | busy(850), last_event=codec.encode(progress(4.0))),
    ]
    return told(snapshots, [WARMED_UP, progress(2.0), progress(4.0)])


def test_threads_and_others_share_the_processor(busy_watch: Watch) -> None:
    series = {one.name: one for one in busy_watch.series(2)}
    assert series["threads_at_work"].values == [1.5, 1.5, 1.5]
    assert series["load_other"].values == [1.0, 0.0, 0.0]
    assert series["load_other"].times_ns == series["threads_at_work"].times_ns
    assert {one.repeat for one in series.values()} == {2}


def test_work_beside_the_invokes_is_one_threads_and_does_not_count(busy_watch: Watch) -> None:
    all_invoke = busy_watch.threads(4, [sample(0, 4.0)])
    half_invoke = busy_watch.threads(4, [sample(0, 2.0, rest_s=2.0)])
    assert all_invoke is not None
    assert half_invoke is not None
    assert (all_invoke.asked, all_invoke.at_work, all_invoke.count) == (4, 1.5, 2)
    assert half_invoke.at_work == 2.0


def test_a_thread_that_hardly_works_is_not_counted() -> None:
    snapshots = [
        Snapshot(9, 9, ticks(0, 0), last_event=codec.encode(LOADED)),
        Snapshot(11, 11, ticks(200, 5), last_event=codec.encode(progress(1.0))),
    ]
    threads = told(snapshots, [WARMED_UP, progress(1.0)]).threads(2, [sample(0, 2.0)])
    assert present(threads).count == 1


def test_memory_before_the_model_is_that_of_a_harness_that_has_only_started() -> None:
    def at(second: int, event: Event | None, kib: int) -> Snapshot:
        status = {"/proc/7/status": f"VmRSS:\t{kib} kB\n"}
        return Snapshot(second, second, status, last_event=codec.encode(event) if event else b"")

    watch = told([at(0, None, 1), at(1, STARTED, 20), at(2, STARTED, 60), at(3, LOADED, 90)], [])
    assert watch.before_load_bytes() == 20 * 1024
    assert told([at(0, None, 1), at(3, LOADED, 90)], []).before_load_bytes() is None


def test_any_thermal_status_but_none_is_throttling() -> None:
    def seen(status: int) -> Snapshot:
        return Snapshot(1, 1, thermal=f"Thermal Status: {status}\n")

    assert Watch(after=seen(1)).is_throttled
    assert Watch(recording=Recording(snapshots=[seen(3)])).is_throttled
    assert not Watch(before=seen(2), after=seen(0)).is_throttled
    assert not Watch().is_throttled
