"""Plans on one device and on the host: cold repeats on both sides, those of several plans in turn."""

from __future__ import annotations

import itertools
import logging
import random
import tempfile
import time
import uuid
from collections.abc import Callable, Collection, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Protocol

from devbench import interrupts
from devbench.bench import answers, host_answers, repeats, result_builder
from devbench.bench.device_executor import DeviceExecutor
from devbench.bench.host_executor import HostExecutor
from devbench.bench.job_folder import write_examples
from devbench.bench.observer import Observer
from devbench.bench.order import rounds
from devbench.bench.plan import Plan
from devbench.bench.repeats import Execution, Executor
from devbench.bench.result_builder import Measured, SessionInfo
from devbench.bench.schedule import Schedule, Step, steps
from devbench.choices import SIDES, DeviceKind, HostRuntime, HostRuntimeChoice, Side
from devbench.device import jobs
from devbench.device.adb import Device
from devbench.device.facts import check_api, read_facts
from devbench.device.lock import hold
from devbench.errors import DeviceError, DeviceLost, Interrupted
from devbench.harness import messages
from devbench.harness.codec import HarnessResult
from devbench.models import runtimes
from devbench.results import schema

_LOG = logging.getLogger(__name__)


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
    second: HarnessResult | None = None
    """What another runtime of the host answers."""


@dataclass(frozen=True)
class Stopping:
    """When interleaved rounds end before all repeats are measured."""

    looks: Collection[int]
    """After so many rounds, ``is_decided`` is asked."""
    is_decided: Callable[[Sequence[schema.SideRun], DeviceKind], bool]
    """Over the device runs so far, one a plan, on a device of that kind."""
    time_limit_s: float


def run(
    plans: Sequence[Plan],
    device: Device,
    observer: Observer,
    command: Sequence[str],
    host_runtime: HostRuntimeChoice | None = None,
    stopping: Stopping | None = None,
) -> list[schema.Result]:
    """A result of each plan, on a device that is locked meanwhile. ``host_runtime`` of None: the one installed.

    Raises DeviceUnavailable if somebody else uses the device, Interrupted on Ctrl-C, and what `run_parts` raises.
    """
    runtime, *others = runtimes.chosen(host_runtime)
    run_ids = [new_run_id() for _ in plans]
    limit_s = None if stopping is None else stopping.time_limit_s
    observer.session(Schedule(plans, device.serial, steps(plans, others), limit_s))
    with interrupts.heeded_once():
        try:
            seconds = [_with_second_runtime(plan, others, observer) for plan in plans]
            with tempfile.TemporaryDirectory(prefix="devbench-session-") as folder, hold(device, run_ids[0]):
                facts = read_facts(device)
                _LOG.debug("run %s on %s: %s", " and ".join(run_ids), device.serial, facts)
                check_api(facts, device.serial)
                parts = []
                for plan, run_id, second in zip(plans, run_ids, seconds, strict=True):
                    place = Path(folder) / run_id
                    place.mkdir()
                    examples = write_examples(plan, place / messages.EXAMPLES_FILE)
                    on_device = DeviceExecutor(device, facts, plan, examples, observer)
                    parts.append(Part(plan, run_id, on_device, HostExecutor(plan, examples, runtime), second))
                return run_parts(parts, observer, command, stopping)
        except KeyboardInterrupt as interrupt:
            raise _interrupted(device, plans, run_ids) from interrupt


def _interrupted(device: Device, plans: Sequence[Plan], run_ids: Sequence[str]) -> Interrupted:
    """What has become of the run, as the device says: its harness is stopped once more if it is still there."""
    try:
        for job in jobs.left_over(device):
            if job.id.startswith(tuple(run_ids)):
                job.remove()
    except DeviceLost as left:
        return Interrupted(
            f"Interrupted, but the harness may still be running on {device.serial}: {left.message}",
            left.hint if isinstance(left, DeviceError) else "The next run on the device stops it.",
        )
    names = " and ".join(dict.fromkeys(plan.model.name for plan in plans))
    return Interrupted(
        f"Interrupted during {names} on {device.serial}; the harness was stopped.",
        "The model stays on the device, so the next run does not push it again.",
    )


