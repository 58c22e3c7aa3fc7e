"""adb's transport packets: bytes in, packets out, and the check of a host's signature. No I/O here.

The format is adb's own ``protocol.txt``: a header of six little-endian words (command, two arguments, length and
checksum of the payload, the command inverted), then the payload. Checksums are gone since version 0x01000001, which
every adb since 2017 speaks.
"""

from __future__ import annotations

import base64
import hmac
import struct
from dataclasses import dataclass
from enum import IntEnum

VERSION = 0x01000001
MAX_PAYLOAD_BYTES = 1 << 20
HEADER = struct.Struct("<6I")
SHA1_DIGEST_INFO = bytes.fromhex("3021300906052b0e03021a05000414")


class Command(IntEnum):
    CNXN = int.from_bytes(b"CNXN", "little")
    AUTH = int.from_bytes(b"AUTH", "little")
    OPEN = int.from_bytes(b"OPEN", "little")
    OKAY = int.from_bytes(b"OKAY", "little")
    WRTE = int.from_bytes(b"WRTE", "little")
    CLSE = int.from_bytes(b"CLSE", "little")


class Auth(IntEnum):
    """The first argument of an AUTH packet."""

    TOKEN = 1
    SIGNATURE = 2
    PUBLIC_KEY = 3


class ProtocolError(Exception):
    """The peer does not speak adb: there is nothing to do but to drop the link."""


@dataclass(frozen=True, slots=True)
class Packet:
    """``command`` is a Command, or a word that we do not know and ignore, as adbd does."""

    command: int
    arg0: int
    arg1: int
    payload: bytes | bytearray | memoryview = b""

    def header(self) -> bytes:
        # A server checks sums until it has learned our version.
        checksum = sum(self.payload) if self.command in (Command.CNXN, Command.AUTH) else 0
        magic = self.command ^ 0xFFFFFFFF
        return HEADER.pack(self.command, self.arg0, self.arg1, len(self.payload), checksum, magic)


class PacketReader:
    """Turns a byte stream into packets, without copying payloads.

    Received bytes are put into `buffer()`; `received(count)` then tells how many they were.
    """

    def __init__(self) -> None:
        self._header = bytearray(HEADER.size)
        self._payload: bytearray | None = None
        self._filled = 0

    def buffer(self) -> memoryview:
        """Where the next bytes go: never empty, never longer than what the current packet lacks."""
        target = self._header if self._payload is None else self._payload
        return memoryview(target)[self._filled :]

    def received(self, count: int) -> Packet | None:
        """The packet that these bytes complete, if they do. Raises ProtocolError on what is no packet."""
        self._filled += count
        if self._payload is None:
            if self._filled < HEADER.size:
                return None
            command, _, _, length, _, magic = HEADER.unpack(self._header)
            if magic != command ^ 0xFFFFFFFF or length > MAX_PAYLOAD_BYTES:
                raise ProtocolError(f"bad packet header {self._header.hex()}")
            self._payload, self._filled = bytearray(length), 0
        if self._filled < len(self._payload):
            return None
        command, arg0, arg1, *_ = HEADER.unpack(self._header)
        packet = Packet(command, arg0, arg1, self._payload)
        self._payload, self._filled = None, 0
        return packet


def signature_is_valid(public_key: str, token: bytes, signature: bytes) -> bool:
    """RSASSA-PKCS1-v1_5 (RFC 8017) with ``token`` in the place of the SHA-1 digest.

    ``public_key`` is the content of an ``adbkey.pub``: base64 of a word with the modulus' size in words, another one,
    the modulus, a Montgomery constant and the exponent, little-endian; then the owner's name.
    """
    try:
        blob = base64.b64decode(public_key.split()[0], validate=True)
    except (IndexError, ValueError):
        return False
    size = int.from_bytes(blob[:4], "little") * 4
    if not size or len(blob) != 3 * 4 + 2 * size or len(signature) != size:
        return False
    modulus = int.from_bytes(blob[8 : 8 + size], "little")
    exponent = int.from_bytes(blob[-4:], "little")
    plain = pow(int.from_bytes(signature, "big"), exponent, modulus) if modulus else 0
    tail = b"\0" + SHA1_DIGEST_INFO + token
    expected = b"\0\1" + b"\xff" * (size - len(tail) - 2) + tail
    return hmac.compare_digest(plain.to_bytes(size, "big"), expected)
