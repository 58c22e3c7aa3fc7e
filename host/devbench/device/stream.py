"""A connection to a service of a device, under one deadline for all of it."""

from __future__ import annotations

import select
import socket
import time

from devbench.errors import DeviceLost


class Stream:
    """Raises DeviceLost, which names the device and what was being done, for whatever goes wrong on the way.

    ``timeout_s`` is for the stream's whole life; ``stall_s`` for one step of it, so that a transfer which may take long
    notices a dead link soon.
    """

    def __init__(self, link: socket.socket, serial: str, doing: str, timeout_s: float, stall_s: float) -> None:
        self._link, self._serial, self._doing = link, serial, doing
        self._deadline_s = time.monotonic() + timeout_s
        self._stall_s = stall_s

    def send(self, data: bytes | bytearray | memoryview) -> None:
        try:
            self._limit()
            self._link.sendall(data)
        except OSError as error:
            raise self._lost(error) from error

    def read(self, most_bytes: int) -> bytes:
        """What came next, of at most so many bytes; empty at the end."""
        try:
            self._limit()
            return self._link.recv(most_bytes)
        except OSError as error:
            raise self._lost(error) from error

    def read_exactly(self, count: int) -> bytes:
        data = bytearray()
        while len(data) < count:
            part = self.read(count - len(data))
            if not part:
                raise self._lost(EOFError("it was closed"))
            data += part
        return bytes(data)

    def has_answer(self) -> bool:
        """Whether something can be read without waiting."""
        return bool(select.select([self._link], [], [], 0)[0])

    def nonsense(self, data: bytes) -> DeviceLost:
        return DeviceLost(
            f"{self._serial} answered {data!r} while {self._doing}, which is not the adb protocol.", _REMEDY
        )

    def _limit(self) -> None:
        left_s = self._deadline_s - time.monotonic()
        if left_s <= 0:
            raise TimeoutError
        self._link.settimeout(min(left_s, self._stall_s))

    def _lost(self, error: Exception) -> DeviceLost:
        if isinstance(error, TimeoutError):
            return DeviceLost(f"{self._serial} did not answer in time while {self._doing}.", _REMEDY)
        return DeviceLost(f"{self._serial} lost its connection while {self._doing}: {error}.", _REMEDY)


_REMEDY = "Check the cable and the device, and run again."
