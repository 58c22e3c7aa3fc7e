"""The devices that a run is for: those that are named, the only one there is, or a virtual one for this run alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from devbench.device.adb import AdbServer, Device
from devbench.device.selection import select
from devbench.errors import UsageError


@contextmanager
def chosen(serials: Sequence[str] = (), virtual: bool = False) -> Iterator[Sequence[Device]]:
    """Raises DeviceUnavailable if a named device, or a single one, is not there."""
    if not virtual:
        yield select(AdbServer.from_environment(), serials)
        return
    if serials:
        raise UsageError("--virtual starts its own device.", "Leave out --serial.")
    from devbench.virtual import registry

    server = AdbServer.from_environment(libusb=False)
    server.devices()  # starts it if none runs
    with registry.temporary(server.host, server.port) as started:
        yield select(server, [started.serial])
