"""From the finished parts of a result to its verdict: pure, so that stored documents can be judged again.

Every rule stands in docs/measurement.md with its figure and its source.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from devbench.analysis import parity, telemetry_summary
from devbench.bench.plan import MODES
from devbench.results import schema
from devbench.results.findings import Finding, judge

KEPT_QUALITY = 0.93
"""Of the quality that a model's card states: MLPerf Mobile's bound for question answering."""
MAX_SPREAD = 0.10
MAX_BETWEEN_REPEATS = 0.10
MAX_DRIFT = 0.05
TREND_P = 0.01
MAX_CLOCK_FALL = 0.05
MAX_OTHERS = 0.10
"""Of all cores: what other processes may keep busy."""
LEAST_AT_WORK = 0.5
"""Of the threads that could work, on the mean over the time of measuring."""
LOW_BATTERY = 25.0
MAX_REDOS = 2

_FROM_THE_PLAN = (Finding.MODEL_DOUBTFUL.name, Finding.QUALITY_LOST.name)

_WHAT_RUNS = {"cpu": ("xnnpack", "none"), "xnnpack-off": ("none",)}
"""By what was asked for; any other delegate goes by one name."""

Found = tuple[Finding, str]


@dataclass(frozen=True)
class Measured:
    """What a verdict is made from. ``warnings`` and ``stated_quality`` are the plan's."""

    device: schema.DeviceInfo
    settings: schema.Settings
    data: schema.DataInfo
    quantization: str
    device_run: schema.SideRun
    host_run: schema.SideRun
    parity: schema.Parity
    warnings: Sequence[str] = ()
    stated_quality: Mapping[str, float] = field(default_factory=dict)


def verdict(measured: Measured) -> schema.Verdict:
    return judge(findings(measured))


def judged_again(result: schema.Result) -> schema.Verdict:
    """By the rules of today. What only the plan knew is taken over from the verdict of then."""
    measured = Measured(
        device=result.device,
        settings=result.settings,
        data=result.data,
        quantization=result.model.quantization,
        device_run=result.device_run,
        host_run=result.host_run,
        parity=result.parity,
    )
    kept = [reason for reason in result.verdict.reasons if reason.id in _FROM_THE_PLAN]
    return judge([*[(Finding[reason.id], reason.summary) for reason in kept], *findings(measured)])


def findings(measured: Measured) -> list[Found]:
    return [
        *parity.findings(measured.parity, measured.quantization),
        *_lost_quality(measured),
        *_kind(measured.device),
        *_cut_short(measured),
        *_heat(measured),
        *_noise(measured),
        *_not_as_asked(measured),
        *_remarks(measured),
    ]


def _lost_quality(measured: Measured) -> Iterator[Found]:
    """Both sides may agree and be wrong: a vocabulary of the right size need not be the right one."""
    quality = measured.device_run.quality
    for metric, stated in measured.stated_quality.items():
        if metric in quality and quality[metric] < KEPT_QUALITY * stated:
            summary = f"{metric} is {quality[metric]:.1f} on the device; the model's card states {stated:.1f}."
            yield Finding.QUALITY_LOST, summary


def _kind(device: schema.DeviceInfo) -> Iterator[Found]:
    if device.kind == "virtual":
        yield Finding.VIRTUAL_DEVICE, f"{device.serial} is a virtual device, no phone."
    elif device.kind == "emulator":
        yield Finding.EMULATOR, f"{device.serial} is an emulator, no phone."


def _cut_short(measured: Measured) -> Iterator[Found]:
    visited, examples = measured.parity.tokens.total, measured.data.examples
    if visited < examples:
        summary = f"Only {visited} of {examples} examples ran on both sides before the time was over."
        yield Finding.EXAMPLES_MISSING, summary
    mode = MODES.get(measured.settings.mode)
    invokes, wanted = measured.device_run.latency_ms.invoke.n, mode.min_invokes * mode.repeats if mode else 0
    if invokes < wanted:
        yield Finding.TOO_FEW_SAMPLES, f"Only {invokes} of {wanted} invokes ran before the time was over."
    if not all(repeat.warmup_converged for repeat in measured.device_run.repeats):
        yield Finding.WARMUP_UNCONVERGED, "The latency on the device still moved when the warm-up was over."


def _heat(measured: Measured) -> Iterator[Found]:
    run = measured.device_run
    if (why := _throttled(measured)) is not None:
        yield Finding.THROTTLED, why
    hot = [repeat.heat for repeat in run.repeats if repeat.heat is not None and not repeat.heat.passed]
    if hot:
        summary = f"A repeat began {_state(hot[0])}, after {hot[0].waited_s:.0f} s of waiting."
        yield Finding.HOT_AT_START, summary


def _throttled(measured: Measured) -> str | None:
    run = measured.device_run
    status = telemetry_summary.highest_thermal_status(run.series)
    if status:
        return f"The thermal status of the device rose to {status:.0f} while it was measured."
    if max((repeat.redone for repeat in run.repeats), default=0) >= MAX_REDOS:
        return f"The device throttled {MAX_REDOS} times in one repeat before a try was kept."
    steady, fall = run.steadiness, telemetry_summary.clock_change(run.series, measured.settings.cpus)
    if steady is not None and _drifts(steady) and steady.drift > 0 and fall is not None and fall < -MAX_CLOCK_FALL:
        return f"The latency rose by {steady.drift:.0%} while the clocks fell by {-fall:.0%}."
    return None


