"""A plan on one device and on the host: cold repeats on both sides, compared and judged."""

from __future__ import annotations

import os
import platform
import statistics
import subprocess
import uuid
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

import msgspec

from devbench import __version__
from devbench.bench import parity, stats, steadiness
from devbench.bench.events import Observer, Side
from devbench.bench.plan import Plan
from devbench.harness.codec import HarnessResult
from devbench.harness.messages import Event, Job
from devbench.results import schema
from devbench.results.findings import Finding, judge
from devbench.units import ms

KEPT_QUALITY = 0.93
"""Of the quality that a model's card states: MLPerf Mobile's bound for question answering."""


class Executor(Protocol):
    """Where a job runs: a device or the host."""

    def execute(self, job: Job, on_event: Callable[[Event], None]) -> HarnessResult: ...


class DeviceExecutor(Executor, Protocol):
    """A device that has been chosen, locked and prepared."""

    @property
    def info(self) -> schema.DeviceInfo: ...

    @property
    def push(self) -> schema.Push: ...


def new_run_id() -> str:
    """Sorts by time; unique among laptops that share a device."""
    return f"{datetime.now(UTC):%Y%m%dT%H%M%S}-{uuid.uuid4().hex[:6]}"


def run(
    plan: Plan, run_id: str, device: DeviceExecutor, host: Executor, observer: Observer, command: Sequence[str]
) -> schema.Result:
    """The judged result of one run. Raises DevbenchError where a side fails; nothing is judged then."""
    started = datetime.now(UTC)
    device_results = _repeats(plan, run_id, "device", device, observer)
    host_results = _repeats(plan, run_id, "host", host, observer)
    agreement = parity.compare(plan.task, device_results[0], host_results[0])
    device_run, host_run = _side(plan, device_results), _side(plan, host_results)
    found = [
        *parity.findings(agreement, plan.model.quantization),
        *_lost_quality(plan, device_run.quality),
        *_findings(plan, device.info, device_run, agreement.tokens.total),
    ]
    commit, dirty = _commit()
    return schema.Result(
        run=schema.Run(
            id=run_id,
            started=started.isoformat(timespec="seconds"),
            command=list(command),
            devbench=__version__,
            commit=commit,
            dirty=dirty,
        ),
        device=device.info,
        host=_host_info(),
        model=schema.ModelInfo(
            name=plan.model.name,
            sha256=plan.model.file.sha256,
            bytes=plan.model.file.size_bytes,
            quantization=plan.model.quantization,
        ),
        vocabulary=schema.VocabularyInfo(sha256=plan.vocabulary.sha256),
        task=plan.task.name,
        data=schema.DataInfo(
            name=plan.data.path.name,
            sha256=plan.data.sha256,
            examples=len(plan.examples),
            truncated=sum(record.truncated for record in host_results[0].examples),
            skipped=0,
        ),
        settings=schema.Settings(
            threads=plan.threads,
            mode=plan.mode.name,
            repeats=plan.mode.repeats,
            sequence_length=plan.model.sequence_length,
            task=msgspec.to_builtins(plan.task.settings),
        ),
        device_run=device_run,
        host_run=host_run,
        ratio=stats.ratio(device_run.samples, host_run.samples),
        parity=agreement,
        verdict=judge(found),
        push=device.push,
    )


def _repeats(plan: Plan, run_id: str, side: Side, executor: Executor, observer: Observer) -> list[HarnessResult]:
    results = []
    for repeat in range(plan.mode.repeats):
        observer.running(side, repeat, plan.mode.repeats)
        results.append(executor.execute(plan.job(run_id, repeat), lambda event: observer.harness(side, event)))
    return results


