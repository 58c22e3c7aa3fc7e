"""``adb reverse``: listeners on the device whose connections lead to the host."""

from __future__ import annotations

import asyncio

from devbench.virtual.adb.link import Link, StreamClosedError
from devbench.virtual.adb.splice import splice


class ReverseForwards:
    """Listeners by their name on the device, ``tcp:PORT``. Device and host share one loopback."""

    def __init__(self) -> None:
        self._hosts: dict[str, str] = {}
        self._servers: dict[str, asyncio.Server] = {}

    async def answer(self, link: Link, request: str) -> bytes:
        """To one request of the ``reverse:`` service."""
        try:
            return await self._answer(link, request)
        except (OSError, ValueError) as error:
            text = str(getattr(error, "strerror", None) or error).encode()
            return b"FAIL%04x" % len(text) + text

    def close(self) -> None:
        for name in list(self._hosts):
            self._remove(name)

    async def _answer(self, link: Link, request: str) -> bytes:
        verb, _, rest = request.partition(":")
        match verb:
            case "list-forward":
                text = "".join(f"host-1 {here} {there}\n" for here, there in self._hosts.items()).encode()
                return b"%04x" % len(text) + text  # no OKAY in front, as a real daemon
            case "killforward-all":
                self.close()
                return b"OKAY"
            case "killforward":
                if rest not in self._hosts:
                    raise ValueError(f"listener '{rest}' not found")
                self._remove(rest)
                return b"OKAY"
            case "forward":
                return await self._forward(link, rest)
        raise ValueError(f"unknown reverse request '{request}'")

    async def _forward(self, link: Link, rest: str) -> bytes:
        here, _, there = rest.removeprefix("norebind:").partition(";")
        if here in self._hosts and rest.startswith("norebind:"):
            raise ValueError("cannot rebind existing socket")
        kind, _, number = here.partition(":")
        if kind != "tcp" or not number.isdigit():
            raise ValueError("the virtual device reverses tcp: only")
        self._remove(here)
        if here == there and number != "0":  # the host's own listener is there already
            self._hosts[here] = there
            return b"OKAY"
        server = await asyncio.start_server(_Relay(link, there), "127.0.0.1", int(number))
        port = str(server.sockets[0].getsockname()[1])
        self._hosts[f"tcp:{port}"], self._servers[f"tcp:{port}"] = there, server
        return b"OKAY" if number != "0" else b"OKAY%04x" % len(port) + port.encode()

    def _remove(self, name: str) -> None:
        self._hosts.pop(name, None)
        if server := self._servers.pop(name, None):
            server.close()


class _Relay:
    """Joins each connection with a stream to the host."""

    def __init__(self, link: Link, host: str) -> None:
        self._link, self._host = link, host

    async def __call__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            stream = await self._link.open(self._host)
        except StreamClosedError:
            writer.close()
            return
        await splice(stream, reader, writer)
        stream.close()
