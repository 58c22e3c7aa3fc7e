"""Which devices are meant, and whether they can be used."""

from __future__ import annotations

import os
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from devbench.device.adb import ONLINE, AdbServer, Device, Listed
from devbench.device.facts import DeviceFacts, read_facts
from devbench.errors import DeviceLost, DeviceUnavailable

PROBE_S = 10
SETTLE_S = 5
SETTLE_POLL_S = 0.05
_SETTLING = ("offline", "connecting", "authorizing")
"""States that a device goes through when it was just plugged in, or the server just started."""
_REMEDIES = {
    "unauthorized": "Unlock the device and accept its USB debugging prompt.",
    "authorizing": "Unlock the device and accept its USB debugging prompt.",
    "offline": "Reconnect it, or restart it. `adb reconnect offline` may help.",
    "no permissions": "Your user may not open the USB device. Install the udev rules for Android, then reconnect it.",
    "bootloader": "It is in its bootloader. Run `fastboot reboot` to start Android.",
    "recovery": "It is in recovery. Run `adb reboot` to start Android.",
    "sideload": "It is in recovery. Run `adb reboot` to start Android.",
}


def select(server: AdbServer, serials: Sequence[str]) -> list[Device]:
    """The devices of these serials, else of ANDROID_SERIAL, else the only one there is; each has been seen to answer.

    Raises DeviceUnavailable, which says what is there instead.
    """
    wanted = serials or os.environ.get("ANDROID_SERIAL", "").split()
    devices = [server.device(serial) for serial in choose(settled(server, wanted), wanted)]
    for device in devices:
        probe(device)
    return devices


@dataclass(frozen=True)
class Connected:
    """``facts`` is None if the device cannot be asked."""

    serial: str
    state: str
    facts: DeviceFacts | None


def connected(server: AdbServer) -> list[Connected]:
    """What adb lists, each asked what it is."""
    found = []
    for listed in settled(server):
        state, facts = listed.state, None
        if state == ONLINE:
            try:
                facts = read_facts(server.device(listed.serial))
            except DeviceLost:
                state = "listed, but not responding"
        found.append(Connected(listed.serial, state, facts))
    return found


def settled(server: AdbServer, wanted: Sequence[str] = ()) -> Sequence[Listed]:
    """What is listed when none of the wanted devices (without any: of all) is on its way any more, or it took long."""
    deadline_s = time.monotonic() + SETTLE_S
    while True:
        listed = server.devices()
        coming = [device for device in listed if device.state in _SETTLING and (not wanted or device.serial in wanted)]
        if not coming or time.monotonic() >= deadline_s:
            return listed
        time.sleep(SETTLE_POLL_S)


def choose(listed: Sequence[Listed], wanted: Sequence[str]) -> list[str]:
    """The serials to use, each once, all of them online. Raises DeviceUnavailable."""
    if not wanted:
        if not listed:
            raise DeviceUnavailable(
                "No device is connected.",
                "Connect a phone with USB debugging turned on, or run `devbench virtual start` for a virtual device.",
            )
        if len(listed) > 1:
            raise DeviceUnavailable(f"Several devices are connected: {_told(listed)}.", "Name one with --serial.")
        wanted = [listed[0].serial]
    for serial in wanted:
        _check(serial, listed)
    return list(dict.fromkeys(wanted))


def _check(serial: str, listed: Sequence[Listed]) -> None:
    counted = Counter(device.serial for device in listed)
    if counted[serial] == 0:
        usable = " or ".join(f"--serial {device.serial}" for device in listed if device.state == ONLINE)
        remedy = f"Use {usable}." if usable else "Connect it; `devbench devices` shows whether adb lists it."
        raise DeviceUnavailable(f"There is no device {serial}.", remedy)
    if counted[serial] > 1:
        raise DeviceUnavailable(
            f"{counted[serial]} devices have the serial {serial}.", "Disconnect all but one of them."
        )
    state = next(device.state for device in listed if device.serial == serial)
    if state != ONLINE:
        remedy = next(
            (text for known, text in _REMEDIES.items() if state.startswith(known)), "Wait until it is online."
        )
        raise DeviceUnavailable(f"{serial} cannot be used: {state}.", remedy)


def _told(listed: Sequence[Listed]) -> str:
    return ", ".join(
        device.serial if device.state == ONLINE else f"{device.serial} ({device.state})" for device in listed
    )


def probe(device: Device) -> None:
    """A device that is listed as online may still hang or be starting: raises DeviceUnavailable then."""
    try:
        answer = device.shell("echo", "ready", timeout_s=PROBE_S)
    except DeviceLost as error:
        raise DeviceUnavailable(error.message, "Wait until it has started, or restart it.") from error
    if answer.exit_code != 0 or answer.stdout.strip() != "ready":
        raise DeviceUnavailable(f"The shell of {device.serial} does not work: {answer.last_words}.", "Restart it.")
