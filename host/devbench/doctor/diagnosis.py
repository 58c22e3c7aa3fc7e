"""All checks together."""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

from devbench import __version__
from devbench.device.adb import AdbServer
from devbench.doctor import computer, devices, packages, server
from devbench.doctor.check import Check, Diagnosis, refused
from devbench.errors import UsageError


def diagnose(serials: Sequence[str] = ()) -> Diagnosis:
    """Looks at this computer, at adb and at these devices; without serials at ANDROID_SERIAL, else at all there are.

    Nothing is changed on a device. Each check has a deadline.
    """
    wanted = list(serials) or os.environ.get("ANDROID_SERIAL", "").split()
    with ThreadPoolExecutor() as pool:
        loading = pool.submit(packages.checks)
        here = list(computer.checks())
        looked_at, of_adb = _of_adb(wanted)
        return Diagnosis.of(__version__, looked_at, [*here, *loading.result(), *of_adb])


def _of_adb(wanted: Sequence[str]) -> tuple[list[str], list[Check]]:
    """The serials of the devices that were looked at, and what was found of adb and of them."""
    try:
        adb = AdbServer.from_environment()
    except UsageError as error:
        return [], [refused("adb", "server", error)]
    found = list(server.checks(adb))
    if any(check.state == "error" for check in found):
        return [], found
    looked_at, listed, of_choice = server.listed(adb, wanted)
    return looked_at, [*found, *of_choice, *devices.checks([adb.device(serial) for serial in looked_at], listed)]