def _with_second_runtime(plan: Plan, others: Sequence[HostRuntime], observer: Observer) -> HarnessResult | None:
    for name in others:
        observer.step(Step(plan, "answers", "host", runtime=name))
        return host_answers.run(plan, name, partial(observer.harness, "host"))
    return None


def new_run_id() -> str:
    """Sorts by time; unique among laptops that share a device."""
    return f"{datetime.now(UTC):%Y%m%dT%H%M%S}-{uuid.uuid4().hex[:6]}"


def run_parts(
    parts: Sequence[Part], observer: Observer, command: Sequence[str], stopping: Stopping | None = None
) -> list[schema.Result]:
    """The judged result of each part. Raises DevbenchError if a side fails; nothing is judged then.

    Cold repeats of device and host alternate, and those of several parts in the order of `order.rounds`, so that heat
    and whatever else drifts meet them alike.
    """
    started, seed = datetime.now(UTC), random.SystemRandom().getrandbits(31)
    with parts[0].device.held():
        turns = _measure(parts, seed, observer, stopping)
        measured = [
            tuple(_with_passes(part, side, own[side], observer) for side in SIDES)
            for part, own in zip(parts, turns, strict=True)
        ]
    results = []
    for part, (on_device, on_host) in zip(parts, measured, strict=True):
        session = SessionInfo(
            run_id=part.run_id,
            started=started,
            command=command,
            device=part.device.info,
            harness=part.device.harness,
            push=part.device.push,
            session=parts[0].run_id if len(parts) > 1 else None,
            order_seed=seed if len(parts) > 1 else None,
            sequential=stopping is not None,
        )
        result = result_builder.build(part.plan, session, on_device, on_host, part.second)
        both = on_device.turns[0].result, on_host.turns[0].result
        observer.answered(partial(answers.rows, part.plan, result, *both))
        results.append(result)
    return results


def _measure(
    parts: Sequence[Part], seed: int, observer: Observer, stopping: Stopping | None
) -> list[dict[Side, list[Execution]]]:
    """The executions of each part, by side."""
    turns: list[dict[Side, list[Execution]]] = [{side: [] for side in SIDES} for _ in parts]
    began_s = time.monotonic()
    most = max(part.plan.settings.mode.repeats for part in parts)
    for repeat, order in enumerate(itertools.islice(rounds(len(parts), seed), most)):
        for side in SIDES:
            for index in order:
                part, own = parts[index], turns[index][side]
                if repeat < part.plan.settings.mode.repeats_of(side):
                    executor = part.device if side == "device" else part.host
                    own.append(repeats.run_one(part.plan, part.run_id, side, executor, repeat, observer))
        if stopping is not None and _is_over(parts, turns, stopping, began_s):
            break
    return turns


def _is_over(
    parts: Sequence[Part], turns: Sequence[dict[Side, list[Execution]]], stopping: Stopping, began_s: float
) -> bool:
    if len(turns[0]["device"]) in stopping.looks:
        runs = [result_builder.side(part.plan, own["device"]) for part, own in zip(parts, turns, strict=True)]
        if stopping.is_decided(runs, parts[0].device.info.kind):
            return True
    return time.monotonic() - began_s >= stopping.time_limit_s


def _with_passes(part: Part, side: Side, turns: Sequence[Execution], observer: Observer) -> Measured:
    """What is measured apart from the times: memory and operators."""
    executor = part.device if side == "device" else part.host
    memory = repeats.memory(part.plan, part.run_id, side, executor, turns[0].result, observer)
    return Measured(turns, memory, repeats.profile(part.plan, part.run_id, side, executor, observer))
