"""A result in words, once for the terminal, HTML and Markdown. Its times are in times.py."""

from __future__ import annotations

import shlex
import statistics
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from devbench.analysis import telemetry_summary
from devbench.results.schema import Agreement, Count, Result, RuntimeInfo, SideRun
from devbench.units import counted, format_bytes

_QUALITY_NAMES = {
    "accuracy": "accuracy",
    "exact_match": "exact match",
    "f1": "F1",
    "has_answer_f1": "has answer F1",
    "macro_f1": "macro F1",
    "matthews": "Matthews",
    "micro_f1": "micro F1",
    "pearson": "Pearson",
    "rouge_l": "ROUGE-L",
    "spearman": "Spearman",
    "subset_accuracy": "subset accuracy",
}

AS_REFERENCE = "equal to the reference"
AS_SECOND_RUNTIME = "equal to {} on the host"

UNITS = {
    "C": ("Temperature", "°C", 1),
    "kHz": ("Clock", "GHz", 1e-6),
    "bytes": ("Memory", "MB", 1e-6),
    "cores": ("Processor time", "cores", 1),
    "%": ("Battery", "%", 1),
    "0-6": ("Thermal status", "of 6", 1),
}
"""By the unit of a series: what it measures, the unit shown, the factor to it. Other units are shown as they are."""


@dataclass(frozen=True)
class SideRow:
    label: str
    device: str
    host: str


def heading(result: Result) -> list[tuple[str, str]]:
    model, device, host = result.model, result.device, result.host
    cut = f" ({result.data.truncated} truncated)" if result.data.truncated else ""
    about = [device.kind, device.model, device.abi, f"API {device.api}" if device.api else None]
    return [
        ("model", f"{model.name} · {model.quantization} · {format_bytes(model.bytes)}"),
        ("task", f"{result.task} · {result.data.examples} examples of {result.data.name}{cut}"),
        ("settings", " · ".join(_settings(result))),
        ("device", " · ".join([device.serial, *filter(None, about), runtime(result.device_run)])),
        ("host", f"{host.cpu or host.os} · {host.cores} cores · {runtime(result.host_run)}"),
    ]


def _settings(result: Result) -> Iterator[str]:
    settings = result.settings
    yield counted(settings.threads, "thread")
    if settings.cpus is not None:
        yield f"cores {', '.join(map(str, settings.cpus))}"
    yield settings.mode
    if settings.repeats > 1:
        yield f"{settings.repeats} cold repeats"
    if settings.tokenize == "host":
        yield "tokenized on the host"
    if settings.fixed_performance:
        yield "fixed performance"


def runtime(run: SideRun) -> str:
    found = run.runtime
    return f"{found.name} {found.version} ({', '.join(filter(None, [found.delegate, _nodes(found)]))})"


def _nodes(found: RuntimeInfo) -> str:
    """A runtime may know only a lower bound of how many nodes its delegate took."""
    if not found.delegated_nodes:
        return ""
    if found.delegated_nodes == found.nodes:
        return f"all {found.nodes} nodes"
    return f"at least {found.delegated_nodes} of {found.nodes or '?'} nodes"


# -- can it be believed ------------------------------------------------------------------------------------------------


def conditions(result: Result) -> list[SideRow]:
    """What device and host were doing; what could not be read is left out."""
    device, host = result.device_run, result.host_run
    columns = [{**dict(_conditions(device)), **dict(_no_temperature(device))}, dict(_conditions(host))]
    labels = dict.fromkeys(label for column in columns for label in column)
    return [SideRow(label, *(column.get(label, "–") for column in columns)) for label in labels]


