"""Lists of cores as Linux writes them, and masks as ``taskset`` takes them."""

from __future__ import annotations

import re
from collections.abc import Collection


def parse_cpus(ranges: str) -> list[int] | None:
    """``0-3,6`` are five cores; None if it is no such list."""
    parts = [re.fullmatch(r"(\d+)(?:-(\d+))?", part) for part in ranges.strip().split(",")]
    if not all(parts):
        return None
    return [core for part in parts if part for core in range(int(part[1]), int(part[2] or part[1]) + 1)]


def affinity_mask(cpus: Collection[int]) -> str:
    """Hexadecimal."""
    return f"{sum(1 << cpu for cpu in set(cpus)):x}"
