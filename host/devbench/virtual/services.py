"""What a host can open on the device: shells, sync sessions, connections."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Coroutine

from devbench.virtual import descriptors, processes
from devbench.virtual.adb.link import Link, ServiceStream, StreamClosedError
from devbench.virtual.adb.reverse import ReverseForwards
from devbench.virtual.adb.shell_protocol import ShellPacket, ShellReader, ShellRequest, encode
from devbench.virtual.adb.splice import dial, splice
from devbench.virtual.adb.sync import SyncSession
from devbench.virtual.device import SimulatedDevice
from devbench.virtual.reaper import Reaper
from devbench.virtual.shell import interpreter


class Services:
    """Serves the streams of all links. A service that is not known is refused."""

    def __init__(self, device: SimulatedDevice, reaper: Reaper) -> None:
        self._device = device
        self._reaper = reaper
        self.reverse = ReverseForwards()

    async def serve(self, link: Link, stream: ServiceStream, service: str) -> None:
        name, _, rest = service.partition(":")
        match name.partition(",")[0]:
            case "shell" | "exec":
                await self._shell(stream, ShellRequest.parse(service))
            case "sync":
                await self._sync(stream)
            case "reverse":
                stream.accept()
                await stream.write(await self.reverse.answer(link, rest))
            case "tcp" | "localabstract":
                await self._connect(stream, service)

    async def _sync(self, stream: ServiceStream) -> None:
        stream.accept()
        session = SyncSession(self._device)
        try:
            while not session.finished and (data := await stream.read()):
                for reply in session.feed(data):
                    await stream.write(reply)
        finally:
            session.close()

    async def _connect(self, stream: ServiceStream, address: str) -> None:
        """To a listener of the device, which shares the host's loopback."""
        try:
            reader, writer = await dial(address)
        except (OSError, ValueError):
            return
        stream.accept()
        await splice(stream, reader, writer)

    # -- shells -------------------------------------------------------------------------------------------------------

    async def _shell(self, stream: ServiceStream, request: ShellRequest) -> None:
        stream.accept()
        if self._device.faults.shell_hangs:
            await stream.closed.wait()
            return
        if request.pty:
            ours, theirs = os.openpty()
            stdin, stdout, stderr = ours, os.dup(ours), None
            child_ends = (theirs, theirs, theirs)
        else:
            (their_stdin, stdin), (stdout, their_stdout) = os.pipe(), os.pipe()
            stderr, their_stderr = os.pipe() if request.v2 else (None, their_stdout)
            child_ends = (their_stdin, their_stdout, their_stderr)
        pid = processes.fork(lambda: _run_shell(self._device, request), *child_ends)
        ended = self._reaper.expect(pid)
        for descriptor in {*child_ends}:
            os.close(descriptor)
        await self._relay(stream, request, stdin, stdout, stderr, ended)

    async def _relay(
        self,
        stream: ServiceStream,
        request: ShellRequest,
        stdin: int,
        stdout: int,
        stderr: int | None,
        ended: asyncio.Future[int],
    ) -> None:
        """Until the program has closed its outputs and ended, or the host has gone."""
        outputs = (
            {stdout: ShellPacket.STDOUT} if stderr is None else {stdout: ShellPacket.STDOUT, stderr: ShellPacket.STDERR}
        )
        for descriptor in (stdin, *outputs):
            os.set_blocking(descriptor, False)
        feeding = asyncio.ensure_future(_feed(stream, request, stdin))
        said = 0

        async def relay(descriptor: int, kind: ShellPacket) -> None:
            nonlocal said
            while data := await descriptors.read(descriptor):
                said += len(data)
                self._device.cut_at(self._device.faults.cut_shell_at_bytes, said)
                await stream.write(encode(kind, data) if request.v2 else data)

        try:
            self._device.cut_at(self._device.faults.cut_shell_at_bytes, said)
            await _together(stream, *(relay(descriptor, kind) for descriptor, kind in outputs.items()))
            status = await ended
            if request.v2:
                await stream.write(encode(ShellPacket.EXIT, bytes([status])))
        finally:
            feeding.cancel()
            for descriptor in outputs:
                os.close(descriptor)


def _run_shell(device: SimulatedDevice, request: ShellRequest) -> int:
    """In the forked child."""
    processes.lead_process_group()
    return interpreter.main(device, request.command)


async def _feed(stream: ServiceStream, request: ShellRequest, stdin: int) -> None:
    """Gives the program what the host types, until either has had enough, and then closes it."""
    packets = ShellReader()
    try:
        while data := await stream.read():
            if not request.v2:
                await descriptors.write(stdin, data)
                continue
            for kind, payload in packets.feed(data):
                if kind is ShellPacket.STDIN:
                    await descriptors.write(stdin, payload)
                elif kind is ShellPacket.CLOSE_STDIN and not request.pty:
                    return
    except OSError:
        pass  # the program reads no more
    finally:
        os.close(stdin)


async def _together(stream: ServiceStream, *work: Coroutine[object, object, None]) -> None:
    """All of the work; StreamClosedError where the host goes away before it is done."""
    tasks = [asyncio.ensure_future(part) for part in work]
    gone = asyncio.ensure_future(stream.closed.wait())
    try:
        pending = set(tasks)
        while pending:
            done, _ = await asyncio.wait({*pending, gone}, return_when=asyncio.FIRST_COMPLETED)
            if gone in done:
                raise StreamClosedError
            pending -= done
            for task in done:
                task.result()
    finally:
        for task in (*tasks, gone):
            task.cancel()
        await asyncio.gather(*tasks, gone, return_exceptions=True)
