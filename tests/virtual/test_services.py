"""What a host opens on the device, through a stock adb: shells, files, forwards, reverse forwards."""

import socket
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from devbench.virtual.faults import Faults
from tests.conftest import FaultyDevice
from tests.kinds import Adb, Shell

LARGE = bytes(range(256)) * 12_000  # 3 MB: more than a packet, a pipe and a socket hold


# -- shells -----------------------------------------------------------------------------------------------------------


def test_large_input_comes_back_whole(adb: Adb) -> None:
    assert adb("shell", "cat", stdin=LARGE)[1] == LARGE


def test_both_outputs_are_apart_and_the_exit_code_is_true(adb: Adb) -> None:
    assert adb("shell", "echo out; echo err >&2; exit 5") == (5, b"out\n", b"err\n")


def test_without_version_2_the_outputs_are_one(adb: Adb) -> None:
    assert adb("shell", "-x", "echo out; echo err >&2; exit 5") == (0, b"out\nerr\n", b"")


def test_raw_output(adb: Adb) -> None:
    assert adb("exec-out", "printf 'a\\r\\n\\000b'")[1] == b"a\r\n\0b"


def test_forty_shells_at_once(shell: Shell) -> None:
    with ThreadPoolExecutor(40) as pool:
        results = list(pool.map(lambda number: shell(f"sleep 0.1; echo {number}"), range(40)))
    assert results == [(0, f"{number}\n", "") for number in range(40)]


def test_a_shell_without_a_command_takes_commands_as_they_come(adb: Adb) -> None:
    code, out, _ = adb(
        "shell", "-T", stdin=b"cd /data\npwd\nfor i in 1 2\ndo echo $i\ndone\nexit 4\necho not reached\n"
    )
    assert (code, out) == (4, b"/data\n1\n2\n")


def test_a_terminal_has_a_prompt_and_an_echo(adb: Adb) -> None:
    _, out, _ = adb("shell", "-tt", stdin=b"echo hello\nexit\n")
    assert b"virtual:/ $ " in out
    assert out.count(b"hello") >= 2


# -- files ------------------------------------------------------------------------------------------------------------


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    for name, content in {"a": b"a", "sub/b": LARGE, "empty": b"", "sub/ü x": b"1"}.items():
        path = tmp_path / "tree" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return tmp_path / "tree"


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_tree_goes_and_comes_back(adb: Adb, tree: Path, folder: str, tmp_path: Path) -> None:
    assert adb("push", str(tree), folder)[0] == 0
    assert adb("pull", f"{folder}/tree", str(tmp_path / "back"))[0] == 0
    assert contents(tmp_path / "back") == contents(tree)


def test_without_the_newer_features_files_go_as_well(
    adb: Adb, virtual_device: FaultyDevice, tree: Path, folder: str, tmp_path: Path
) -> None:
    newer = frozenset({"shell_v2", "stat_v2", "ls_v2", "sendrecv_v2", "delayed_ack", "fixed_push_mkdir"})
    virtual_device.faults = Faults(without_features=newer)
    assert adb("push", str(tree), folder)[0] == 0
    assert adb("pull", f"{folder}/tree", str(tmp_path / "back"))[0] == 0
    assert contents(tmp_path / "back") == contents(tree)


def test_a_folder_is_listed(adb: Adb, tree: Path, folder: str) -> None:
    adb("push", str(tree), folder)
    names = [line.split(None, 3)[3] for line in adb("ls", f"{folder}/tree")[1].decode().splitlines()]
    assert names == [".", "..", "a", "empty", "sub"]


# -- connections ------------------------------------------------------------------------------------------------------


@pytest.fixture
def echo_port() -> Iterator[int]:
    """Of a server that sends back what it is sent."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            while True:
                try:
                    connection, _ = server.accept()
                except OSError:
                    return
                threading.Thread(target=echo, args=(connection,), daemon=True).start()

        def echo(connection: socket.socket) -> None:
            with connection:
                while data := connection.recv(1 << 16):
                    connection.sendall(data)

        threading.Thread(target=serve, daemon=True).start()
        yield server.getsockname()[1]
        server.shutdown(socket.SHUT_RDWR)


def echoed(port: int) -> bytes:
    with socket.create_connection(("127.0.0.1", port), timeout=30) as connection:
        threading.Thread(target=connection.sendall, args=(LARGE,), daemon=True).start()
        received = b""
        while len(received) < len(LARGE) and (data := connection.recv(1 << 16)):
            received += data
    return received


def test_a_forward(adb: Adb, echo_port: int) -> None:
    port = int(adb("forward", "tcp:0", f"tcp:{echo_port}")[1])
    assert echoed(port) == LARGE
    assert adb("forward", "--remove", f"tcp:{port}")[0] == 0


def test_a_reverse_forward(adb: Adb, echo_port: int) -> None:
    port = int(adb("reverse", "tcp:0", f"tcp:{echo_port}")[1])
    assert echoed(port) == LARGE
    assert f"tcp:{port} tcp:{echo_port}" in adb("reverse", "--list")[1].decode()

    assert adb("reverse", "--no-rebind", f"tcp:{port}", "tcp:1")[2] == b"adb: error: cannot rebind existing socket\n"
    assert adb("reverse", "--remove", f"tcp:{port}")[0] == 0
    assert f"listener 'tcp:{port}' not found" in adb("reverse", "--remove", f"tcp:{port}")[2].decode()
    with pytest.raises(ConnectionRefusedError):
        echoed(port)


def test_a_service_that_is_not_known_is_refused(adb: Adb) -> None:
    assert adb("remount")[0] != 0
