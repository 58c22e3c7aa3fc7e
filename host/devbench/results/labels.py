"""What results are called beside each other: as much of each as tells them apart."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from devbench.results.schema import Result
from devbench.units import counted

_TRAITS: Sequence[Callable[[Result], str]] = (
    lambda result: result.model.name,
    lambda result: result.model.quantization,
    lambda result: result.device.model or result.device.serial,
    lambda result: result.device.serial,
    lambda result: counted(result.settings.threads, "thread"),
    lambda result: result.settings.delegate,
    lambda result: result.data.name,
    lambda result: result.model.file or "",
    lambda result: result.run.id,
)
"""Those that say most come first."""


def names(results: Sequence[Result]) -> list[str]:
    """The model of each, and what else tells them apart."""
    return _labels(results, always=2)


def shortest(results: Sequence[Result]) -> list[str]:
    """Nothing but what tells them apart."""
    return _labels(results, always=0)


def _labels(results: Sequence[Result], always: int) -> list[str]:
    found: list[tuple[str, ...]] = [()] * len(results)
    for place, trait in enumerate(_TRAITS):
        extended = [(*label, trait(result)) for label, result in zip(found, results, strict=True)]
        if place < always or len(set(extended)) > len(set(found)):
            found = extended
    shown = [" ".join(label) or result.model.name for label, result in zip(found, results, strict=True)]
    return [f"{label} (#{place})" if shown.count(label) > 1 else label for place, label in enumerate(shown, start=1)]
