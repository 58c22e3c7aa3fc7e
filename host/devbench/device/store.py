"""Files on a device, known by their content: each is sent once, checked there, and kept while there is room."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from devbench.device import ROOT, disk
from devbench.device.adb import Device, transfer_s
from devbench.device.sync import Stat
from devbench.errors import DeviceError, DeviceLost, DeviceUnavailable, UsageError
from devbench.units import format_bytes

STORE = f"{ROOT}/store"
READ_ONLY = 0o444
"""Android 14 refuses a dex file that may be written to."""
RESERVE_BYTES = 16_000_000
"""Left free beside what is sent, for results."""
RETURN_S = 30
"""How long a device that was lost in a push may take to come back."""
HASH_S = 120
_PART = ".part"
_NAMES_A_COMMAND = 40
"""Old devices take commands of 4,000 bytes."""


@dataclass(frozen=True)
class StoreFile:
    """A file of the host, and what it holds."""

    path: Path
    sha256: str
    mode: int = READ_ONLY


class PushProgress(Protocol):
    """Is told of what has to be sent."""

    def pushing(self, name: str, size_bytes: int) -> None:
        """A file is about to be sent."""
        ...

    def pushed(self, sent_bytes: int) -> None:
        """So many bytes of it have gone, in all."""
        ...


class DeviceStore:
    """The store of a device that is locked, so that nobody else writes to it meanwhile.

    A file is sent under another name, and gets its own when its sha256 was seen to be right on the device. So what
    stands there under a sha256, in the right size, is taken for it.
    """

    def __init__(self, device: Device) -> None:
        self._device = device

    def ensure(self, files: Sequence[StoreFile], progress: PushProgress) -> list[str]:
        """The paths of these files on the device, in their order, after sending what was missing.

        Raises DeviceError where the device has no room or spoils what it gets, DeviceLost where it stays away.
        """
        sizes = {file.sha256: _size_bytes(file.path) for file in files}
        present = self._device.list(STORE)
        for name in [name for name in present if name.endswith(_PART)]:
            self._remove([name])
            del present[name]
        missing = {file.sha256: file for file in files if not _is_there(file.sha256, sizes, present)}
        self._remove(self._to_evict(sum(sizes[sha256] for sha256 in missing), sizes, present))
        for file in missing.values():
            progress.pushing(file.path.name, sizes[file.sha256])
            self._push(file, progress)
        self._run("touch", list(sizes))
        return [_place(file.sha256) for file in files]

    def check_room(self, files: Sequence[StoreFile]) -> list[str]:
        """The names that `ensure` would delete for these files. Raises DeviceFull if it would; changes nothing."""
        sizes = {file.sha256: _size_bytes(file.path) for file in files}
        present = self._device.list(STORE)
        missing = [sha256 for sha256 in sizes if not _is_there(sha256, sizes, present)]
        return self._to_evict(sum(sizes[sha256] for sha256 in missing), sizes, present)

    def _push(self, file: StoreFile, progress: PushProgress) -> None:
        """Once more where the link broke, or where the device holds other bytes than were sent."""
        part = _place(file.sha256) + _PART
        for is_last in (False, True):
            try:
                self._device.push(file.path, part, file.mode, progress.pushed)
                self._check_size(file, part)
                if self._sha256(part, _size_bytes(file.path)) == file.sha256:
                    self._device.perform(f"store {file.path.name}", f"mv -f {part} {_place(file.sha256)}")
                    return
            except DeviceError:
                with suppress(DeviceLost):
                    self._remove([file.sha256 + _PART])
                raise
            except DeviceLost:
                if is_last or not self._is_back():
                    raise
        self._remove([file.sha256 + _PART])
        raise DeviceError(
            f"{self._device.serial} stored a corrupted copy of {file.path.name} twice.",
            "Try another cable or port. If the file was changing meanwhile, run again.",
        )

    def _check_size(self, file: StoreFile, part: str) -> None:
        """Raises DeviceFull for a file that is cut off where the disk has no room for the rest."""
        size_bytes, stat = _size_bytes(file.path), self._device.stat(part)
        stored_bytes = stat.size_bytes if stat else 0
        if stored_bytes >= size_bytes:
            return
        space = self._device.space()
        if space is not None and space.likely_bytes < size_bytes - stored_bytes:
            what = f"stored {format_bytes(stored_bytes)} of the {format_bytes(size_bytes)} of {file.path.name}"
            raise disk.full(self._device.serial, what, space)

    def _is_back(self) -> bool:
        try:
            self._device.server.wait_for(self._device.serial, RETURN_S)
        except DeviceUnavailable:
            return False
        return True

    def _sha256(self, path: str, size_bytes: int) -> str:
        """By the device; one that has no sha256sum (before Android 8) sends the file back instead."""
        result = self._device.shell("sha256sum", path, timeout_s=HASH_S)
        if result.exit_code == 0:
            return result.stdout.partition(" ")[0]
        digest = hashlib.sha256()
        for data in self._device.receive(path, transfer_s(size_bytes)):
            digest.update(data)
        return digest.hexdigest()

    def _to_evict(self, needed_bytes: int, keep: Collection[str], present: Mapping[str, Stat]) -> list[str]:
        """As much as is likely to do. Only what cannot fit is refused here; the push itself finds out the rest."""
        space = self._device.space()
        if space is None or not needed_bytes:
            return []
        wanted_bytes = needed_bytes + RESERVE_BYTES
        evicted = choose_evicted(present, keep, wanted_bytes - space.likely_bytes)
        if evicted is None and space.with_reserve:
            idle = list(present.keys() - set(keep))
            most_bytes = space.free_bytes + sum(present[name].size_bytes for name in idle)
            evicted = idle if most_bytes >= wanted_bytes else None
        if evicted is None:
            needed = f"{format_bytes(needed_bytes)} to push and {format_bytes(RESERVE_BYTES)} of results"
            what = f"has too little space for {needed}"
            raise disk.full(self._device.serial, what, space)
        return evicted

    def _remove(self, names: Sequence[str]) -> None:
        self._run("rm -f", names)

    def _run(self, command: str, names: Sequence[str]) -> None:
        """A name at a time, because toolbox's `touch` takes but one. It is no harm where it fails."""
        for start in range(0, len(names), _NAMES_A_COMMAND):
            lines = [f"{command} {name}" for name in names[start : start + _NAMES_A_COMMAND]]
            self._device.script("\n".join([f"cd {STORE} || exit", *lines]))


def choose_evicted(present: Mapping[str, Stat], keep: Collection[str], wanted_bytes: int) -> list[str] | None:
    """The names to delete, least recently used first, to gain so many bytes; None where that cannot be."""
    evicted = []
    for name in sorted(present.keys() - set(keep), key=lambda name: present[name].mtime_s):
        if wanted_bytes <= 0:
            break
        evicted.append(name)
        wanted_bytes -= present[name].size_bytes
    return evicted if wanted_bytes <= 0 else None


def _is_there(sha256: str, sizes: Mapping[str, int], present: Mapping[str, Stat]) -> bool:
    return sha256 in present and present[sha256].size_bytes == sizes[sha256]


def _place(sha256: str) -> str:
    return f"{STORE}/{sha256}"


def _size_bytes(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError as error:
        raise UsageError(f"Cannot read {path}: {error.strerror}.", "Check the name.") from error
