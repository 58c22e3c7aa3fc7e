"""One transport between an adb server and the device: handshake, streams, flow control. No I/O here.

Packets go into `Connection.receive`, which returns what happened; what there is to send collects in
`Connection.outgoing`. The rules that are easy to get wrong:

- An OPEN is answered by OKAY, or refused by ``CLSE(0, remote)``: with our own id in it, the client hangs.
- Without ``delayed_ack`` one WRTE is under way at a time; with it, as many bytes as the peer's window.
- A CLSE must not overtake the OKAY that we still wait for, or the peer drops the last data.
- A stream that is gone is answered by ``CLSE(0, remote)``.
"""

from __future__ import annotations

import itertools
import struct
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from devbench.virtual.adb.packets import MAX_PAYLOAD_BYTES, VERSION, Auth, Command, Packet

WINDOW_BYTES = 32 << 20
DELAYED_ACK = "delayed_ack"

Buffer: TypeAlias = bytes | bytearray | memoryview
Authorize: TypeAlias = Callable[[bytes, bytes], bool]
"""Whether a signature of a token is by a key that we trust."""


@dataclass(frozen=True, slots=True)
class Opened:
    """The host asks for a service; answer with `accept` or `close`."""

    stream: int
    service: str


@dataclass(frozen=True, slots=True)
class Accepted:
    """The host took the stream that we opened."""

    stream: int


@dataclass(frozen=True, slots=True)
class Received:
    stream: int
    data: Buffer


@dataclass(frozen=True, slots=True)
class Writable:
    stream: int


@dataclass(frozen=True, slots=True)
class Closed:
    """By the host; or it refused what we opened."""

    stream: int


Event: TypeAlias = Opened | Accepted | Received | Writable | Closed


@dataclass(slots=True)
class _Stream:
    remote: int
    """The peer's id; 0 while it has not answered our OPEN."""
    window_bytes: int = 0
    """What we may send before the next OKAY. Without delayed_ack: 0, or as much as there is."""
    accepted: bool = False
    closing: bool = False


