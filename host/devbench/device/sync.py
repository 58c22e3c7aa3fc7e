"""adb's file service, from the host's side: stat, list, receive, send.

Version 1 alone, which every device since Android 1 speaks: its sizes have 32 bits, which no .tflite file exceeds.
Other than a shell command, it forks nothing on the device. The format is adb's ``SYNC.TXT``. adbutils' own transfer
loses the device's error text, sends 4 KB at a time and never checks sizes.
"""

from __future__ import annotations

import stat
import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from devbench.device.stream import Stream

DATA_MAX_BYTES = 64 << 10
SEND_BYTES = 8 * DATA_MAX_BYTES
_WORDS = struct.Struct("<4sI")
_STAT = struct.Struct("<III")
_ENTRY = struct.Struct("<IIII")


class RefusedError(Exception):
    """The device said no; the argument is its own words."""


@dataclass(frozen=True)
class Stat:
    """``mtime_s`` by the clock of whoever wrote the file: a pushed one has the host's."""

    mode: int
    size_bytes: int
    mtime_s: int

    @property
    def is_file(self) -> bool:
        return stat.S_ISREG(self.mode)


def read_stat(stream: Stream, path: str) -> Stat | None:
    """None where there is nothing, or nothing that may be seen. A link is not followed."""
    _request(stream, b"STAT", path)
    name = stream.read_exactly(4)
    if name != b"STAT":
        raise stream.nonsense(name)
    mode, size_bytes, mtime_s = _STAT.unpack(stream.read_exactly(_STAT.size))
    return Stat(mode, size_bytes, mtime_s) if mode else None


def read_folder(stream: Stream, path: str) -> dict[str, Stat]:
    """Names to what they are; empty where there is no such folder."""
    _request(stream, b"LIST", path)
    found = {}
    while (name := stream.read_exactly(4)) == b"DENT":
        mode, size_bytes, mtime_s, length = _ENTRY.unpack(stream.read_exactly(_ENTRY.size))
        entry = stream.read_exactly(length).decode(errors="surrogateescape")
        if entry not in (".", ".."):
            found[entry] = Stat(mode, size_bytes, mtime_s)
    if name != b"DONE":
        raise stream.nonsense(name)
    return found


def receive(stream: Stream, path: str) -> Iterator[bytes]:
    """A file's content, piece by piece. Raises RefusedError."""
    _request(stream, b"RECV", path)
    while True:
        name, length = _WORDS.unpack(stream.read_exactly(_WORDS.size))
        if name == b"DATA":
            yield stream.read_exactly(length)
        elif name == b"DONE":
            return
        else:
            raise _refusal(stream, name, length)


def send(stream: Stream, source: BinaryIO, path: str, mode: int, mtime_s: int, progress: Callable[[int], None]) -> None:
    """Writes a file, its folders too where they are missing. Raises RefusedError as soon as the device does.

    ``progress`` is told how many bytes have gone, in all.
    """
    _request(stream, b"SEND", f"{path},{stat.S_IFREG | mode}")
    sent_bytes = 0
    while block := source.read(SEND_BYTES):
        view = memoryview(block)
        packets: list[bytes | memoryview] = []
        for start in range(0, len(block), DATA_MAX_BYTES):
            part = view[start : start + DATA_MAX_BYTES]
            packets += [_WORDS.pack(b"DATA", len(part)), part]
        stream.send(b"".join(packets))
        sent_bytes += len(block)
        progress(sent_bytes)
        if stream.has_answer():
            break
    else:
        stream.send(_WORDS.pack(b"DONE", mtime_s))
    name, length = _WORDS.unpack(stream.read_exactly(_WORDS.size))
    if name != b"OKAY":
        raise _refusal(stream, name, length)


def _request(stream: Stream, name: bytes, path: str) -> None:
    encoded = path.encode(errors="surrogateescape")
    stream.send(_WORDS.pack(name, len(encoded)) + encoded)


def _refusal(stream: Stream, name: bytes, length: int) -> Exception:
    if name != b"FAIL":
        return stream.nonsense(name)
    return RefusedError(stream.read_exactly(length).decode(errors="replace").strip())
