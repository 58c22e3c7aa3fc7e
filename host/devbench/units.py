"""Units as people read them. Identifiers end in their unit: ``_ns``, ``_ms``, ``_bytes``."""

from __future__ import annotations

NS_PER_MS = 1_000_000
NS_PER_S = 1_000_000_000


def ms(nanoseconds: float) -> float:
    return nanoseconds / NS_PER_MS


def format_ms(milliseconds: float | None) -> str:
    """Three significant digits: ``0.042 ms``, ``7.31 ms``, ``1,250 ms``."""
    if milliseconds is None:
        return "–"
    for limit, digits in ((1, 3), (10, 2), (100, 1)):
        if abs(milliseconds) < limit:
            return f"{milliseconds:.{digits}f} ms"
    return f"{milliseconds:,.0f} ms"


def format_bytes(count: float) -> str:
    """Powers of 1000, as adb and phone vendors count: ``98.3 MB``."""
    for unit in ("B", "kB", "MB"):
        if count < 1000:
            return f"{count:.0f} B" if unit == "B" else f"{count:.1f} {unit}"
        count /= 1000
    return f"{count:.2f} GB"


def format_percent(share: float, digits: int = 0) -> str:
    """``5 %`` of a share of 0.05."""
    return f"{100 * share:.{digits}f} %"


def counted(number: int, noun: str) -> str:
    """``1 thread``, ``1,250 inferences``."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