class Connection:
    """``banner(features)`` is our half of the CNXN; ``authorize`` None lets everybody in."""

    def __init__(
        self,
        *,
        banner: Callable[[frozenset[str]], bytes],
        features: frozenset[str],
        authorize: Authorize | None,
        new_token: Callable[[], bytes],
    ) -> None:
        self.outgoing: list[Packet] = []
        self.online = False
        self.max_payload_bytes = MAX_PAYLOAD_BYTES
        self._banner, self._features = banner, features
        self._authorize, self._new_token = authorize, new_token
        self._token = b""
        self._hello = Packet(Command.CNXN, 0, 0)
        self._delayed_ack = False
        self._streams: dict[int, _Stream] = {}
        self._ids = itertools.count(1)

    # -- what comes in ------------------------------------------------------------------------------------------------

    def receive(self, packet: Packet) -> list[Event]:
        match packet.command:
            case Command.CNXN:
                self._hello = packet
                self._ask_or_connect()
            case Command.AUTH:
                self._check(packet)
            case Command.OPEN if self.online:
                return self._opened(packet)
            case Command.OKAY if self.online:
                return self._acknowledged(packet)
            case Command.WRTE if self.online:
                return self._written(packet)
            case Command.CLSE if self.online and packet.arg1 in self._streams:
                del self._streams[packet.arg1]
                return [Closed(packet.arg1)]
        return []

    def _ask_or_connect(self) -> None:
        if self._authorize is None:
            self._connect()
        else:
            self._token = self._new_token()
            self._send(Command.AUTH, Auth.TOKEN, 0, self._token)

    def _check(self, packet: Packet) -> None:
        """A host tries its keys in turn and at last sends a public key for the user to accept: nobody does here."""
        if packet.arg0 != Auth.SIGNATURE or not self._token or self._authorize is None:
            return
        if self._authorize(self._token, bytes(packet.payload)):
            self._connect()
        else:
            self._ask_or_connect()

    def _connect(self) -> None:
        self._token = b""
        self._streams.clear()
        self.max_payload_bytes = min(self._hello.arg1, MAX_PAYLOAD_BYTES)
        self._delayed_ack = DELAYED_ACK in self._features & _offered(bytes(self._hello.payload))
        self.online = True
        self._send(Command.CNXN, VERSION, MAX_PAYLOAD_BYTES, self._banner(self._features))

    def _opened(self, packet: Packet) -> list[Event]:
        stream = next(self._ids)
        window = packet.arg1 if self._delayed_ack else self.max_payload_bytes
        self._streams[stream] = _Stream(packet.arg0, window)
        service = bytes(packet.payload).rstrip(b"\0").decode(errors="surrogateescape")
        return [Opened(stream, service)]

    def _acknowledged(self, packet: Packet) -> list[Event]:
        identifier = packet.arg1
        stream = self._streams.get(identifier)
        if stream is None:
            return []
        if self._delayed_ack and len(packet.payload) == 4:
            stream.window_bytes += struct.unpack("<i", packet.payload)[0]
        else:
            stream.window_bytes = self.max_payload_bytes
        if not stream.remote:
            stream.remote, stream.accepted = packet.arg0, True
            return [Accepted(identifier)]
        if stream.closing:
            self._close_now(identifier)
            return []
        return [Writable(identifier)]

    def _written(self, packet: Packet) -> list[Event]:
        stream = self._streams.get(packet.arg1)
        if stream is None:
            self._send(Command.CLSE, 0, packet.arg0)
            return []
        return [] if stream.closing else [Received(packet.arg1, packet.payload)]

    # -- what goes out ------------------------------------------------------------------------------------------------

    def open(self, service: str) -> int:
        """Opens a stream to a service of the host: Accepted or Closed follows."""
        identifier = next(self._ids)
        self._streams[identifier] = _Stream(remote=0)
        window = WINDOW_BYTES if self._delayed_ack else 0
        self._send(Command.OPEN, identifier, window, service.encode() + b"\0")
        return identifier

    def accept(self, identifier: int) -> None:
        if stream := self._streams.get(identifier):
            stream.accepted = True
            self._okay(identifier, stream, WINDOW_BYTES)

    def acknowledge(self, identifier: int, count: int) -> None:
        """So many received bytes are used up: the host may send more."""
        if stream := self._streams.get(identifier):
            self._okay(identifier, stream, count)

    def is_writable(self, identifier: int) -> bool:
        stream = self._streams.get(identifier)
        return stream is not None and stream.accepted and stream.window_bytes > 0

    def write(self, identifier: int, data: Buffer) -> None:
        """At most `max_payload_bytes`, and only while `is_writable`."""
        stream = self._streams[identifier]
        stream.window_bytes = stream.window_bytes - len(data) if self._delayed_ack else 0
        self._send(Command.WRTE, identifier, stream.remote, data)

    def close(self, identifier: int) -> None:
        stream = self._streams.get(identifier)
        if stream is None:
            return
        if stream.accepted and stream.window_bytes <= 0:
            stream.closing = True
        else:
            self._close_now(identifier)

    def _close_now(self, identifier: int) -> None:
        stream = self._streams.pop(identifier)
        self._send(Command.CLSE, identifier if stream.accepted else 0, stream.remote)

    def _okay(self, identifier: int, stream: _Stream, count: int) -> None:
        payload = struct.pack("<i", count) if self._delayed_ack else b""
        self._send(Command.OKAY, identifier, stream.remote, payload)

    def _send(self, command: Command, arg0: int, arg1: int, payload: Buffer = b"") -> None:
        self.outgoing.append(Packet(command, arg0, arg1, payload))


def _offered(banner: bytes) -> frozenset[str]:
    """The features in a host's banner: ``host::features=a,b``."""
    for part in banner.rstrip(b"\0").decode(errors="replace").split(";"):
        key, _, value = part.rpartition("=")
        if key.endswith("features"):
            return frozenset(value.split(","))
    return frozenset()
