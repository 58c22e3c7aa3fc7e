"""What `devbench doctor` finds on this computer and of adb."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest

from devbench import assets, jvm
from devbench.choices import DEFAULT_MODEL
from devbench.device.adb import AdbServer, Device
from devbench.errors import UsageError
from tests.conftest import OwnAdbServer, free_port
from tests.doctor.conftest import Doctor

pytestmark = pytest.mark.kotlin


@pytest.mark.slow
@pytest.mark.parametrize(("encoding", "mark"), [("utf-8", "✓"), ("ascii", "+")])
def test_the_command_in_a_process_of_its_own(device: Device, encoding: str, mark: str) -> None:
    environment = {**os.environ, "PYTHONIOENCODING": encoding}
    command = [sys.executable, "-m", "devbench", "doctor", "--serial", device.serial]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False, env=environment)
    assert (done.returncode, done.stderr) == (0, "")
    assert ("Output is encoded as" in done.stdout) == (encoding == "ascii")
    assert f"  [{mark}] numpy {version('numpy')}" in done.stdout.splitlines()
    assert done.stdout.splitlines()[-1].startswith(f"Ready to run on {device.serial}: ")


def write_metadata(folder: Path, name: str, version: str) -> None:
    """Found before that of the package that is installed."""
    metadata = folder / f"{name.replace('-', '_')}-{version}.dist-info" / "METADATA"
    metadata.parent.mkdir()
    metadata.write_text(f"Name: {name}\nVersion: {version}\n")


def with_packages(device: Device, folder: Path) -> tuple[int, dict[str, Any]]:
    """The exit code, and the checks of packages by their name."""
    path = os.pathsep.join([str(folder), os.environ.get("PYTHONPATH", "")])
    command = [sys.executable, "-m", "devbench", "doctor", "-s", device.serial, "--json", "-"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env={**os.environ, "PYTHONPATH": path})
    checks = {check["subject"]: check for check in json.loads(done.stdout)["checks"] if check["place"] == "computer"}
    return done.returncode, checks


@pytest.mark.slow
def test_a_broken_numpy_stops_a_run_and_is_one_finding(device: Device, tmp_path: Path) -> None:
    (tmp_path / "numpy.py").write_text("raise ImportError('libopenblas.so.0: cannot open shared object file')")
    exit_code, checks = with_packages(device, tmp_path)
    assert exit_code == 3
    assert checks["numpy"]["state"] == "error"
    assert "libopenblas.so.0: cannot open shared object file" in checks["numpy"]["text"]
    assert checks["numpy"]["remedy"] == '`pip install --force-reinstall "numpy"`'
    assert "tflite-runtime" not in checks


@pytest.mark.slow
def test_a_runtime_that_loads_and_runs_no_model_is_found(device: Device, tmp_path: Path) -> None:
    """As TFLite 2.14 with numpy 2."""
    (tmp_path / "tflite_runtime").mkdir()
    fails = "class Interpreter:\n    def __init__(self, **options): raise SystemError('returned a result')\n"
    (tmp_path / "tflite_runtime/interpreter.py").write_text(fails)
    (tmp_path / "tflite_runtime/__init__.py").touch()
    write_metadata(tmp_path, "tflite-runtime", "2.14.0")
    write_metadata(tmp_path, "numpy", "2.2.6")
    exit_code, checks = with_packages(device, tmp_path)
    assert exit_code == 0  # the other runtime does
    assert checks["ai-edge-litert"]["state"] == "ok"
    assert checks["tflite-runtime"]["state"] == "warning"
    assert checks["tflite-runtime"]["text"] == "tflite-runtime does not work: SystemError: returned a result."
    assert 'pip install "numpy<2"' in checks["tflite-runtime"]["remedy"]


def test_results_that_cannot_be_kept(
    doctor: Doctor, device: Device, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("DEVBENCH_HOME", str(tmp_path / "file"))
    found = doctor()
    assert (found.exit_code, found.usable, found.troubles()) == (3, [device.serial], {"results": "error"})
    assert str(tmp_path / "file") in found.of("results")["text"]
    assert "DEVBENCH_HOME" in found.of("results")["remedy"]


def test_a_full_disk(doctor: Doctor, device: Device, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = shutil.disk_usage("/")._replace(free=2_000_000)
    monkeypatch.setattr("devbench.doctor.computer.shutil.disk_usage", lambda path: usage)
    found = doctor()
    assert (found.exit_code, found.troubles()) == (3, {"results": "error", "temporary": "error"})


def test_a_harness_that_is_not_built(
    doctor: Doctor, device: Device, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "models").symlink_to(assets.model_folder(DEFAULT_MODEL).parent)
    monkeypatch.setattr(assets, "root", lambda: tmp_path)
    found = doctor()
    assert (found.exit_code, found.usable) == (3, [device.serial])
    assert found.troubles() == {"harness": "error", "java": "warning"}
    assert "make harness" in found.of("harness")["remedy"]
    assert found.of("library")["state"] == "skipped"


@pytest.mark.parametrize("java", ["missing", "broken"])
def test_no_java(doctor: Doctor, device: Device, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, java: str) -> None:
    def find() -> str:
        if java == "missing":
            raise UsageError("Java is not installed.", "Install it.")
        (tmp_path / "java").write_text("#!/bin/sh\necho 'Unrecognized option: --enable-native-access' >&2\nexit 1\n")
        (tmp_path / "java").chmod(0o755)
        return str(tmp_path / "java")

    monkeypatch.setattr(jvm, "find", find)
    found = doctor()
    assert (found.exit_code, found.troubles()) == (0, {"java": "warning"})
    assert "a run on a phone does not" in found.of("java")["text"]


def test_folders_of_runs_that_were_killed(
    doctor: Doctor, device: Device, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("devbench-host-old", "devbench-host-new", "others"):
        (tmp_path / name).mkdir()
    os.utime(tmp_path / "devbench-host-old", (0, 0))
    found = doctor()
    assert (found.exit_code, found.troubles()) == (0, {"leftovers": "warning"})
    remedies = [check["remedy"] for check in found.checks if check["subject"] == "leftovers"]
    assert f"`rm -r {tmp_path / 'devbench-host-old'}`" in remedies


# -- adb --------------------------------------------------------------------------------------------------------------


def test_no_adb_program_and_no_server(doctor: Doctor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ADBUTILS_ADB_PATH", "/nowhere/adb")
    monkeypatch.setenv("ANDROID_ADB_SERVER_PORT", str(free_port()))
    found = doctor()
    assert (found.exit_code, found.usable, found.troubles()) == (4, [], {"program": "error"})
    assert "platform-tools" in found.of("program")["remedy"]


def test_a_running_server_needs_no_program(doctor: Doctor, device: Device, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ADBUTILS_ADB_PATH", "/nowhere/adb")
    found = doctor()
    assert (found.exit_code, found.troubles()) == (0, {"program": "warning"})


def test_an_adb_of_another_version_than_the_server(
    doctor: Doctor, device: Device, adb_server: OwnAdbServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    adb = tmp_path / "adb"
    adb.write_text("#!/bin/sh\necho 'Android Debug Bridge version 1.0.39'\necho 'Version 28.0.1-4986621'\n")
    adb.chmod(0o755)
    monkeypatch.setenv("ADBUTILS_ADB_PATH", str(adb))
    found = doctor()
    assert (found.exit_code, found.troubles()) == (0, {"server": "warning"})
    assert found.of("program")["values"] == {"path": str(adb), "version": "28.0.1", "protocol": 39}
    assert f"`{adb} -P {adb_server.port} kill-server`" in found.of("server")["remedy"]


def test_a_port_that_is_none(doctor: Doctor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANDROID_ADB_SERVER_PORT", "banana")
    found = doctor()
    assert (found.exit_code, found.troubles()) == (4, {"server": "error"})
    assert "ANDROID_ADB_SERVER_PORT" in found.of("server")["text"]


@pytest.mark.parametrize("key", ["missing", "unreadable"])
def test_a_key_that_no_phone_gets(
    doctor: Doctor, device: Device, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, key: str
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("ANDROID_USER_HOME", str(tmp_path))
    if key == "unreadable":
        (tmp_path / "adbkey").mkdir()
    found = doctor()
    assert (found.exit_code, found.troubles()) == (0, {"key": "warning"})
    assert "adb kill-server" in found.of("key")["remedy"]


def test_a_virtual_device_of_another_server(
    doctor: Doctor, adb_server: OwnAdbServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("devbench.doctor.server.settled", lambda server, wanted: [])
    monkeypatch.setenv("ANDROID_ADB_SERVER_PORT", str(port := free_port()))
    try:
        found = doctor()
    finally:
        with AdbServer("127.0.0.1", port).open("host:kill"):
            pass
    assert (found.exit_code, found.troubles()) == (4, {"virtual_device": "warning", "devices": "error"})
    assert found.of("virtual_device")["remedy"].startswith(f"`export ANDROID_ADB_SERVER_PORT={adb_server.port}`")
