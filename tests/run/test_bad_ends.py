"""Runs that end badly, as they were seen to on Android: each is named for what it is, and leaves nothing behind."""

import os
import re
import signal
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from devbench import assets
from devbench.bench import session
from devbench.bench.observer import Observer
from devbench.bench.prepare import Request, prepare
from devbench.choices import RunSettings, Side
from devbench.device import ROOT
from devbench.device.adb import AdbServer
from devbench.device.lock import hold
from devbench.errors import DeviceFull, Interrupted
from devbench.harness.messages import Event, Loaded, Started
from devbench.machine import is_alive
from devbench.virtual.faults import Faults
from tests.conftest import FaultyDevice, OwnAdbServer
from tests.kinds import Devbench, Left

EXCEPTION = (
    "E/AndroidRuntime( {pid}): FATAL EXCEPTION: main",
    "E/AndroidRuntime( {pid}): PID: {pid}",
    "E/AndroidRuntime( {pid}): java.lang.VerifyError: Verifier rejected class io.devbench.Main",
    "E/AndroidRuntime( {pid}): \tat io.devbench.Main.main(SourceFile:19)",
)


CAPACITY_BYTES = 60_000_000


# -- a harness that dies ----------------------------------------------------------------------------------------------


def test_a_harness_that_is_killed_for_memory_is_named_with_the_figures(
    devbench: Devbench, virtual_device: FaultyDevice, left_on_device: Left
) -> None:
    killer = "I/lowmemorykiller(  300): Kill 'app_process' ({pid}), uid 2000, oom_score_adj 0"
    virtual_device.faults = Faults(app_process_dies=True, logcat=(killer,))

    done = devbench("run", "--serial", virtual_device.serial)

    assert done.returncode == 6
    assert "was killed by SIGKILL, by Android's low-memory killer: " in done.stderr
    assert " are available now (MemAvailable)" in done.stderr
    assert "smaller variant (--variant int8)" in done.stderr
    assert "devbench inspect" not in done.stderr
    assert left_on_device() == []


def test_an_exception_that_only_androids_log_knows_is_shown_and_kept(
    devbench: Devbench, virtual_device: FaultyDevice, left_on_device: Left, tmp_path: Path
) -> None:
    virtual_device.faults = Faults(app_process_dies=True, logcat=("I/other( 1): unlike", *EXCEPTION))

    done = devbench("run", "--serial", virtual_device.serial)

    assert done.returncode == 6
    wanted = "ended with an exception: java.lang.VerifyError: Verifier rejected class io.devbench.Main."
    assert wanted in done.stderr
    assert "FATAL EXCEPTION: main" in done.stderr
    assert "devbench inspect" not in done.stderr
    assert "low-memory" not in done.stderr
    (log,) = (tmp_path / "devbench" / "logs").iterdir()
    assert done.stderr.endswith(f"\n  log: {log}\n")
    kept = log.read_text()
    assert "\tat io.devbench.Main.main(SourceFile:19)" in kept, "all that Android said"
    assert re.search(rf" ms  {virtual_device.serial}  shell mkdir -p .*\n", kept), "adb commands with their times"
    assert "devbench.errors.HarnessFailed: The harness with qa-en-tiny" in kept, "with its traceback"
    assert stat.S_IMODE(log.stat().st_mode) == 0o600
    assert left_on_device() == []


# -- a full disk ------------------------------------------------------------------------------------------------------


def used_bytes(virtual_device: FaultyDevice) -> int:
    return sum(path.stat().st_size for path in virtual_device.root.rglob("data/**/*") if path.is_file())


