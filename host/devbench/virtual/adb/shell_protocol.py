"""The shell: service's own protocol, version 2, and the options in its name. No I/O here."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum

from devbench.virtual.adb.connection import Buffer

HEADER = struct.Struct("<BI")


class ShellPacket(IntEnum):
    STDIN = 0
    STDOUT = 1
    STDERR = 2
    EXIT = 3
    CLOSE_STDIN = 4
    WINDOW_SIZE = 5


@dataclass(frozen=True)
class ShellRequest:
    """``exec:COMMAND``, ``shell:COMMAND`` or ``shell,v2,TERM=xterm,pty:COMMAND``."""

    command: str
    """Empty for an interactive shell."""
    v2: bool = False
    """Whether stdin, stdout and stderr are packets of their own and the exit code is told."""
    pty: bool = False

    @classmethod
    def parse(cls, service: str) -> ShellRequest:
        name, _, command = service.partition(":")
        service_name, *options = name.split(",")
        pty = "pty" in options or (service_name == "shell" and not command and "raw" not in options)
        return cls(command, v2="v2" in options, pty=pty)


def encode(kind: ShellPacket, data: Buffer) -> bytes:
    return HEADER.pack(kind, len(data)) + data


class ShellReader:
    """Turns a byte stream into the packets of a shell stream; those of unknown kind are left out."""

    def __init__(self) -> None:
        self._buffer = bytearray()

    def feed(self, data: Buffer) -> Iterator[tuple[ShellPacket, bytes]]:
        self._buffer += data
        while len(self._buffer) >= HEADER.size:
            kind, length = HEADER.unpack_from(self._buffer)
            end = HEADER.size + length
            if len(self._buffer) < end:
                return
            payload = bytes(self._buffer[HEADER.size : end])
            del self._buffer[:end]
            if kind in ShellPacket.__members__.values():
                yield ShellPacket(kind), payload
