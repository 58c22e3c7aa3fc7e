"""How full a device is: ``df`` in the dialects that Android had."""

from __future__ import annotations

import re

_FACTORS = {"": 1, "K": 1 << 10, "M": 1 << 20, "G": 1 << 30, "T": 1 << 40}
_SIZE = re.compile(r"(\d+(?:\.\d+)?)([KMGT]?)")


def free_bytes(df: str) -> int | None:
    """From the output of ``df PATH``; None where it cannot be made out.

    toybox (Android 6 and later) and the virtual device print kilobytes below ``Available``; toolbox (before) prints
    sizes such as ``8.9G`` below ``Free``.
    """
    lines = [line.split() for line in df.splitlines() if line.strip()]
    if len(lines) < 2:
        return None
    header, row = lines[0], lines[-1]
    for column, factor in (("Available", 1 << 10), ("Avail", 1 << 10), ("Free", 1)):
        if column in header and header.index(column) < len(row):
            size = _SIZE.fullmatch(row[header.index(column)])
            return int(float(size[1]) * _FACTORS[size[2]] * (factor if not size[2] else 1)) if size else None
    return None
