"""`devbench doctor` as a user starts it, in this process."""

from __future__ import annotations

import json
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from click.testing import CliRunner

from devbench.cli import devbench
from devbench.device import selection
from devbench.device.adb import AdbServer, Device, Listed
from devbench.doctor import computer, device_state, packages, server
from devbench.virtual.faults import Faults
from tests.conftest import FaultyDevice, OwnAdbServer


class Diagnosed(NamedTuple):
    exit_code: int
    usable: list[str]
    checks: list[dict[str, Any]]

    def of(self, subject: str) -> dict[str, Any]:
        """The only check of this subject."""
        (check,) = [check for check in self.checks if check["subject"] == subject]
        return check

    def troubles(self) -> dict[str, str]:
        """What is not well: subject to state."""
        return {check["subject"]: check["state"] for check in self.checks if check["state"] in ("warning", "error")}


Doctor = Callable[..., Diagnosed]


@pytest.fixture
def doctor(virtual_device: FaultyDevice, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Doctor:
    """What it writes as JSON, whatever this machine's memory, disk, temporary folders and other devices.

    Python packages are left out: loading them takes a second, and they are the same each time.
    """
    monkeypatch.setattr(packages, "checks", list)
    monkeypatch.setattr(computer, "LITTLE_BYTES", 0)
    monkeypatch.setattr(device_state, "LITTLE_MEMORY_BYTES", 0)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))

    def settled(server: AdbServer, wanted: Sequence[str]) -> list[Listed]:
        return [found for found in selection.settled(server, wanted) if found.serial == virtual_device.serial]

    monkeypatch.setattr(server, "settled", settled)

    def doctor(*arguments: str) -> Diagnosed:
        done = CliRunner().invoke(devbench, ["doctor", "--json", "-", *arguments], catch_exceptions=False)
        written = json.loads(done.stdout)
        assert written["exit_code"] == done.exit_code
        return Diagnosed(done.exit_code, written["usable"], written["checks"])

    return doctor


@pytest.fixture
def device(adb_server: OwnAdbServer, virtual_device: FaultyDevice) -> Device:
    return AdbServer("127.0.0.1", adb_server.port, libusb=False).device(virtual_device.serial)


@pytest.fixture
def bring_about(device: Device, virtual_device: FaultyDevice) -> Callable[[Faults], None]:
    """Sets faults, and waits until the adb server has noticed."""

    def bring_about(faults: Faults) -> None:
        virtual_device.faults = faults
        state = "unauthorized" if faults.unauthorized else "device"
        deadline_s = time.monotonic() + 30
        while Listed(device.serial, state) not in device.server.devices():
            assert time.monotonic() < deadline_s, f"the device did not become {state}"

    return bring_about
