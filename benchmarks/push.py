"""Pushing 250 MB to the virtual device, with devbench and with adb itself."""

from __future__ import annotations

import hashlib
import os
import subprocess
import time
from collections.abc import Callable, Iterator

from comparison import Comparison, Target, in_turns
from devbench.bench.observer import Observer
from devbench.device import ROOT
from devbench.device.lock import hold
from devbench.device.store import STORE, DeviceStore, StoreFile
from setting import Setting

SIZE_BYTES = 250_000_000
TARGET = Target(0.9, of_speeds=True)


def compare(setting: Setting, rounds: int) -> Iterator[Comparison]:
    """The bare push of a file, and what `devbench run` does: a push whose sha256 the device is asked for afterwards."""
    file, device = setting.folder / "random.bin", setting.device
    file.write_bytes(os.urandom(SIZE_BYTES))  # nothing to compress
    stored = StoreFile(file, hashlib.sha256(file.read_bytes()).hexdigest())
    remote = f"{ROOT}/pushed.bin"
    adb = [setting.adb, "-P", str(setting.server.port), "-s", device.serial]

    def adb_push() -> None:
        subprocess.run([*adb, "push", str(file), remote], check=True, capture_output=True)

    def adb_push_and_sum() -> None:
        adb_push()
        subprocess.run([*adb, "shell", "sha256sum", remote], check=True, capture_output=True)

    def timed(act: Callable[[], object], left: str) -> Callable[[], float]:
        """``left`` is what it leaves on the device; it is deleted, untimed."""

        def run() -> float:
            began = time.monotonic()
            act()
            elapsed_s = time.monotonic() - began
            device.perform("delete a file", f"rm {left}")
            return elapsed_s

        return run

    push = timed(lambda: device.push(file, remote), remote)
    ensure = timed(lambda: DeviceStore(device).ensure([stored], Observer()), f"{STORE}/{stored.sha256}")
    with hold(device, "benchmark"):
        for name, ours, theirs, act in (
            ("push of 250 MB", push, "adb push", adb_push),
            ("checked push of 250 MB", ensure, "adb push and sha256sum", adb_push_and_sum),
            ("checked push of 250 MB", ensure, "adb push", adb_push),
        ):
            yield Comparison(name, theirs, TARGET, *in_turns(rounds, ours, timed(act, remote)))
