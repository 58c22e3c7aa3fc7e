"""A file or link that is being pushed, as adbd stores it."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import ParamSpec

from devbench.virtual.adb.connection import Buffer
from devbench.virtual.device import SimulatedDevice
from devbench.virtual.filesystem import os_error

Arguments = ParamSpec("Arguments")


class PushRefusedError(Exception):
    """What the client is told when the file system says no."""


class PushTarget:
    """The file or link that is being pushed. Not finished, it is removed again."""

    def __init__(self, device: SimulatedDevice, path: str, mode: int) -> None:
        self.failed = False
        self._device, self._path, self._mode = device, path, _widened(mode)
        self._host = Path()
        self._file: int | None = None
        self._link = b""
        self._done = 0
        self._free_bytes = 0

    def attempt(
        self, action: Callable[Arguments, None], *args: Arguments.args, **kwargs: Arguments.kwargs
    ) -> Iterator[str]:
        """Yields what the client is told when it fails. After a failure nothing more is attempted."""
        if self.failed:
            return
        try:
            action(*args, **kwargs)
        except PushRefusedError as error:
            self.failed = True
            yield str(error)

    def open(self) -> None:
        """As adbd: what is there makes room if it is a file or a link, so that who reads it keeps the old one."""
        with _refusing("couldn't create file"):
            self._host = self._device.filesystem.host(self._path, follow=False, write=True)
            self._free_bytes = self._device.filesystem.usage().available_bytes
        with _refusing("secure_mkdirs failed"):
            if not self._host.parent.exists():
                self._host.parent.mkdir(parents=True)
        with _refusing("couldn't create file"):
            if self._host.is_symlink() or self._host.is_file():
                self._host.unlink()
            if not stat.S_ISLNK(self._mode):
                self._file = os.open(self._host, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)

    def write(self, data: memoryview) -> None:
        with _refusing("write failed"):
            if self._file is None:
                self._link += data
                return
            if self._done + len(data) > self._free_bytes:
                raise os_error(errno.ENOSPC, self._path)
            faults = self._device.faults
            stored = memoryview(corrupted(data, faults.corrupt_push_at_byte, self._done))
            if faults.truncate_push_at_bytes is not None:
                stored = stored[: max(0, faults.truncate_push_at_bytes - self._done)]
            self._done += len(data)
            while stored:
                stored = stored[os.write(self._file, stored) :]

    def finish(self, modified_s: int) -> None:
        with _refusing("write failed"):
            if self._file is None:
                self._host.symlink_to(os.fsdecode(self._link.rstrip(b"\0")))
            else:
                os.fchmod(self._file, stat.S_IMODE(self._mode) & 0o777)
                os.close(self._file)
                self._file = None
            os.utime(self._host, (modified_s, modified_s), follow_symlinks=False)

    def close(self) -> None:
        if self._file is not None:
            os.close(self._file)
            self._host.unlink()


@contextlib.contextmanager
def _refusing(what: str) -> Iterator[None]:
    try:
        yield
    except (OSError, ValueError) as error:
        raise PushRefusedError(f"{what}: {getattr(error, 'strerror', None) or error}") from error


def corrupted(block: Buffer, position: int | None, start: int) -> Buffer:
    """With one bit of the byte at ``position`` of the file wrong, if that is in this block."""
    if position is None or not start <= position < start + len(block):
        return block
    wrong = bytearray(block)
    wrong[position - start] ^= 1
    return bytes(wrong)


def _widened(mode: int) -> int:
    """As adbd: what the user may, group and others may."""
    mode |= mode >> 3 & 0o070
    return mode | mode >> 3 & 0o007
