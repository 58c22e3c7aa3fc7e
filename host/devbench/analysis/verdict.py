"""From a result to its verdict: pure, so that stored documents can be judged again.

Every rule stands in docs/measurement.md with its figure and its source.
"""

from __future__ import annotations

import statistics
from collections.abc import Iterator, Mapping

from devbench.analysis import known_quality, parity, quality, references, remedies, telemetry_summary
from devbench.choices import MODES
from devbench.results.findings import Finding, few_repeats, judge
from devbench.results.schema import DeviceInfo, HeatGate, Result, RolesTried, RuntimeInfo, SideRun, Stability, Verdict
from devbench.units import format_percent

MAX_HALF_WIDTH = 0.05
"""Of the interval of p50, over p50: a comparison at the tolerance of 5 % could decide nothing with more."""
MAX_DRIFT = 0.05
TREND_P = 0.01
MAX_CLOCK_FALL = 0.05
LEAST_CLOCK = 0.90
"""Of a core's maximum: a clock that never comes that high is held down."""
MAX_UNSTEADY_LOOKS = 0.10
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

    Documents of format 1 and the first of format 2 lack what only their plan knew: doubts about the model, its stated
    quality.
    """
    is_known_right = known_quality.is_known_right(result) or references.is_like_reference(result)
    return judge(findings(result), result.device.kind, is_known_right, lambda finding: remedies.remedy(finding, result))


def findings(result: Result) -> list[Found]:
    return [
        *quality.unlikely_input(result.data),
        *parity.findings(result.parity, result.model.quantization),
        *references.findings(result),
        *wrong_quality(result),
        *_kind(result.device),
        *_cut_short(result),
        *_heat(result),
        *_noise(result),
        *_not_as_asked(result),
        *_remarks(result),
    ]


def wrong_quality(result: Result) -> list[Found]:
    """By what is known of the model, and by the labels of the data."""
    return [*known_quality.findings(result), *quality.findings(result.device_run, result.task)]


def _kind(device: DeviceInfo) -> Iterator[Found]:
    names = {"virtual": (Finding.VIRTUAL_DEVICE, "a virtual device"), "emulator": (Finding.EMULATOR, "an emulator")}
    if device.kind in names:
        finding, name = names[device.kind]
        yield finding, f"{device.serial} is {name}, so its latency reflects this computer, not a phone."


def _cut_short(result: Result) -> Iterator[Found]:
    visited, examples = result.parity.tokens.total, result.data.examples
    if len({sample.example for sample in result.host_run.samples if sample.repeat == 0}) < examples:
        yield Finding.HOST_INCOMPLETE, "Not all examples ran on the host, so some answers are unchecked."
    if visited < examples:
        yield Finding.EXAMPLES_MISSING, f"Time ran out: only {visited} of {examples} examples ran on both sides."
    run = result.device_run
    yield from few_repeats(len(run.repeats))
    mode = MODES.get(result.settings.mode)
    invokes, wanted = run.latency_ms.invoke.n, mode.min_invokes * len(run.repeats) if mode else 0
    if invokes < wanted:
        yield Finding.TOO_FEW_SAMPLES, f"Time ran out: only {invokes:,} of {wanted:,} inferences were measured."
    moving = sum(not repeat.warmup_converged for repeat in run.repeats)
    if moving:
        text = f"Latency was still falling after the warm-up in {_repeats(moving, len(run.repeats))}."
        yield Finding.WARMUP_UNCONVERGED, text


def _heat(result: Result) -> Iterator[Found]:
    run = result.device_run
    if (why := _throttled(result)) is not None:
        yield Finding.THROTTLED, why
    hot = [repeat.heat for repeat in run.repeats if repeat.heat is not None and not repeat.heat.passed]
    if hot:
        yield Finding.HOT_AT_START, f"A repeat started {_state(hot[0])}, after a cool-down of {hot[0].waited_s:.0f} s."
    share = telemetry_summary.highest_clock(run.series, result.device.core_max_khz, result.settings.cpus)
    if share is not None and share < LEAST_CLOCK and not result.settings.fixed_performance:
        yield (
            Finding.CLOCKS_BELOW_MAXIMUM,
            f"The fastest cores never ran above {format_percent(share)} of their maximum clock.",
        )


def _throttled(result: Result) -> str | None:
    run = result.device_run
    status = telemetry_summary.highest_thermal_status(run.series)
    if status:
        return f"The device throttled: its thermal status rose to {status:.0f} of 6."
    if max((repeat.redone for repeat in run.repeats), default=0) >= MAX_REDOS:
        return f"The device throttled: one repeat had to be measured {MAX_REDOS + 1} times."
    fall = telemetry_summary.clock_change(run.series, result.settings.cpus)
    rises = [rise for rise, _ in _drifts(run.stability) if rise > 0]
    if rises and fall is not None and fall < -MAX_CLOCK_FALL:
        rise = format_percent(max(rises))
        return f"The device throttled: latency rose by {rise} while the clocks fell by {format_percent(-fall)}."
    return None


def _drifts(steady: Stability | None) -> Iterator[tuple[float, str]]:
    """Those that count, and when they happened."""
    if steady is None:
        return
    seen = [(steady.drift, steady.drift_p, "within the repeats")]
    if steady.drift_across is not None and steady.drift_across_p is not None:
        seen.append((steady.drift_across, steady.drift_across_p, "from the first repeats to the last"))
    yield from ((rise, place) for rise, p, place in seen if abs(rise) > MAX_DRIFT and p < TREND_P)


def _noise(result: Result) -> Iterator[Found]:
    run = result.device_run
    half_width = _half_width(run)
    if half_width is not None and half_width > MAX_HALF_WIDTH:
        yield Finding.WIDE_INTERVAL, f"Latency is noisy: the 95 % interval of p50 is ±{format_percent(half_width)}."
    if _throttled(result) is None:
        for rise, place in _drifts(run.stability):
            yield Finding.DRIFT, f"Latency {'rose' if rise > 0 else 'fell'} by {format_percent(abs(rise))} {place}."
    if (steady := run.stability) is not None:
        if (hump := steady.hump) is not None:
            way = "higher" if hump.change > 0 else "lower"
            yield (
                Finding.HUMP,
                f"Latency was {format_percent(abs(hump.change))} {way} during {format_percent(hump.share)} of the run.",
            )
        if steady.bimodal:
            yield Finding.REPEATS_BIMODAL, "The repeats fall into a fast and a slow group."
    unsteady = telemetry_summary.unsteady_clocks(run.series, result.settings.cpus)
    if unsteady is not None and unsteady > MAX_UNSTEADY_LOOKS:
        yield (
            Finding.CLOCKS_UNSTEADY,
            f"The clocks are unsteady: {format_percent(unsteady)} of readings are over 10 % from the median.",
        )
    others = telemetry_summary.others(run.series)
    if others is not None and result.device.cores and others > MAX_OTHERS * result.device.cores:
        yield Finding.BUSY_DEVICE, f"Other processes kept {others:.1f} of {_cores(result.device.cores)} busy."
    if not telemetry_summary.is_watched(run.series, len(run.repeats)):
        yield Finding.NOT_WATCHED, "The device shows neither its clocks nor the load of other processes."


def _half_width(run: SideRun) -> float | None:
    """Of the interval of the p50 of invoke, over it; None with one repeat."""
    stage = run.latency_ms.invoke
    if stage.p50_low is None or stage.p50_high is None or stage.p50 <= 0:
        return None
    return (stage.p50_high - stage.p50_low) / 2 / stage.p50


def _is_unsteady(host: SideRun) -> bool:
    steady, half_width = host.stability, _half_width(host)
    return (
        not all(repeat.warmup_converged for repeat in host.repeats)
        or (half_width is not None and half_width > MAX_HALF_WIDTH)
        or any(_drifts(steady))
        or (steady is not None and (steady.hump is not None or steady.bimodal))
    )


def _not_as_asked(result: Result) -> Iterator[Found]:
    settings, run = result.settings, result.device_run
    asked, ran = settings.delegate, run.runtime
    if ran.delegate not in _WHAT_RUNS.get(asked, (asked,)) or (ran.delegate != "none" and ran.delegated_nodes == 0):
        yield Finding.SILENT_FALLBACK, f"{asked} was requested, but the device ran the model with {_ran(ran)}."
    yield from _idle_threads(result)


def _idle_threads(result: Result) -> Iterator[Found]:
    """By the medians of the repeats: one repeat's reading may miss the time in which its threads ran."""
    run = result.device_run
    read = [repeat.threads for repeat in run.repeats if repeat.threads is not None]
    if not read:
        return
    count = statistics.median(threads.count for threads in read)
    at_work = statistics.median(threads.at_work for threads in read)
    asked = read[0].asked
    cores = remedies.usable_cores(result) or asked
    could = min(asked, cores)
    free = min(could, max(1, cores - (telemetry_summary.others(run.series) or 0)))
    if count < could or at_work < free * LEAST_AT_WORK:
        yield Finding.FEWER_THREADS_AT_WORK, f"Of {_threads(could)}, only {at_work:.1f} ran on average."


