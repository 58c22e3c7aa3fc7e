"""Lists of cores as Linux writes them, and masks as ``taskset`` takes them."""

from __future__ import annotations

import re
from collections.abc import Collection

_MOST_CORES = 4096
"""As many as Linux can be built for on arm64: a higher number is a mistake."""


def parse_cpus(ranges: str) -> list[int] | None:
    """``0-3,6`` are five cores; None if it is no such list."""
    cores: list[int] = []
    for part in ranges.strip().split(","):
        match = re.fullmatch(r"(\d+)(?:-(\d+))?", part, re.ASCII)
        if match is None or not int(match[1]) <= (last := int(match[2] or match[1])) < _MOST_CORES:
            return None
        cores += range(int(match[1]), last + 1)
    return cores


def affinity_mask(cpus: Collection[int]) -> str:
    """Hexadecimal."""
    return f"{sum(1 << cpu for cpu in set(cpus)):x}"
