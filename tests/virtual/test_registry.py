"""Virtual devices come, are listed, and leave nothing when they go."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from devbench.errors import UsageError
from devbench.machine import is_alive
from devbench.virtual import registry
from devbench.virtual.faults import Faults
from tests.conftest import FaultyDevice, OwnAdbServer
from tests.kinds import Adb, Devbench, present


@pytest.fixture
def home(adb_server: OwnAdbServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A state folder of the test's own; what runs there ends with it."""
    monkeypatch.setenv("DEVBENCH_HOME", str(tmp_path))
    yield tmp_path
    for device in registry.running():
        device.stop()


@pytest.fixture
def devbench(home: Path) -> Devbench:
    def run(*arguments: object) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "devbench", "virtual", *map(str, arguments)]
        return subprocess.run(command, capture_output=True, text=True, env=os.environ, timeout=60)

    return run


@pytest.fixture
def start(devbench: Devbench) -> Callable[[], registry.VirtualDevice]:
    def start() -> registry.VirtualDevice:
        done = devbench("start", "--quiet")
        assert done.returncode == 0, done.stderr
        return registry.find(done.stdout.strip())

    return start


def wait_for_end(pid: int) -> None:
    deadline_s = time.monotonic() + 30
    while is_alive(pid):
        assert time.monotonic() < deadline_s, f"{pid} lives on"
        time.sleep(0.01)


@pytest.mark.parametrize("path", ["file/home", "new"])
def test_looking_makes_no_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, path: str) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("DEVBENCH_HOME", str(tmp_path / path))
    assert registry.running() == []
    assert [each.name for each in tmp_path.iterdir()] == ["file"]


def test_a_state_folder_that_nobody_can_write_to_is_named(
    devbench: Devbench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("DEVBENCH_HOME", str(tmp_path / "file"))
    done = devbench("start")
    assert done.returncode == 2
    assert f"cannot be kept in {tmp_path / 'file' / 'virtual'}" in done.stderr
    assert "DEVBENCH_HOME" in done.stderr


def test_what_never_came_online_is_forgotten_once_nobody_waits_for_it(home: Path) -> None:
    path, entry = registry._register(home / "files", "127.0.0.1", 1, temporary=False)
    assert registry.running() == []
    assert path.exists()
    os.utime(path, (0, 0))
    assert registry.running() == []
    assert not path.exists()
    assert not Path(entry.control).parent.exists()


def left(home: Path) -> list[str]:
    """What is there beside the storages."""
    return [path.name for path in (home / "virtual").iterdir() if not path.name.startswith("storage-")]


def test_a_device_is_listed_from_start_to_stop(
    home: Path, start: Callable[[], registry.VirtualDevice], adb: Adb
) -> None:
    device = start()
    assert device.serial.startswith("emulator-")
    assert [found.serial for found in registry.running()] == [device.serial]
    assert adb("get-state", serial=device.serial)[1] == b"device\n"

    registry.find(device.serial).stop()
    assert registry.running() == []
    assert adb("get-state", serial=device.serial)[0] != 0
    assert not is_alive(present(device.entry.pid))
    assert left(home) == []


def test_what_was_pushed_is_met_again(start: Callable[[], registry.VirtualDevice]) -> None:
    device = start()
    (device.root / "data/local/tmp/pushed").write_text("model")
    device.stop()
    assert (start().root / "data/local/tmp/pushed").read_text() == "model"


def test_devices_that_run_side_by_side_share_nothing(start: Callable[[], registry.VirtualDevice]) -> None:
    first, second = start(), start()
    assert first.serial != second.serial
    assert first.root != second.root


def test_a_device_that_was_killed_is_noticed_and_its_place_is_free(
    home: Path, start: Callable[[], registry.VirtualDevice]
) -> None:
    device = start()
    os.kill(present(device.entry.pid), signal.SIGKILL)
    wait_for_end(present(device.entry.pid))
    assert registry.running() == []
    assert left(home) == []
    assert start().root == device.root


def test_a_temporary_device_leaves_no_files(home: Path, adb_server: OwnAdbServer) -> None:
    with registry.temporary("127.0.0.1", adb_server.port) as device:
        assert device.root.is_dir()
    assert not device.root.exists()
    assert left(home) == []


def test_a_temporary_device_does_not_outlive_who_started_it(home: Path, adb_server: OwnAdbServer) -> None:
    script = (
        "from devbench.virtual import registry\n"
        f"with registry.temporary('127.0.0.1', {adb_server.port}) as device:\n"
        "    print(device.entry.pid, device.root, flush=True)\n"
        "    input()\n"
    )
    command = [sys.executable, "-c", script]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as starter:
        pid, root = present(starter.stdout).readline().split()
        starter.kill()
    wait_for_end(int(pid))
    assert registry.running() == []
    assert not Path(root).exists()


def test_a_device_that_is_not_there_is_told_with_those_that_are(start: Callable[[], registry.VirtualDevice]) -> None:
    device = start()
    with pytest.raises(UsageError) as error:
        registry.find("emulator-1")
    assert device.serial in error.value.hint


def test_a_device_that_trusts_nobody_is_unauthorized(virtual_device: FaultyDevice, adb: Adb) -> None:
    virtual_device.faults = Faults(unauthorized=True)
    deadline_s = time.monotonic() + 30
    while b"unauthorized" not in adb("get-state")[2]:
        assert time.monotonic() < deadline_s
    virtual_device.faults = Faults()
    assert adb("get-state")[1] == b"device\n"


# -- devbench virtual -------------------------------------------------------------------------------------------------


def test_start_list_and_stop(devbench: Devbench) -> None:
    started = devbench("start", "--json", "-")
    assert started.returncode == 0, started.stderr
    serial = json.loads(started.stdout)["serial"]
    assert [entry["serial"] for entry in json.loads(devbench("list", "--json", "-").stdout)] == [serial]
    assert serial in devbench("list").stdout

    assert devbench("stop").stdout == f"{serial} stopped.\n"
    assert devbench("list", "--json", "-").stdout == "[]\n"


def test_one_of_several_has_to_be_named(devbench: Devbench, start: Callable[[], registry.VirtualDevice]) -> None:
    serials = [start().serial, start().serial]
    done = devbench("stop")
    assert done.returncode == 2
    assert all(serial in done.stderr for serial in serials)
    assert devbench("stop", "--all").returncode == 0
    assert devbench("stop").stdout == "No virtual device runs.\n"
