"""What a session does, step by step, and how long that should take: known from the plans before anything runs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from typing import Literal

from devbench.bench.plan import MEMORY_PASS_S, Plan
from devbench.choices import SIDES, HostRuntime, Side

StepKind = Literal["answers", "repeat", "memory", "operators"]

START_S = 2.0
"""From the start of a process to its first measured invoke: loading and warming up. A slow model takes longer."""
UNTIMED_S = 2.0
"""For all examples once, or the operators one by one, until it is known better."""


@dataclass(frozen=True, eq=False)
class Step:
    """One process."""

    plan: Plan
    kind: StepKind
    side: Side
    repeat: int = 0
    runtime: HostRuntime | None = None
    """Of the kind ``answers``: all examples once, untimed, on the host."""

    def is_same(self, other: Step | None) -> bool:
        """By the plan's identity: to compare plans is to compare all their examples."""
        mine, theirs = (each and (each.kind, each.side, each.repeat, each.runtime) for each in (self, other))
        return other is not None and other.plan is self.plan and mine == theirs

    @property
    def repeats(self) -> int:
        """As many as this step is one of."""
        return self.plan.settings.mode.repeats_of(self.side) if self.kind == "repeat" else 1

    @property
    def expected_s(self) -> float:
        """For a model that is fast enough for the mode's own time."""
        if self.kind == "repeat":
            settings = self.plan.settings
            return START_S + min(settings.mode.min_seconds, settings.max_seconds)
        return START_S + MEMORY_PASS_S if self.kind == "memory" else START_S + UNTIMED_S


@dataclass(frozen=True)
class Schedule:
    """A session that is about to begin."""

    plans: Sequence[Plan]
    serial: str | None
    """The device; None on the host alone."""
    steps: Sequence[Step]
    limit_s: float | None = None
    """Of a comparison, which ends as soon as it is decided."""


def steps(plans: Sequence[Plan], others: Sequence[HostRuntime] = ()) -> list[Step]:
    """Of a session on a device and the host, which may need fewer of them. ``others`` are runtimes of the host."""
    found = [Step(plan, "answers", "host", runtime=name) for plan, name in product(plans, others)]
    for plan, side in product(plans, SIDES):
        settings = plan.settings
        found += [Step(plan, "repeat", side, repeat) for repeat in range(settings.mode.repeats_of(side))]
        found += [Step(plan, "memory", side)] if settings.has_memory_pass else []
        found += [Step(plan, "operators", side)] if settings.profile else []
    return found
