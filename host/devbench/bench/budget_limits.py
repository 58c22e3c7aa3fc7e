"""Which budgets a run has: those of the user, then those of the model's card. What no run could show is refused."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from devbench.analysis.limits import ALL_QUALITY, PAIR_STAGES, Limit, merged, parse_all
from devbench.bench.model_source import Source
from devbench.bench.request import Request
from devbench.choices import MODES, RunSettings
from devbench.errors import UsageError
from devbench.models.card import CARD_FILE
from devbench.suggest import closest
from devbench.tasks.base import Example, Task
from devbench.tasks.generation import Generation


def chosen(
    asked: Sequence[Limit], source: Source, task: Task, examples: Sequence[Example], speed_only: bool
) -> tuple[Limit, ...]:
    """The user's limit of a metric replaces the card's. Raises UsageError."""
    for limit in asked:
        _check(limit, task, examples, speed_only)
    if source.card is None:
        return tuple(asked)
    of_card = parse_all(source.card.require, str(source.path.with_name(CARD_FILE)))
    return merged(asked, [limit for limit in of_card if not (speed_only and limit.is_quality)])


def settings(request: Request, limits: Sequence[Limit]) -> RunSettings:
    """With several cold processes if a limit needs them, unless the user chose the mode."""
    if request.is_mode_open and any(not limit.is_exact for limit in limits):
        return replace(request.settings, mode=MODES["normal"])
    return request.settings


def _check(limit: Limit, task: Task, examples: Sequence[Example], speed_only: bool) -> None:
    name = f"The budget for {limit.metric} ({limit.source}) cannot be checked"
    if limit.metric.partition(".")[0] in PAIR_STAGES and task.name != Generation.name:
        raise UsageError(f"{name}: only an encoder-decoder pair has this metric.", "Limit total.p90 instead.")
    if not limit.is_quality:
        return
    if limit.metric not in (ALL_QUALITY, *task.metrics):
        hint = closest(limit.metric, [ALL_QUALITY, *task.metrics])
        raise UsageError(f"{name}: {task.name} has no such metric.", hint)
    if speed_only:
        raise UsageError(f"{name}: --speed-only skips quality.", "Leave out one of the two.")
    if all(example.gold is None for example in examples):
        raise UsageError(f"{name}: the data has no right answers.", "Use data that has them.")
