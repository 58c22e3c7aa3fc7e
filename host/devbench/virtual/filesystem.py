"""The device's files: a folder of the host that nothing leads out of, and a narrow view of the host's own /proc.

Paths of the device are text with ``/``, never host paths. Symbolic links are followed here, within the device, and
never by the host: an absolute one starts at the device's root, and ``..`` stops there.
"""

from __future__ import annotations

import errno
import os
import re
import shutil
import sys
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from devbench.virtual import processes

HOME = "/data/local/tmp"
WRITABLE = (HOME, "/storage/emulated/0")
FOLDERS = (*WRITABLE, "/dev", "/proc/sys/kernel/random", "/sys/devices/system", "/system/bin")
LINKS = {"/sdcard": "/storage/emulated/0"}
BOOT_ID = "/proc/sys/kernel/random/boot_id"
MAX_LINKS = 40

# What the host tells of itself: the harness runs on its processor and in its memory. Processes are added below.
HOST_NAMES = (
    *(f"/dev/{name}" for name in ("null", "zero", "random", "urandom")),
    *(f"/proc/{name}" for name in ("cpuinfo", "meminfo", "stat", "loadavg", "uptime", "version")),
    "/sys/devices/system/cpu",
)
PROCESS_VIEW = re.compile(r"/proc/(\d+)(?:/task(?:/\d+)?)?(?:/(?:cmdline|comm|smaps_rollup|stat|statm|status))?")


def os_error(code: int, path: str) -> OSError:
    return OSError(code, os.strerror(code), path)


@dataclass(frozen=True)
class Usage:
    total_bytes: int
    used_bytes: int
    free_bytes: int
    available_bytes: int
    """What is free for others than root."""


class Filesystem:
    """``read_only`` tells the folders that are read-only now, beside all that the shell user may never write to.

    ``capacity`` is that of a disk which is smaller than the one below, and what of it is root's.
    """

    def __init__(
        self,
        root: Path,
        read_only: Callable[[], tuple[str, ...]] = tuple,
        capacity: Callable[[], tuple[int | None, int]] = lambda: (None, 0),
    ) -> None:
        self.root = root.resolve()
        self._read_only, self._capacity = read_only, capacity
        for folder in FOLDERS:
            (self.root / folder[1:]).mkdir(parents=True, exist_ok=True)
        for link, target in LINKS.items():
            if not (self.root / link[1:]).is_symlink():
                (self.root / link[1:]).symlink_to(target)
        # Only the files survive from one start to the next: each is a boot of its own.
        self._within(BOOT_ID).write_text(f"{uuid.uuid4()}\n")

    def resolve(self, path: str, cwd: str = "/", *, follow: bool = True) -> str:
        """An absolute path of the device without ``..`` and links; the last link stays unless ``follow``.

        Raises ELOOP after 40 links and EINVAL for a name that cannot be one.
        """
        if "\0" in path:
            raise os_error(errno.EINVAL, path.replace("\0", "?"))
        todo = _parts(path if path.startswith("/") else f"{cwd}/{path}")[::-1]
        done: list[str] = []
        links = 0
        while todo:
            part = todo.pop()
            if part == "..":
                del done[-1:]
                continue
            if part == "self" and done == ["proc"]:
                part = str(os.getpid())
            here = "/" + "/".join([*done, part])
            if (todo or follow) and not _is_hosts(here) and self._within(here).is_symlink():
                links += 1
                if links > MAX_LINKS:
                    raise os_error(errno.ELOOP, path)
                target = str(self._within(here).readlink())
                if target.startswith("/"):
                    done.clear()
                todo += _parts(target)[::-1]
            else:
                done.append(part)
        return "/" + "/".join(done)

    def host(self, path: str, cwd: str = "/", *, follow: bool = True, write: bool = False) -> Path:
        """Where a path of the device lies on the host. With ``write``, raises what the shell user gets."""
        resolved = self.resolve(path, cwd, follow=follow)
        if write:
            self._check_writable(resolved)
        if not _is_hosts(resolved):
            return self._within(resolved)
        if resolved.startswith("/proc/") and sys.platform != "linux":
            return self._within("/proc")  # that a process lives is all that can be told there
        return _view(resolved)

    def listing(self, path: str, cwd: str = "/") -> list[str]:
        """The sorted names in a folder."""
        resolved = self.resolve(path, cwd)
        names = {entry.name for entry in self.host(resolved).iterdir()}
        if resolved == "/proc":
            names |= {str(pid) for pid in processes.of_the_device()}
        names |= {path.name for path in map(Path, HOST_NAMES) if str(path.parent) == resolved and path.exists()}
        return sorted(names)

    def usage(self) -> Usage:
        """Of the disk below; or of a smaller one that holds the writable folders."""
        capacity_bytes, reserved_bytes = self._capacity()
        if capacity_bytes is None:
            disk = shutil.disk_usage(self.root)
            return Usage(disk.total, disk.used, disk.free, disk.free)
        used = sum(
            path.lstat().st_size
            for area in WRITABLE
            for path in self._within(area).rglob("*")
            if not path.is_dir() or path.is_symlink()
        )
        free = max(0, capacity_bytes - used)
        return Usage(capacity_bytes, used, free, max(0, free - reserved_bytes))

    def has_room(self) -> bool:
        """For another block."""
        return self._capacity()[0] is None or self.usage().available_bytes > 0

    def _within(self, resolved: str) -> Path:
        return self.root / resolved[1:]

    def _check_writable(self, resolved: str) -> None:
        if any(_is_below(resolved, folder) for folder in self._read_only()):
            raise os_error(errno.EROFS, resolved)
        if resolved != "/dev/null" and not any(_is_below(resolved, folder) for folder in WRITABLE):
            raise os_error(errno.EACCES, resolved)


def _parts(path: str) -> list[str]:
    return [part for part in path.split("/") if part not in ("", ".")]


def _is_below(path: str, folder: str) -> bool:
    return path == folder or path.startswith(folder + "/")


def _is_hosts(resolved: str) -> bool:
    if resolved in HOST_NAMES or resolved.startswith("/sys/devices/system/cpu/"):
        return True
    match = PROCESS_VIEW.fullmatch(resolved)
    return match is not None and processes.is_of_the_device(int(match[1]))


def _view(resolved: str) -> Path:
    """The host's file itself. A link of the host's must not lead to what may not be seen."""
    path = Path(resolved)
    if not _is_hosts(str(path.resolve())):
        raise os_error(errno.ENOENT, resolved)
    return path
