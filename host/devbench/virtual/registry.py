"""The virtual devices of this user: starts them as processes of their own, lists them, gives them orders.

Each has a file in the state folder (``DEVBENCH_HOME/virtual``, else the user's state folder). What a killed device
left there is removed when it is met.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from devbench import jvm, machine
from devbench.errors import DeviceUnavailable, UsageError
from devbench.machine import is_alive
from devbench.suggest import closest
from devbench.virtual.faults import Faults

START_S = 30
STOP_S = 10
POLL_S = 0.02


class RegistryEntry(msgspec.Struct, frozen=True, kw_only=True):
    """A virtual device as its file describes it; without a serial it is not online yet."""

    root: str
    """The folder with the device's files."""
    control: str
    """The Unix socket that takes orders."""
    adb_host: str
    adb_port: int
    started: str
    temporary: bool
    """Whether its files go when it stops."""
    serial: str | None = None
    pid: int | None = None


class VirtualDevice:
    """One that runs. ``faults`` can be set, and hold when the setting returns."""

    def __init__(self, path: Path, entry: RegistryEntry) -> None:
        self._path, self.entry = path, entry
        self.serial: str = entry.serial or ""
        self.root = Path(entry.root)
        self._faults = Faults()

    @property
    def faults(self) -> Faults:
        return self._faults

    @faults.setter
    def faults(self, faults: Faults) -> None:
        self._order({"faults": msgspec.to_builtins(faults)})
        self._faults = faults

    def stop(self) -> None:
        """Ends it and what runs on it; its files go where they were temporary."""
        pid = self.entry.pid
        with contextlib.suppress(OSError):
            self._order({"stop": True})
        deadline = time.monotonic() + STOP_S
        while pid is not None and is_alive(pid) and time.monotonic() < deadline:
            time.sleep(POLL_S)
        if pid is not None and is_alive(pid):
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        _forget(self._path, self.entry)

    def _order(self, order: dict[str, object]) -> None:
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as control:
            control.settimeout(STOP_S)
            control.connect(self.entry.control)
            control.sendall(msgspec.json.encode(order) + b"\n")
            control.recv(1)


def running() -> list[VirtualDevice]:
    """In the order of their serials."""
    devices = []
    for path in _entries():
        entry = msgspec.json.decode(path.read_bytes(), type=RegistryEntry)
        if entry.serial is None:  # still starting, unless whoever started it was killed
            if time.time() - path.stat().st_mtime > START_S + STOP_S:
                _forget(path, entry)
            continue
        if entry.pid is not None and is_alive(entry.pid):
            devices.append(VirtualDevice(path, entry))
        else:
            _forget(path, entry)
    return sorted(devices, key=lambda device: device.serial)


def _entries() -> list[Path]:
    try:
        return sorted(_folder().glob("*.json"))
    except PermissionError:  # no device of this user's can have its file there
        return []


def find(serial: str) -> VirtualDevice:
    for device in running():
        if device.serial == serial:
            return device
    there = [device.serial for device in running()]
    hint = closest(serial, there) or "Run `devbench virtual start` to start one."
    raise UsageError(f"{serial} is not a running virtual device.", hint)


def start(adb_host: str, adb_port: int, *, root: Path | None = None) -> VirtualDevice:
    """One that goes on when this process ends. Its files stay in ``root``, by default in the state folder.

    Raises DeviceUnavailable if it does not come online, UsageError if there is no Java for it.
    """
    jvm.find()
    storage = root or _free_storage()
    path, entry = _register(storage, adb_host, adb_port, temporary=False)
    process = _spawn(path, subprocess.DEVNULL)
    return VirtualDevice(path, _wait_online(path, entry, process))


@contextlib.contextmanager
def temporary(adb_host: str, adb_port: int) -> Iterator[VirtualDevice]:
    """One for a while, with files of its own; it ends with this process, however that ends. Raises as `start`."""
    jvm.find()
    storage = Path(tempfile.mkdtemp(prefix="devbench-virtual-"))
    path, entry = _register(storage, adb_host, adb_port, temporary=True)
    process = _spawn(path, subprocess.PIPE)
    try:
        device = VirtualDevice(path, _wait_online(path, entry, process))
        try:
            yield device
        finally:
            device.stop()
    finally:
        process.kill()
        process.communicate()
        _forget(path, entry)


def cache_folder() -> Path:
    """Where TFLite's libraries for the JVM are unpacked, once."""
    from platformdirs import user_cache_path

    folder = user_cache_path("devbench", appauthor=False) / "javacpp"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _folder() -> Path:
    home = os.environ.get("DEVBENCH_HOME")
    if home:
        return Path(home) / "virtual"
    from platformdirs import user_state_path

    return user_state_path("devbench", appauthor=False) / "virtual"


def _make(folder: Path) -> Path:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(
            f"Virtual devices cannot be kept in {folder}: {error.strerror}.",
            "Set DEVBENCH_HOME to a folder that you can write to.",
        ) from error
    return folder


def _free_storage() -> Path:
    """The first of the state folder's storages that no device uses, so that what was pushed is met again."""
    used = {device.entry.root for device in running()}
    number = 1
    while str(storage := _folder() / f"storage-{number}") in used:
        number += 1
    return _make(storage)


def _register(storage: Path, adb_host: str, adb_port: int, *, temporary: bool) -> tuple[Path, RegistryEntry]:
    folder = _make(_folder())
    # A socket's path must be short, which the state folder's need not be.
    control = Path(tempfile.mkdtemp(prefix="devbench-")) / "control"
    entry = RegistryEntry(
        root=str(storage),
        control=str(control),
        adb_host=adb_host,
        adb_port=adb_port,
        started=datetime.now(UTC).isoformat(timespec="seconds"),
        temporary=temporary,
    )
    path = folder / f"{control.parent.name}.json"
    part = path.with_suffix(".part")  # somebody may be listing the devices
    part.write_bytes(msgspec.json.encode(entry))
    part.replace(path)
    return path, entry


def _spawn(path: Path, stdin: int) -> subprocess.Popen[bytes]:
    environment = machine.child_environment()
    command = [sys.executable, "-m", "devbench.virtual", str(path)]
    if stdin == subprocess.PIPE:
        command.append("--leashed")
    with _log(path).open("wb") as log:
        return subprocess.Popen(command, stdin=stdin, stdout=log, stderr=log, env=environment, start_new_session=True)


def _log(path: Path) -> Path:
    return path.with_suffix(".log")


def _wait_online(path: Path, entry: RegistryEntry, process: subprocess.Popen[bytes]) -> RegistryEntry:
    deadline = time.monotonic() + START_S
    while time.monotonic() < deadline and process.poll() is None:
        told = msgspec.json.decode(path.read_bytes(), type=RegistryEntry)
        if told.serial is not None:
            return told
        time.sleep(POLL_S)
    said = _log(path).read_text(errors="replace").strip().splitlines()
    process.kill()
    process.wait()
    _forget(path, entry)
    raise DeviceUnavailable(
        f"The virtual device did not come online: {said[-1] if said else 'the adb server did not take it'}.",
        "Check that the adb server runs (`adb devices`) and that your key exists (~/.android/adbkey.pub).",
    )


def _forget(path: Path, entry: RegistryEntry) -> None:
    path.unlink(missing_ok=True)
    _log(path).unlink(missing_ok=True)
    shutil.rmtree(Path(entry.control).parent, ignore_errors=True)
    if entry.temporary:
        shutil.rmtree(entry.root, ignore_errors=True)
