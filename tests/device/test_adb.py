"""Commands and files: what every device promises, and what is said when it cannot keep it."""

import random
import shlex
from pathlib import Path

import pytest

from devbench.device.adb import AdbServer, Device
from devbench.errors import DeviceError, DeviceFull, DeviceLost, UsageError
from devbench.virtual.faults import Faults
from tests.conftest import FaultyDevice
from tests.kinds import present


def random_bytes(count: int) -> bytes:
    return random.Random(count).randbytes(count)


# -- commands ---------------------------------------------------------------------------------------------------------


def test_a_command_tells_its_exit_code_and_both_of_its_outputs(device: Device) -> None:
    result = device.script("echo out; echo err >&2; exit 3")
    assert (result.exit_code, result.stdout, result.stderr) == (3, "out\n", "err\n")


@pytest.mark.parametrize("text", ["two  words", "it's", '"', "$HOME", "*", "; exit 9", "a\nb", "お腹が痛い"])
def test_arguments_arrive_to_the_letter(device: Device, folder: str, text: str) -> None:
    result = device.shell("sh", "-c", f'for word in "$@"; do echo "$word"; done >{folder}/words', "sh", text, "end")
    assert result.exit_code == 0
    assert device.read(f"{folder}/words").decode() == f"{text}\nend\n"


def test_large_output_arrives_whole(device: Device, folder: str) -> None:
    content = b"0123456789abcde\n" * 100_000
    device.push_bytes(content, f"{folder}/large")
    assert device.shell("cat", f"{folder}/large").stdout.encode() == content


def test_a_command_that_has_to_succeed_is_told_with_the_devices_words(device: Device) -> None:
    with pytest.raises(DeviceError, match=rf"{device.serial} could not look: .*missing.*: No such file or directory"):
        device.perform("look", "ls /data/local/tmp/missing")


@pytest.mark.parametrize("script", ["sleep 60", "while true; do echo more; done"], ids=["silent", "trickling"])
def test_a_command_that_does_not_end_is_given_up(device: Device, script: str) -> None:
    with pytest.raises(DeviceLost, match=rf"{device.serial} did not answer in time"):
        device.script(script, timeout_s=0.5)


def test_before_android_7_exit_codes_are_true_as_well(virtual: Device, virtual_device: FaultyDevice) -> None:
    virtual_device.faults = Faults(without_features=frozenset({"shell_v2"}))
    result = virtual.script("echo out; exit 3")
    assert (result.exit_code, result.stdout) == (3, "out\n")
    assert virtual.script("true").exit_code == 0


@pytest.mark.parametrize("features", [frozenset(), frozenset({"shell_v2"})], ids=["shell v2", "before Android 7"])
def test_a_command_whose_link_is_cut_is_no_empty_answer(
    virtual: Device, virtual_device: FaultyDevice, features: frozenset[str]
) -> None:
    virtual_device.faults = Faults(cut_shell_at_bytes=1000, without_features=features)
    with pytest.raises(DeviceLost, match=virtual.serial):
        virtual.script("while true; do echo more; done")


def test_a_device_that_hangs_is_given_up(virtual: Device, virtual_device: FaultyDevice) -> None:
    virtual_device.faults = Faults(shell_hangs=True)
    with pytest.raises(DeviceLost, match="did not answer in time"):
        virtual.script("true", timeout_s=0.5)


def test_a_device_that_is_not_there_is_lost(server: AdbServer) -> None:
    with pytest.raises(DeviceLost, match=r"emulator-1.*not found"):
        server.device("emulator-1").script("true")
    with pytest.raises(DeviceLost, match=r"emulator-1.*not found"):
        server.device("emulator-1").stat("/")


# -- files ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [0, 1, 64 << 10, (64 << 10) + 1, (8 * 64 << 10) + 1, 1_500_000])
def test_a_file_goes_and_comes_back(device: Device, folder: str, tmp_path: Path, size: int) -> None:
    (tmp_path / "sent").write_bytes(random_bytes(size))
    told: list[int] = []

    device.push(tmp_path / "sent", f"{folder}/there/file", 0o444, told.append)
    device.pull(f"{folder}/there/file", tmp_path / "back")

    assert (tmp_path / "back").read_bytes() == (tmp_path / "sent").read_bytes()
    assert told == sorted(set(told))
    assert told[-1:] == ([size] if size else [])
    stat = present(device.stat(f"{folder}/there/file"))
    assert (stat.is_file, stat.mode & 0o777, stat.size_bytes) == (True, 0o444, size)


def test_a_file_gets_the_time_that_it_is_given(device: Device, folder: str) -> None:
    device.push_bytes(b"x", f"{folder}/file", mtime_s=1_000_000_000)
    assert present(device.stat(f"{folder}/file")).mtime_s == 1_000_000_000


def test_a_folder_is_listed(device: Device, folder: str) -> None:
    device.push_bytes(b"abc", f"{folder}/お腹 file")
    device.perform("link", f"cd {folder} && mkdir sub && ln -s nowhere link")

    listed = device.list(folder)

    assert sorted(listed) == ["link", "sub", "お腹 file"]
    assert {name: stat.is_file for name, stat in listed.items()} == {"お腹 file": True, "sub": False, "link": False}
    assert listed["お腹 file"].size_bytes == 3


