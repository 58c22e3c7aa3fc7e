"""How long a command still takes: first by the modes, then by what its steps took so far."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence

from devbench.bench import schedule
from devbench.bench.plan import Plan
from devbench.bench.schedule import Schedule, Step

LEAST_FRACTION = 0.05
"""Less of a step says nothing about the rest of it."""

_Alike = tuple[str, str, int, str, str]


class TimeLeft:
    """Told of sessions and steps as they come. A step takes as long as those of its kind, side and model did so far."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._queued: list[Sequence[Plan]] = []
        self._ahead: list[Step] = []
        self._took_s: dict[_Alike, list[float]] = {}
        self._likely_s: dict[_Alike, float] = {}
        """By the first of its kind, while it runs."""
        self._step: Step | None = None
        self._limit_s: float | None = None
        self._began_s = self._measuring_s = 0.0
        self.done = 0
        """Steps that have ended."""

    @property
    def total(self) -> int:
        """All steps, as far as is known."""
        queued = sum(len(schedule.steps(plans)) for plans in self._queued)
        return self.done + (self._step is not None) + len(self._ahead) + queued

    def queue(self, sessions: Sequence[Sequence[Plan]]) -> None:
        self._queued = list(sessions)

    def begin_session(self, session: Schedule) -> None:
        self.end_step()
        for place, plans in enumerate(self._queued):
            if any(plan is session.plans[0] for plan in plans):
                del self._queued[place]
                break
        self._ahead = list(session.steps)
        self._limit_s = None if session.limit_s is None else self._clock() + session.limit_s

    def begin_step(self, step: Step) -> None:
        if not step.is_same(self._step):  # else it is run again
            self.end_step()
            self._step = step
            self._ahead = [each for each in self._ahead if not each.is_same(step)]
            if self._limit_s is not None and step.kind in ("memory", "operators"):  # its pairs have decided
                self._ahead = [each for each in self._ahead if each.kind != "repeat"]
        self._began_s = self._measuring_s = self._clock()

    def measuring(self) -> None:
        """The step has loaded its model and warmed it up."""
        self._measuring_s = self._clock()

    def advance(self, fraction: float) -> None:
        """So much of the measuring is done."""
        if self._step is not None and fraction >= LEAST_FRACTION:
            start_s = self._measuring_s - self._began_s
            self._likely_s[_alike(self._step)] = start_s + (self._clock() - self._measuring_s) / fraction

    def end_step(self) -> None:
        if self._step is not None:
            self._took_s.setdefault(_alike(self._step), []).append(self._clock() - self._began_s)
            self.done += 1
            self._step = None

    def end_session(self) -> None:
        """What was not needed, such as the rest of a comparison that is decided, is no longer ahead."""
        self.end_step()
        self._ahead = []

    def left_s(self) -> float:
        repeats_s = sum(self._expect(step) for step in self._ahead if step.kind == "repeat")
        if self._limit_s is not None:
            repeats_s = min(repeats_s, max(0.0, self._limit_s - self._clock()))
        others_s = sum(self._expect(step) for step in self._ahead if step.kind != "repeat")
        queued_s = sum(self._expect(step) for plans in self._queued for step in schedule.steps(plans))
        return repeats_s + others_s + queued_s + self._step_left_s()

    def _step_left_s(self) -> float:
        if self._step is None:
            return 0.0
        return max(0.0, self._expect(self._step) - (self._clock() - self._began_s))

    def _expect(self, step: Step) -> float:
        alike = _alike(step)
        if took_s := self._took_s.get(alike):
            return statistics.mean(took_s)
        return self._likely_s.get(alike, step.expected_s)


def _alike(step: Step) -> _Alike:
    model, settings = step.plan.model, step.plan.settings
    return model.file.sha256, settings.mode.name, settings.threads, step.kind, step.side


def in_words(seconds: float) -> str:
    """``38 s``, ``4 min``, ``1 h 20 min``."""
    if seconds < 100:
        return f"{max(1, round(seconds))} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 100 else f"{minutes // 60} h {minutes % 60} min"
