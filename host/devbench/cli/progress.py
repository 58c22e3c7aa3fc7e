"""Draws a session while it runs: a line for each push and each repeat on a terminal, nothing in a pipe."""

from __future__ import annotations

from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import (
    BarColumn,
    DownloadColumn,
    Progress,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
    TransferSpeedColumn,
)

from devbench.bench.observer import Observer
from devbench.choices import HostRuntime, Side
from devbench.device.quantities import Heat
from devbench.harness import messages
from devbench.units import format_ms, ms


class SessionProgress(Observer):
    """A context manager around sessions."""

    def __init__(self, console: Console, quiet: bool) -> None:
        disable = quiet or not console.is_terminal
        self._runs = Progress(
            TextColumn("{task.description:<32}"),
            BarColumn(),
            TimeElapsedColumn(),
            TextColumn("{task.fields[note]}"),
            console=console,
            disable=disable,
        )
        self._pushes = Progress(
            TextColumn("{task.description:<32}"),
            BarColumn(),
            DownloadColumn(),
            TransferSpeedColumn(),
            console=console,
            disable=disable,
        )
        self._active: Progress | None = None
        self._task = TaskID(0)
        self._cooling: TaskID | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.pause()

    def pause(self) -> None:
        """Leaves the terminal to others until something is reported again; what was drawn is not drawn again."""
        self._switch(None)
        for progress in (self._runs, self._pushes):
            for task in progress.task_ids:
                progress.remove_task(task)
        self._cooling = None

    def pushing(self, name: str, size_bytes: int) -> None:
        self._switch(self._pushes)
        self._task = self._pushes.add_task(f"push {name}", total=size_bytes)

    def pushed(self, sent_bytes: int) -> None:
        self._pushes.update(self._task, completed=sent_bytes)

    def cooling(self, heat: Heat, limit_c: float, left_s: float) -> None:
        """A bar that empties: a countdown."""
        self._switch(self._runs)
        if self._cooling is None:
            self._cooling = self._runs.add_task("cool down", total=left_s, note="")
        status = f", thermal status {heat.thermal_status}" if heat.thermal_status else ""
        note = f"battery {heat.temperature_c:.1f} °C{status}: waiting for {limit_c:g} °C, {left_s:.0f} s at most"
        self._runs.update(self._cooling, completed=left_s, note=note)

    def running(self, side: Side, repeat: int, repeats: int) -> None:
        self._switch(self._runs)
        self._end_cooling()
        which = f" {repeat + 1} of {repeats}" if repeats > 1 else ""
        self._task = self._runs.add_task(f"{side} run{which}", total=1.0, note="loading")

    def harness(self, side: Side, event: messages.Event) -> None:
        match event:
            case messages.Loaded(first_inference_ns=first):
                note = f"warming up, first inference {format_ms(ms(first))}"
                self._runs.update(self._task, note=note)
            case messages.WarmedUp(runs=runs):
                self._runs.update(self._task, note=f"measuring after {runs} warm-up runs")
            case messages.Progress(fraction=fraction, invokes=invokes):
                self._runs.update(self._task, completed=fraction, note=f"{invokes} invokes")
            case messages.Finished():
                self._runs.update(self._task, completed=1.0)

    def throttled(self, side: Side, repeat: int, tries_left: int) -> None:
        self._runs.update(self._task, note=f"throttled, thrown away; {tries_left} more tries")

    def second_runtime(self, name: HostRuntime) -> None:
        self._switch(self._runs)
        self._task = self._runs.add_task(f"host run, {name}", total=None, note="untimed")

    def profiling(self, side: Side) -> None:
        self._switch(self._runs)
        self._task = self._runs.add_task(f"{side} operators", total=None, note="one by one")

    def measuring_memory(self, side: Side) -> None:
        self._switch(self._runs)
        self._task = self._runs.add_task(f"{side} memory", total=None, note="untimed")

    def _end_cooling(self) -> None:
        if self._cooling is not None:
            self._runs.remove_task(self._cooling)
            self._cooling = None

    def _switch(self, to: Progress | None) -> None:
        """Two live displays cannot run at once."""
        if self._active is to:
            return
        if self._active is not None:
            self._active.stop()
        if to is not None:
            to.start()
        self._active = to