def _threads(count: int) -> str:
    return f"{count} {'thread' if count == 1 else 'threads'}"


def _cores(count: int) -> str:
    return f"{count} {'core' if count == 1 else 'cores'}"


def _repeats(count: int, total: int) -> str:
    return "the only repeat" if total == 1 else f"{count} of {total} repeats"


def _ran(runtime: RuntimeInfo) -> str:
    return "no delegate" if runtime.delegate == "none" or runtime.delegated_nodes == 0 else runtime.delegate


def _remarks(result: Result) -> Iterator[Found]:
    settings, run = result.settings, result.device_run
    if _is_unsteady(result.host_run):
        yield Finding.HOST_UNSTEADY, "Latency on the host is noisy, so the ratio to the host is uncertain."
    for warning in result.model.warnings:
        yield Finding.MODEL_DOUBTFUL, warning
    for remark in result.data.task_remarks:
        yield Finding.TASK_DOUBTFUL, remark
    if (tried := result.model.roles_tried) is not None:
        yield Finding.ROLES_TRIED, _tried(tried, result.model.roles)
    cores = remedies.usable_cores(result)
    if cores is not None and settings.threads > cores:
        yield Finding.MORE_THREADS_THAN_CORES, f"{_threads(settings.threads)} shared {_cores(cores)}."
    nodes, delegated = run.runtime.nodes, run.runtime.delegated_nodes
    if nodes and delegated and delegated < nodes and run.runtime.delegate != "xnnpack":  # which leaves some by design
        text = f"{run.runtime.delegate} runs only a part of the model: at least {delegated} of {nodes} nodes."
        yield Finding.PARTLY_DELEGATED, text
    change = telemetry_summary.clock_change(run.series, settings.cpus)
    if change is not None and abs(change) > MAX_CLOCK_FALL:
        way = "rose" if change > 0 else "fell"
        yield (
            Finding.CLOCKS_CHANGED,
            f"The clock of the fastest core {way} by {format_percent(abs(change))} during the run.",
        )
    if redone := sum(repeat.redone for repeat in run.repeats):
        yield Finding.REDONE, f"{redone} {'repeat' if redone == 1 else 'repeats'} throttled and had to run again."
    if telemetry_summary.charging(run.series):
        yield Finding.CHARGING, "The battery was charging, which warms the device."
    level = telemetry_summary.battery_level(run.series)
    if level is not None and level < LOW_BATTERY:
        yield Finding.LOW_BATTERY, f"The battery was at {level:.0f} %; some devices slow down to save it."
    if "scripted" in run.platform or any(series.scripted for series in run.series):
        yield Finding.SCRIPTED, "The device's speed or readings were scripted for a test."


def _tried(tried: RolesTried, roles: Mapping[str, str]) -> str:
    bound = " and ".join(f"{role} is {roles[role]}" for role in ("start_logits", "end_logits") if role in roles)
    figures = (
        f"{tried.hits} of {tried.examples} answers are right, {tried.hits_exchanged} if swapped, p = {tried.p:.2g}"
    )
    return (
        f"The tensor names do not say which output is start and which is end; by trial on the host {bound} ({figures})."
    )


def _state(heat: HeatGate) -> str:
    temperature = None if heat.temperature_c is None else f"at {heat.temperature_c:.1f} °C"
    status = None if not heat.thermal_status else f"with thermal status {heat.thermal_status}"
    return " ".join(filter(None, [temperature, status])) or "too hot"
