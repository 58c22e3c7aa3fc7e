"""What a session reports while it runs. The command line draws it; by itself an observer does nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from devbench.bench.plan import Plan
from devbench.bench.schedule import Schedule, Step
from devbench.choices import Side
from devbench.device.quantities import Heat
from devbench.harness.messages import Event
from devbench.models.card import Card
from devbench.results.answers import AnsweredExample
from devbench.results.schema import Result


class Observer:
    """Each method is an event; override those you need."""

    def queued(self, sessions: Sequence[Sequence[Plan]]) -> None:
        """The plans of all sessions to come, as far as is known. Said again when that changes."""

    def session(self, schedule: Schedule) -> None:
        """A session is about to begin."""

    def exporting(self, checkpoint: Path) -> None:
        """A checkpoint is about to be exported, which may take minutes."""

    def exported(self, checkpoint: Path, model: Path, card: Card) -> None:
        """A checkpoint was exported for the first time; the model is kept."""

    def pushing(self, name: str, size_bytes: int) -> None:
        """A file is about to be sent to the device."""

    def pushed(self, sent_bytes: int) -> None:
        """Bytes of this file that were sent so far."""

    def cooling(self, heat: Heat, limit_c: float, left_s: float) -> None:
        """The device is too warm to begin; the wait lasts at most ``left_s``. About once a second."""

    def step(self, step: Step) -> None:
        """A process is about to start. A repeat that is run again is said again."""

    def harness(self, side: Side, event: Event) -> None:
        """An event of the harness, in steps that may take long: repeats and answers."""

    def throttled(self, side: Side, repeat: int, tries_left: int) -> None:
        """The device throttled in a repeat, which is discarded and run again."""

    def answered(self, examples: Callable[[], Iterable[AnsweredExample]]) -> None:
        """A run is complete: what both sides made of its examples, which costs something to gather."""

    def kept(self, result: Result, path: Path) -> None:
        """A result is complete and stored."""
