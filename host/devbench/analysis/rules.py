"""What may differ between two results, how much worse a metric may be, and which metrics decide."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from devbench.analysis.comparability import check_allowed
from devbench.analysis.metrics import EXACT, MEASURED, ONCE, TOLERANCES, check_names, is_quality
from devbench.choices import GATES, DeviceKind
from devbench.errors import UsageError


@dataclass(frozen=True)
class Rules:
    """``gates`` of None are GATES, and then quality may be missing on both sides; what is named may not be missing.

    ``quality`` stands for all metrics of a task's quality, unless a single one such as ``accuracy`` is named, too.
    """

    allow: frozenset[str] = frozenset()
    tolerances: Mapping[str, float] | None = None
    gates: tuple[str, ...] | None = None

    def tolerance(self, name: str, kind: str | None = None) -> float:
        """``kind`` is the name in EXACT that a single metric belongs to."""
        named = self.tolerances or {}
        kind = kind or name
        return named.get(name, named.get(kind, TOLERANCES[kind]))

    @property
    def times(self) -> list[str]:
        """Of the gating metrics, those that vary by chance."""
        return [metric.name for metric in MEASURED if self.is_gate(metric.name)]

    @property
    def exact(self) -> list[str]:
        """The others."""
        return [*filter(self.is_gate, EXACT), *filter(is_quality, self.gates or ())]

    def is_gate(self, name: str, kind: str | None = None) -> bool:
        """``kind`` as for `tolerance`."""
        return not {name, kind}.isdisjoint(GATES if self.gates is None else self.gates)

    def gating_times(self, kinds: Iterable[DeviceKind]) -> list[str]:
        """Those of a virtual device or an emulator are this computer's, and gate only if that is allowed."""
        return self.times if "virtual" in self.allow or set(kinds) == {"physical"} else []

    def check(self) -> None:
        """Raises UsageError for names that no condition or metric has, and for tolerances that are no shares."""
        check_allowed(self.allow)
        check_names("metric", self.tolerances or ())
        check_names("metric", self.gates or ())
        if once := [name for name in ONCE if name in (self.gates or ())]:
            raise UsageError(f"{once[0]} is measured once and cannot decide.", "Use memory, which each process has.")
        for name, tolerance in (self.tolerances or {}).items():
            if not 0 <= tolerance < math.inf:
                raise UsageError(f"The tolerance of {name} is {tolerance}.", "Give it as a share: 0.05 for 5 %.")


DEFAULT = Rules()
