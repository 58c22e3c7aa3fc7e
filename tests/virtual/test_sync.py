"""The sync: service, bytes in and bytes out."""

import errno
import stat
import struct
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from devbench.virtual.adb.sync import DATA_MAX_BYTES, DENT_V1, DENT_V2, STAT_V1, STAT_V2, SyncSession
from devbench.virtual.device import SimulatedDevice
from devbench.virtual.faults import CableCutError, Faults

HOME = "/data/local/tmp"
MTIME_S = 1_700_000_000
OKAY = b"OKAY" + bytes(4)


class Talk(Protocol):
    """Says bytes, in pieces; what came back."""

    def __call__(self, data: bytes, piece_bytes: int = 1 << 20) -> bytes: ...


def request(name: bytes, payload: bytes) -> bytes:
    return name + struct.pack("<I", len(payload)) + payload


def chunks(data: bytes) -> bytes:
    return b"".join(request(b"DATA", data[at : at + DATA_MAX_BYTES]) for at in range(0, len(data), DATA_MAX_BYTES))


def push(path: str, data: bytes, mode: int = 0o100644) -> bytes:
    return request(b"SEND", f"{path},{mode}".encode()) + chunks(data) + b"DONE" + struct.pack("<I", MTIME_S)


def push_v2(path: str, data: bytes, mode: int = 0o100644, flags: int = 0) -> bytes:
    words = struct.pack("<4sII", b"SND2", mode, flags)
    return request(b"SND2", path.encode()) + words + chunks(data) + b"DONE" + struct.pack("<I", MTIME_S)


def failure(reply: bytes) -> str:
    assert reply[:4] == b"FAIL"
    assert struct.unpack_from("<I", reply, 4)[0] == len(reply) - 8
    return reply[8:].decode()


@pytest.fixture
def talk(device: SimulatedDevice) -> Talk:
    """A session, to which is said what is given; its replies as one."""

    def say(data: bytes, piece_bytes: int = 1 << 20) -> bytes:
        session = SyncSession(device)
        pieces = [data[at : at + piece_bytes] for at in range(0, len(data), piece_bytes)]
        try:
            return b"".join(bytes(reply) for piece in pieces for reply in session.feed(piece))
        finally:
            session.close()

    return say


def pulled(reply: bytes) -> tuple[bytes, bytes]:
    """The content of a file and what followed it."""
    content = b""
    while reply[:4] == b"DATA":
        length = struct.unpack_from("<I", reply, 4)[0]
        assert length <= DATA_MAX_BYTES
        content, reply = content + reply[8 : 8 + length], reply[8 + length :]
    return content, reply


# -- push -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("message", [push, push_v2])
@pytest.mark.parametrize("piece_bytes", [1, 7, 1 << 20])
def test_a_file_is_stored_however_its_bytes_arrive(
    talk: Talk, home: Path, message: Callable[[str, bytes], bytes], piece_bytes: int
) -> None:
    data = bytes(range(256)) * 300  # more than a chunk
    assert talk(message(f"{HOME}/new/folder/file", data), piece_bytes) == OKAY
    stored = home / "new" / "folder" / "file"
    assert stored.read_bytes() == data
    assert stored.stat().st_mtime == MTIME_S


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=30)
@given(data=st.binary(max_size=5000), piece_bytes=st.integers(1, 6000))
def test_what_is_pushed_is_pulled(talk: Talk, data: bytes, piece_bytes: int) -> None:
    reply = talk(push(f"{HOME}/file", data) + request(b"RECV", f"{HOME}/file".encode()), piece_bytes)
    assert pulled(reply.removeprefix(OKAY)) == (data, b"DONE" + bytes(4))


@pytest.mark.parametrize(("mode", "stored"), [(0o444, 0o444), (0o600, 0o666), (0o644, 0o666), (0o700, 0o777)])
def test_group_and_others_get_what_the_user_has_as_with_adbd(talk: Talk, home: Path, mode: int, stored: int) -> None:
    talk(push(f"{HOME}/file", b"", 0o100000 | mode))
    assert stat.S_IMODE((home / "file").stat().st_mode) == stored


def test_a_reader_keeps_the_file_that_a_push_replaces(talk: Talk, home: Path) -> None:
    (home / "file").write_bytes(b"old")
    with (home / "file").open("rb") as reader:
        talk(push(f"{HOME}/file", b"new"))
        assert reader.read() == b"old"
    assert (home / "file").read_bytes() == b"new"


def test_a_link_is_pushed_as_a_link(talk: Talk, home: Path) -> None:
    assert talk(push(f"{HOME}/link", b"/data/target", stat.S_IFLNK | 0o777)) == OKAY
    assert str((home / "link").readlink()) == "/data/target"


def test_compression_that_was_not_offered_is_refused(talk: Talk) -> None:
    assert "unknown flags" in failure(talk(push_v2(f"{HOME}/file", b"", flags=1)))


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/system/file", "Permission denied"),
        ("/proc/cpuinfo", "Permission denied"),
        (f"{HOME}/occupied", "exists"),
        (f"{HOME}/plain/below", "Not a directory"),
        (f"{HOME}/{'n' * 300}", "File name too long"),
        ("../../../outside", "Permission denied"),
    ],
)
def test_a_push_that_cannot_be_says_why_and_takes_the_rest_to_the_end(
    talk: Talk, home: Path, path: str, words: str
) -> None:
    (home / "occupied").mkdir()
    (home / "plain").write_bytes(b"")
    reply = talk(push(path, b"data" * 50_000) + request(b"STAT", b"/data"))
    assert words in failure(reply[: -STAT_V1.size])
    assert reply[-STAT_V1.size :][:4] == b"STAT"


