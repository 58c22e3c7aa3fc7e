"""Conditions that a device is put under for a run: fixed performance, and cores to be bound to.

Fixed performance outlives the process that asked for it, so it is given back in three ways: when the run ends, by a
watcher on the device once the lock is no longer kept fresh, and at the next contact.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress

from devbench.device import ROOT
from devbench.device.adb import Device
from devbench.device.cpus import affinity_mask
from devbench.device.lock import OWNER
from devbench.errors import DeviceLost, UsageError

MARK = f"{ROOT}/fixed-performance"
"""Is there as long as the mode has to be given back."""
BEAT_S = 120
"""The watcher's patience: several beats of the lock, and more than the link may be away."""

_SET = "cmd power set-fixed-performance-mode-enabled"
_ENABLE = f"mkdir -p {ROOT} && touch {MARK} && {_SET} true"
_RESTORE = f"{_SET} false\nrm -f {MARK}"
_WATCH = f"""
(
exec >/dev/null 2>&1 </dev/null
trap '' HUP
while [ -f {MARK} ]
do
touch {MARK}.beat
sleep BEAT
[ {OWNER} -nt {MARK}.beat ] || {{ {_SET} false; rm -f {MARK}; }}
done
rm -f {MARK}.beat
) &
"""


@contextmanager
def fixed_performance(device: Device, beat_s: float = BEAT_S) -> Iterator[None]:
    """Holds the mode, which keeps the clocks where they can stay (Android 11 and later, where the maker supports it).

    The power service's own answer is what is read back: it asks the hardware and tells whether that took it. Raises
    UsageError where it did not.
    """
    enable(device, beat_s)
    try:
        yield
    finally:
        with suppress(DeviceLost):  # the watcher on the device or the next run gives it back
            device.script(_RESTORE)


def enable(device: Device, beat_s: float = BEAT_S) -> None:
    """For good, were it not for the watcher."""
    answer = device.script(_ENABLE)
    if answer.exit_code != 0 or "Failed" in answer.stdout + answer.stderr:
        device.script(_RESTORE)
        raise UsageError(
            f"{device.serial} has no fixed-performance mode: {answer.last_words}", "Leave out --fixed-performance."
        )
    device.perform("watch over its fixed-performance mode", _WATCH.replace("BEAT", f"{beat_s:g}"))


def restore(device: Device) -> bool:
    """Ends a mode that a run which died has left behind; whether there was one."""
    if device.stat(MARK) is None:
        return False
    device.script(_RESTORE)
    return True


def check_cpus(device: Device, cpus: Collection[int], cores: int | None) -> None:
    """Raises UsageError where the device cannot bind a process to these cores."""
    if cores is not None and max(cpus) >= cores:
        raise UsageError(f"{device.serial} has no core {max(cpus)}.", f"Name cores from 0 to {cores - 1}.")
    answer = device.script(f"taskset {affinity_mask(cpus)} true")
    if answer.exit_code != 0:
        raise UsageError(f"{device.serial} cannot bind a process to cores: {answer.last_words}", "Leave --cpus out.")
