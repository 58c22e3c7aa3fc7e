"""What the virtual device's own tests share."""

import os
import subprocess

import pytest

from devbench.virtual.device import SimulatedDevice

HOME = "/data/local/tmp"


@pytest.fixture
def device(tmp_path):
    """A device that nobody is connected to."""
    return SimulatedDevice("emulator-5554", tmp_path / "root")


@pytest.fixture
def home(device):
    """Where the shell user may write, on the host."""
    return device.root / HOME[1:]


@pytest.fixture
def adb(adb_server, virtual_device):
    """The stock adb, on the virtual device: what it printed, complained of and exited with."""
    import adbutils

    def run(*arguments, stdin=b"", serial=virtual_device.serial):
        command = [adbutils.adb_path(), "-P", str(adb_server.port), "-s", serial, *arguments]
        done = subprocess.run(command, input=stdin, capture_output=True, timeout=60, env=os.environ)
        return done.returncode, done.stdout, done.stderr

    return run


@pytest.fixture
def shell(adb):
    """A command for the device's shell, as text."""

    def run(command, stdin=b""):
        code, out, err = adb("shell", command, stdin=stdin)
        return code, out.decode(), err.decode()

    return run


@pytest.fixture
def folder(shell, virtual_device):
    """An empty folder on the device, and the shell's current one for ``cd $folder``."""
    path = f"{HOME}/test"
    shell(f"rm -rf {path}; mkdir {path}")
    return path