def test_a_push_that_is_broken_off_leaves_nothing(device: SimulatedDevice, home: Path) -> None:
    session = SyncSession(device)
    list(session.feed(push(f"{HOME}/file", b"data" * 1000)[:2000]))
    assert (home / "file").exists()
    session.close()
    assert not (home / "file").exists()


@pytest.mark.parametrize(
    ("message", "words"),
    [
        (request(b"SEND", b"/data/local/tmp/file,rw"), "parse mode"),
        (request(b"SEND", b"/data/local/tmp/file"), "missing , in ID_SEND_V1"),
        (request(b"SEND", b"/data/local/tmp/file,33188") + b"DATA\xff\xff\xff\x00", "oversize data message"),
        (request(b"SEND", b"/data/local/tmp/file,33188") + request(b"STAT", b"/"), "invalid data message"),
        (request(b"NOPE", b"/"), "unknown command"),
        (b"STAT\x01\x04\x00\x00", "path too long"),
    ],
)
def test_what_is_no_sync_protocol_ends_the_session(
    device: SimulatedDevice, home: Path, message: bytes, words: str
) -> None:
    session = SyncSession(device)
    assert words in failure(b"".join(session.feed(message)))
    assert session.finished
    assert not (home / "file").exists()


def test_quit_ends_the_session(device: SimulatedDevice) -> None:
    session = SyncSession(device)
    assert list(session.feed(request(b"QUIT", b""))) == []
    assert session.finished


# -- pull, stat, list -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "words"),
    [("/nothing", "open failed: No such file"), (HOME, "read failed: Is a directory")],
)
def test_a_pull_that_cannot_be_says_why(talk: Talk, path: str, words: str) -> None:
    assert words in failure(talk(request(b"RECV", path.encode())))


def test_version_2_of_a_pull(talk: Talk, home: Path) -> None:
    (home / "file").write_bytes(b"content")
    reply = talk(request(b"RCV2", f"{HOME}/file".encode()) + b"RCV2" + bytes(4))
    assert pulled(reply)[0] == b"content"


def test_a_link_is_told_or_followed(talk: Talk, home: Path) -> None:
    (home / "file").write_bytes(b"12345")
    (home / "link").symlink_to("file")
    path = f"{HOME}/link".encode()
    assert stat.S_ISLNK(STAT_V1.unpack(talk(request(b"STAT", path)))[1])
    assert stat.S_ISLNK(STAT_V2.unpack(talk(request(b"LST2", path)))[4])
    followed = STAT_V2.unpack(talk(request(b"STA2", path)))
    assert stat.S_ISREG(followed[4])
    assert followed[8] == 5


def test_what_is_not_there_has_no_mode_and_an_error_number(talk: Talk) -> None:
    assert talk(request(b"STAT", b"/nothing")) == b"STAT" + bytes(12)
    assert STAT_V2.unpack(talk(request(b"STA2", b"/nothing")))[:2] == (b"STA2", errno.ENOENT)


@pytest.mark.parametrize(("name", "entry", "header"), [(b"LIST", b"DENT", DENT_V1), (b"LIS2", b"DNT2", DENT_V2)])
def test_a_folder_is_listed(talk: Talk, home: Path, name: bytes, entry: bytes, header: struct.Struct) -> None:
    (home / "a").write_bytes(b"1")
    (home / "ä").mkdir()
    reply, names = talk(request(name, HOME.encode())), []
    while reply[:4] == entry:
        end = header.size + header.unpack_from(reply)[-1]
        names.append(reply[header.size : end].decode())
        reply = reply[end:]
    assert names == [".", "..", "a", "ä"]
    assert reply == b"DONE" + bytes(header.size - 4)


def test_a_folder_that_is_not_there_is_empty(talk: Talk) -> None:
    assert talk(request(b"LIST", b"/nothing")) == b"DONE" + bytes(16)


# -- faults -----------------------------------------------------------------------------------------------------------


def test_the_cable_is_cut_in_a_push_once(device: SimulatedDevice, talk: Talk, home: Path) -> None:
    device.faults = Faults(cut_push_at_bytes=1000)
    with pytest.raises(CableCutError):
        talk(push(f"{HOME}/file", bytes(5000)))
    assert not (home / "file").exists()
    assert talk(push(f"{HOME}/file", bytes(5000))) == OKAY


def test_a_disk_that_is_full_says_so_and_keeps_nothing(device: SimulatedDevice, talk: Talk, home: Path) -> None:
    device.faults = Faults(disk_capacity_bytes=100_000)
    assert failure(talk(push(f"{HOME}/file", bytes(200_000)))) == "write failed: No space left on device"
    assert list(home.iterdir()) == []


@pytest.mark.parametrize(
    ("faults", "expected"),
    [
        (Faults(corrupt_push_at_byte=70_000), bytes(70_000) + b"\1" + bytes(9_999)),
        (Faults(corrupt_pull_at_byte=70_000), bytes(70_000) + b"\1" + bytes(9_999)),
        (Faults(truncate_pull_at_bytes=100), bytes(100)),
    ],
)
def test_a_file_that_arrives_wrong(device: SimulatedDevice, talk: Talk, faults: Faults, expected: bytes) -> None:
    device.faults = faults
    reply = talk(push(f"{HOME}/file", bytes(80_000)) + request(b"RECV", f"{HOME}/file".encode()))
    assert pulled(reply.removeprefix(OKAY)) == (expected, b"DONE" + bytes(4))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(st.sampled_from([b"SEND", b"DATA", b"DONE", b"RECV", b"LIST", b"STA2"]) | st.binary(max_size=9)))
def test_nothing_that_is_said_breaks_a_session(device: SimulatedDevice, parts: list[bytes]) -> None:
    session = SyncSession(device)
    list(session.feed(b"".join(parts)))
    session.close()
