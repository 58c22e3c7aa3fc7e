"""One devbench a device, and no device stays locked by the dead."""

import os
import subprocess
import sys
import threading
from collections.abc import Iterator

import msgspec
import pytest

from devbench.device import ROOT
from devbench.device.adb import Device
from devbench.device.jobs import JobFolder, left_over
from devbench.device.lock import LOCK, OWNER, STALE_S, Owner, hold
from devbench.errors import DeviceError, DeviceFull, DeviceReadOnly, DeviceUnavailable
from devbench.virtual.faults import Faults
from tests.conftest import FaultyDevice
from tests.kinds import Until

STRANGER = Owner(
    user="anna", host="lab-3", pid=1, pid_space="of another machine", since="2026-11-20T14:02:11+09:00", run_id="theirs"
)


@pytest.fixture(autouse=True)
def unlocked(device: Device) -> Iterator[None]:
    yield
    device.shell("rm", "-rf", LOCK)


def now_s(device: Device) -> int:
    return int(device.shell("date", "+%s").stdout)


def lock_as(device: Device, owner: Owner, age_s: int = 0) -> None:
    device.push_bytes(msgspec.json.encode(owner), OWNER, mtime_s=now_s(device) - age_s)


def test_a_device_is_held_by_one_and_given_back(device: Device) -> None:
    with hold(device, "first"), pytest.raises(DeviceUnavailable, match="first"), hold(device, "second"):
        pass
    with hold(device, "third"):
        assert device.stat(LOCK) is not None
    assert device.stat(LOCK) is None


def test_it_is_given_back_after_an_error_too(device: Device) -> None:
    with pytest.raises(ZeroDivisionError), hold(device, "first"):
        raise ZeroDivisionError
    assert device.stat(LOCK) is None


def test_the_holder_is_named(device: Device) -> None:
    lock_as(device, STRANGER)
    message = f"{device.serial} is in use by anna on lab-3 since 2026-11-20T14:02:11"
    with pytest.raises(DeviceUnavailable, match=message) as caught, hold(device, "ours"):
        pass
    assert "another device" in caught.value.hint
    assert msgspec.json.decode(device.read(OWNER), type=Owner) == STRANGER


def test_a_holder_that_died_here_holds_nothing(device: Device) -> None:
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    lock_as(device, msgspec.structs.replace(Owner.this_process("theirs"), pid=dead.pid))
    with hold(device, "ours"):
        assert b"ours" in device.read(OWNER)


def test_a_holder_that_lives_here_holds(device: Device) -> None:
    lock_as(device, msgspec.structs.replace(Owner.this_process("theirs"), pid=os.getppid()))
    with pytest.raises(DeviceUnavailable, match="theirs"), hold(device, "ours"):
        pass


def test_a_holder_that_is_silent_for_long_holds_nothing(device: Device) -> None:
    lock_as(device, STRANGER, age_s=STALE_S + 5)
    with hold(device, "ours"):
        assert b"ours" in device.read(OWNER)
    assert [name for name in device.list("/data/local/tmp/devbench") if name.startswith("lock")] == []


def test_a_silent_holder_holds_as_long_as_its_harness_runs(device: Device) -> None:
    lock_as(device, STRANGER, age_s=STALE_S + 5)
    job = JobFolder(device, "theirs")
    job.create({}, {})
    try:
        job.start("sleep 60")
        with pytest.raises(DeviceUnavailable, match="anna"), hold(device, "ours"):
            pass
    finally:
        job.remove()


@pytest.mark.parametrize("content", [b"", b"{", b'{"user": 1}'])
def test_a_lock_that_cannot_be_read_holds_until_it_is_old(device: Device, content: bytes) -> None:
    device.push_bytes(content, OWNER, mtime_s=now_s(device))
    with pytest.raises(DeviceUnavailable, match="in use by somebody"), hold(device, "ours"):
        pass
    device.push_bytes(content, OWNER, mtime_s=now_s(device) - STALE_S - 5)
    with hold(device, "ours"):
        assert b"ours" in device.read(OWNER)


def test_what_a_dead_run_left_is_stopped_and_removed(device: Device) -> None:
    job = JobFolder(device, "dead")
    job.create({}, {})
    job.start("sleep 60")
    pid = device.read(f"{job.path}/pid").decode().strip()
    with hold(device, "ours"):
        assert left_over(device) == []
    assert device.script(f"while kill -0 {pid} 2>/dev/null; do sleep 0.02; done", timeout_s=10).exit_code == 0


def test_the_lock_is_kept_fresh(device: Device, until: Until) -> None:
    def is_fresh() -> bool:
        stat = device.stat(OWNER)
        return stat is not None and stat.mtime_s >= now_s(device) - STALE_S // 2

    with hold(device, "ours", beat_s=0.01):
        device.push_bytes(device.read(OWNER), OWNER, mtime_s=1_000_000_000)
        until(is_fresh)


def test_a_lock_that_was_lost_is_left_to_its_new_holder(device: Device, until: Until) -> None:
    def is_noticed() -> bool:
        lock_as(device, STRANGER)
        return not any(device.serial in thread.name for thread in threading.enumerate())

    with hold(device, "ours", beat_s=0.01):
        until(is_noticed)
    assert msgspec.json.decode(device.read(OWNER), type=Owner) == STRANGER


@pytest.mark.parametrize("features", [frozenset(), frozenset({"shell_v2"})], ids=["now", "before Android 7"])
def test_a_device_without_a_free_block_is_full_and_not_held_by_a_rival(
    virtual: Device, virtual_device: FaultyDevice, features: frozenset[str]
) -> None:
    virtual.perform("make our folder", f"mkdir -p {ROOT}")
    virtual_device.faults = Faults(disk_capacity_bytes=0, without_features=features)
    words = r"could not be locked: .*lock: No space left on device \(0 B of 0 B free, by df\)"
    with pytest.raises(DeviceFull, match=words), hold(virtual, "ours"):
        pass


@pytest.mark.parametrize(("folder", "words"), [("/data/local/tmp", "Read-only file system")])
def test_a_device_that_cannot_be_written_to_says_why(
    virtual: Device, virtual_device: FaultyDevice, folder: str, words: str
) -> None:
    virtual.perform("make our folder", f"mkdir -p {ROOT}")
    virtual_device.faults = Faults(read_only=(folder,))
    with pytest.raises(DeviceReadOnly, match=f"could not be locked: .*{words}") as refused, hold(virtual, "ours"):
        pass
    assert refused.value.exit_code == 4
    assert "Restart the device" in refused.value.hint


def test_a_file_in_the_place_of_our_folder_is_named(virtual: Device, virtual_device: FaultyDevice) -> None:
    virtual.perform("leave a file there", f"rm -rf {ROOT}; echo >{ROOT}")
    with pytest.raises(DeviceError, match=f"could not be locked: .*{ROOT}: File exists"), hold(virtual, "ours"):
        pass
    virtual.perform("clean up", f"rm {ROOT}")
