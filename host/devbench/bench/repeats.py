"""The cold repeats of one side: each begins cool, is watched, and is run again where the device throttled."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol

import msgspec

from devbench.bench import cooldown
from devbench.bench.observer import Observer
from devbench.bench.plan import Plan
from devbench.bench.schedule import Step
from devbench.bench.telemetry import Watch
from devbench.choices import Side
from devbench.device.telemetry import Snapshot
from devbench.harness.codec import HarnessResult
from devbench.harness.messages import Event, Job
from devbench.results.schema import HeatGate, Memory, OperatorTime, Repeat
from devbench.units import ms

MOST_REDONE = 2
"""So often a throttled repeat is run again: androidx.benchmark's bound."""


class Executor(Protocol):
    """Where a job runs: a device or the host."""

    def execute(self, job: Job, on_event: Callable[[Event], None], watch: Watch | None = None) -> HarnessResult:
        """``watch`` is filled with what is seen meanwhile; without one nothing but the job is done."""
        ...

    def state(self) -> Snapshot | None:
        """Battery and heat now; None where nothing of the kind can be known."""
        ...


@dataclass(frozen=True)
class Execution:
    """One cold repeat, the last of its tries."""

    result: HarnessResult
    watch: Watch
    started: str
    gate: HeatGate | None
    redone: int

    def repeat(self, asked_threads: int) -> Repeat:
        return Repeat(
            load_ms=ms(self.result.header.load_ns),
            first_inference_ms=ms(self.result.header.first_inference_ns),
            warmup_runs=self.result.warmup.runs,
            warmup_converged=self.result.warmup.converged,
            started=self.started,
            redone=self.redone,
            heat=self.gate,
            threads=self.watch.threads(asked_threads, self.result.samples),
            allowed_cpus=self.watch.allowed_cpus(),
            vm_hwm_bytes=self.result.memory.vm_hwm_bytes,
        )


def run_one(plan: Plan, run_id: str, side: Side, executor: Executor, repeat: int, observer: Observer) -> Execution:
    """One repeat. The samples of a try that throttled are thrown away."""
    for redone in range(MOST_REDONE + 1):
        gate, before = cooldown.wait(executor, plan.settings, observer)
        observer.step(Step(plan, "repeat", side, repeat))
        watch = Watch(before=before)
        started = datetime.now(UTC).isoformat(timespec="milliseconds")
        result = executor.execute(plan.job(run_id, repeat), lambda event: observer.harness(side, event), watch)
        if not watch.is_throttled or (gate and not gate.passed) or redone == MOST_REDONE:
            break  # where it was waited for in vain, another try would be no better
        observer.throttled(side, repeat, MOST_REDONE - redone)
    return Execution(result, watch, started, gate, redone)


def profile(plan: Plan, run_id: str, side: Side, executor: Executor, observer: Observer) -> list[OperatorTime]:
    """A single invoke's operators, the longest first; empty where it is not asked for, or the runtime tells nothing."""
    if not plan.settings.profile:
        return []
    observer.step(Step(plan, "operators", side))
    record = executor.execute(plan.profile_job(run_id), lambda event: None).profile
    if record is None:
        return []
    times = [
        OperatorTime(name=each.name, count=each.count, total_ms=ms(each.total_ns) / record.invokes)
        for each in record.operators
    ]
    return sorted(times, key=lambda each: each.total_ms, reverse=True)


def memory(plan: Plan, run_id: str, side: Side, executor: Executor, first: HarnessResult, observer: Observer) -> Memory:
    """Of the first repeat; and, where the plan has one, of the memory pass: a process that measures no time."""
    of_first = Memory(vm_hwm_bytes=first.memory.vm_hwm_bytes, vm_rss_bytes=first.memory.vm_rss_bytes)
    if not plan.settings.has_memory_pass:
        return of_first
    observer.step(Step(plan, "memory", side))
    watch = Watch(memory=True)
    result = executor.execute(plan.memory_job(run_id), lambda event: None, watch)
    return msgspec.structs.replace(
        of_first,
        pass_pss_bytes=watch.pss_bytes(),
        pass_vm_hwm_bytes=result.memory.vm_hwm_bytes,
        pass_before_load_bytes=watch.before_load_bytes(),
    )
