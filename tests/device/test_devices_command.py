"""``devbench devices`` shows what is connected and what it is."""

import json
import re
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest
from click.testing import CliRunner

from devbench.cli.devices import devices
from devbench.device.adb import AdbServer, Device, Listed
from devbench.virtual.faults import Faults
from tests.conftest import FaultyDevice
from tests.kinds import Until

Run = Callable[..., str]


@pytest.fixture
def run(server: AdbServer, monkeypatch: pytest.MonkeyPatch) -> Run:
    """The command; what it prints."""
    monkeypatch.setenv("ANDROID_ADB_SERVER_PORT", str(server.port))

    def run(*arguments: str) -> str:
        result = CliRunner().invoke(devices, arguments, catch_exceptions=False)
        assert result.exit_code == 0
        return result.stdout

    return run


def line_of(serial: str, shown: str) -> list[str]:
    """What is said of one device; other ones of this machine may be listed, too."""
    return next(line.split() for line in shown.splitlines() if serial in line)


def entry_of(serial: str, shown: str) -> dict[str, Any]:
    entries: list[dict[str, Any]] = json.loads(shown)
    return next(entry for entry in entries if entry["serial"] == serial)


def test_a_device_is_shown_with_what_it_is(run: Run, virtual: Device) -> None:
    assert line_of(virtual.serial, run())[:6] == [virtual.serial, "device", "virtual", "devbench", "virtual", "device"]


def test_verbose_shows_each_adb_command_with_its_time(virtual: Device) -> None:
    command = [sys.executable, "-m", "devbench", "devices", "--verbose"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert re.search(r"^ +\d+\.\d ms  the adb server  host:devices$", done.stderr, flags=re.M)
    assert re.search(rf"^ +\d+\.\d ms  {virtual.serial}  shell .*getprop", done.stderr, flags=re.M)
    assert virtual.serial in done.stdout
    assert " ms  " not in done.stdout


def test_everything_that_is_known_is_in_the_json(run: Run, virtual: Device) -> None:
    shown = entry_of(virtual.serial, run("--json", "-"))
    assert (shown["state"], shown["kind"]) == ("device", "virtual")
    assert shown["abis"]
    assert shown["cores"] >= 1


@pytest.mark.usefixtures("impatient")
def test_a_device_that_cannot_be_asked_is_shown_too(
    run: Run, server: AdbServer, virtual: Device, virtual_device: FaultyDevice, until: Until
) -> None:
    virtual_device.faults = Faults(offline=True)
    until(lambda: Listed(virtual.serial, "offline") in server.devices())
    assert line_of(virtual.serial, run()) == [virtual.serial, "offline"]
    assert entry_of(virtual.serial, run("--json", "-")) == {"serial": virtual.serial, "state": "offline"}
