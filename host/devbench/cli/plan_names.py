"""What the plans of a session are called while they run."""

from __future__ import annotations

from collections.abc import Sequence

from devbench.bench.plan import Plan
from devbench.units import counted


def names(plans: Sequence[Plan]) -> list[str]:
    """The model of each, and in what they differ."""
    found = [f"{plan.model.name} {plan.model.quantization}" for plan in plans]
    found = _told_apart(found, [counted(plan.settings.threads, "thread") for plan in plans])
    found = _told_apart(found, [str(plan.settings.delegate) for plan in plans])
    if len(set(found)) == len(found):
        return found
    return _told_apart(found, [str(plan.model.file.path) for plan in plans])


def letters(plans: Sequence[Plan]) -> list[str]:
    """Of a comparison: A is the baseline."""
    return [chr(ord("A") + place) for place in range(len(plans))]


def _told_apart(found: Sequence[str], trait: Sequence[str]) -> list[str]:
    if len(set(trait)) == 1:
        return list(found)
    return [f"{name}, {value}" for name, value in zip(found, trait, strict=True)]