def _conditions(run: SideRun) -> Iterator[tuple[str, str]]:
    if (steady := run.stability) is not None:
        yield "spread (IQR / median)", f"{100 * steady.spread:.1f} %"
        yield "drift, first to last third", f"{100 * steady.drift:+.1f} % (p {steady.drift_p:.2g})"
        if steady.drift_across is not None and steady.drift_across_p is not None:
            yield "drift, first to last repeats", f"{100 * steady.drift_across:+.1f} % (p {steady.drift_across_p:.2g})"
        if steady.between_repeats is not None:
            yield "spread between repeats", f"{100 * steady.between_repeats:.1f} %"
    if run.latency_ms.invoke.outliers:
        yield "outliers", f"{run.latency_ms.invoke.outliers:,} of {run.latency_ms.invoke.n:,} inferences"
    threads = [repeat.threads for repeat in run.repeats if repeat.threads]
    if threads:
        at_work = statistics.median(each.at_work for each in threads)
        yield "threads running", f"{at_work:.1f} of {threads[0].asked}"
    heat = [repeat.heat for repeat in run.repeats if repeat.heat]
    if heat:
        yield (
            "cool-down",
            f"waited {sum(each.waited_s for each in heat):.0f} s"
            + ("" if all(each.passed for each in heat) else ", still too hot"),
        )
    temperatures = [each.temperature_c for each in heat if each.temperature_c is not None]
    if temperatures:
        yield "temperature before a repeat", f"at most {max(temperatures):.1f} °C"
    if redone := sum(repeat.redone for repeat in run.repeats):
        yield "repeats that throttled", f"{redone}, measured again"
    if cpus := run.repeats[0].allowed_cpus:
        yield "usable cores", ", ".join(map(str, cpus))
    for name in dict.fromkeys(series.name for series in run.series):
        if is_constant(run, name):
            first = next(series for series in run.series if series.name == name)
            yield readable(name), f"{_reading(first.values[0], first.unit)} throughout"


def _no_temperature(run: SideRun) -> Iterator[tuple[str, str]]:
    """Of a device that could have been throttled by heat unseen."""
    is_watched = telemetry_summary.is_watched(run.series, len(run.repeats))
    if is_watched and not telemetry_summary.has_thermal_sensor(run.series):
        yield "temperature", "not reported"


def is_constant(run: SideRun, name: str) -> bool:
    """Whether a quantity had one value throughout."""
    return len({value for series in run.series if series.name == name for value in series.values}) == 1


def readable(name: str) -> str:
    """``zone_temperature:cpu-0`` is of cpu-0."""
    return (name.partition(":")[2] or name).replace("_", " ")


def _reading(value: float, unit: str) -> str:
    if unit == "0/1":
        return "yes" if value else "no"
    _, shown, factor = UNITS.get(unit, (unit, unit, 1))
    return f"{value * factor:.4g} {shown}"


# -- is it right -------------------------------------------------------------------------------------------------------


def quality(result: Result) -> list[SideRow]:
    device, host = result.device_run.quality, result.host_run.quality
    return [
        SideRow(quality_name(result.task, metric), f"{device[metric]:.1f}", f"{host[metric]:.1f}")
        for metric in device
        if metric in host
    ]


def quality_name(task: str, metric: str) -> str:
    """As its field calls it."""
    name = _QUALITY_NAMES.get(metric, metric.replace("top_", "top-").replace("_", " "))
    return f"entity {name}" if task == "token-classification" else name


def main_metric(task: str, names: Collection[str]) -> str | None:
    """The metric that the task is known by."""
    return "f1" if task == "question-answering" and "f1" in names else next(iter(names), None)


def main_quality(task: str, quality: Mapping[str, float]) -> str:
    """``F1 91.2``; empty if there is no quality."""
    metric = main_metric(task, quality)
    return f"{quality_name(task, metric)} {quality[metric]:.1f}" if metric else ""


def checks(result: Result) -> list[tuple[str, str]]:
    """How far both sides agree, and what else the answers were compared with."""
    return list(_checks(result))