def _drifts(steady: schema.Steadiness) -> bool:
    return abs(steady.drift) > MAX_DRIFT and steady.drift_p < TREND_P


def _noise(measured: Measured) -> Iterator[Found]:
    run = measured.device_run
    if (steady := run.steadiness) is not None:
        if steady.spread > MAX_SPREAD:
            yield Finding.SPREAD, f"The middle half of the invokes spreads over {steady.spread:.0%} of the median."
        if steady.between_repeats is not None and steady.between_repeats > MAX_BETWEEN_REPEATS:
            yield Finding.REPEATS_DIFFER, f"The cold repeats lie {steady.between_repeats:.0%} apart."
        if _drifts(steady) and _throttled(measured) is None:
            way = "rose" if steady.drift > 0 else "fell"
            yield Finding.DRIFT, f"The latency {way} by {abs(steady.drift):.0%} within the repeats."
    others = telemetry_summary.others(run.series)
    if others is not None and measured.device.cores and others > MAX_OTHERS * measured.device.cores:
        yield Finding.BUSY_DEVICE, f"Other processes kept {others:.1f} of {measured.device.cores} cores busy."
    if (host := measured.host_run.steadiness) is not None and (
        host.spread > MAX_SPREAD or (host.between_repeats or 0) > MAX_BETWEEN_REPEATS or _drifts(host)
    ):
        yield Finding.HOST_NOISY, "The latency on the host was not steady, so the ratio is not sure."


def _not_as_asked(measured: Measured) -> Iterator[Found]:
    settings, run = measured.settings, measured.device_run
    asked, ran = settings.delegate, run.runtime
    if ran.delegate not in _WHAT_RUNS.get(asked, (asked,)) or (ran.delegate != "none" and ran.delegated_nodes == 0):
        yield Finding.SILENT_FALLBACK, f"{asked} was asked for; the device ran the model with {_ran(ran)}."
    for repeat in run.repeats:
        if (threads := repeat.threads) is not None:
            cores = len(repeat.allowed_cpus or ()) or measured.device.cores or threads.asked
            wanted = min(threads.asked, cores)
            if threads.count < wanted or threads.at_work < wanted * LEAST_AT_WORK:
                seen = f"{threads.count} worked, {threads.at_work:.1f} at a time"
                yield Finding.FEWER_THREADS_AT_WORK, f"{threads.asked} threads were asked for on {cores} cores; {seen}."
                break


def _ran(runtime: schema.RuntimeInfo) -> str:
    return "no delegate" if runtime.delegate == "none" or runtime.delegated_nodes == 0 else runtime.delegate


def _remarks(measured: Measured) -> Iterator[Found]:
    settings, device, run = measured.settings, measured.device, measured.device_run
    for warning in measured.warnings:
        yield Finding.MODEL_DOUBTFUL, warning
    if run.binding == "position":
        yield Finding.BOUND_BY_POSITION, "The model has no signature: its tensors are bound by position."
    if device.cores is not None and settings.threads > device.cores:
        summary = f"{settings.threads} threads were asked for on {device.cores} cores of the device."
        yield Finding.MORE_THREADS_THAN_CORES, summary
    nodes, delegated = run.runtime.nodes, run.runtime.delegated_nodes
    if nodes and delegated and delegated < nodes and run.runtime.delegate != "xnnpack":  # which leaves some by design
        yield Finding.PARTLY_DELEGATED, f"{run.runtime.delegate} runs {delegated} of {nodes} nodes."
    change = telemetry_summary.clock_change(run.series, settings.cpus)
    if change is not None and abs(change) > MAX_CLOCK_FALL:
        way = "rose" if change > 0 else "fell"
        yield Finding.CLOCKS_CHANGED, f"The clock of the fastest core {way} by {abs(change):.0%} within the repeats."
    if redone := sum(repeat.redone for repeat in run.repeats):
        yield Finding.REDONE, f"{redone} throttled tries were thrown away and run again."
    if telemetry_summary.charging(run.series):
        yield Finding.CHARGING, "The battery was charging, which warms the device."
    level = telemetry_summary.battery_level(run.series)
    if level is not None and level < LOW_BATTERY:
        yield Finding.LOW_BATTERY, f"The battery was at {level:.0f} %; some devices slow down to save it."
    if "scripted" in run.platform or any(series.scripted for series in run.series):
        yield Finding.SCRIPTED, "What the device told of itself or how fast it was let run was scripted for a test."


def _state(heat: schema.HeatGate) -> str:
    temperature = None if heat.temperature_c is None else f"at {heat.temperature_c:.1f} °C"
    status = None if not heat.thermal_status else f"with thermal status {heat.thermal_status}"
    return " ".join(filter(None, [temperature, status])) or "too hot"
