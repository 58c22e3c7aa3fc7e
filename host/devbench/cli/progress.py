"""Draws a session while it runs: a line for each push and each repeat on a terminal, nothing in a pipe."""

from __future__ import annotations

from types import TracebackType

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

from devbench.bench.events import Side
from devbench.harness import messages
from devbench.units import format_ms, ms


class SessionProgress:
    """An Observer of sessions; a context manager around them."""

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

    def __enter__(self) -> SessionProgress:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._switch(None)

    def pushing(self, name: str, size_bytes: int) -> None:
        self._switch(self._pushes)
        self._task = self._pushes.add_task(f"push {name}", total=size_bytes)

    def pushed(self, sent_bytes: int) -> None:
        self._pushes.update(self._task, completed=sent_bytes)

    def running(self, side: Side, repeat: int, repeats: int) -> None:
        self._switch(self._runs)
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

    def _switch(self, to: Progress | None) -> None:
        """Two live displays cannot run at once."""
        if self._active is to:
            return
        if self._active is not None:
            self._active.stop()
        if to is not None:
            to.start()
        self._active = to
