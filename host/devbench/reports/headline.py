"""The answer to "fast enough? right? believable?": a title and one line for each question, in every report."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from devbench.analysis import telemetry_summary
from devbench.analysis.causes import Cause, causes
from devbench.analysis.remedies import usable_cores
from devbench.reports import budgets, rows, times, verdict_words
from devbench.reports.verdict_words import Tone
from devbench.results.findings import Finding
from devbench.results.schema import Budget, Result
from devbench.units import format_ms

_EXAMPLES = {"question-answering": "question", "multiple-choice": "question"}
"""What an example is called, by task; for other tasks it is a text."""


@dataclass(frozen=True)
class HeadLine:
    """``versions`` say the same with less and less detail; ``word`` is the verdict on it. A version that ends in
    ``action`` says all of ``cause``, which need not be listed again.
    """

    label: str
    versions: tuple[str, ...]
    word: str = ""
    tone: Tone = "good"
    cause: Cause | None = None
    action: str = ""


def title(result: Result) -> str:
    """``qa-en-tiny fp32 on Pixel 8 (Android 14)``, and the threads if they share cores."""
    device, threads, cores = result.device, result.settings.threads, usable_cores(result)
    is_release = (device.release or "")[:1].isdigit()  # a preview's or a virtual device's is a word
    android = f"Android {device.release}" if is_release else f"API {device.api}" if device.api else ""
    name = f"{result.model.name} {result.model.quantization} on {device.model or device.serial}"
    crowded = f", {threads} threads on {cores} core{'' if cores == 1 else 's'}" if cores and threads > cores else ""
    return name + (f" ({android})" if android else "") + crowded


def lines(result: Result) -> list[HeadLine]:
    words = {part.name: part for part in verdict_words.parts(result.verdict)}
    found = [*_speed(result)]
    answers, timing, device = words["answers"], words["timing"], words["device"]
    found.append(HeadLine("answers", _answers(result), answers.word, answers.tone))
    if result.verdict.partial:
        ran = f"only {result.parity.tokens.total} of {result.data.examples} ran"
        found.append(HeadLine("examples", (f"{ran} on both sides before the time limit", ran), "PARTIAL", "bad"))
    cause = next((each for each in causes(result.verdict) if each.leads_to(timing.word)), None)
    action = _action(result, cause) if cause else ""
    found.append(HeadLine("timing", _timing(result, cause, action), timing.word, timing.tone, cause, action))
    if device.word != "PHYSICAL":
        kind = {"VIRTUAL": "a virtual device", "EMULATOR": "an emulator"}[device.word]
        versions = (f"{kind}: its latency reflects this computer, not a phone", f"{kind}, not a phone", "not a phone")
        found.append(HeadLine("device", versions, device.word, device.tone))
    return found


def _speed(result: Result) -> Iterator[HeadLine]:
    """A single budget for the latency of an inference stands beside it; all others have lines of their own."""
    stages = result.device_run.latency_ms
    p50 = f"{format_ms(stages.invoke.p50)} p50"
    p90 = "" if stages.invoke.p90 is None else f", {format_ms(stages.invoke.p90)} p90"
    inference = f"{p50}{p90} per inference"
    example = f"{inference} · {format_ms(stages.total.p50)} per {_EXAMPLES.get(result.task, 'text')}"
    of_invoke = [each for each in result.budgets if each.metric.startswith("invoke.") and each.operator == "<="]
    if len(of_invoke) == 1:
        (budget,) = of_invoke
        limit = budgets.quantity(budget.limit, budget.unit)
        words = f"budget {budget.metric.removeprefix('invoke.')} {limit}"
        with_limit = [f"{each} · {words}" for each in (example, inference, p50 + p90, p50)]
        versions = (*with_limit, p50 + p90, p50)
        yield HeadLine("speed", versions, budget.outcome, budgets.TONES[budget.outcome])
    else:
        yield HeadLine("speed", (example, inference, p50 + p90, p50))
    for budget in result.budgets:
        if [budget] != of_invoke:
            yield _budget(budget)


def _budget(budget: Budget) -> HeadLine:
    row = budgets.row(budget)
    limit, found = f"{budget.metric} {row.limit}", row.measured.partition(" [")[0]
    shorter = (f"{budget.metric} {found}, {row.limit}", f"{budget.metric} {found}")
    versions = (f"{limit} · measured {row.measured}", f"{limit} · measured {found}", *shorter)
    return HeadLine("budget", versions, budget.outcome, row.tone)


# -- right? ------------------------------------------------------------------------------------------------------------


def _answers(result: Result) -> tuple[str, ...]:
    found, outputs = result.parity.answers, result.parity.outputs
    if found.total:
        short = f"{found.equal} of {found.total}"
        as_host = f"{short} as on the host"
    else:
        short = "" if outputs is None or outputs.cosine is None else f"cosine {outputs.cosine:.6f}"
        as_host = f"{short} to the host" if short else "nothing to compare with the host"
    parts = [as_host, *_quality(result), *_reference(result)]
    if result.verdict.answers == "AGREE" and len(parts) < 3:
        parts.append("nothing else to judge by")
    return (*(" · ".join(parts[:count]) for count in range(len(parts), 0, -1)), short or as_host)


def _quality(result: Result) -> Iterator[str]:
    quality = result.device_run.quality
    known = {**result.model.stated_quality, **result.model.expected_quality}
    of_known = {name: value for name, value in quality.items() if name in known}
    name = rows.main_metric(result.task, of_known or quality)
    if name is not None:
        source = "expected" if name in result.model.expected_quality else "card"
        beside = f" ({source} {known[name]:.1f})" if name in known else ""
        yield f"{rows.quality_name(result.task, name)} {quality[name]:.1f}{beside}"


def _reference(result: Result) -> Iterator[str]:
    if result.reference is not None and (found := result.reference.agreement.answers).total:
        yield f"{found.equal} of {found.total} as in the reference"


# -- believable? -------------------------------------------------------------------------------------------------------


def _timing(result: Result, cause: Cause | None, action: str) -> tuple[str, ...]:
    stage, repeats = result.device_run.latency_ms.invoke, len(result.device_run.repeats)
    width = times.plus_minus(stage.p50, stage.p50_low, stage.p50_high).strip()
    interval = f"{width} over {repeats} runs" if width else "one run, so no interval"
    short = width or "one run"
    evidence = _evidence(result, cause) if cause else ""
    seen = [f"{start} · {evidence}" if evidence else start for start in (interval, short)]
    return (*(f"{each} → {action}" for each in seen if action), *seen, short)


def _evidence(result: Result, cause: Cause) -> str:
    """The cause in a few words."""
    run, cores = result.device_run, result.device.cores
    if cause.finding.id == Finding.BUSY_DEVICE.name:
        others = telemetry_summary.others(run.series)
        return f"{others:.1f} of {cores} cores busy" if others is not None else "busy device"
    if cause.finding.id in (Finding.WIDE_INTERVAL.name, Finding.ONE_REPEAT.name, Finding.FEW_REPEATS.name):
        return ""  # as the interval says
    return Finding[cause.finding.id].label if cause.finding.id in Finding.__members__ else ""


def _action(result: Result, cause: Cause) -> str:
    """The remedy in a few words, if it has such; nothing that this run already did."""
    name, mode = cause.finding.id, result.settings.mode
    if name in (Finding.ONE_REPEAT.name, Finding.FEW_REPEATS.name, Finding.TOO_FEW_SAMPLES.name):
        if Finding.TOO_FEW_SAMPLES.name in {each.id for each in result.verdict.findings}:
            return "a higher --max-seconds"
        return "" if mode in ("normal", "official") else "--mode normal"
    if name == Finding.WIDE_INTERVAL.name and mode != "official":
        return "--mode official"
    close = f"close {'apps' if result.device.kind == 'physical' else 'programs'}, run again"
    again = "run again on an idle device"
    actions = {Finding.BUSY_DEVICE: close, Finding.DRIFT: "let it rest, run again"}
    actions |= {Finding.HUMP: again, Finding.WIDE_INTERVAL: again}
    return next((words for finding, words in actions.items() if finding.name == name), "")
