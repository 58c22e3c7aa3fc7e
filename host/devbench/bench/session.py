"""Plans on one device and on the host: cold repeats on both sides, those of several plans in turn."""

from __future__ import annotations

import tempfile
import uuid
from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

from devbench.bench import repeats, result_builder
from devbench.bench.device_executor import DeviceExecutor
from devbench.bench.host_executor import HostExecutor
from devbench.bench.job_folder import write_examples
from devbench.bench.observer import Observer
from devbench.bench.plan import Plan
from devbench.bench.repeats import Executor
from devbench.bench.result_builder import Measured, SessionInfo
from devbench.choices import HOST_RUNTIMES, HostRuntime, Side
from devbench.device.adb import Device
from devbench.device.facts import read_facts
from devbench.device.lock import hold
from devbench.errors import Interrupted, UsageError
from devbench.harness import messages
from devbench.models.runtimes import default_name
from devbench.results import schema


class DeviceSide(Executor, Protocol):
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
    device: DeviceSide
    host: Executor


def run(
    plans: Sequence[Plan],
    device: Device,
    observer: Observer,
    command: Sequence[str],
    host_runtime: HostRuntime | None = None,
) -> list[schema.Result]:
    """A result of each plan, on a device that is locked meanwhile. ``host_runtime`` of None: the one installed.

    Raises DeviceUnavailable if somebody else uses the device, Interrupted on Ctrl-C, and what `run_parts` raises.
    """
    runtime = host_runtime or default_name()
    if runtime not in HOST_RUNTIMES:
        raise UsageError(f"There is no host runtime {runtime!r}.", f"Use one of {', '.join(HOST_RUNTIMES)}.")
    run_ids = [new_run_id() for _ in plans]
    try:
        with tempfile.TemporaryDirectory(prefix="devbench-session-") as folder, hold(device, run_ids[0]):
            facts = read_facts(device)
            parts = []
            for plan, run_id in zip(plans, run_ids, strict=True):
                place = Path(folder) / run_id
                place.mkdir()
                examples = write_examples(plan, place / messages.EXAMPLES_FILE)
                on_device = DeviceExecutor(device, facts, plan, examples, observer)
                parts.append(Part(plan, run_id, on_device, HostExecutor(plan, examples, runtime)))
            return run_parts(parts, observer, command)
    except KeyboardInterrupt as interrupt:
        raise Interrupted(
            f"Interrupted: the run on {device.serial} was stopped and nothing of it was kept.",
            "The model stays on the device, so that the next run starts at once.",
        ) from interrupt


def new_run_id() -> str:
    """Sorts by time; unique among laptops that share a device."""
    return f"{datetime.now(UTC):%Y%m%dT%H%M%S}-{uuid.uuid4().hex[:6]}"


def run_parts(parts: Sequence[Part], observer: Observer, command: Sequence[str]) -> list[schema.Result]:
    """The judged result of each part. Raises DevbenchError if a side fails; nothing is judged then.

    The repeats of several parts alternate (A B A B ...), so that heat and whatever else drifts meet them alike.
    """
    started = datetime.now(UTC)
    with parts[0].device.held():
        on_device = _measure(parts, "device", observer)
    on_host = _measure(parts, "host", observer)
    results = []
    for part, device, host in zip(parts, on_device, on_host, strict=True):
        side = part.device
        session = SessionInfo(part.run_id, started, command, side.info, side.harness, side.push, len(parts) > 1)
        results.append(result_builder.build(part.plan, session, device, host))
    return results


def _measure(parts: Sequence[Part], side: Side, observer: Observer) -> list[Measured]:
    turns: list[list[repeats.Execution]] = [[] for _ in parts]
    for repeat in range(max(part.plan.settings.mode.repeats for part in parts)):
        for part, own in zip(parts, turns, strict=True):
            if repeat < part.plan.settings.mode.repeats:
                executor = part.device if side == "device" else part.host
                own.append(repeats.run_one(part.plan, part.run_id, side, executor, repeat, observer))
    measured = []
    for part, own in zip(parts, turns, strict=True):
        executor = part.device if side == "device" else part.host
        memory = repeats.memory(part.plan, part.run_id, side, executor, own[0].result, observer)
        measured.append(Measured(own, memory, repeats.profile(part.plan, part.run_id, side, executor, observer)))
    return measured
