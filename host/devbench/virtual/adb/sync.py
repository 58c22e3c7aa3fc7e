"""The sync: service (push, pull, stat, list), versions 1 and 2, uncompressed. Bytes in, bytes out; files in between.

The format is adb's ``SYNC.TXT`` and ``file_sync_protocol.h``: a four-letter name, a length, and what follows. Each
handler is a generator that yields its replies, and None where it needs more input: it reads like blocking code.
"""

from __future__ import annotations

import contextlib
import errno
import os
import struct
from collections.abc import Callable, Generator, Iterator
from typing import TypeAlias, TypeVar

from devbench.virtual.adb.connection import Buffer
from devbench.virtual.adb.push import PushTarget, corrupted
from devbench.virtual.device import SimulatedDevice

DATA_MAX_BYTES = 64 << 10
PATH_MAX_BYTES = 1024
READ_BYTES = 15 * DATA_MAX_BYTES  # with its headers just under the largest packet
WORDS = struct.Struct("<4sI")
STAT_V1 = struct.Struct("<4sIII")
DENT_V1 = struct.Struct("<4sIIII")
STAT_V2 = struct.Struct("<4sIQQIIIIQqqq")
DENT_V2 = struct.Struct("<4sIQQIIIIQqqqI")
SEND_V2 = struct.Struct("<4sII")
# The numbers on the wire are Linux's, whatever the host's are.
WIRE_ERRNO = {errno.ENAMETOOLONG: 36, errno.ELOOP: 40}

Result = TypeVar("Result")
Steps: TypeAlias = Generator[Buffer | None, None, Result]


class EndOfSessionError(Exception):
    """The client speaks no sync protocol any more."""