@pytest.mark.parametrize(
    ("room_bytes", "words"), [(0, "No space left on device"), (3_000_000, "has too little space for ")]
)
def test_a_full_disk_is_named_with_what_is_free(
    devbench: Devbench,
    virtual_device: FaultyDevice,
    left_on_device: Left,
    tmp_path: Path,
    room_bytes: int,
    words: str,
) -> None:
    virtual_device.faults = Faults(disk_capacity_bytes=used_bytes(virtual_device) + room_bytes)
    vocabulary = tmp_path / "vocab.txt"  # another one, so that there is something to push
    vocabulary.write_bytes((assets.model_folder("qa-en-tiny") / "vocab.txt").read_bytes().replace(b"cats", b"cots"))

    done = devbench("run", "--serial", virtual_device.serial, "--vocab", vocabulary)

    assert done.returncode == 4
    assert words in done.stderr
    assert " free, by df)" in done.stderr
    assert left_on_device() == []


class Filling(Observer):
    """Takes all the room when the harness is about to write."""

    def __init__(self, virtual_device: FaultyDevice) -> None:
        self._others = virtual_device.root / "data/local/tmp/others"

    def harness(self, side: Side, event: Event) -> None:
        if isinstance(event, Loaded):
            with self._others.open("wb") as others:
                others.truncate(CAPACITY_BYTES)


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no /dev/full")
@pytest.mark.parametrize("file", ["result.jsonl", "outputs.bin"])
def test_a_disk_that_fills_up_while_the_harness_writes_is_no_fault_of_the_harness(
    adb_server: OwnAdbServer, virtual_device: FaultyDevice, left_on_device: Left, file: str
) -> None:
    device = AdbServer("127.0.0.1", adb_server.port).device(virtual_device.serial)
    virtual_device.faults = Faults(disk_capacity_bytes=CAPACITY_BYTES, no_room_for=(file,))

    plan = prepare(Request(examples=40, settings=RunSettings(max_seconds=1)))
    with pytest.raises(DeviceFull) as full:
        session.run([plan], device, Filling(virtual_device), ["devbench"])

    assert f"{virtual_device.serial} ran out of room (0 B of 60.0 MB free, by df)." in full.value.message
    assert "The result cannot be written: No space left on device." in full.value.message
    assert "Free some space" in full.value.hint
    assert left_on_device() == []


# -- an Android that is too old ---------------------------------------------------------------------------------------


def test_an_android_before_5_is_refused_before_anything_is_pushed(
    devbench: Devbench, virtual_device: FaultyDevice, left_on_device: Left
) -> None:
    properties = (("ro.build.version.sdk", "19"), ("ro.build.version.release", "4.4.4"))
    virtual_device.faults = Faults(properties=properties)

    done = devbench("run", "--serial", virtual_device.serial)

    assert done.returncode == 4
    wanted = f"{virtual_device.serial} runs Android 4.4.4 (API 19); devbench needs Android 5.0 (API 21) or newer."
    assert wanted in done.stderr
    assert not (virtual_device.root / ROOT[1:] / "store").exists()
    assert left_on_device() == []


# -- interrupts -------------------------------------------------------------------------------------------------------


@contextmanager
def running(environment: dict[str, str], virtual_device: FaultyDevice) -> Iterator[tuple[subprocess.Popen[str], int]]:
    """A long run whose harness is at work, and the harness's pid."""
    command = [sys.executable, "-m", "devbench", "run", "--serial", virtual_device.serial, "--mode", "official"]
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, start_new_session=True
    ) as process:
        until(process, lambda: any((virtual_device.root / ROOT[1:]).glob("jobs/*/pid")))
        (pid,) = (virtual_device.root / ROOT[1:]).glob("jobs/*/pid")
        yield process, int(pid.read_text())


def until(process: subprocess.Popen[str], holds: Callable[[], bool]) -> None:
    while not holds():
        assert process.poll() is None


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupt_stops_the_harness_and_says_what_was_kept(
    environment: dict[str, str], virtual_device: FaultyDevice, left_on_device: Left, number: int
) -> None:
    with running(environment, virtual_device) as (process, pid):
        os.killpg(process.pid, number)
        _, stderr = process.communicate(timeout=60)

    assert process.returncode == 130
    assert f"on {virtual_device.serial}; the harness was stopped. No result was kept." in stderr
    assert not is_alive(pid)
    assert left_on_device() == []


