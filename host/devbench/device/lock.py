"""One devbench a device: a folder on the device is the lock, and a file in it says whose.

The file is written anew while the lock is held, with the device's own time as its time. So whoever finds the lock can
tell how old it is, and holding it forks nothing on the device.
"""

from __future__ import annotations

import getpass
import os
import platform
import shlex
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import msgspec

from devbench import interrupts
from devbench.device import ROOT, jobs
from devbench.device.adb import Device
from devbench.errors import DeviceError, DeviceLost, DeviceUnavailable
from devbench.machine import is_alive

LOCK = f"{ROOT}/lock"
OWNER = f"{LOCK}/owner"
BEAT_S = 15
STALE_S = 60
_ATTEMPTS = 3

_TAKE = f"mkdir -p {ROOT} && date +%s && mkdir {LOCK}"
_IS_TAKEN = "File exists"
"""What Android's C library calls it if the folder is there, whichever mkdir says so."""


class Owner(msgspec.Struct, frozen=True, kw_only=True):
    """Who holds a device. A ``pid`` means something within its ``pid_space`` alone."""

    user: str
    host: str
    pid: int
    pid_space: str
    since: str
    run_id: str

    @classmethod
    def this_process(cls, run_id: str) -> Owner:
        return cls(
            user=_user(),
            host=platform.node(),
            pid=os.getpid(),
            pid_space=_pid_space(),
            since=datetime.now().astimezone().isoformat(timespec="seconds"),
            run_id=run_id,
        )

    def is_dead(self) -> bool:
        """Provably: it ran on this machine, and runs no more."""
        return self.pid_space == _pid_space() and not is_alive(self.pid)


@contextmanager
def hold(device: Device, run_id: str, owner: Owner | None = None, *, beat_s: float = BEAT_S) -> Iterator[None]:
    """Holds the device for a run, and removes what dead runs left there, their processes too.

    Raises DeviceUnavailable, which names the holder, where it is in use.
    """
    content = msgspec.json.encode(owner or Owner.this_process(run_id))
    taken_s, began_s = _acquire(device, content), time.monotonic()
    over = threading.Event()

    def beat() -> None:
        while not over.wait(beat_s):
            with suppress(DeviceLost):
                found = _read(device)
                if found == content:
                    device.push_bytes(content, OWNER, mtime_s=taken_s + int(time.monotonic() - began_s))
                elif found:
                    return  # we were away for too long, and somebody else has it now

    heart = threading.Thread(target=beat, name=f"lock of {device.serial}", daemon=True)
    heart.start()
    try:
        for job in jobs.left_over(device):
            job.remove()
        yield
    finally:
        with interrupts.put_off():
            over.set()
            heart.join()
            with suppress(DeviceLost):
                if _read(device) == content:
                    device.shell("rm", "-rf", LOCK)


@dataclass(frozen=True)
class Held:
    """A lock that is on a device. ``owner`` is None if its file cannot be read."""

    content: bytes
    owner: Owner | None
    age_s: int
    is_stale: bool
    """Nobody keeps it any more: the next run takes it over."""


def look(device: Device) -> Held | None:
    """Who holds the device now; None if nobody does. Changes nothing there."""
    now = device.perform("read its clock", "date +%s").strip()
    return _look(device, int(now)) if now.isdigit() else None


def _look(device: Device, now_s: int) -> Held | None:
    lock = device.stat(LOCK)
    if lock is None:
        return None
    written = device.list(LOCK).get("owner")
    content = _read(device) if written else b""
    owner = _parse(content)
    age_s = now_s - (written or lock).mtime_s
    is_dead = owner is not None and owner.is_dead()
    is_stale = is_dead or (age_s > STALE_S and not any(job.is_alive() for job in jobs.left_over(device)))
    return Held(content, owner, age_s, is_stale)


def _acquire(device: Device, content: bytes) -> int:
    """The device's time, in seconds, when the lock was taken."""
    for _ in range(_ATTEMPTS):
        result = device.script(_TAKE)
        now = result.stdout.partition("\n")[0].strip()
        if result.exit_code != 0 and not (now.isdigit() and _IS_TAKEN in result.last_words):
            raise device.refusal("could not be locked", result.last_words)
        if result.exit_code == 0:
            try:
                device.push_bytes(content, OWNER, mtime_s=int(now))
            except BaseException:  # a lock without an owner would keep everybody out for a while
                with suppress(DeviceLost):
                    device.shell("rm", "-rf", LOCK)
                raise
            return int(now)
        _break_if_stale(device, int(now))
    raise DeviceUnavailable(
        f"{device.serial} was locked by someone else at the same moment.", "Try again, or use another device."
    )


def _break_if_stale(device: Device, now_s: int) -> None:
    """Raises DeviceUnavailable if the lock is held by somebody."""
    held = _look(device, now_s)
    if held is None:
        return  # given back meanwhile
    if not held.is_stale:
        raise in_use(device, held.owner)
    aside = f"{LOCK}.{now_s}"
    same = f'[ "$(cat {OWNER} 2>/dev/null)" = {shlex.quote(held.content.decode(errors="replace"))} ]'
    device.script(f"{same} && mv {LOCK} {aside}\nrm -rf {aside}")


def in_use(device: Device, holder: Owner | None) -> DeviceUnavailable:
    whose = f"{holder.user} on {holder.host} since {holder.since} (run {holder.run_id})" if holder else "somebody"
    return DeviceUnavailable(
        f"{device.serial} is in use by {whose}.", "Wait until that run ends, or use another device."
    )


def _read(device: Device) -> bytes:
    """Empty where there is none, such as in the moment when it is written anew."""
    try:
        return device.read(OWNER)
    except DeviceError:
        return b""


def _parse(content: bytes) -> Owner | None:
    try:
        return msgspec.json.decode(content, type=Owner)
    except msgspec.MsgspecError:
        return None


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a container's user may have no name
        return "somebody"


def _pid_space() -> str:
    """Equal where a pid means the same process: this boot of this machine, or of a container in it."""
    try:
        boot = Path("/proc/sys/kernel/random/boot_id").read_text().strip()
        return f"{boot} {Path('/proc/self/ns/pid').readlink()}"
    except OSError:
        return platform.node()
