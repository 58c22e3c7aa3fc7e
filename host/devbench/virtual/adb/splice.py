"""Joins streams of the host with sockets."""

from __future__ import annotations

import asyncio
import socket

from devbench.virtual.adb.link import ServiceStream


async def dial(address: str) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    """``tcp:PORT``, ``localabstract:NAME``. Raises OSError or ValueError."""
    kind, _, name = address.partition(":")
    if kind == "tcp":
        return await asyncio.open_connection("127.0.0.1", int(name))
    endpoint = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    endpoint.setblocking(False)
    try:
        await asyncio.get_running_loop().sock_connect(endpoint, "\0" + name)
    except OSError:
        endpoint.close()
        raise
    return await asyncio.open_connection(sock=endpoint)


async def splice(stream: ServiceStream, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Both ways, until one side has ended."""

    async def up() -> None:
        while data := await reader.read(1 << 16):
            await stream.write(data)

    async def down() -> None:
        while data := await stream.read():
            writer.write(data)
            await writer.drain()

    tasks = [asyncio.ensure_future(up()), asyncio.ensure_future(down())]
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        writer.close()
