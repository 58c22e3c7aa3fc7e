"""How full a device is: ``df`` in the dialects that Android had, and the words for a disk without room."""

from __future__ import annotations

import re
from dataclasses import dataclass

from devbench.device import ROOT
from devbench.errors import DeviceFull
from devbench.units import format_bytes

_FACTORS = {"": 1, "K": 1 << 10, "M": 1 << 20, "G": 1 << 30, "T": 1 << 40}
_SIZE = re.compile(r"(\d+(?:\.\d+)?)([KMGT]?)")
_COLUMNS = (("Available", "1K-blocks", 1 << 10), ("Avail", "1K-blocks", 1 << 10), ("Free", "Size", 1))
"""What is free, of how much, and the unit of figures that have none."""
_NO_ROOM = re.compile(r"No space left on device|\bENOSPC\b|Disk quota exceeded|\bEDQUOT\b")
_PLENTY_BYTES = 1_000_000_000
"""More than a run writes."""
_ROOTS_SHARE = 0.05
"""What mkfs.ext4 keeps for root unless it is told otherwise."""


@dataclass(frozen=True)
class DiskSpace:
    """What ``df`` says. ``with_reserve``: its free bytes may hold some that only root can use."""

    free_bytes: int
    total_bytes: int | None
    with_reserve: bool

    @property
    def likely_bytes(self) -> int:
        """What is free for everybody: less where the reserve is counted, too."""
        reserve_bytes = _ROOTS_SHARE * (self.total_bytes or 0) if self.with_reserve else 0
        return max(0, round(self.free_bytes - reserve_bytes))

    def __str__(self) -> str:
        of = "" if self.total_bytes is None else f" of {format_bytes(self.total_bytes)}"
        most = "at most " if self.with_reserve and self.free_bytes else ""
        return f"{most}{format_bytes(self.free_bytes)}{of} free"


def parse_df(df: str) -> DiskSpace | None:
    """From the output of ``df PATH``; None where it cannot be made out.

    toybox (Android 6 and later) and the virtual device print kilobytes below ``Available``; toolbox (before) prints
    sizes such as ``8.9G`` below ``Free``, and counts what is reserved for root among them.
    """
    lines = [line.split() for line in df.splitlines() if line.strip()]
    if len(lines) < 2:
        return None
    header, row = lines[0], lines[-1]
    figures = dict(zip(header, row, strict=False))
    for free, total, factor in _COLUMNS:
        if free in figures:
            free_bytes = _bytes(figures[free], factor)
            total_bytes = _bytes(figures.get(total, ""), factor)
            return None if free_bytes is None else DiskSpace(free_bytes, total_bytes, free == "Free")
    return None


def _bytes(figure: str, factor: int) -> int | None:
    size = _SIZE.fullmatch(figure)
    return int(float(size[1]) * (_FACTORS[size[2]] if size[2] else factor)) if size else None


def had_no_room(words: str) -> bool:
    """Whether a device's words, or those of what runs there, speak of a full disk."""
    return _NO_ROOM.search(words) is not None


def full(serial: str, what: str, space: DiskSpace | None) -> DeviceFull:
    """``what`` happened to the device, for want of room."""
    figures = "" if space is None else f" ({space}, by df)"
    return DeviceFull(
        f"{serial} {what}{figures}.", f"Free some space on {serial}. Everything in {ROOT} may be deleted."
    )


def said_full(serial: str, what: str, space: DiskSpace | None) -> DeviceFull:
    """As `full`, where it is the device that says so: ``df`` may not show what it lacks."""
    if space is not None and space.likely_bytes >= _PLENTY_BYTES:
        free = f"but df reports {format_bytes(space.likely_bytes)} free; its inodes or a quota may be used up"
        return full(serial, f"{what}, {free}", None)
    return full(serial, what, space)
