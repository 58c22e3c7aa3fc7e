"""A transport on asyncio: reads packets from a socket, hands streams to services, sends what the connection says."""

from __future__ import annotations

import asyncio
import logging
import os
import socket
from collections import deque
from collections.abc import Awaitable, Callable
from typing import cast

from devbench.virtual.adb.connection import Accepted, Authorize, Buffer, Closed, Connection, Opened, Received, Writable
from devbench.virtual.adb.packets import PacketReader, ProtocolError
from devbench.virtual.faults import CableCutError, Faults

log = logging.getLogger(__name__)


class StreamClosedError(Exception):
    """The host closed the stream, or the link is gone."""


class ServiceStream:
    """One adb socket, as a service sees it."""

    def __init__(self, link: Link, identifier: int) -> None:
        self._link, self._id = link, identifier
        self._received: deque[Buffer] = deque()
        self._changed = asyncio.Event()
        self.closed = asyncio.Event()

    def accept(self) -> None:
        self._link.connection.accept(self._id)
        self._link.flush()

    async def read(self) -> Buffer:
        """What came next; empty at the end. Asking for it tells the host to send more."""
        while not self._received:
            if self.closed.is_set():
                return b""
            await self._change()
        data = self._received.popleft()
        self._link.connection.acknowledge(self._id, len(data))
        self._link.flush()
        return data

    async def write(self, data: Buffer) -> None:
        """Raises StreamClosedError when the host no longer listens."""
        rest = memoryview(data)
        limit = self._link.connection.max_payload_bytes
        while rest:
            await self._link.drained.wait()
            while not self.closed.is_set() and not self._link.connection.is_writable(self._id):
                await self._change()
            if self.closed.is_set():
                raise StreamClosedError
            self._link.connection.write(self._id, rest[:limit])
            self._link.flush()
            if delay_s := self._link.delay_s(len(rest[:limit])):
                await asyncio.sleep(delay_s)
            rest = rest[limit:]

    def close(self) -> None:
        self._link.connection.close(self._id)
        self._link.flush()
        self._link.forget(self._id)

    async def _change(self) -> None:
        self._changed.clear()
        await self._changed.wait()

    # -- told by the link ---------------------------------------------------------------------------------------------

    def on_received(self, data: Buffer) -> None:
        self._received.append(data)
        self._changed.set()

    def on_writable(self) -> None:
        self._changed.set()

    def on_closed(self) -> None:
        self.closed.set()
        self._changed.set()


Serve = Callable[["Link", ServiceStream, str], Awaitable[None]]


class Link(asyncio.BufferedProtocol):
    """``serve(link, stream, service)`` runs in a task for each stream that the host opens."""

    def __init__(
        self,
        *,
        banner: Callable[[frozenset[str]], bytes],
        features: frozenset[str],
        authorize: Authorize | None,
        faults: Callable[[], Faults],
        serve: Serve,
        on_lost: Callable[[Link], None],
    ) -> None:
        self.connection = Connection(
            banner=banner, features=features, authorize=authorize, new_token=lambda: os.urandom(20)
        )
        self.drained = asyncio.Event()
        self.drained.set()
        self._faults, self._serve, self._on_lost = faults, serve, on_lost
        self._reader = PacketReader()
        self._streams: dict[int, ServiceStream] = {}
        self._opening: dict[int, asyncio.Future[None]] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    async def open(self, service: str) -> ServiceStream:
        """A stream to a service of the host. Raises StreamClosedError when it refuses."""
        identifier = self.connection.open(service)
        self._streams[identifier] = stream = ServiceStream(self, identifier)
        self._opening[identifier] = answer = asyncio.get_running_loop().create_future()
        self.flush()
        await answer
        return stream

    def forget(self, identifier: int) -> None:
        if stream := self._streams.pop(identifier, None):
            stream.on_closed()
        if answer := self._opening.pop(identifier, None):
            answer.set_exception(StreamClosedError())

    def delay_s(self, count: int) -> float:
        """How long so many bytes take on a link that is slow on purpose."""
        speed = self._faults().bytes_per_second
        return count / speed if speed else 0

    def cut(self) -> None:
        self._transport.abort()

    def flush(self) -> None:
        packets, self.connection.outgoing = self.connection.outgoing, []
        if self._transport.is_closing():
            return
        for packet in packets:
            self._transport.write(packet.header())
            if packet.payload:
                self._transport.write(packet.payload)

    # -- asyncio's side -----------------------------------------------------------------------------------------------

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)
        self._transport.get_extra_info("socket").setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def get_buffer(self, sizehint: int) -> memoryview:
        return self._reader.buffer()

    def buffer_updated(self, nbytes: int) -> None:
        try:
            packet = self._reader.received(nbytes)
        except ProtocolError as error:
            log.warning("link dropped: %s", error)
            self.cut()
            return
        if packet is None:
            return
        for event in self.connection.receive(packet):
            match event:
                case Opened(identifier, service):
                    self._streams[identifier] = stream = ServiceStream(self, identifier)
                    self._spawn(self._run(stream, service))
                case Accepted(identifier):
                    self._opening.pop(identifier).set_result(None)
                case Received(identifier, data) if identifier in self._streams:
                    self._streams[identifier].on_received(data)
                case Writable(identifier) if identifier in self._streams:
                    self._streams[identifier].on_writable()
                case Closed(identifier):
                    self.forget(identifier)
        self.flush()
        self._slow_down(len(packet.payload))

    def connection_lost(self, error: Exception | None) -> None:
        for identifier in list(self._streams):
            self.forget(identifier)
        for task in self._tasks:
            task.cancel()
        self.drained.set()
        self._on_lost(self)

    def pause_writing(self) -> None:
        self.drained.clear()

    def resume_writing(self) -> None:
        self.drained.set()

    # -- services -----------------------------------------------------------------------------------------------------

    async def _run(self, stream: ServiceStream, service: str) -> None:
        try:
            await self._serve(self, stream, service)
        except StreamClosedError:
            pass
        except CableCutError:
            self.cut()
        except Exception:
            log.exception("service %r failed", service)
        finally:
            stream.close()

    def _spawn(self, work: Awaitable[None]) -> None:
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def _slow_down(self, count: int) -> None:
        """A slow link takes its time for each packet before it reads on."""
        delay_s = self._faults().latency_ms / 1000 + self.delay_s(count)
        if delay_s and not self._transport.is_closing():
            self._transport.pause_reading()
            asyncio.get_running_loop().call_later(delay_s, self._resume)

    def _resume(self) -> None:
        if not self._transport.is_closing():
            self._transport.resume_reading()
