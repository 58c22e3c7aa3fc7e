"""What a phone reports of its readiness, from the texts that Android prints."""

from __future__ import annotations

from devbench.device import HOME
from devbench.device.adb import Device
from devbench.device.readiness import Readiness, parse_readiness, read_readiness

PHONE = """devbench-section:unwritable
/data/local/tmp/devbench
devbench-section:meminfo
MemTotal:        7688380 kB
MemFree:          204432 kB
MemAvailable:    3145728 kB
devbench-section:power_saver
1
devbench-section:wakefulness
  mWakefulness=Dozing
"""


def test_what_a_phone_prints_is_read() -> None:
    assert parse_readiness(PHONE) == Readiness((f"{HOME}/devbench",), 3145728 * 1024, power_saver=True, is_awake=False)


def test_what_is_not_reported_is_absent() -> None:
    silent = PHONE.replace("MemAvailable", "Cached").replace("\n1\n", "\nnull\n").replace("mWakefulness", "mWaking")
    assert parse_readiness(silent) == Readiness((f"{HOME}/devbench",), None, power_saver=None, is_awake=None)


def test_a_device_is_asked_in_one_command(device: Device) -> None:
    assert read_readiness(device).unwritable == ()
