"""What the virtual device's own tests share."""

import os
import subprocess
from pathlib import Path

import pytest

from devbench.virtual.device import SimulatedDevice
from tests.conftest import FaultyDevice, OwnAdbServer
from tests.kinds import Adb, Shell

HOME = "/data/local/tmp"


@pytest.fixture
def device(tmp_path: Path) -> SimulatedDevice:
    """A device that nobody is connected to."""
    return SimulatedDevice("emulator-5554", tmp_path / "root")


@pytest.fixture
def home(device: SimulatedDevice) -> Path:
    """Where the shell user may write, on the host."""
    return device.root / HOME[1:]


@pytest.fixture
def adb(adb_server: OwnAdbServer, virtual_device: FaultyDevice) -> Adb:
    """The stock adb, on the virtual device: what it printed, complained of and exited with."""
    import adbutils

    def run(*arguments: str, stdin: bytes = b"", serial: str = virtual_device.serial) -> tuple[int, bytes, bytes]:
        command = [adbutils.adb_path(), "-P", str(adb_server.port), "-s", serial, *arguments]
        done = subprocess.run(command, input=stdin, capture_output=True, timeout=60, env=os.environ)
        return done.returncode, done.stdout, done.stderr

    return run


@pytest.fixture
def shell(adb: Adb) -> Shell:
    """A command for the device's shell, as text."""

    def run(command: str, stdin: bytes = b"") -> tuple[int, str, str]:
        code, out, err = adb("shell", command, stdin=stdin)
        return code, out.decode(), err.decode()

    return run


@pytest.fixture
def folder(shell: Shell, virtual_device: FaultyDevice) -> str:
    """An empty folder on the device, and the shell's current one for ``cd $folder``."""
    path = f"{HOME}/test"
    shell(f"rm -rf {path}; mkdir {path}")
    return path
