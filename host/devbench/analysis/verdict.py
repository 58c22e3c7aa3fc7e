"""From a result to its verdict: pure, so that stored documents can be judged again.

Every rule stands in docs/measurement.md with its figure and its source.
"""

from __future__ import annotations

from collections.abc import Iterator

from devbench.analysis import parity, telemetry_summary
from devbench.choices import MODES
from devbench.results.findings import Finding, judge
from devbench.results.schema import DeviceInfo, HeatGate, Result, RuntimeInfo, Stability, Verdict

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

_WHAT_RUNS = {"cpu": ("xnnpack", "none"), "xnnpack-off": ("none",)}
"""By what was asked for; any other delegate goes by one name."""

Found = tuple[Finding, str]


def verdict(result: Result) -> Verdict:
    """By the rules of today; the verdict that the result carries plays no part.

    First documents of format 2 and those of format 1 lack what only their plan knew: doubts about the model, its
    stated quality.
    """
    return judge(findings(result))


def findings(result: Result) -> list[Found]:
    return [
        *parity.findings(result.parity, result.model.quantization),
        *_lost_quality(result),
        *_kind(result.device),
        *_cut_short(result),
        *_heat(result),
        *_noise(result),
        *_not_as_asked(result),
        *_remarks(result),
    ]


def _lost_quality(result: Result) -> Iterator[Found]:
    """Both sides may agree and be wrong: a vocabulary of the right size need not be the right one."""
    quality = result.device_run.quality
    for metric, stated in result.model.stated_quality.items():
        if metric in quality and quality[metric] < KEPT_QUALITY * stated:
            summary = f"{metric} is {quality[metric]:.1f} on the device; the model's card states {stated:.1f}."
            yield Finding.QUALITY_LOST, summary


def _kind(device: DeviceInfo) -> Iterator[Found]:
    if device.kind == "virtual":
        yield Finding.VIRTUAL_DEVICE, f"{device.serial} is a virtual device, no phone."
    elif device.kind == "emulator":
        yield Finding.EMULATOR, f"{device.serial} is an emulator, no phone."


def _cut_short(result: Result) -> Iterator[Found]:
    visited, examples = result.parity.tokens.total, result.data.examples
    if visited < examples:
        summary = f"Only {visited} of {examples} examples ran on both sides before the time was over."
        yield Finding.EXAMPLES_MISSING, summary
    mode = MODES.get(result.settings.mode)
    invokes, wanted = result.device_run.latency_ms.invoke.n, mode.min_invokes * mode.repeats if mode else 0
    if invokes < wanted:
        yield Finding.TOO_FEW_SAMPLES, f"Only {invokes} of {wanted} invokes ran before the time was over."
    if not all(repeat.warmup_converged for repeat in result.device_run.repeats):
        yield Finding.WARMUP_UNCONVERGED, "The latency on the device still moved when the warm-up was over."


def _heat(result: Result) -> Iterator[Found]:
    run = result.device_run
    if (why := _throttled(result)) is not None:
        yield Finding.THROTTLED, why
    hot = [repeat.heat for repeat in run.repeats if repeat.heat is not None and not repeat.heat.passed]
    if hot:
        summary = f"A repeat began {_state(hot[0])}, after {hot[0].waited_s:.0f} s of waiting."
        yield Finding.HOT_AT_START, summary


def _throttled(result: Result) -> str | None:
    run = result.device_run
    status = telemetry_summary.highest_thermal_status(run.series)
    if status:
        return f"The thermal status of the device rose to {status:.0f} while it was measured."
    if max((repeat.redone for repeat in run.repeats), default=0) >= MAX_REDOS:
        return f"The device throttled {MAX_REDOS} times in one repeat before a try was kept."
    steady, fall = run.stability, telemetry_summary.clock_change(run.series, result.settings.cpus)
    if steady is not None and _drifts(steady) and steady.drift > 0 and fall is not None and fall < -MAX_CLOCK_FALL:
        return f"The latency rose by {steady.drift:.0%} while the clocks fell by {-fall:.0%}."
    return None


def _drifts(steady: Stability) -> bool:
    return abs(steady.drift) > MAX_DRIFT and steady.drift_p < TREND_P


def _noise(result: Result) -> Iterator[Found]:
    run = result.device_run
    if (steady := run.stability) is not None:
        if steady.spread > MAX_SPREAD:
            yield Finding.SPREAD, f"The middle half of the invokes spreads over {steady.spread:.0%} of the median."
        if steady.between_repeats is not None and steady.between_repeats > MAX_BETWEEN_REPEATS:
            yield Finding.REPEATS_DIFFER, f"The cold repeats lie {steady.between_repeats:.0%} apart."
        if _drifts(steady) and _throttled(result) is None:
            way = "rose" if steady.drift > 0 else "fell"
            yield Finding.DRIFT, f"The latency {way} by {abs(steady.drift):.0%} within the repeats."
    others = telemetry_summary.others(run.series)
    if others is not None and result.device.cores and others > MAX_OTHERS * result.device.cores:
        yield Finding.BUSY_DEVICE, f"Other processes kept {others:.1f} of {result.device.cores} cores busy."
    if (host := result.host_run.stability) is not None and (
        host.spread > MAX_SPREAD or (host.between_repeats or 0) > MAX_BETWEEN_REPEATS or _drifts(host)
    ):
        yield Finding.HOST_NOISY, "The latency on the host was not steady, so the ratio is not sure."


def _not_as_asked(result: Result) -> Iterator[Found]:
    settings, run = result.settings, result.device_run
    asked, ran = settings.delegate, run.runtime
    if ran.delegate not in _WHAT_RUNS.get(asked, (asked,)) or (ran.delegate != "none" and ran.delegated_nodes == 0):
        yield Finding.SILENT_FALLBACK, f"{asked} was asked for; the device ran the model with {_ran(ran)}."
    for repeat in run.repeats:
        if (threads := repeat.threads) is not None:
            cores = len(repeat.allowed_cpus or ()) or result.device.cores or threads.asked
            wanted = min(threads.asked, cores)
            if threads.count < wanted or threads.at_work < wanted * LEAST_AT_WORK:
                seen = f"{threads.count} worked, {threads.at_work:.1f} at a time"
                yield Finding.FEWER_THREADS_AT_WORK, f"{threads.asked} threads were asked for on {cores} cores; {seen}."
                break


def _ran(runtime: RuntimeInfo) -> str:
    return "no delegate" if runtime.delegate == "none" or runtime.delegated_nodes == 0 else runtime.delegate


def _remarks(result: Result) -> Iterator[Found]:
    settings, device, run = result.settings, result.device, result.device_run
    for warning in result.model.warnings:
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


def _state(heat: HeatGate) -> str:
    temperature = None if heat.temperature_c is None else f"at {heat.temperature_c:.1f} °C"
    status = None if not heat.thermal_status else f"with thermal status {heat.thermal_status}"
    return " ".join(filter(None, [temperature, status])) or "too hot"
