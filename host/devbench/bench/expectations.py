"""What a model is known to reach on the data of a run: as its card states of its own data, and as a user expects."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from devbench import assets
from devbench.bench.model_source import Source
from devbench.bench.plan import File
from devbench.errors import UsageError
from devbench.suggest import closest
from devbench.tasks.base import Example, Task

_COUNT = "examples"
"""In a card's quality, how many it was measured on."""


def stated(source: Source, quantization: str, data: File) -> dict[str, float]:
    """Of the card's own data, known by its content: on other data, another quality is no surprise."""
    card = source.card
    if card is None or card.data is None:
        return {}
    own = assets.dataset(card.data)
    if not own.is_file() or File.read(own).sha256 != data.sha256:
        return {}
    return {metric: known for metric, known in card.quality.get(quantization, {}).items() if metric != _COUNT}


def check(expected: Mapping[str, float], task: Task, examples: Sequence[Example], speed_only: bool) -> None:
    """Raises UsageError for what no run could show."""
    for metric, known in expected.items():
        if metric not in task.metrics:
            raise UsageError(f"{task.name} has no metric {metric}.", closest(metric, task.metrics))
        if not 0 < known <= 100:
            raise UsageError(
                f"--expect takes a percentage above 0 and at most 100, not {known:g}.",
                f"Give the quality that the model is known to reach, for example --expect {metric}=91.5.",
            )
    if expected and speed_only:
        raise UsageError("--speed-only computes no quality, so --expect has nothing to check.", "Use only one of them.")
    if expected and all(example.gold is None for example in examples):
        raise UsageError(
            "The data has no right answers, so --expect cannot be checked.", "Name data that has them with --data."
        )
