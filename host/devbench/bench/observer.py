"""What a session reports while it runs. The command line draws it; by itself an observer does nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from devbench.choices import HostRuntime, Side
from devbench.device.quantities import Heat
from devbench.harness.messages import Event
from devbench.results.answers import AnsweredExample
from devbench.results.schema import Result


class Observer:
    """To be subclassed by whoever wants to know."""

    def pushing(self, name: str, size_bytes: int) -> None:
        """A file is about to be sent to the device."""

    def pushed(self, sent_bytes: int) -> None:
        """So many bytes of the file that is being sent have gone, in all."""

    def cooling(self, heat: Heat, limit_c: float, left_s: float) -> None:
        """The device is too warm to begin; the wait lasts ``left_s`` at most. About once a second."""

    def running(self, side: Side, repeat: int, repeats: int) -> None:
        """A cold repeat begins."""

    def harness(self, side: Side, event: Event) -> None:
        """An event of the harness that is running."""

    def second_runtime(self, name: HostRuntime) -> None:
        """All examples are about to run on the host with another runtime, untimed."""

    def throttled(self, side: Side, repeat: int, tries_left: int) -> None:
        """The device throttled in a repeat, which is thrown away and run again."""

    def profiling(self, side: Side) -> None:
        """The operators are about to be timed one by one."""

    def measuring_memory(self, side: Side) -> None:
        """The memory pass begins."""

    def answered(self, examples: Callable[[], Iterable[AnsweredExample]]) -> None:
        """A run is complete: what both sides made of its examples, which costs something to gather."""

    def kept(self, result: Result, path: Path) -> None:
        """A result is complete and stored."""
