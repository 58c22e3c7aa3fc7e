"""Shows a session while it runs: a header, then one line that changes on a terminal, or one line a step in a pipe."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, Progress, ProgressColumn, Task, TaskID, TextColumn
from rich.text import Text

from devbench.bench.observer import Observer
from devbench.bench.plan import Plan
from devbench.bench.schedule import Schedule, Step
from devbench.choices import MODES, Side
from devbench.cli import plan_names
from devbench.cli.time_left import TimeLeft, in_words
from devbench.device.quantities import Heat
from devbench.harness import messages
from devbench.models.card import Card
from devbench.units import counted, format_bytes

_BAR_WIDTH = 12
_FRAMES_PER_S = 4
"""Few, because drawing takes time from the host run."""


class SessionProgress(Observer):
    """A context manager around sessions. Writes to ``console`` alone, and nothing if ``quiet``."""

    def __init__(self, console: Console, quiet: bool) -> None:
        self._console = console
        self._quiet = quiet
        self._left = TimeLeft()
        self._session = Schedule((), None, ())
        self._is_cooling = False
        self._task = TaskID(0)
        self._live = Progress(
            TextColumn("{task.description}"),
            BarColumn(_BAR_WIDTH),
            TextColumn("{task.fields[note]}"),
            _Left(self._left),
            console=console,
            transient=True,
            refresh_per_second=_FRAMES_PER_S,
            redirect_stdout=False,
            redirect_stderr=False,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.pause()

    def pause(self) -> None:
        """Ends the session's display, and leaves the terminal to others."""
        self._left.end_session()
        if self._live.task_ids:
            self._live.stop()
            self._live.remove_task(self._task)

    # -- what is to come ----------------------------------------------------------------------------------------------

    def queued(self, sessions: Sequence[Sequence[Plan]]) -> None:
        self._left.queue(sessions)

    def session(self, schedule: Schedule) -> None:
        self.pause()
        self._session = schedule
        self._left.begin_session(schedule)
        for line in self._header():
            self._say(line)

    def _header(self) -> list[str]:
        """Lines of less than 80 columns for names of usual length."""
        plans = self._session.plans
        models = [
            f"{name} · {plan.task.name} · {counted(len(plan.examples), 'example')}"
            for name, plan in zip(plan_names.names(plans), plans, strict=True)
        ]
        if self._is_comparison:
            models = [f"{letter}  {line}" for letter, line in zip(plan_names.letters(plans), models, strict=True)]
        settings = plans[0].settings
        how = [
            self._session.serial or "this computer",
            f"{settings.mode.name} mode" if settings.mode.name in MODES and self._session.serial else "",
            "" if len({plan.settings.threads for plan in plans}) > 1 else counted(settings.threads, "thread"),
            self._how_long(),
        ]
        return [*models, " · ".join(filter(None, how))]

    # -- what happens -------------------------------------------------------------------------------------------------

    def exporting(self, checkpoint: Path) -> None:
        self._draw(f"export {checkpoint.resolve().name}", None)

    def exported(self, checkpoint: Path, model: Path, card: Card) -> None:
        self.pause()
        what = f"{card.task.__struct_config__.tag}, {card.sequence_length} tokens, {card.quantization_of(model.name)}"
        self._say(f"exported {checkpoint}: {what}; kept in {model}")

    def pushing(self, name: str, size_bytes: int) -> None:
        self._draw(f"push {name}", size_bytes, format_bytes(size_bytes))

    def pushed(self, sent_bytes: int) -> None:
        self._update(completed=sent_bytes)

    def cooling(self, heat: Heat, limit_c: float, left_s: float) -> None:
        """A bar that empties: a countdown."""
        status = f", thermal status {heat.thermal_status}" if heat.thermal_status else ""
        title = f"cool down: battery {heat.temperature_c:.1f} °C{status}, limit {limit_c:g} °C"
        note = f"at most {in_words(left_s)}"
        if not self._is_cooling:
            self._draw(title, left_s, note)
            self._is_cooling = True
        self._update(description=title, completed=left_s, note=note)

    def step(self, step: Step) -> None:
        self._left.begin_step(step)
        title = self._title(step)
        if self._console.is_interactive:
            self._draw(title, 1.0 if step.kind in ("repeat", "answers") else None, "loading")
        else:
            until = " if all pairs run" if self._is_comparison and step.kind == "repeat" else ""
            self._say(f"{title}, about {in_words(self._left.left_s())} left{until}")
        self._is_cooling = False

    def harness(self, side: Side, event: messages.Event) -> None:
        match event:
            case messages.Loaded():
                self._update(note="warm-up")
            case messages.WarmedUp():
                self._left.measuring()
                self._update(note="measuring")
            case messages.Progress(fraction=fraction):
                self._left.advance(fraction)
                self._update(completed=fraction)
            case messages.Finished():
                self._update(completed=1.0)

    def throttled(self, side: Side, repeat: int, tries_left: int) -> None:
        self._say(f"The {side} throttled in repeat {repeat + 1}: it runs again, at most {counted(tries_left, 'time')}.")

    # -- drawing ------------------------------------------------------------------------------------------------------

    def _draw(self, title: str, total: float | None, note: str = "") -> None:
        """Another subject, in place of the one before."""
        if not self._console.is_interactive:
            self._say(f"{title}, {note}" if note else title)
        elif not self._quiet:
            if self._live.task_ids:
                self._live.remove_task(self._task)
            self._task = self._live.add_task(title, total=total, note=note)
            self._live.start()

    def _update(self, completed: float | None = None, description: str | None = None, note: str | None = None) -> None:
        if self._live.task_ids:
            self._live.update(self._task, completed=completed, description=description)
        if self._live.task_ids and note is not None:
            self._live.update(self._task, note=note)

    def _say(self, line: str) -> None:
        if not self._quiet:
            self._console.print(Text(line), soft_wrap=not self._console.is_interactive)

    # -- words --------------------------------------------------------------------------------------------------------

    @property
    def _is_comparison(self) -> bool:
        """It ends as soon as it is decided, so nobody knows how many steps are ahead."""
        return self._session.limit_s is not None

    def _how_long(self) -> str:
        if self._session.limit_s is None:
            return f"about {in_words(self._left.left_s())}"
        pairs = self._session.plans[0].settings.mode.repeats
        return f"pairs end after {pairs} or {in_words(self._session.limit_s)}"

    def _title(self, step: Step) -> str:
        plans = self._session.plans
        place = next((place for place, plan in enumerate(plans) if plan is step.plan), 0)
        if not self._is_comparison:
            name = f"{plan_names.names(plans)[place]}: " if len(plans) > 1 else ""
            return f"[{self._left.done + 1}/{self._left.total}] {name}{_title(step)}"
        letter = plan_names.letters(plans)[place]
        if step.kind == "repeat" and step.side == "device":
            return f"pair {step.repeat + 1} of at most {step.repeats}, {letter}: device run"
        return f"{letter}: {_title(step)}"


class _Left(ProgressColumn):
    """Of the whole command."""

    def __init__(self, left: TimeLeft) -> None:
        super().__init__()
        self._left = left

    def render(self, task: Task) -> Text:
        left_s = self._left.left_s()
        return Text(f"{in_words(left_s)} left" if left_s else "", no_wrap=True)


def _title(step: Step) -> str:
    if step.kind == "answers":
        return f"{step.side}, answers of {step.runtime}"
    if step.kind == "memory":
        return f"{step.side}, memory pass"
    if step.kind == "operators":
        return f"{step.side}, operator profile"
    return f"{step.side}, repeat {step.repeat + 1} of {step.repeats}" if step.repeats > 1 else f"{step.side} run"
