"""What a user asks for, before any file is looked at."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from devbench.analysis.limits import Limit
from devbench.choices import DEFAULT_MODEL, RunSettings


@dataclass(frozen=True)
class Request:
    """What a user asks for; None is what the model's card, its folder or the model itself should say."""

    model: str = DEFAULT_MODEL
    variant: str | None = None
    vocabulary: Path | None = None
    task: str | None = None
    cased: bool | None = None
    data: Path | None = None
    examples: int | None = None
    sequence_length: int | None = None
    bind: tuple[tuple[str, str], ...] = ()
    """Roles with the tensors that play them."""
    task_changes: tuple[tuple[str, str], ...] = ()
    """Fields of the task's settings with other values than the card's or the default ones."""
    expected: tuple[tuple[str, float], ...] = ()
    """The quality that the model is known to reach on the data, by metric."""
    reference: Path | None = None
    """What the model is known to answer, as `devbench reference` writes it."""
    require: tuple[Limit, ...] = ()
    """Budgets, beside those of the model's card."""
    allow_virtual: bool = False
    """Times and memory of a virtual device or an emulator decide budgets, too."""
    settings: RunSettings = RunSettings()
    is_mode_open: bool = False
    """Nobody chose the settings' mode: budgets for times or memory, of the user or the card, need the normal one."""
    project_file: Path | None = None
    """Of a project's defaults, if they were used."""
