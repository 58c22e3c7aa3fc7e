"""The daemon of one virtual device: listens, announces itself to the adb server, takes orders from its starter."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import msgspec

from devbench.errors import DeviceUnavailable
from devbench.virtual import processes
from devbench.virtual.adb.keys import trusts_users_keys
from devbench.virtual.adb.link import Link
from devbench.virtual.device import SimulatedDevice
from devbench.virtual.faults import Faults
from devbench.virtual.reaper import Reaper
from devbench.virtual.scripted import Load
from devbench.virtual.services import Services

log = logging.getLogger(__name__)

PORTS = range(5555, 5586, 2)
"""Where an adb server looks for emulators: one on port N is called ``emulator-<N - 1>``."""
ANNOUNCE_S = 0.2
LOOKS = 5
ANSWER_S = 5


@dataclass(frozen=True)
class AdbServerAddress:
    host: str
    port: int


class Daemon:
    """``serve`` runs until it is told to stop. ``control`` is the path of a Unix socket that takes orders."""

    def __init__(self, root: Path, server: AdbServerAddress, control: Path, jvm_cache: Path, *, leashed: bool) -> None:
        self._root, self._server, self._control, self._jvm_cache = root, server, control, jvm_cache
        self._leashed = leashed
        self._links: set[Link] = set()
        self._load = Load()
        self._stop = asyncio.Event()
        self._alone = asyncio.Event()
        """Set when a link is lost or the faults change."""

    async def serve(self, on_online: Callable[[SimulatedDevice], None]) -> None:
        """``on_online`` is called once, when the adb server has taken the device."""
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, self._stop.set)
        if self._leashed:
            loop.add_reader(0, self._stop.set)  # nobody writes there: it can only end
        listener = await self._listen(PORTS)
        port = listener.sockets[0].getsockname()[1]
        self._device = SimulatedDevice(f"emulator-{port - 1}", self._root, self._jvm_cache)
        self._services = Services(self._device, Reaper())
        orders = await asyncio.start_unix_server(self._order, self._control)
        announcing = asyncio.ensure_future(self._announce(port))
        telling = asyncio.ensure_future(self._tell(on_online))
        try:
            await self._plugged(listener, port)
        finally:
            for task in (announcing, telling):
                task.cancel()
            orders.close()
            self._load.end()
            self._services.reverse.close()
            self._cut()

    async def _plugged(self, listener: asyncio.Server, port: int) -> None:
        """Until it is told to stop. Unplugged, nobody listens."""
        self._changed = asyncio.Event()
        stopping = asyncio.ensure_future(self._stop.wait())
        while not stopping.done():
            changing = asyncio.ensure_future(self._changed.wait())
            await asyncio.wait({stopping, changing}, return_when=asyncio.FIRST_COMPLETED)
            changing.cancel()
            self._changed.clear()
            if self._device.faults.unplugged or stopping.done():
                listener.close()
                self._cut()
            elif not listener.is_serving():
                listener = await self._listen([port])
        listener.close()

    async def _listen(self, ports: range | list[int]) -> asyncio.Server:
        loop = asyncio.get_running_loop()
        for port in ports:
            with contextlib.suppress(OSError):
                return await loop.create_server(self._connected, "127.0.0.1", port, reuse_address=True)
        raise DeviceUnavailable(
            f"All ports from {ports[0]} to {ports[-1]} are in use.",
            "Stop a virtual device (`devbench virtual stop`) or an emulator.",
        )

    def _connected(self) -> asyncio.BaseProtocol:
        faults = self._device.faults
        if faults.offline:
            return asyncio.Protocol()
        link = Link(
            banner=self._device.banner,
            features=self._device.features,
            authorize=(lambda token, signature: False) if faults.unauthorized else trusts_users_keys(),
            faults=lambda: self._device.faults,
            serve=self._services.serve,
            on_lost=self._lost,
        )
        self._links.add(link)
        return link

    def _lost(self, link: Link) -> None:
        self._links.discard(link)
        self._alone.set()

    def _cut(self) -> None:
        for link in list(self._links):
            link.cut()

    # -- the adb server -----------------------------------------------------------------------------------------------

    async def _announce(self, port: int) -> None:
        """A server that runs already, or that was started anew, learns of the device only by being told.

        It is asked whether it has the device: a link may be another server's, which looks for emulators by itself.
        """
        while True:
            self._alone.clear()
            for _ in range(LOOKS):  # a link that was just lost may still be listed
                while not self._device.faults.unplugged and not await self._is_listed():
                    with contextlib.suppress(OSError):
                        await self._ask(f"host:emulator:{port}")
                    await asyncio.sleep(ANNOUNCE_S)
                await asyncio.sleep(ANNOUNCE_S)
            await self._alone.wait()

    async def _tell(self, on_online: Callable[[SimulatedDevice], None]) -> None:
        while not any(link.connection.online for link in self._links) or not await self._is_listed("device"):
            await asyncio.sleep(0.01)
        on_online(self._device)

    async def _is_listed(self, state: str | None = None) -> bool:
        """Whether the server has the device, in that state or in any."""
        try:
            listed = await self._ask("host:devices")
        except OSError:
            return False
        states = dict(
            line.split("\t", 1) for line in listed[8:].splitlines() if "\t" in line
        )  # after OKAY and a length
        return states.get(self._device.serial, "") in ([state] if state else states.values())

    async def _ask(self, service: str) -> str:
        reader, writer = await asyncio.open_connection(self._server.host, self._server.port)
        try:
            writer.write(f"{len(service):04x}{service}".encode())
            await writer.drain()
            return (await asyncio.wait_for(reader.read(), ANSWER_S)).decode(errors="replace")
        finally:
            writer.close()

    # -- orders -------------------------------------------------------------------------------------------------------

    async def _order(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """A JSON object a line: ``{"faults": {...}}`` or ``{"stop": true}``; each is answered by an empty line."""
        while line := await reader.readline():
            order = msgspec.json.decode(line)
            if "faults" in order:
                self._set_faults(msgspec.convert(order["faults"], Faults))
            writer.write(b"\n")
            await writer.drain()
            if order.get("stop"):
                self._stop.set()
        writer.close()

    def _set_faults(self, faults: Faults) -> None:
        """What is agreed on at the start of a link holds for new links: those that are there are cut."""
        agreed = ("unplugged", "offline", "unauthorized", "without_features")
        before, self._device.faults = self._device.faults, faults
        if before.script != faults.script:
            self._device.faults_since_s = time.monotonic()
            self._load.apply(faults.script)
        if any(getattr(before, name) != getattr(faults, name) for name in agreed):
            self._cut()
        self._changed.set()
        self._alone.set()


def run(daemon: Daemon, on_online: Callable[[SimulatedDevice], None]) -> None:
    """In a session of its own: everything that the device starts belongs to it, and ends with it."""
    if os.getsid(0) != os.getpid():
        os.setsid()
    processes.adopt_orphans()
    try:
        asyncio.run(daemon.serve(on_online))
    finally:
        processes.kill_session(os.getsid(0))
