"""A result document out of what was measured on both sides, compared and judged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import msgspec

from devbench.analysis import budgets, intervals, parity, stability, stats, token_times
from devbench.analysis.verdict import verdict
from devbench.bench import answers, example_pairs, other_sides, provenance, role_trial
from devbench.bench.plan import Plan
from devbench.bench.repeats import Execution
from devbench.choices import SIDES
from devbench.device import quantities
from devbench.harness.codec import HarnessResult
from devbench.results import schema

_UNJUDGED = schema.Verdict(answers="UNCHECKED", timing="UNWATCHED", device="VIRTUAL", findings=[])


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
    session: str | None
    """Of results whose repeats alternated."""
    order_seed: int | None
    sequential: bool


def build(
    plan: Plan, session: SessionInfo, on_device: Measured, on_host: Measured, second: HarnessResult | None = None
) -> schema.Result:
    """``second``: with another runtime of the host."""
    first, host = on_device.turns[0].result, on_host.turns[0].result
    both = example_pairs.visited_by_both(first, host)
    sides = (_with_passes(plan, measured) for measured in (on_device, on_host))
    device_run, host_run = example_pairs.with_quality(plan, both, *sides)
    device_run, host_run, changed = _with_changed_answers(plan, (device_run, host_run), (on_device, on_host))
    quantization = plan.model.quantization
    exchanged = role_trial.exchanged(plan, host)
    result = schema.Result(
        run=provenance.run_info(session.run_id, session.started, session.command, session.session, plan.project_file),
        device=msgspec.structs.replace(
            session.device, core_max_khz=quantities.core_max_khz(on_device.turns[0].watch.recording.once)
        ),
        host=provenance.host_info(),
        model=schema.ModelInfo(
            name=plan.model.name,
            sha256=plan.model.file.sha256,
            bytes=sum(model.file.size_bytes for model in plan.models),
            quantization=quantization,
            file=str(plan.model.file.path.absolute()),
            warnings=[*plan.warnings, *([exchanged] if exchanged else [])],
            roles=plan.roles,
            roles_tried=plan.roles_tried,
            stated_quality=dict(plan.stated_quality),
            expected_quality=dict(plan.expected_quality),
        ),
        vocabulary=schema.VocabularyInfo(sha256=plan.vocabulary.sha256),
        harness=session.harness,
        task=plan.task.name,
        data=schema.DataInfo(
            name=plan.data.path.name,
            sha256=plan.data.sha256,
            examples=len(plan.examples),
            available=plan.available,
            truncated=sum(record.truncated for record in host.examples),
            unknown_share=example_pairs.unknown_share(plan, both),
            capitals=example_pairs.capitals(plan, both),
            task_remarks=list(plan.task_remarks),
        ),
        settings=_settings(plan, session, on_device.turns),
        device_run=device_run,
        host_run=host_run,
        ratio=stats.ratio(device_run.samples, host_run.samples),
        parity=parity.compare(example_pairs.pairs(plan, first, host), quantization),
        verdict=_UNJUDGED,
        push=session.push,
    )
    reference, unlike_reference = other_sides.reference(plan, first)
    runtime, unlike_runtime = other_sides.second_runtime(plan, first, host, second)
    result = msgspec.structs.replace(result, reference=reference, second_runtime=runtime)
    differing = [*result.parity.differing, *changed, *unlike_reference, *unlike_runtime]
    if not plan.settings.speed_only:
        differing += parity.wrong_answers(example_pairs.pairs(plan, first, host))
    result = msgspec.structs.replace(
        result,
        parity=msgspec.structs.replace(result.parity, differing=differing),
        answers=answers.of(plan, first, host, {example.example for example in differing}),
    )
    return msgspec.structs.replace(
        result, verdict=verdict(result), budgets=budgets.check(result, plan.limits, plan.allow_virtual)
    )


def _with_changed_answers(
    plan: Plan, runs: Sequence[schema.SideRun], sides: Sequence[Measured]
) -> tuple[schema.SideRun, schema.SideRun, list[schema.DifferingExample]]:
    """Each later repeat beside the first one of its side; the first few examples that differ."""
    changed: list[schema.DifferingExample] = []
    found = []
    for side, run, measured in zip(SIDES, runs, sides, strict=True):
        repeats = run.repeats[:1]
        for number, turn in enumerate(measured.turns[1:], start=1):
            alike, unlike = example_pairs.changed_answers(plan, side, measured.turns[0].result, turn.result, number)
            repeats.append(msgspec.structs.replace(run.repeats[number], alike=alike))
            changed += unlike
        found.append(msgspec.structs.replace(run, repeats=repeats))
    return found[0], found[1], changed[: parity.SHOWN]


def _settings(plan: Plan, session: SessionInfo, turns: Sequence[Execution]) -> schema.Settings:
    settings, waited = plan.settings, any(turn.gate for turn in turns)
    return schema.Settings(
        threads=settings.threads,
        mode=settings.mode.name,
        repeats=len(turns),
        sequence_length=plan.model.spec.sequence_length,
        task=msgspec.to_builtins(plan.task.settings),
        tokenize=settings.tokenize,
        delegate=settings.delegate,
        cpus=list(settings.cpus) or None,
        fixed_performance=settings.fixed_performance,
        speed_only=settings.speed_only,
        max_temperature_c=settings.max_temperature_c if waited else None,
        interleaved=session.session is not None,
        order_seed=session.order_seed,
        sequential=session.sequential,
        page_cache="warm",  # both harnesses read the file once before
    )


def _with_passes(plan: Plan, measured: Measured) -> schema.SideRun:
    return msgspec.structs.replace(side(plan, measured.turns), memory=measured.memory, profile=measured.profile)


def side(plan: Plan, turns: Sequence[Execution]) -> schema.SideRun:
    """What the repeats of one side say by themselves; quality depends on what the other side visited, too."""
    first, watch = turns[0].result, turns[0].watch
    samples = [
        schema.Sample(
            repeat=repeat,
            example=sample.example,
            start_ns=sample.start_ns,
            tokenize_ns=sample.tokenize_ns,
            invoke_ns=sample.invoke_ns,
            decode_ns=sample.decode_ns,
            native_ns=sample.native_ns,
        )
        for repeat, turn in enumerate(turns)
        for sample in turn.result.samples
    ]
    cold = [turn.repeat(plan.settings.threads) for turn in turns]
    return schema.SideRun(
        runtime=msgspec.convert(msgspec.to_builtins(first.header.runtime), schema.RuntimeInfo),
        platform=first.header.platform | watch.platform(),
        binding=first.header.binding,
        load_ms=intervals.centre([repeat.load_ms for repeat in cold]),
        first_inference_ms=intervals.centre([repeat.first_inference_ms for repeat in cold]),
        latency_ms=stats.latency(samples),
        stability=stability.stability(samples),
        repeats=cold,
        samples=samples,
        memory=schema.Memory(),
        series=[series for repeat, turn in enumerate(turns) for series in turn.watch.series(repeat)],
        quality={},
        generation=token_times.generation(samples) if plan.decoder else None,
    )
