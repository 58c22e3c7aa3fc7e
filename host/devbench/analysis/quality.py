"""Does the model understand its input, and are its answers right? Device and host may agree and be wrong."""

from __future__ import annotations

from collections.abc import Iterator

from devbench.analysis.intervals import wilson_upper
from devbench.results.findings import Finding
from devbench.results.schema import DataInfo, Judged, SideRun
from devbench.units import format_percent

MIN_JUDGED = 20
MARGIN = 0.05
"""Above chance: quality that may well lie within it shows nothing."""
MAX_UNKNOWN = 0.20
"""Of the tokens."""

_GUESSING = {
    "text-classification": "always answering the most common label",
    "question-answering": "never giving an answer",
}
"""What reaches chance, by task; for other tasks it is a guess."""


def unlikely_input(data: DataInfo) -> Iterator[tuple[Finding, str]]:
    """Doubts about the input, which may explain everything else."""
    if data.unknown_share is not None and data.unknown_share > MAX_UNKNOWN:
        yield (
            Finding.UNKNOWN_TOKENS,
            f"The vocabulary lacks {format_percent(data.unknown_share)} of the examples' tokens.",
        )
    if data.capitals == "unknown":
        yield Finding.CAPITALS_UNKNOWN, "The examples have capitals, but the vocabulary has none."
    elif data.capitals == "lost":
        yield Finding.CAPITALS_LOST, "The vocabulary has capitals, but the tokenizer lowercases the text."


def findings(run: SideRun, task: str) -> Iterator[tuple[Finding, str]]:
    """What the right answers of the data say against a run. They never prove that it is right: see known_quality."""
    if run.judged is not None and can_tell(run.judged) and below_chance(*_figures(run.judged)):
        yield Finding.QUALITY_AT_CHANCE, _at_chance(run.judged, task)


def can_tell(judged: Judged) -> bool:
    """Whether there are enough examples, and room above chance: there is none if all have the same label."""
    return judged.total >= MIN_JUDGED and judged.chance + MARGIN < 1


def below_chance(hits: int, total: int, chance: float) -> bool:
    """Whether the one-sided 95 % Wilson upper bound of the share of hits does not exceed ``chance`` + 5 points."""
    return wilson_upper(hits, total) <= chance + MARGIN


def _figures(judged: Judged) -> tuple[int, int, float]:
    return judged.hits, judged.total, judged.chance


def _at_chance(judged: Judged, task: str) -> str:
    metric = judged.metric.replace("top_", "top-").replace("_", " ").capitalize()
    what = "entities" if task == "token-classification" else "examples"
    worth = f"no better than {_GUESSING.get(task, 'guessing')} ({format_percent(judged.chance, 1)})"
    if not judged.chance:
        worth = "so almost no answer is right"
    return f"{metric} is {format_percent(judged.hits / judged.total, 1)} on {judged.total} {what}, {worth}."