def test_what_is_not_there_is_not_there(device: Device, folder: str) -> None:
    assert device.stat(f"{folder}/missing") is None
    assert device.list(f"{folder}/missing") == {}
    with pytest.raises(DeviceError, match=rf"{device.serial}.*{folder}/missing: .*No such file"):
        device.read(f"{folder}/missing")


def test_a_file_is_read_from_an_offset(device: Device, folder: str) -> None:
    device.push_bytes(b"0123456789", f"{folder}/file")
    assert device.read(f"{folder}/file", 7) == b"789"
    assert device.read(f"{folder}/file", 10) == b""


def test_names_that_a_shell_would_take_apart_are_names(device: Device, folder: str) -> None:
    name = f"{folder}/it's $HOME; *"
    device.push_bytes(b"content", name)
    assert device.read(name) == b"content"
    assert device.shell("cat", name).stdout == "content"
    assert device.script(f"cat {shlex.quote(name)}").stdout == "content"


def test_free_space_is_told(device: Device) -> None:
    assert present(device.space()).free_bytes > 0


def test_where_nobody_may_write_the_devices_words_are_told(virtual: Device) -> None:
    with pytest.raises(DeviceError, match=rf"{virtual.serial} refused writing /system/x: .*Permission denied"):
        virtual.push_bytes(b"x", "/system/x")


def test_a_read_only_folder_is_told(virtual: Device, virtual_device: FaultyDevice) -> None:
    virtual_device.faults = Faults(read_only=("/data/local/tmp",))
    with pytest.raises(DeviceError, match="Read-only file system"):
        virtual.push_bytes(b"x", "/data/local/tmp/x")


def test_a_full_disk_is_told_with_what_is_free_and_nothing_is_left(
    virtual: Device, virtual_device: FaultyDevice
) -> None:
    virtual_device.faults = Faults(disk_capacity_bytes=1_000_000)
    with pytest.raises(DeviceFull, match=r"No space left on device \(.* of .* free, by df\)") as caught:
        virtual.push_bytes(bytes(20_000_000), "/data/local/tmp/devbench/large")
    assert "Free some space" in caught.value.hint
    assert caught.value.exit_code == 4
    assert virtual.stat("/data/local/tmp/devbench/large") is None


@pytest.mark.parametrize("script", ["mkdir FOLDER", "echo x >FOLDER.file", "cat /proc/uptime >FOLDER.file"])
def test_a_command_that_finds_the_disk_full_says_so_too(
    virtual: Device, virtual_device: FaultyDevice, script: str
) -> None:
    virtual_device.faults = Faults(disk_capacity_bytes=0)
    with pytest.raises(DeviceFull, match=r"could not go on: .*No space left on device \(0 B of 0 B free, by df\)"):
        virtual.perform("go on", script.replace("FOLDER", "/data/local/tmp/new"))


def test_a_local_file_that_is_missing_is_no_fault_of_the_device(device: Device, folder: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="missing"):
        device.push(tmp_path / "missing", f"{folder}/file")


def test_a_pull_that_cannot_be_kept_is_no_fault_of_the_device(device: Device, folder: str, tmp_path: Path) -> None:
    device.push_bytes(b"x", f"{folder}/file")
    with pytest.raises(UsageError, match="Cannot write"):
        device.pull(f"{folder}/file", tmp_path / "missing" / "file")


def test_what_is_no_file_is_not_pulled(device: Device, folder: str, tmp_path: Path) -> None:
    for name in (folder, f"{folder}/missing"):
        with pytest.raises(DeviceError, match=f"has no file {name}"):
            device.pull(name, tmp_path / "file")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("faults", [Faults(cut_pull_at_bytes=100_000), Faults(truncate_pull_at_bytes=100_000)])
def test_a_pull_that_is_not_whole_leaves_nothing(
    virtual: Device, virtual_device: FaultyDevice, tmp_path: Path, faults: Faults
) -> None:
    virtual.push_bytes(bytes(500_000), "/data/local/tmp/devbench/file")
    (tmp_path / "file").write_bytes(b"as it was")
    virtual_device.faults = faults

    with pytest.raises(DeviceLost, match=virtual.serial):
        virtual.pull("/data/local/tmp/devbench/file", tmp_path / "file")

    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"file": b"as it was"}


def test_a_push_whose_link_is_cut_leaves_nothing(virtual: Device, virtual_device: FaultyDevice) -> None:
    virtual_device.faults = Faults(cut_push_at_bytes=100_000)
    with pytest.raises(DeviceLost, match=f"{virtual.serial} .* writing /data/local/tmp/devbench/cut"):
        virtual.push_bytes(bytes(500_000), "/data/local/tmp/devbench/cut")
    virtual.server.wait_for(virtual.serial, timeout_s=10)
    assert virtual.stat("/data/local/tmp/devbench/cut") is None
