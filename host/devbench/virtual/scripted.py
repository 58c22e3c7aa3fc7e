"""States that a test brings about. The device has none of them of its own, and says of each that it is scripted."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import time
from dataclasses import dataclass
from typing import TypeAlias

from devbench.virtual import processes

Curve: TypeAlias = tuple[tuple[float, float], ...]
"""Steps over time: seconds since the script was set, and the value from then on."""

PERIOD_S = 0.004
"""Of being stopped and running again: shorter than an invoke, so that every one of them is slowed."""
HARNESS = "app_process"


@dataclass(frozen=True, slots=True)
class Script:
    """All off by default."""

    battery_temperature: Curve = ()
    """In degrees Celsius; with it the device has a battery."""
    thermal_status: Curve = ()
    """0 (none) to 6 (shutdown); with it the device has a thermal service."""
    speed: Curve = ()
    """The share of time, in (0, 1], in which the harness is let run: a throttled processor."""
    busy_cores: int = 0
    """So many processes that do nothing but work."""
    fixed_performance: bool = False
    """Whether the power service takes the fixed-performance mode."""
    power_saver: bool = False
    """Whether Android's battery saver is on, as ``settings`` reports it."""

    @property
    def names(self) -> str:
        """What of the device is scripted, by the names above."""
        return " ".join(name for name in self.__slots__ if getattr(self, name))


def at(curve: Curve, elapsed_s: float) -> float | None:
    """The value then; that of the first step before it."""
    reached = [value for since_s, value in curve if since_s <= elapsed_s]
    return reached[-1] if reached else (curve[0][1] if curve else None)


class Load:
    """Makes the harness slow and cores busy, with real processes and signals."""

    def __init__(self) -> None:
        self._slowing: asyncio.Task[None] | None = None
        self._busy: list[int] = []

    def apply(self, script: Script) -> None:
        """What was applied before ends."""
        self.end()
        if script.speed:
            self._slowing = asyncio.ensure_future(_slow(script.speed))
        self._busy = [processes.fork(_work, 0, 1, 2) for _ in range(script.busy_cores)]

    def end(self) -> None:
        if self._slowing is not None:
            self._slowing.cancel()
            self._slowing = None
            _signal(_harnesses(), signal.SIGCONT)
        _signal(self._busy, signal.SIGKILL)
        self._busy = []


async def _slow(speed: Curve) -> None:
    """Stops the harness and lets it go on, again and again. No process is missed for longer than a round."""
    began_s = time.monotonic()
    while True:
        share = at(speed, time.monotonic() - began_s)
        pids = _harnesses() if share is not None and share < 1 else []
        for _ in range(25):
            if share is None or not pids:
                await asyncio.sleep(PERIOD_S)
                continue
            _signal(pids, signal.SIGSTOP)
            await asyncio.sleep(PERIOD_S * (1 - share))
            _signal(pids, signal.SIGCONT)
            await asyncio.sleep(PERIOD_S * share)


def _harnesses() -> list[int]:
    return [pid for pid in processes.of_the_device() if processes.command_line(pid)[:1] == [HARNESS]]


def _signal(pids: list[int], number: int) -> None:
    for pid in pids:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, number)


def _work() -> int:
    processes.lead_process_group()
    while True:
        pass


NONE = Script()