class SyncSession:
    """``feed(data)`` yields the replies and may raise CableCut; after `close` no half-received file is left."""

    def __init__(self, device: SimulatedDevice) -> None:
        self.finished = False
        self._device, self._files = device, device.filesystem
        self._input = memoryview(b"")
        self._steps = self._serve()

    def feed(self, data: Buffer) -> Iterator[Buffer]:
        self._input = memoryview(data)
        for reply in self._steps:
            if reply is None:
                return
            yield reply
        self.finished = True

    def close(self) -> None:
        self._steps.close()

    def _serve(self) -> Steps[None]:
        handlers: dict[bytes, Callable[[str], Steps[None]]] = {
            b"STAT": self._stat_v1,
            b"LST2": lambda path: self._stat_v2(b"LST2", path, follow=False),
            b"STA2": lambda path: self._stat_v2(b"STA2", path, follow=True),
            b"LIST": self._list_v1,
            b"LIS2": self._list_v2,
            b"SEND": self._send_v1,
            b"SND2": self._send_v2,
            b"RECV": self._pull,
            b"RCV2": self._receive_v2,
        }
        with contextlib.suppress(EndOfSessionError):
            while True:
                name, length = WORDS.unpack((yield from self._exactly(WORDS.size)))
                if name == b"QUIT":
                    return
                if length > PATH_MAX_BYTES:
                    yield _fail("path too long")
                    return
                path = (yield from self._exactly(length)).decode(errors="surrogateescape")
                if name not in handlers:
                    yield _fail(f"unknown command {int.from_bytes(name, 'little'):08x}")
                    return
                yield from handlers[name](path)

    def _exactly(self, count: int) -> Steps[bytes]:
        taken = bytearray()
        while len(taken) < count:
            if not self._input:
                yield None
            part = self._input[: count - len(taken)]
            self._input = self._input[len(part) :]
            taken += part
        return bytes(taken)

    def _at_most(self, count: int) -> Steps[memoryview]:
        """Without a copy; at least one byte."""
        while not self._input:
            yield None
        part, self._input = self._input[:count], self._input[count:]
        return part

    # -- stat, list ---------------------------------------------------------------------------------------------------

    def _stat_v1(self, path: str) -> Steps[None]:
        try:
            state = self._files.host(path, follow=False).lstat()
            fields = (state.st_mode, _word(state.st_size), int(state.st_mtime))
        except OSError:
            fields = (0, 0, 0)
        yield STAT_V1.pack(b"STAT", *fields)

    def _stat_v2(self, name: bytes, path: str, *, follow: bool) -> Steps[None]:
        try:
            state = self._files.host(path, follow=follow).lstat()
            yield STAT_V2.pack(name, 0, *_fields_v2(state))
        except OSError as error:
            code = error.errno or errno.EIO
            yield STAT_V2.pack(name, WIRE_ERRNO.get(code, code), *[0] * 10)

    def _list_v1(self, path: str) -> Steps[None]:
        for name, state in self._entries(path):
            fields = (state.st_mode, _word(state.st_size), int(state.st_mtime), len(name))
            yield DENT_V1.pack(b"DENT", *fields) + name
        yield DENT_V1.pack(b"DONE", 0, 0, 0, 0)

    def _list_v2(self, path: str) -> Steps[None]:
        for name, state in self._entries(path):
            yield DENT_V2.pack(b"DNT2", 0, *_fields_v2(state), len(name)) + name
        yield DENT_V2.pack(b"DONE", *[0] * 12)

    def _entries(self, path: str) -> Iterator[tuple[bytes, os.stat_result]]:
        try:
            names = [".", "..", *self._files.listing(path)]
        except OSError:
            return
        for name in names:
            with contextlib.suppress(OSError):
                state = self._files.host(f"{path}/{name}", follow=name in (".", "..")).lstat()
                yield os.fsencode(name), state

    # -- push ---------------------------------------------------------------------------------------------------------

    def _send_v1(self, spec: str) -> Steps[None]:
        path, comma, mode = spec.rpartition(",")
        if not comma or not mode.isdecimal():
            yield _fail("failed to parse mode" if comma else "missing , in ID_SEND_V1")
            raise EndOfSessionError
        yield from self._push(path, int(mode))

    def _send_v2(self, path: str) -> Steps[None]:
        _, mode, flags = SEND_V2.unpack((yield from self._exactly(SEND_V2.size)))
        if flags:
            yield _fail(f"unknown flags: {flags}")
            raise EndOfSessionError
        yield from self._push(path, mode)

    def _push(self, path: str, mode: int) -> Steps[None]:
        """After a failure the rest is read and thrown away, as adbd does, so that the client comes to read of it."""
        target = PushTarget(self._device, path, mode)
        done = 0
        with contextlib.closing(target):
            yield from map(_fail, target.attempt(target.open))
            while True:
                name, length = WORDS.unpack((yield from self._exactly(WORDS.size)))
                if name == b"DONE":
                    break
                if name != b"DATA" or length > DATA_MAX_BYTES:
                    yield _fail(f"oversize data message: {length}" if name == b"DATA" else "invalid data message")
                    raise EndOfSessionError
                while length:
                    part = yield from self._at_most(length)
                    length -= len(part)
                    done += len(part)
                    yield from map(_fail, target.attempt(target.write, part))
                    self._device.cut_at(self._device.faults.cut_push_at_bytes, done)
            yield from map(_fail, target.attempt(target.finish, length))
            if not target.failed:
                yield WORDS.pack(b"OKAY", 0)

    # -- pull ---------------------------------------------------------------------------------------------------------

    def _receive_v2(self, path: str) -> Steps[None]:
        _, flags = WORDS.unpack((yield from self._exactly(WORDS.size)))
        if flags:
            yield _fail(f"unknown flags: {flags}")
            raise EndOfSessionError
        yield from self._pull(path)

    def _pull(self, path: str) -> Steps[None]:
        try:
            source = os.open(self._files.host(path), os.O_RDONLY)
        except OSError as error:
            yield _fail(f"open failed: {error.strerror}")
            return
        try:
            done = 0
            while block := self._read(source, done):
                yield b"".join(_data_messages(block))
                done += len(block)
                self._device.cut_at(self._device.faults.cut_pull_at_bytes, done)
            yield WORDS.pack(b"DONE", 0)
        except OSError as error:
            yield _fail(f"read failed: {error.strerror}")
        finally:
            os.close(source)

    def _read(self, source: int, done: int) -> bytes:
        faults = self._device.faults
        block = os.read(source, READ_BYTES)
        if faults.truncate_pull_at_bytes is not None:
            block = block[: max(0, faults.truncate_pull_at_bytes - done)]
        return bytes(corrupted(block, faults.corrupt_pull_at_byte, done))


def _data_messages(block: bytes) -> Iterator[bytes]:
    for start in range(0, len(block), DATA_MAX_BYTES):
        part = block[start : start + DATA_MAX_BYTES]
        yield WORDS.pack(b"DATA", len(part))
        yield part


def _fields_v2(state: os.stat_result) -> tuple[int, ...]:
    return (
        state.st_dev,
        state.st_ino,
        state.st_mode,
        state.st_nlink,
        state.st_uid,
        state.st_gid,
        state.st_size,
        int(state.st_atime),
        int(state.st_mtime),
        int(state.st_ctime),
    )


def _word(size: int) -> int:
    """What version 1 can say: files over 4 GB wrap, as adbd's do."""
    return size & 0xFFFFFFFF


def _fail(message: str) -> bytes:
    data = message.encode()
    return WORDS.pack(b"FAIL", len(data)) + data
