"""What `devbench doctor` finds on a device: whatever stops a run there, and what slows it."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner

import devbench
from devbench.cli import devbench as command
from devbench.cli.doctor import summary
from devbench.device import conditions, selection
from devbench.device.adb import Device, Listed
from devbench.device.jobs import JOBS
from devbench.device.lock import OWNER, Owner
from devbench.device.store import STORE
from devbench.doctor import device_state, devices, server
from devbench.doctor.check import Check, Diagnosis
from devbench.errors import DevbenchError, DeviceLost
from devbench.virtual.faults import Faults
from devbench.virtual.scripted import Script
from tests.conftest import FaultyDevice
from tests.doctor.conftest import Doctor

pytestmark = pytest.mark.kotlin

STRANGER = Owner(user="anna", host="lab-3", pid=1, pid_space="another", since="2026-11-20T14:02:11", run_id="theirs")


def locked(device: Device) -> None:
    device.push_bytes(msgspec.json.encode(STRANGER), OWNER, mtime_s=int(device.shell("date", "+%s").stdout))


def properties(**values: str) -> Faults:
    return Faults(properties=tuple((name.replace("_", "."), value) for name, value in values.items()))


def test_a_device_without_faults_is_ready(doctor: Doctor, device: Device) -> None:
    found = doctor()
    assert (found.exit_code, found.usable, found.troubles()) == (0, [device.serial], {})
    values = found.of("android")["values"]
    assert (values["kind"], values["api"]) == ("virtual", 34)
    assert found.of("library")["values"]["page_size_bytes"] >= 4096
    assert found.of("heat")["state"] == "skipped"


def test_nothing_changes_on_the_device(doctor: Doctor, device: Device, virtual_device: FaultyDevice) -> None:
    doctor()
    assert list((virtual_device.root / "data/local/tmp").iterdir()) == []


@pytest.mark.parametrize(
    ("faults", "subject"),
    [
        pytest.param(properties(ro_build_version_sdk="19", ro_build_version_release="4.4"), "android", id="old"),
        pytest.param(properties(ro_product_cpu_abilist="riscv64"), "library", id="no library for its ABI"),
        pytest.param(Faults(page_size_bytes=16384), "library", id="large pages"),
        pytest.param(Faults(read_only=("/data/local/tmp",)), "storage", id="read-only"),
        pytest.param(Faults(disk_capacity_bytes=2_000_000), "storage", id="full"),
        pytest.param(Faults(unauthorized=True), "answers", id="unauthorized"),
    ],
)
def test_what_stops_a_run_is_an_error(
    doctor: Doctor, device: Device, bring_about: Callable[[Faults], None], faults: Faults, subject: str
) -> None:
    bring_about(faults)
    found = doctor()
    assert (found.exit_code, found.usable, found.troubles()) == (4, [], {subject: "error"})
    assert found.of(subject)["remedy"]
    with pytest.raises(DevbenchError):
        devbench.run(examples=1, serial=device.serial)


@pytest.mark.parametrize(
    ("faults", "prepare"),
    [
        (properties(ro_build_version_sdk="19"), None),
        (properties(ro_product_cpu_abilist="riscv64"), None),
        (Faults(page_size_bytes=16384), None),
        (Faults(unauthorized=True), None),
        (Faults(), locked),
    ],
)
def test_it_uses_the_words_of_the_run(
    doctor: Doctor,
    device: Device,
    bring_about: Callable[[Faults], None],
    faults: Faults,
    prepare: Callable[[Device], None] | None,
) -> None:
    bring_about(faults)
    if prepare:
        prepare(device)
    with pytest.raises(DevbenchError) as stopped:
        devbench.run(examples=1, serial=device.serial)
    (error,) = [check for check in doctor().checks if check["state"] == "error"]
    assert (error["text"], error["remedy"]) == (stopped.value.message, stopped.value.hint)


@pytest.mark.parametrize(
    ("faults", "troubles"),
    [
        (Faults(script=Script(power_saver=True)), ["power"]),
        (Faults(script=Script(battery_temperature=((0, 41.0),))), ["heat"]),
        (Faults(script=Script(battery_temperature=((0, 30.0),), thermal_status=((0, 2),))), ["heat"]),
        (Faults(disk_capacity_bytes=300_000_000), ["storage"]),
    ],
)
def test_what_slows_a_run_is_a_warning(
    doctor: Doctor, device: Device, virtual_device: FaultyDevice, faults: Faults, troubles: list[str]
) -> None:
    virtual_device.faults = faults
    found = doctor()
    assert (found.exit_code, found.usable) == (0, [device.serial])
    assert found.troubles() == dict.fromkeys(troubles, "warning")
    assert all(found.of(subject)["remedy"] for subject in troubles)


def test_little_memory_is_a_warning(doctor: Doctor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(device_state, "LITTLE_MEMORY_BYTES", 1 << 60)
    found = doctor()
    assert (found.exit_code, found.troubles()) == (0, {"memory": "warning"})


def test_what_a_dead_run_left_is_a_warning(doctor: Doctor, device: Device) -> None:
    device.perform("leave a job behind", f"mkdir -p {JOBS}/dead-1 && touch {conditions.MARK}")
    found = doctor()
    assert (found.exit_code, found.troubles()) == (0, {"leftovers": "warning"})
    assert found.of("leftovers")["values"]["left"] == "dead-1, fixed-performance mode"


def test_the_lock_of_a_dead_run_stops_nobody(doctor: Doctor, device: Device) -> None:
    device.push_bytes(msgspec.json.encode(STRANGER), OWNER, mtime_s=int(device.shell("date", "+%s").stdout) - 3600)
    found = doctor()
    assert (found.exit_code, found.troubles()) == (0, {})
    assert found.of("lock")["values"]["age_s"] >= 3600


def test_the_job_of_a_run_at_work_is_not_left_over(doctor: Doctor, device: Device) -> None:
    locked(device)
    device.perform("work", f"mkdir -p {JOBS}/theirs-1")
    assert doctor().troubles() == {"lock": "error"}


def test_the_files_that_are_kept_are_counted(doctor: Doctor, device: Device) -> None:
    device.push_bytes(b"x" * 1000, f"{STORE}/{'0' * 64}")
    values = doctor().of("leftovers")["values"]
    assert (values["store_files"], values["store_bytes"]) == (1, 1000)


def test_a_device_that_hangs_is_an_error(
    doctor: Doctor, device: Device, virtual_device: FaultyDevice, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(selection, "PROBE_S", 0.5)
    virtual_device.faults = Faults(shell_hangs=True)
    found = doctor()
    assert (found.exit_code, found.usable, found.troubles()) == (4, [], {"answers": "error"})
    assert f"{device.serial} did not answer in time" in found.of("answers")["text"]


def test_a_device_that_hangs_later_is_given_up(doctor: Doctor, device: Device, monkeypatch: pytest.MonkeyPatch) -> None:
    is_over = threading.Event()

    def hang(device: Device) -> None:
        is_over.wait()
        raise DeviceLost("It is over.")

    monkeypatch.setattr(devices, "read_facts", hang)
    monkeypatch.setattr(devices, "DEADLINE_S", 0.1)
    found = doctor()
    is_over.set()
    assert (found.exit_code, found.usable, found.troubles()) == (4, [], {"answers": "error"})
    assert found.of("answers")["text"] == f"{device.serial} did not answer within 0.1 s."


def test_no_device_at_all(doctor: Doctor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "settled", lambda server, wanted: [])
    found = doctor()
    assert (found.exit_code, found.usable) == (4, [])
    assert found.troubles() == {"devices": "error", "virtual_device": "warning"}
    assert "devbench virtual start" in found.of("devices")["remedy"]


def test_a_device_that_is_named_and_not_there(doctor: Doctor, device: Device) -> None:
    found = doctor("-s", "nobody", "-s", device.serial)
    assert (found.exit_code, found.usable) == (3, [device.serial])
    assert found.of("answers")["text"] == "There is no device nobody."


@pytest.mark.parametrize(
    ("state", "remedy"),
    [
        ("unauthorized", "prompt"),
        ("no permissions (missing udev rules?); see [http://developer.android.com]", "udev rules"),
        ("recovery", "adb reboot"),
        ("offline", "adb reconnect"),
    ],
)
def test_one_of_several_devices_may_be_unusable(
    doctor: Doctor, device: Device, monkeypatch: pytest.MonkeyPatch, state: str, remedy: str
) -> None:
    there = [Listed(device.serial, "device"), Listed("PHONE", state)]
    monkeypatch.setattr("devbench.doctor.server.settled", lambda server, wanted: there)
    found = doctor()
    assert (found.exit_code, found.usable) == (3, [device.serial])
    assert found.troubles() == {"devices": "warning", "answers": "error"}
    assert remedy in found.of("answers")["remedy"]


def test_of_several_devices_a_run_can_start_if_one_is_named() -> None:
    several = Check("adb", "devices", "warning", "Several devices are connected: A, B.")
    assert summary(Diagnosis.of("0.1.0", ["A", "B"], [several])) == "Ready to run with --serial A or B: 1 warning."
    assert summary(Diagnosis.of("0.1.0", ["A", "B"], [])) == "Ready to run on A, B: no problems."  # both are named


def test_the_terminal_shows_marks_and_remedies_within_80_columns(
    doctor: Doctor, device: Device, virtual_device: FaultyDevice, tmp_path: Path
) -> None:
    virtual_device.faults = Faults(script=Script(power_saver=True))
    file = tmp_path / "doctor.json"
    done = CliRunner().invoke(command, ["doctor", "--json", str(file)], catch_exceptions=False)
    lines = done.stdout.splitlines()
    assert {"This computer", "adb", f"devbench virtual device ({device.serial})"} <= set(lines)
    at = lines.index("  [!] Battery saver is on, so Android lowers the clocks.")
    assert lines[at + 1] == "      Charge the device, or"
    assert lines[at + 2] == f"      `adb -s {device.serial} shell settings put global low_power 0`"
    assert lines[-1] == f"Ready to run on {device.serial}: 1 warning."
    assert [line for line in lines if len(line) > 80 and not re.fullmatch(r"\s+(\S+|`[^`]+`)", line)] == []
    assert msgspec.json.decode(file.read_bytes())["usable"] == [device.serial]
