"""A result document out of what was measured on both sides."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import msgspec

from devbench.analysis import parity, stability, stats, token_times, verdict
from devbench.bench import provenance
from devbench.bench.plan import Plan
from devbench.bench.repeats import Execution
from devbench.device import quantities
from devbench.results import schema


@dataclass(frozen=True)
class Measured:
    """One side of a plan: its cold repeats, its memory, its operators."""

    turns: Sequence[Execution]
    memory: schema.Memory
    profile: list[schema.OperatorTime]


@dataclass(frozen=True)
class Setting:
    """What a result tells beside its plan and its figures."""

    run_id: str
    started: datetime
    command: Sequence[str]
    device: schema.DeviceInfo
    harness: schema.HarnessInfo
    push: schema.Push
    interleaved: bool


def result(plan: Plan, setting: Setting, on_device: Measured, on_host: Measured) -> schema.Result:
    """Compared and judged."""
    device_first, host_first = on_device.turns[0], on_host.turns[0]
    agreement = parity.compare(plan.task, device_first.result, host_first.result)
    device_run, host_run = _side(plan, on_device), _side(plan, on_host)
    core_max_khz = quantities.core_max_khz(device_first.watch.recording.once)
    info = msgspec.structs.replace(setting.device, core_max_khz=core_max_khz)
    data = schema.DataInfo(
        name=plan.data.path.name,
        sha256=plan.data.sha256,
        examples=len(plan.examples),
        truncated=sum(record.truncated for record in host_first.result.examples),
        skipped=0,
    )
    settings = _settings(plan, setting.interleaved, any(turn.gate for turn in on_device.turns))
    measured = verdict.Measured(
        device=info,
        settings=settings,
        data=data,
        quantization=plan.model.quantization,
        device_run=device_run,
        host_run=host_run,
        parity=agreement,
        warnings=plan.warnings,
        stated_quality=plan.stated_quality,
    )
    return schema.Result(
        run=provenance.run_info(setting.run_id, setting.started, setting.command),
        device=info,
        host=provenance.host_info(),
        model=schema.ModelInfo(
            name=plan.model.name,
            sha256=plan.model.file.sha256,
            bytes=plan.model.file.size_bytes,
            quantization=plan.model.quantization,
        ),
        vocabulary=schema.VocabularyInfo(sha256=plan.vocabulary.sha256),
        harness=setting.harness,
        task=plan.task.name,
        data=data,
        settings=settings,
        device_run=device_run,
        host_run=host_run,
        ratio=stats.ratio(device_run.samples, host_run.samples),
        parity=agreement,
        verdict=verdict.verdict(measured),
        push=setting.push,
    )


def _settings(plan: Plan, interleaved: bool, waited: bool) -> schema.Settings:
    conditions = plan.conditions
    return schema.Settings(
        threads=plan.threads,
        mode=plan.mode.name,
        repeats=plan.mode.repeats,
        sequence_length=plan.model.sequence_length,
        task=msgspec.to_builtins(plan.task.settings),
        tokenize=plan.tokenize,
        delegate=plan.delegate,
        cpus=list(conditions.cpus) or None,
        fixed_performance=conditions.fixed_performance,
        max_temperature_c=conditions.max_temperature_c if waited else None,
        interleaved=interleaved,
    )


def _side(plan: Plan, measured: Measured) -> schema.SideRun:
    turns = measured.turns
    first, watch = turns[0].result, turns[0].watch
    samples = [
        schema.Sample(
            repeat=repeat,
            example=sample.example,
            start_ns=sample.start_ns,
            tokenize_ns=sample.tokenize_ns,
            invoke_ns=sample.invoke_ns,
            decode_ns=sample.decode_ns,
        )
        for repeat, turn in enumerate(turns)
        for sample in turn.result.samples
    ]
    cold = [turn.repeat(plan.threads) for turn in turns]
    visited = [plan.examples[record.index] for record in first.examples]
    return schema.SideRun(
        runtime=msgspec.convert(msgspec.to_builtins(first.header.runtime), schema.RuntimeInfo),
        platform=first.header.platform | watch.platform(),
        binding=first.header.binding,
        load_ms=statistics.median(repeat.load_ms for repeat in cold),
        first_inference_ms=statistics.median(repeat.first_inference_ms for repeat in cold),
        latency_ms=stats.latency(samples),
        steadiness=stability.steadiness(samples),
        repeats=cold,
        samples=samples,
        memory=measured.memory,
        series=[series for repeat, turn in enumerate(turns) for series in turn.watch.series(repeat)],
        quality=plan.task.score(visited, [record.answer for record in first.examples]),
        profile=measured.profile,
        generation=token_times.generation(samples) if plan.decoder else None,
    )
