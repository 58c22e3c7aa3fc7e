"""The heat gate: a device that is warm is waited for, so that each repeat begins alike. docs/telemetry.md argues it."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Protocol

from devbench.bench.observer import Observer
from devbench.choices import RunSettings
from devbench.device import quantities
from devbench.device.quantities import Heat
from devbench.device.telemetry import Snapshot
from devbench.results.schema import HeatGate

LOOK_S = 5
"""Between two looks at the device: each costs it some 0.1 s of work."""
STEP_S = 1
"""Between two steps of the countdown."""


def is_cool(heat: Heat, limit_c: float) -> bool:
    """A battery no warmer than the limit, and thermal status NONE. What a device does not report holds nothing up."""
    return (heat.temperature_c is None or heat.temperature_c <= limit_c) and not heat.thermal_status


class Warm(Protocol):
    """What tells its state: a device. None: nothing can be known of it."""

    def state(self) -> Snapshot | None: ...


def wait(
    device: Warm,
    settings: RunSettings,
    observer: Observer,
    *,
    clock: Callable[[], float] = time.monotonic,
    sleep: Callable[[float], None] = time.sleep,
) -> tuple[HeatGate | None, Snapshot | None]:
    """What was found after waiting, and the state then. No gate where none is asked for or no temperature is told.

    After ``cool_down_s`` it goes on although the device is not cool.
    """
    began_s = clock()
    while True:
        state = device.state()
        heat = quantities.heat(state) if state else Heat()
        limit_c = settings.max_temperature_c
        if limit_c is None or heat.temperature_c is None:
            return None, state
        passed = is_cool(heat, limit_c)
        waited_s = clock() - began_s
        if passed or waited_s >= settings.cool_down_s:
            gate = HeatGate(
                waited_s=round(waited_s, 1),
                passed=passed,
                temperature_c=heat.temperature_c,
                thermal_status=heat.thermal_status,
            )
            return gate, state
        for _ in range(LOOK_S):
            left_s = settings.cool_down_s - (clock() - began_s)
            if left_s <= 0:
                break
            observer.cooling(heat, limit_c, left_s)
            sleep(min(STEP_S, left_s))
