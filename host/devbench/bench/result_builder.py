"""A result document out of what was measured on both sides, compared and judged."""

from __future__ import annotations

import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

import msgspec

from devbench.analysis import parity, stability, stats, token_times
from devbench.analysis.parity import Answered, ExamplePair
from devbench.analysis.verdict import verdict
from devbench.bench import provenance
from devbench.bench.plan import Plan
from devbench.bench.repeats import Execution
from devbench.device import quantities
from devbench.harness.codec import HarnessResult
from devbench.harness.messages import ExampleRecord
from devbench.results import schema

_UNJUDGED = schema.Verdict(status="VALID", reasons=[])


@dataclass(frozen=True)
class Measured:
    """One side of a plan: its cold repeats, its memory, its operators."""

    turns: Sequence[Execution]
    memory: schema.Memory
    profile: list[schema.OperatorTime]


@dataclass(frozen=True)
class SessionInfo:
    """What a result says beside its plan and its figures."""

    run_id: str
    started: datetime
    command: Sequence[str]
    device: schema.DeviceInfo
    harness: schema.HarnessInfo
    push: schema.Push
    interleaved: bool


def build(plan: Plan, session: SessionInfo, on_device: Measured, on_host: Measured) -> schema.Result:
    first = on_device.turns[0]
    device_run, host_run = _side(plan, on_device), _side(plan, on_host)
    result = schema.Result(
        run=provenance.run_info(session.run_id, session.started, session.command),
        device=msgspec.structs.replace(
            session.device, core_max_khz=quantities.core_max_khz(first.watch.recording.once)
        ),
        host=provenance.host_info(),
        model=schema.ModelInfo(
            name=plan.model.name,
            sha256=plan.model.file.sha256,
            bytes=plan.model.file.size_bytes,
            quantization=plan.model.quantization,
            warnings=list(plan.warnings),
            stated_quality=dict(plan.stated_quality),
        ),
        vocabulary=schema.VocabularyInfo(sha256=plan.vocabulary.sha256),
        harness=session.harness,
        task=plan.task.name,
        data=schema.DataInfo(
            name=plan.data.path.name,
            sha256=plan.data.sha256,
            examples=len(plan.examples),
            truncated=sum(record.truncated for record in on_host.turns[0].result.examples),
        ),
        settings=_settings(plan, session.interleaved, any(turn.gate for turn in on_device.turns)),
        device_run=device_run,
        host_run=host_run,
        ratio=stats.ratio(device_run.samples, host_run.samples),
        parity=parity.compare(pairs(plan, first.result, on_host.turns[0].result)),
        verdict=_UNJUDGED,
        push=session.push,
    )
    return msgspec.structs.replace(result, verdict=verdict(result))


def pairs(plan: Plan, device: HarnessResult, host: HarnessResult) -> Iterator[ExamplePair]:
    """The examples that both sides visited."""
    by_index = {record.index: record for record in host.examples}
    for mine in device.examples:
        if (theirs := by_index.get(mine.index)) is not None:
            yield ExamplePair(
                example=mine.id,
                device=_answered(plan, device, mine),
                host=_answered(plan, host, theirs),
                answers_equal=plan.task.answers_equal(mine.answer, theirs.answer),
            )


def _answered(plan: Plan, run: HarnessResult, record: ExampleRecord) -> Answered:
    return Answered(
        token_ids=[window.token_ids for window in record.windows],
        outputs=[run.outputs(window) for window in record.windows],
        answer=plan.task.show(record.answer),
    )


def _settings(plan: Plan, interleaved: bool, waited: bool) -> schema.Settings:
    settings = plan.settings
    return schema.Settings(
        threads=settings.threads,
        mode=settings.mode.name,
        repeats=settings.mode.repeats,
        sequence_length=plan.model.spec.sequence_length,
        task=msgspec.to_builtins(plan.task.settings),
        tokenize=settings.tokenize,
        delegate=settings.delegate,
        cpus=list(settings.cpus) or None,
        fixed_performance=settings.fixed_performance,
        max_temperature_c=settings.max_temperature_c if waited else None,
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
    cold = [turn.repeat(plan.settings.threads) for turn in turns]
    visited = [plan.examples[record.index] for record in first.examples]
    return schema.SideRun(
        runtime=msgspec.convert(msgspec.to_builtins(first.header.runtime), schema.RuntimeInfo),
        platform=first.header.platform | watch.platform(),
        binding=first.header.binding,
        load_ms=statistics.median(repeat.load_ms for repeat in cold),
        first_inference_ms=statistics.median(repeat.first_inference_ms for repeat in cold),
        latency_ms=stats.latency(samples),
        stability=stability.stability(samples),
        repeats=cold,
        samples=samples,
        memory=measured.memory,
        series=[series for repeat, turn in enumerate(turns) for series in turn.watch.series(repeat)],
        quality=plan.task.score(visited, [record.answer for record in first.examples]),
        profile=measured.profile,
        generation=token_times.generation(samples) if plan.decoder else None,
    )
