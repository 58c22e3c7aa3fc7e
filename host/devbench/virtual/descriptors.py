"""Pipes and terminals under asyncio, without threads: the daemon forks, and forks take no threads along."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable

from devbench.virtual.adb.connection import Buffer

READ_BYTES = 1 << 16


async def read(descriptor: int) -> bytes:
    """What there is, at least a byte; empty at the end. The descriptor must not block."""
    loop = asyncio.get_running_loop()
    while True:
        try:
            return os.read(descriptor, READ_BYTES)
        except BlockingIOError:
            await _ready(lambda tell: loop.add_reader(descriptor, tell), lambda: loop.remove_reader(descriptor))
        except OSError:  # a terminal whose last program has gone
            return b""


async def write(descriptor: int, data: Buffer) -> None:
    """All of it; raises BrokenPipeError where nobody reads any more. The descriptor must not block."""
    loop = asyncio.get_running_loop()
    rest = memoryview(data)
    while rest:
        try:
            rest = rest[os.write(descriptor, rest) :]
        except BlockingIOError:
            await _ready(lambda tell: loop.add_writer(descriptor, tell), lambda: loop.remove_writer(descriptor))


async def _ready(watch: Callable[[Callable[[], None]], object], forget: Callable[[], object]) -> None:
    told = asyncio.Event()
    watch(told.set)
    try:
        await told.wait()
    finally:
        forget()
