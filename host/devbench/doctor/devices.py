"""Devices: whether a run can use each now, and what would slow it or disturb its times."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Sequence

from devbench.bench.device_executor import check_page_size
from devbench.bench.job_folder import harness_files
from devbench.device.adb import Device, Listed
from devbench.device.facts import DeviceFacts, check_api, read_facts
from devbench.device.readiness import read_readiness
from devbench.device.selection import choose, probe
from devbench.doctor import computer, device_state, device_storage
from devbench.doctor.check import Check, Values, refused
from devbench.errors import DevbenchError, DeviceError, DeviceLost
from devbench.harness import messages
from devbench.units import format_bytes

DEADLINE_S = 20
"""For all that a device is asked: one that hangs must not hang the doctor."""


def checks(devices: Sequence[Device], listed: Sequence[Listed]) -> list[Check]:
    """All devices at the same time. One that hangs is given up, with what is known by then."""
    looks = [_Look(device, listed) for device in devices]
    deadline_s = time.monotonic() + DEADLINE_S
    for look in looks:
        look.start()
    return [check for look in looks for check in look.found_until(deadline_s)]


class _Look(threading.Thread):
    """At one device. A daemon thread, so that a device that hangs does not keep the process."""

    def __init__(self, device: Device, listed: Sequence[Listed]) -> None:
        super().__init__(daemon=True)
        self._device, self._listed = device, listed
        self._found: list[Check] = []
        self._failure: Exception | None = None

    def run(self) -> None:
        try:
            for check in _checks(self._device, self._listed):
                self._found.append(check)
        except Exception as failure:
            self._failure = failure

    def found_until(self, deadline_s: float) -> list[Check]:
        self.join(max(0, deadline_s - time.monotonic()))
        if self._failure is not None:
            raise self._failure
        serial, found = self._device.serial, list(self._found)
        if self.is_alive():
            failure = DeviceLost(f"{serial} did not answer within {DEADLINE_S} s.", "Restart it.")
            found.append(refused("device", "answers", failure, serial))
        return found


def _checks(device: Device, listed: Sequence[Listed]) -> Iterator[Check]:
    try:
        choose(listed, [device.serial])
        probe(device)
        facts = read_facts(device)
        readiness = read_readiness(device)
        yield _attempt(device, "android", lambda: _android(device, facts))
        yield _attempt(device, "library", lambda: _library(device, facts))
        yield _attempt(device, "lock", lambda: device_state.lock(device))
        yield _attempt(device, "storage", lambda: device_storage.storage(device, facts, readiness.unwritable))
        yield device_state.memory(device, readiness.available_bytes)
        yield from device_state.power(device, readiness)
        yield _attempt(device, "leftovers", lambda: device_storage.leftovers(device))
    except DevbenchError as error:
        yield refused("device", "answers", error, device.serial)


def _attempt(device: Device, subject: str, look: Callable[[], Check]) -> Check:
    """A run would stop with what is raised; only a device that is gone ends the look at it."""
    try:
        return look()
    except DevbenchError as error:
        if isinstance(error, DeviceLost) and not isinstance(error, DeviceError):
            raise
        return refused("device", subject, error, device.serial)


def _android(device: Device, facts: DeviceFacts) -> Check:
    check_api(facts, device.serial)
    parts = [f"Android {facts.release or '?'}" + ("" if facts.api is None else f" (API {facts.api})")]
    parts += [f"{facts.cores} cores"] if facts.cores else []
    parts += [f"{format_bytes(facts.memory_bytes)} of memory"] if facts.memory_bytes else []
    reflects = "" if facts.kind == "physical" else f"; {facts.kind}: its latency reflects this computer, not a phone"
    return Check(
        "device",
        "android",
        "ok",
        ", ".join(parts) + reflects,
        serial=device.serial,
        values={
            "kind": facts.kind,
            "model": facts.model,
            "release": facts.release,
            "api": facts.api,
            "cores": facts.cores,
            "memory_bytes": facts.memory_bytes,
        },
    )


def _library(device: Device, facts: DeviceFacts) -> Check:
    """The TFLite that is pushed has to fit the device's ABI and the size of its pages."""
    values: Values = {"abis": ", ".join(facts.abis), "page_size_bytes": facts.page_size_bytes}
    if computer.harness().state == "error":
        return Check(
            "device",
            "library",
            "skipped",
            "Whether TFLite fits its ABI is not checked, because the harness is not built",
            serial=device.serial,
            values=values,
        )
    library = harness_files(facts.abis)[messages.LIBRARY_FILE]
    check_page_size(library, facts.page_size_bytes, device.serial)
    pages = "" if facts.page_size_bytes is None else f" and pages of {facts.page_size_bytes // 1024} KB"
    return Check(
        "device",
        "library",
        "ok",
        f"TFLite fits its ABI {library.parent.name}{pages}",
        serial=device.serial,
        values=values,
    )