def _side(plan: Plan, results: Sequence[HarnessResult]) -> schema.SideRun:
    first = results[0]
    samples = [
        schema.Sample(
            repeat=repeat,
            example=sample.example,
            start_ns=sample.start_ns,
            tokenize_ns=sample.tokenize_ns,
            invoke_ns=sample.invoke_ns,
            decode_ns=sample.decode_ns,
        )
        for repeat, result in enumerate(results)
        for sample in result.samples
    ]
    repeats = [
        schema.Repeat(
            load_ms=ms(result.header.load_ns),
            first_inference_ms=ms(result.header.first_inference_ns),
            warmup_runs=result.warmup.runs,
            warmup_converged=result.warmup.converged,
        )
        for result in results
    ]
    visited = [plan.examples[record.index] for record in first.examples]
    return schema.SideRun(
        runtime=schema.RuntimeInfo(
            name=first.header.runtime.name,
            version=first.header.runtime.version,
            delegate=first.header.runtime.delegate,
        ),
        platform=first.header.platform,
        binding=first.header.binding,
        load_ms=statistics.median(repeat.load_ms for repeat in repeats),
        first_inference_ms=statistics.median(repeat.first_inference_ms for repeat in repeats),
        latency_ms=stats.latency(samples),
        steadiness=steadiness.steadiness(samples),
        repeats=repeats,
        samples=samples,
        memory=schema.Memory(vm_hwm_bytes=first.memory.vm_hwm_bytes, vm_rss_bytes=first.memory.vm_rss_bytes),
        quality=plan.task.score(visited, [record.answer for record in first.examples]),
    )


def _lost_quality(plan: Plan, quality: Mapping[str, float]) -> list[tuple[Finding, str]]:
    """Both sides may agree and be wrong: a vocabulary of the right size need not be the right one."""
    return [
        (
            Finding.QUALITY_LOST,
            f"{metric} is {quality[metric]:.1f} on the device; the model's card states {stated:.1f}.",
        )
        for metric, stated in plan.stated_quality.items()
        if metric in quality and quality[metric] < KEPT_QUALITY * stated
    ]


def _findings(
    plan: Plan, device: schema.DeviceInfo, device_run: schema.SideRun, visited: int
) -> list[tuple[Finding, str]]:
    """What is wrong with the measurement itself; ``visited`` examples were run on both sides."""
    found = [(Finding.MODEL_DOUBTFUL, warning) for warning in plan.warnings]
    if device.kind == "virtual":
        found.append((Finding.VIRTUAL_DEVICE, f"{device.serial} is a virtual device, no phone."))
    elif device.kind == "emulator":
        found.append((Finding.EMULATOR, f"{device.serial} is an emulator, no phone."))
    if visited < len(plan.examples):
        summary = f"Only {visited} of {len(plan.examples)} examples ran on both sides before the time was over."
        found.append((Finding.EXAMPLES_MISSING, summary))
    invokes, wanted = device_run.latency_ms.invoke.n, plan.mode.min_invokes * plan.mode.repeats
    if invokes < wanted:
        found.append((Finding.TOO_FEW_SAMPLES, f"Only {invokes} of {wanted} invokes ran before the time was over."))
    if not all(repeat.warmup_converged for repeat in device_run.repeats):
        found.append((Finding.WARMUP_UNCONVERGED, "The latency on the device still moved when the warm-up was over."))
    if device_run.binding == "position":
        found.append((Finding.BOUND_BY_POSITION, "The model has no signature: its tensors are bound by position."))
    if device.cores is not None and plan.threads > device.cores:
        summary = f"{plan.threads} threads were asked for on {device.cores} cores of the device."
        found.append((Finding.MORE_THREADS_THAN_CORES, summary))
    return found


def _host_info() -> schema.HostInfo:
    return schema.HostInfo(cpu=_cpu_name(), cores=_usable_cores(), os=platform.platform())


def _usable_cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _cpu_name() -> str | None:
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.is_file():
        for line in cpuinfo.read_text().splitlines():
            name, _, value = line.partition(":")
            if name.strip() == "model name":
                return value.strip()
    return platform.processor() or None


def _commit() -> tuple[str | None, bool | None]:
    """Of the checkout that devbench runs from; None where it is installed."""
    checkout = Path(__file__).resolve().parents[3]
    if not (checkout / ".git").exists():
        return None, None
    try:
        head = _git(checkout, "rev-parse", "HEAD")
        return head.strip(), bool(_git(checkout, "status", "--porcelain", "--untracked-files=no"))
    except (OSError, subprocess.CalledProcessError):
        return None, None


def _git(checkout: Path, *arguments: str) -> str:
    return subprocess.run(["git", "-C", str(checkout), *arguments], check=True, capture_output=True, text=True).stdout
