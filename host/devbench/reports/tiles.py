"""The main figures of a result as tiles, each with the word that says whether it fails."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from devbench.reports import budgets, rows, times, verdict_words
from devbench.reports.verdict_words import Tone
from devbench.results.findings import leads_to
from devbench.results.schema import Count, Result, Stage, VerdictFinding

_SHOWN_METRICS = 2


@dataclass(frozen=True)
class Tile:
    """``word`` is empty and ``tone`` None if nothing judges the figure."""

    value: str
    label: str
    word: str = ""
    tone: Tone | None = None


def tiles(result: Result) -> list[Tile]:
    return list(_tiles(result))


def _tiles(result: Result) -> Iterator[Tile]:
    device, host = result.device_run, result.host_run
    yield _latency("p50 per inference on the device", device.latency_ms.invoke, *_speed(result))
    yield _latency("p50 per inference on the host", host.latency_ms.invoke)
    ratio, _, interval = times.ratio(result).partition(" ")
    yield Tile(ratio, f"device / host {interval}".strip())
    for metric, row in zip(device.quality, rows.quality(result)[:_SHOWN_METRICS], strict=False):
        words = f"{row.label} on the device, {row.host} on the host"
        yield Tile(row.device, words, *_judged(result, (metric, "quality"), ("QUALITY_",)))
    parity = result.parity
    if parity.answers.total:
        yield _count("answers as on the host", parity.answers, *_judged(result, ("answers",), ("ANSWERS_",)))
    if parity.tokens.total:
        yield _count("examples with the host's token ids", parity.tokens, *_judged(result, ("tokens",), ("TOKENS_",)))


def _latency(label: str, stage: Stage, word: str = "", tone: Tone | None = None) -> Tile:
    shown = times.figure(stage, "p50")
    return Tile(shown.value, f"{label} {shown.interval}".strip(), word, tone)


def _count(label: str, found: Count, word: str = "", tone: Tone | None = None) -> Tile:
    return Tile(f"{found.equal} of {found.total}", label, word, tone)


def _speed(result: Result) -> tuple[str, Tone | None]:
    """The outcome of its budgets; without any, why the figure cannot be relied on."""
    word, tone = _judged(result, ("invoke.p50",))
    timing = next(part for part in verdict_words.parts(result.verdict) if part.name == "timing")
    return (word, tone) if tone or timing.tone == "good" else (timing.word, timing.tone)


def _judged(result: Result, metrics: tuple[str, ...], findings: tuple[str, ...] = ()) -> tuple[str, Tone | None]:
    """The worst outcome of the budgets for these metrics and of the findings whose names begin like this."""
    outcomes = {budget.outcome for budget in result.budgets if budget.metric in metrics}
    if "FAIL" not in outcomes and any(_is_wrong(each, findings) for each in result.verdict.findings):
        return "WRONG", "bad"
    return next(((word, tone) for word, tone in budgets.TONES.items() if word in outcomes), ("", None))


def _is_wrong(found: VerdictFinding, names: tuple[str, ...]) -> bool:
    return found.id.startswith(names) and leads_to(found.id) == "WRONG"
