"""Plans on one device and on the host: cold repeats on both sides, those of several plans in turn."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol

from devbench.bench import repeats, result_builder
from devbench.bench.observer import Observer, Side
from devbench.bench.plan import Plan
from devbench.bench.repeats import Executor
from devbench.bench.result_builder import Measured
from devbench.results import schema


class DeviceExecutor(Executor, Protocol):
    """A device that has been chosen, locked and prepared."""

    @property
    def info(self) -> schema.DeviceInfo: ...

    @property
    def harness(self) -> schema.HarnessInfo: ...

    @property
    def push(self) -> schema.Push: ...

    def held(self) -> AbstractContextManager[None]:
        """The plan's conditions hold meanwhile."""
        ...


@dataclass(frozen=True)
class Part:
    """One plan of a session, which becomes one result."""

    plan: Plan
    run_id: str
    device: DeviceExecutor
    host: Executor


def new_run_id() -> str:
    """Sorts by time; unique among laptops that share a device."""
    return f"{datetime.now(UTC):%Y%m%dT%H%M%S}-{uuid.uuid4().hex[:6]}"


def run(parts: Sequence[Part], observer: Observer, command: Sequence[str]) -> list[schema.Result]:
    """The judged result of each part. Raises DevbenchError where a side fails; nothing is judged then.

    The repeats of several parts alternate (A B A B ...), so that heat and whatever else drifts meet them alike.
    """
    started = datetime.now(UTC)
    with parts[0].device.held():
        on_device = _measure(parts, "device", observer)
    on_host = _measure(parts, "host", observer)
    return [
        result_builder.result(
            part.plan,
            result_builder.Setting(
                part.run_id, started, command, part.device.info, part.device.harness, part.device.push, len(parts) > 1
            ),
            device,
            host,
        )
        for part, device, host in zip(parts, on_device, on_host, strict=True)
    ]


def _measure(parts: Sequence[Part], side: Side, observer: Observer) -> list[Measured]:
    turns: list[list[repeats.Execution]] = [[] for _ in parts]
    for repeat in range(max(part.plan.mode.repeats for part in parts)):
        for part, own in zip(parts, turns, strict=True):
            if repeat < part.plan.mode.repeats:
                executor = part.device if side == "device" else part.host
                own.append(repeats.run_one(part.plan, part.run_id, side, executor, repeat, observer))
    measured = []
    for part, own in zip(parts, turns, strict=True):
        executor = part.device if side == "device" else part.host
        memory = repeats.memory(part.plan, part.run_id, side, executor, own[0].result, observer)
        measured.append(Measured(own, memory, repeats.profile(part.plan, part.run_id, side, executor, observer)))
    return measured
