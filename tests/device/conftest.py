"""The contract suite of devices: on the virtual device, and on every ``--serial`` that is named.

What tests put on a device is below ``/data/local/tmp/devbench``, as with devbench itself, and is removed again.
"""

import os
import time
from collections.abc import Callable, Iterator

import pytest

from devbench.device import ROOT
from devbench.device.adb import AdbServer, Device
from tests.conftest import FaultyDevice, OwnAdbServer
from tests.kinds import Until

THE_USERS_ENVIRONMENT = dict(os.environ)
"""Before any test names another adb server."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--serial", action="append", default=[], help="run the contract suite on this device, too")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Tests that ask for the virtual device, for its faults, run on that alone."""
    if "device" in metafunc.fixturenames:
        serials = metafunc.config.getoption("--serial", default=[])
        everywhere = "virtual" not in metafunc.fixturenames
        metafunc.parametrize("device", ["virtual", *serials] if everywhere else ["virtual"], indirect=True)


@pytest.fixture
def device(request: pytest.FixtureRequest) -> Device:
    """A device that is online, whichever it is."""
    if request.param == "virtual":
        found: Device = request.getfixturevalue("virtual")
        return found
    return AdbServer.from_environment(THE_USERS_ENVIRONMENT).wait_for(request.param, timeout_s=10)


@pytest.fixture
def server(adb_server: OwnAdbServer) -> AdbServer:
    """The tests' own adb server."""
    return AdbServer("127.0.0.1", adb_server.port, libusb=False)


@pytest.fixture
def virtual(server: AdbServer, virtual_device: FaultyDevice) -> Device:
    """The virtual device; its faults are in ``virtual_device``."""
    return server.device(virtual_device.serial)


@pytest.fixture
def folder(device: Device) -> Iterator[str]:
    """A folder on the device that no other test has."""
    path = f"{ROOT}/test"
    device.perform("make a folder", f"rm -rf {path} && mkdir -p {path}")
    yield path
    device.perform("delete the folder", f"rm -rf {path}")


@pytest.fixture
def until() -> Until:
    """Waits until a condition holds, and fails where it does not within half a minute."""

    def until(holds: Callable[[], bool]) -> None:
        deadline_s = time.monotonic() + 30
        while not holds():
            assert time.monotonic() < deadline_s, "it did not come to pass"

    return until


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Does not wait as long as people would."""
    monkeypatch.setattr("devbench.device.selection.SETTLE_S", 0)
    monkeypatch.setattr("devbench.device.selection.PROBE_S", 0.5)
