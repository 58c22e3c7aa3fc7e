"""Devices are chosen by what the adb server lists, and tried before they are used."""

import pytest

from devbench.device.adb import AdbServer, Device, Listed
from devbench.device.selection import choose, select
from devbench.errors import DeviceUnavailable
from devbench.virtual.faults import Faults
from tests.conftest import FaultyDevice
from tests.kinds import Until

PIXEL, GALAXY = Listed("2B1", "device"), Listed("R58", "device")


def test_the_only_device_needs_no_name() -> None:
    assert choose([PIXEL], []) == ["2B1"]


def test_named_devices_are_taken_in_their_order_and_once() -> None:
    assert choose([PIXEL, GALAXY], ["R58", "2B1", "R58"]) == ["R58", "2B1"]


@pytest.mark.parametrize(
    ("listed", "wanted", "message", "hint"),
    [
        ([], [], "No device is connected", "devbench virtual start"),
        ([], ["2B1"], "no device 2B1", "Connect it"),
        ([GALAXY], ["2B1"], "no device 2B1", "Use --serial R58"),
        ([Listed("R58", "offline")], ["2B1"], "no device 2B1", "Connect it"),
        ([PIXEL, Listed("R58", "offline")], [], r"2B1, R58 \(offline\)", "--serial"),
        ([PIXEL, PIXEL], ["2B1"], "2 devices have the serial 2B1", "Disconnect"),
        ([Listed("2B1", "unauthorized")], [], "2B1 .* unauthorized", "Unlock the device and accept"),
        ([Listed("2B1", "offline")], ["2B1"], "2B1 .* offline", "Reconnect it"),
        ([Listed("2B1", "no permissions (user in plugdev group?)")], [], "no permissions", "udev"),
        ([Listed("2B1", "bootloader")], [], "bootloader", "fastboot reboot"),
        ([Listed("2B1", "connecting")], [], "connecting", "Wait"),
    ],
)
def test_what_cannot_be_taken_is_told_with_its_remedy(
    listed: list[Listed], wanted: list[str], message: str, hint: str
) -> None:
    with pytest.raises(DeviceUnavailable, match=message) as caught:
        choose(listed, wanted)
    assert hint in caught.value.hint


def test_a_device_that_is_named_is_taken(server: AdbServer, virtual: Device) -> None:
    assert [device.serial for device in select(server, [virtual.serial])] == [virtual.serial]


def test_the_environment_names_the_device_where_nobody_else_does(
    server: AdbServer, virtual: Device, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ANDROID_SERIAL", virtual.serial)
    assert [device.serial for device in select(server, [])] == [virtual.serial]

    monkeypatch.setenv("ANDROID_SERIAL", "emulator-1")
    with pytest.raises(DeviceUnavailable, match="no device emulator-1") as caught:
        select(server, [])
    assert virtual.serial in caught.value.hint
    assert [device.serial for device in select(server, [virtual.serial])] == [virtual.serial]


@pytest.mark.parametrize(
    ("faults", "state", "remedy"),
    [
        (Faults(offline=True), "offline", "Reconnect it"),
        (Faults(unauthorized=True), "unauthorized", "Unlock the device and accept"),
    ],
)
def test_a_device_that_is_not_online_is_told(
    server: AdbServer,
    virtual: Device,
    virtual_device: FaultyDevice,
    faults: Faults,
    state: str,
    remedy: str,
    until: Until,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("devbench.device.selection.SETTLE_S", 0)
    virtual_device.faults = faults
    until(lambda: Listed(virtual.serial, state) in server.devices())
    with pytest.raises(DeviceUnavailable, match=f"{virtual.serial} cannot be used: {state}") as caught:
        select(server, [virtual.serial])
    assert remedy in caught.value.hint


@pytest.mark.usefixtures("impatient")
def test_a_device_that_is_online_and_dead_is_told(
    server: AdbServer, virtual: Device, virtual_device: FaultyDevice
) -> None:
    virtual_device.faults = Faults(shell_hangs=True)
    with pytest.raises(DeviceUnavailable) as caught:
        select(server, [virtual.serial])
    assert caught.value.message == f"{virtual.serial} did not answer in time while running `echo ready`."
    assert "Wait until it has started" in caught.value.hint


def test_a_device_that_is_lost_when_it_is_tried_is_told(
    server: AdbServer, virtual: Device, virtual_device: FaultyDevice
) -> None:
    virtual_device.faults = Faults(cut_shell_at_bytes=0)
    with pytest.raises(DeviceUnavailable) as caught:
        select(server, [virtual.serial])
    assert caught.value.message == f"{virtual.serial} lost its connection while running `echo ready`: it was closed."
