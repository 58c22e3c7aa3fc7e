"""What was seen of one job: snapshots of the machine while it ran, brought onto the clock of its samples."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from devbench.device import quantities
from devbench.device.telemetry import Recording, Snapshot
from devbench.harness import codec
from devbench.harness.messages import Event, Loaded, Progress, SampleRecord, Started, WarmedUp
from devbench.results.schema import Series, Threads
from devbench.units import NS_PER_S

TICKS_PER_S = 100
"""USER_HZ, which all of Android and all common Linux have."""
AT_WORK = 0.1
"""Of the busiest thread's time: what a thread has at least that is counted as being at work."""


@dataclass
class Watch:
    """Handed to an executor with a job; it fills in what it sees. ``memory`` asks for the memory pass's figures."""

    memory: bool = False
    before: Snapshot | None = None
    """The state of the machine before the job."""
    recording: Recording = field(default_factory=Recording)
    after: Snapshot | None = None
    _told_s: list[float] = field(default_factory=list)
    """When the harness told of its progress, in seconds since it began to measure."""

    def on_event(self, event: Event) -> None:
        if isinstance(event, WarmedUp):
            self._told_s.append(0.0)
        elif isinstance(event, Progress):
            self._told_s.append(event.elapsed_ns / NS_PER_S)

    @property
    def is_throttled(self) -> bool:
        """Whether the system reported any thermal status but NONE while the job ran or right after."""
        seen = [*self.recording.snapshots, *([self.after] if self.after else [])]
        return any((quantities.heat(snapshot).thermal_status or 0) > 0 for snapshot in seen)

    def began_s(self) -> float | None:
        """When measuring began, on the snapshots' clock; None where no snapshot was taken after that.

        Each snapshot knows the harness's last event, so measuring began between two times that are at most the
        distance of two events apart (0.5 s); all snapshots together narrow that down to some hundredths of a second.
        """
        low, high = -math.inf, math.inf
        for snapshot in self.recording.snapshots:
            match _last_event(snapshot):
                case Started() | Loaded():
                    low = max(low, snapshot.before_s)
                case WarmedUp():
                    high = min(high, snapshot.after_s)
                    low = max(low, snapshot.before_s - self._next_s(0.0))
                case Progress(elapsed_ns=elapsed_ns):
                    high = min(high, snapshot.after_s - elapsed_ns / NS_PER_S)
                    low = max(low, snapshot.before_s - self._next_s(elapsed_ns / NS_PER_S))
        return (low + high) / 2 if math.isfinite(low) and math.isfinite(high) else None

    def series(self, repeat: int) -> list[Series]:
        """All quantities over time; none where the clocks cannot be brought together."""
        began_s = self.began_s()
        if began_s is None:
            return []
        points: dict[tuple[str, str], list[tuple[int, float]]] = {}
        for at_s, name, unit, value in self._points():
            points.setdefault((name, unit), []).append((round((at_s - began_s) * NS_PER_S), value))
        return [
            Series(
                name=name,
                unit=unit,
                repeat=repeat,
                times_ns=[time_ns for time_ns, _ in values],
                values=[value for _, value in values],
                scripted=name.partition(":")[0] in self.recording.scripted.split(),
            )
            for (name, unit), values in points.items()
        ]

    def threads(self, asked: int, samples: Sequence[SampleRecord]) -> Threads | None:
        """While the model was invoked: all else (tokenizing, decoding, writing) is one thread's work, and taken off.

        From the last snapshot of the warm-up, which is the same work, to the last of the measured part; None where
        there are not two.
        """
        began_s = self.began_s()
        if began_s is None:
            return None
        ended_s = began_s + _measured_until_s(samples)
        worked = [snapshot for snapshot in self.recording.snapshots if _is_at_work(snapshot)]
        inside = [snapshot for snapshot in worked if began_s <= snapshot.after_s <= ended_s]
        window = [*[snapshot for snapshot in worked if snapshot.after_s < began_s][-1:], *inside]
        if len(window) < 2:
            return None
        first, last = window[0], window[-1]
        busy = _busy_s(first, last)
        if not busy or not samples:
            return None
        invoking = sum(sum(sample.invoke_ns) for sample in samples) / NS_PER_S / _measured_until_s(samples)
        at_work = (sum(busy.values()) / (last.after_s - first.after_s) - (1 - invoking)) / invoking
        busiest = max(busy.values())
        count = sum(seconds >= AT_WORK * busiest for seconds in busy.values()) if busiest else 0
        return Threads(asked=asked, at_work=round(max(at_work, 0.0), 3), count=count)

    def allowed_cpus(self) -> list[int] | None:
        """The cores that the harness could use in the end."""
        told = [quantities.allowed_cpus(snapshot) for snapshot in self.recording.snapshots]
        return next((cpus for cpus in reversed(told) if cpus is not None), None)

    def platform(self) -> dict[str, str]:
        """What stays as it is: the cores' governors, and what was made up for a test."""
        governors = quantities.governors(self.recording.once)
        told = {"governor": ", ".join(sorted(set(governors.values())))} if governors else {}
        return told | ({"scripted": self.recording.scripted} if self.recording.scripted else {})

    def pss_bytes(self) -> int | None:
        """The most that was seen."""
        return self._most("Pss")

    def before_load_bytes(self) -> int | None:
        """Resident memory as it was first seen after the harness had started and before its model was loaded."""
        for snapshot in self.recording.snapshots:
            if isinstance(_last_event(snapshot), Started):
                return quantities.memory_bytes(snapshot, "VmRSS")
        return None

    def _next_s(self, told_s: float) -> float:
        """When the harness told something next."""
        return min((later_s for later_s in self._told_s if later_s > told_s), default=math.inf)

    def _most(self, name: str) -> int | None:
        told = [quantities.memory_bytes(snapshot, name) for snapshot in self.recording.snapshots]
        return max((value for value in told if value is not None), default=None)

    def _points(self) -> Iterator[tuple[float, str, str, float]]:
        """Time, name, unit, value."""
        around = [snapshot for snapshot in (self.before, *self.recording.snapshots, self.after) if snapshot]
        for snapshot in around:
            for (name, unit), value in quantities.readings(snapshot, self.recording.once).items():
                yield snapshot.after_s, name, unit, value
        for first, last in pairwise(self.recording.snapshots):
            elapsed_s = last.after_s - first.after_s
            before, after = quantities.busy_ticks(first), quantities.busy_ticks(last)
            threads = _busy_s(first, last)
            if elapsed_s <= 0 or not threads:
                continue
            own = sum(threads.values()) / elapsed_s
            yield last.after_s, "threads_at_work", "cores", own
            if before is not None and after is not None:
                yield last.after_s, "load_other", "cores", max(0.0, (after - before) / TICKS_PER_S / elapsed_s - own)


def _busy_s(first: Snapshot, last: Snapshot) -> dict[int, float]:
    """CPU time of each thread of the last snapshot since the first."""
    before = quantities.thread_ticks(first)
    return {
        thread: (ticks - before.get(thread, 0)) / TICKS_PER_S for thread, ticks in quantities.thread_ticks(last).items()
    }


def _last_event(snapshot: Snapshot) -> Event | None:
    return codec.decode_event(snapshot.last_event)


def _is_at_work(snapshot: Snapshot) -> bool:
    return isinstance(_last_event(snapshot), Loaded | WarmedUp | Progress)


def _measured_until_s(samples: Sequence[SampleRecord]) -> float:
    if not samples:
        return 0.0
    last = samples[-1]
    return (last.start_ns + last.tokenize_ns + sum(last.invoke_ns) + last.decode_ns) / NS_PER_S
