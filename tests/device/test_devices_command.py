"""``devbench devices`` shows what is connected and what it is."""

import json

import pytest
from click.testing import CliRunner

from devbench.cli.devices import devices
from devbench.device.adb import Listed
from devbench.virtual.faults import Faults


@pytest.fixture
def run(server, monkeypatch):
    """Runs the command and returns what it says of one device; other ones of this machine may be listed, too."""
    monkeypatch.setenv("ANDROID_ADB_SERVER_PORT", str(server.port))

    def run(serial, *arguments):
        result = CliRunner().invoke(devices, arguments, catch_exceptions=False)
        assert result.exit_code == 0
        if "--json" in arguments:
            return next(shown for shown in json.loads(result.stdout) if shown["serial"] == serial)
        return next(line.split() for line in result.stdout.splitlines() if serial in line)

    return run


def test_a_device_is_shown_with_what_it_is(run, virtual):
    assert run(virtual.serial)[:6] == [virtual.serial, "device", "virtual", "devbench", "virtual", "device"]


def test_everything_that_is_known_is_in_the_json(run, virtual):
    shown = run(virtual.serial, "--json")
    assert (shown["state"], shown["kind"]) == ("device", "virtual")
    assert shown["abis"]
    assert shown["cores"] >= 1


@pytest.mark.usefixtures("impatient")
def test_a_device_that_cannot_be_asked_is_shown_too(run, server, virtual, virtual_device, until):
    virtual_device.faults = Faults(offline=True)
    until(lambda: Listed(virtual.serial, "offline") in server.devices())
    assert run(virtual.serial) == [virtual.serial, "offline"]
    assert run(virtual.serial, "--json") == {"serial": virtual.serial, "state": "offline"}
