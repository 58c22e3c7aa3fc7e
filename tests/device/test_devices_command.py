"""``devbench devices`` shows what is connected and what it is."""

import json

import pytest
from click.testing import CliRunner

from devbench.cli.devices import devices
from devbench.device.adb import Listed
from devbench.virtual.faults import Faults


@pytest.fixture
def run(server, monkeypatch):
    monkeypatch.setenv("ANDROID_ADB_SERVER_PORT", str(server.port))

    def run(*arguments):
        result = CliRunner().invoke(devices, arguments, catch_exceptions=False)
        assert result.exit_code == 0
        return result.stdout

    return run


def test_a_device_is_shown_with_what_it_is(run, virtual):
    (line,) = [line for line in run().splitlines() if virtual.serial in line]
    assert line.split()[:3] == [virtual.serial, "device", "virtual"]


def test_everything_that_is_known_is_in_the_json(run, virtual):
    (shown,) = json.loads(run("--json"))
    assert (shown["serial"], shown["state"], shown["kind"]) == (virtual.serial, "device", "virtual")
    assert shown["abis"]
    assert shown["cores"] >= 1


def test_a_device_that_cannot_be_asked_is_shown_too(run, server, virtual, virtual_device, until):
    virtual_device.faults = Faults(offline=True)
    until(lambda: Listed(virtual.serial, "offline") in server.devices())
    assert json.loads(run("--json")) == [{"serial": virtual.serial, "state": "offline"}]
    assert "offline" in run()