def _checks(result: Result) -> Iterator[tuple[str, str]]:
    found = result.parity
    yield "equal token ids", _share(found.tokens)
    if (outputs := found.outputs) is not None:
        if outputs.cosine is None:
            yield "outputs", "not finite"
        else:
            yield "outputs", f"cosine {outputs.cosine:.6f}, max abs diff {outputs.max_abs_diff:.1e}"
        if outputs.norm_ratio is not None and outputs.relative_diff is not None:
            yield "max abs diff / standard deviation", f"{outputs.relative_diff:.1e}"
            yield "output size, device / host", f"{outputs.norm_ratio:#.4g}".rstrip(".")
    yield "equal answers", _share(found.answers)
    for source, quality in (("card", result.model.stated_quality), ("--expect", result.model.expected_quality)):
        for metric, value in quality.items():
            if metric in result.device_run.quality:
                yield f"known {quality_name(result.task, metric)}", f"{value:.1f} ({source})"
    if (reference := result.reference) is not None:
        yield AS_REFERENCE, f"{_agreement(reference.agreement)} ({reference.made_by or reference.file})"
    if (second := result.second_runtime) is not None:
        yield (
            AS_SECOND_RUNTIME.format(second.name),
            f"{_agreement(second.device)} on the device, {_agreement(second.host)} on the host",
        )
    if repeats := [
        repeat.alike for run in (result.device_run, result.host_run) for repeat in run.repeats if repeat.alike
    ]:
        equal, total = sum(alike.equal for alike in repeats), sum(alike.total for alike in repeats)
        yield "repeats equal to the first", f"{equal} of {total} answers"


def _agreement(found: Agreement) -> str:
    if found.answers.total:
        return f"{found.answers.equal} of {found.answers.total} answers"
    return f"cosine {found.outputs.cosine:.6f}" if found.outputs and found.outputs.cosine is not None else "–"


def _share(count: Count) -> str:
    percent = 100 * count.equal / count.total if count.total else 0
    return f"{percent:.4g} % ({count.equal} of {count.total})"


# -- where it comes from -----------------------------------------------------------------------------------------------


def provenance(result: Result) -> list[tuple[str, str]]:
    """All that is needed to repeat the run, or to see why it cannot be repeated."""
    return [(label, value) for label, value in _provenance(result) if value]


def _provenance(result: Result) -> Iterator[tuple[str, str | None]]:
    run, device, host = result.run, result.device, result.host
    yield "run", run.id
    yield "started", run.started
    yield "command", shlex.join(run.command)
    yield "devbench", run.devbench
    yield "commit", run.commit and run.commit + (" with uncommitted changes" if run.dirty else "")
    yield f"model {result.model.name}", f"sha256 {result.model.sha256}"
    yield "vocabulary", f"sha256 {result.vocabulary.sha256}"
    yield f"data {result.data.name}", f"sha256 {result.data.sha256}"
    for name, digest in (result.harness.sha256 if result.harness else {}).items():
        yield f"harness {name}", f"sha256 {digest}"
    yield "device", device.serial
    yield "device fingerprint", device.fingerprint
    yield "SoC", device.soc
    yield "governor", result.device_run.platform.get("governor")
    yield "cores", _topology(device.cores, device.core_max_khz)
    yield "device runtime", f"{runtime(result.device_run)}, {result.settings.delegate} requested"
    yield "host runtime", runtime(result.host_run)
    yield "host", f"{host.cpu or 'unknown CPU'} · {host.cores} cores · {host.os}"
    push = result.push
    yield "pushed", f"{push.files} files, {format_bytes(push.bytes)}, {push.seconds:.1f} s"


def _topology(cores: int | None, max_khz: list[int] | None) -> str | None:
    """Cores by their highest clock: ``4 x 1.80 GHz + 4 x 2.84 GHz``."""
    if not max_khz:
        return None if cores is None else str(cores)
    clocks = sorted(set(max_khz))
    return " + ".join(f"{max_khz.count(clock)} x {clock / 1e6:.2f} GHz" for clock in clocks)
