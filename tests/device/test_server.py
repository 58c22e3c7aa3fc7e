"""The adb server: found, started, and told of where it fails."""

import os
import socket
import stat
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from devbench.device.adb import AdbServer
from devbench.errors import DeviceUnavailable


@pytest.fixture
def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


@pytest.fixture
def answering_port() -> Iterator[int]:
    """Something that is no adb server: it answers every connection with its own words."""
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve() -> None:
            while True:
                try:
                    connection, _ = listener.accept()
                except OSError:
                    return
                with connection:
                    connection.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")

        threading.Thread(target=serve, daemon=True).start()
        yield listener.getsockname()[1]
        listener.shutdown(socket.SHUT_RDWR)


def test_a_server_is_started_where_none_runs(free_port: int) -> None:
    server = AdbServer("127.0.0.1", free_port, libusb=False)
    try:
        assert isinstance(server.devices(), list)
        assert int(server.ask("host:version"), 16) > 0
    finally:
        with server.open("host:kill"):
            pass


def test_a_server_elsewhere_is_not_started(free_port: int) -> None:
    with pytest.raises(DeviceUnavailable, match=f"No adb server answers at 127.0.0.2:{free_port}"):
        AdbServer("127.0.0.2", free_port).devices()


def test_a_machine_without_adb_is_told_how_to_get_one(free_port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ADBUTILS_ADB_PATH", "/nowhere/adb")
    with pytest.raises(DeviceUnavailable, match="/nowhere/adb") as caught:
        AdbServer("127.0.0.1", free_port).devices()
    assert "platform-tools" in caught.value.hint


def test_a_server_that_does_not_start_is_told_in_its_own_words(
    free_port: int, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    adb = tmp_path / "adb"
    adb.write_text("#!/bin/sh\necho 'cannot bind: address in use' >&2\nexit 1\n")
    adb.chmod(stat.S_IRWXU)
    monkeypatch.setenv("ADBUTILS_ADB_PATH", os.fspath(adb))
    with pytest.raises(DeviceUnavailable, match=r"did not start at port .*: cannot bind: address in use"):
        AdbServer("127.0.0.1", free_port).devices()


def test_what_is_no_adb_server_is_told(answering_port: int) -> None:
    with pytest.raises(DeviceUnavailable, match=f"127.0.0.1:{answering_port}"):
        AdbServer("127.0.0.1", answering_port).devices()


def test_a_device_that_does_not_come_is_not_waited_for_longer_than_allowed(server: AdbServer) -> None:
    with pytest.raises(DeviceUnavailable, match=r"emulator-1 did not answer within 0.2 s"):
        server.wait_for("emulator-1", timeout_s=0.2)