def test_interrupts_that_come_together_are_one(
    environment: dict[str, str], virtual_device: FaultyDevice, left_on_device: Left
) -> None:
    with running(environment, virtual_device) as (process, pid):
        os.kill(process.pid, signal.SIGSTOP)  # so that both are there when it goes on
        os.kill(process.pid, signal.SIGINT)
        os.kill(process.pid, signal.SIGTERM)
        os.kill(process.pid, signal.SIGCONT)
        _, stderr = process.communicate(timeout=60)

    assert process.returncode == 130
    assert f"on {virtual_device.serial}; the harness was stopped. No result was kept." in stderr
    assert not is_alive(pid)
    assert left_on_device() == []


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_second_interrupt_does_not_cut_the_clean_up_short(
    environment: dict[str, str], virtual_device: FaultyDevice, left_on_device: Left, number: int
) -> None:
    killing = virtual_device.root / "data/local/tmp/killing"
    with running(environment, virtual_device) as (process, pid):
        virtual_device.faults = Faults(slow_kill=True)
        os.kill(process.pid, signal.SIGINT)
        until(process, killing.exists)
        for _ in range(2):
            os.kill(process.pid, number)
        virtual_device.faults = Faults()
        killing.unlink()
        _, stderr = process.communicate(timeout=60)

    assert process.returncode == 130
    assert f"on {virtual_device.serial}; the harness was stopped. No result was kept." in stderr
    assert not is_alive(pid)
    assert left_on_device() == []


class Interrupting(Observer):
    """Interrupts the run when the harness is loaded, and keeps that from being stopped."""

    def __init__(self, virtual_device: FaultyDevice) -> None:
        self._device = virtual_device
        self.pid = 0

    def harness(self, side: Side, event: Event) -> None:
        if isinstance(event, Started):
            self.pid = event.pid
        elif isinstance(event, Loaded):
            os.kill(self.pid, signal.SIGSTOP)
            self._device.faults = Faults(unkillable=True)
            raise KeyboardInterrupt


def test_a_harness_that_cannot_be_stopped_is_named_with_the_way_to_stop_it(
    adb_server: OwnAdbServer, virtual_device: FaultyDevice, monkeypatch: pytest.MonkeyPatch, left_on_device: Left
) -> None:
    device = AdbServer("127.0.0.1", adb_server.port).device(virtual_device.serial)
    observer = Interrupting(virtual_device)

    monkeypatch.setattr("devbench.device.jobs.KILL_S", 0)
    with pytest.raises(Interrupted) as interrupted:
        session.run([prepare(Request(examples=3))], device, observer, ["devbench"])
    monkeypatch.undo()

    assert f"still runs as process {observer.pid}" in interrupted.value.message
    assert f"adb -s {virtual_device.serial} shell kill -9 {observer.pid}" in interrupted.value.hint
    assert len(left_on_device()) == 1, "so that the next run knows of it"
    virtual_device.faults = Faults()
    with hold(device, "next"):
        assert not is_alive(observer.pid)
    assert left_on_device() == []


def test_a_device_that_is_gone_when_the_run_is_interrupted_may_still_work(
    adb_server: OwnAdbServer, virtual_device: FaultyDevice
) -> None:
    device = AdbServer("127.0.0.1", adb_server.port).device(virtual_device.serial)

    class Unplugging(Observer):
        def harness(self, side: Side, event: Event) -> None:
            virtual_device.faults = Faults(unplugged=True)
            raise KeyboardInterrupt

    with pytest.raises(Interrupted, match="the harness may still be running on") as interrupted:
        session.run([prepare(Request(examples=3))], device, Unplugging(), ["devbench"])
    virtual_device.faults = Faults()
    assert "The next run on the device stops it." in interrupted.value.hint
