"""When the warm-up is over: a pure decision over durations, the twin of the harness's WarmUp."""

from __future__ import annotations

from collections.abc import Sequence

from devbench.harness.messages import WarmUpSettings

TOLERANCE = 0.04
"""As androidx.benchmark's WarmupManager: two averages that differ by 4 % at most have converged."""


class WarmUp:
    """Takes one duration after another; ``done`` and ``converged`` tell where it stands."""

    def __init__(self, settings: WarmUpSettings) -> None:
        self._settings = settings
        self._durations_ns: list[int] = []
        self.done = False
        self.converged = False

    @property
    def runs(self) -> int:
        return len(self._durations_ns)

    def add(self, duration_ns: int, elapsed_ns: int) -> None:
        """``duration_ns`` of this invoke; ``elapsed_ns`` since the warm-up began."""
        self._durations_ns.append(duration_ns)
        enough = self.runs >= self._settings.min_runs and elapsed_ns >= self._settings.min_ns
        self.converged = enough and converged(self._durations_ns)
        self.done = self.converged or elapsed_ns >= self._settings.max_ns


def converged(durations_ns: Sequence[int]) -> bool:
    """The median of the last third is within 4 % of the median of the third before it."""
    third = max(1, len(durations_ns) // 3)
    if len(durations_ns) < 2 * third:
        return False
    last, before = median(durations_ns[-third:]), median(durations_ns[-2 * third : -third])
    return abs(last - before) <= TOLERANCE * before


def median(values: Sequence[int]) -> int:
    """The value at index n // 2 of the sorted values."""
    return sorted(values)[len(values) // 2]
