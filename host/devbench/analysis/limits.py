"""Limits as a user writes them: ``invoke.p90<=50ms``, ``accuracy>=90``. docs/budgets.md lists what can be limited."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from devbench.analysis.metrics import ONCE, is_quality
from devbench.choices import QUALITY_METRICS
from devbench.errors import UsageError
from devbench.suggest import closest

Operator = Literal["<=", ">="]
LimitUnit = Literal["ms", "MB", "%"]

OPTION = "--require"
PAIR_STAGES = ("encoder", "first_token", "next_tokens")
"""Of an encoder-decoder pair alone."""
STAGES = ("tokenize", "invoke", "decode", "total", *PAIR_STAGES)
PERCENTILES = ("p50", "p90", "p95", "p99")
ALL_QUALITY = "quality"

_UNITS: dict[str, LimitUnit] = {
    **{f"{stage}.{percentile}": "ms" for stage in STAGES for percentile in PERCENTILES},
    "load": "ms",
    "first_inference": "ms",
    "memory": "MB",
    "size": "MB",
    "tokens": "%",
    "answers": "%",
    ALL_QUALITY: "%",
    **dict.fromkeys(QUALITY_METRICS, "%"),
}
METRICS = tuple(_UNITS)
_COMMON = ("invoke.p50", "invoke.p90", "total.p90", "load", "memory", "size", "accuracy", "f1", "quality", "answers")
"""Suggested first."""
_FACTORS: dict[LimitUnit, dict[str, float]] = {
    "ms": {"ms": 1, "s": 1000, "us": 1e-3},
    "MB": {"MB": 1, "KB": 1e-3, "GB": 1000},
    "%": {"%": 1},
}
_OF_1024: dict[str, float] = {"kib": 1024, "mib": 1024**2, "gib": 1024**3}
_AS_PRINTED = {"≤": "<=", "≥": ">="}
_SHAPE = re.compile(r"([^<>=!≤≥]*)([<>=!≤≥]+)(.*)", re.DOTALL)
_NUMBER = re.compile(r"([-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?)\s*([A-Za-zµ%]*)")


@dataclass(frozen=True)
class Limit:
    """``value`` is in ``unit``; ``source`` is the option or the file that sets the limit."""

    metric: str
    operator: Operator
    value: float
    unit: LimitUnit
    source: str = OPTION

    @classmethod
    def parse(cls, text: str, source: str = OPTION) -> Limit:
        """``METRIC<=NUMBER[UNIT]`` or ``METRIC>=NUMBER[UNIT]``. Raises UsageError."""
        shape = _SHAPE.fullmatch(text)
        if shape is None:
            hint = f'Quote the whole budget, because a shell takes < and > for files: {OPTION} "invoke.p90<=50ms".'
            raise _refused(text, source, "has no limit", hint)
        metric, operator, rest = (part.strip() for part in shape.groups())
        operator = _AS_PRINTED.get(operator, operator)
        unit = _unit_of(metric, text, source)
        right: Operator = ">=" if unit == "%" else "<="
        if operator not in ("<=", ">="):
            raise _refused(text, source, f"uses {operator}, not <= or >=", f"Write '{metric}{right}{rest}'.")
        if operator != right:
            wish = "less, and more" if unit == "%" else "more, and less"
            raise _refused(text, source, f"asks for {rest} or {wish} is better", f"Write '{metric}{right}{rest}'.")
        return cls(metric, right, _value(metric, rest, unit, text, source), unit, source)

    @property
    def is_exact(self) -> bool:
        """Not subject to noise, so that one process is enough to decide it."""
        return self.unit == "%" or self.metric == "size"

    @property
    def is_quality(self) -> bool:
        return self.metric == ALL_QUALITY or is_quality(self.metric)


def parse_all(texts: Iterable[str], source: str = OPTION) -> tuple[Limit, ...]:
    """Of one source, which may limit each metric once. Raises UsageError."""
    found: dict[str, Limit] = {}
    for text in texts:
        limit = Limit.parse(text, source)
        if limit.metric in found:
            raise _refused(text, source, f"limits {limit.metric} a second time", "Keep one of the two.")
        found[limit.metric] = limit
    return tuple(found.values())


def merged(*sources: Sequence[Limit]) -> tuple[Limit, ...]:
    """The limits of all sources; of one metric, that of the first source that has it."""
    found: dict[str, Limit] = {}
    for limits in sources:
        found |= {limit.metric: limit for limit in limits if limit.metric not in found}
    return tuple(found.values())


def _unit_of(metric: str, text: str, source: str) -> LimitUnit:
    if metric in _UNITS or is_quality(metric):
        return _UNITS.get(metric, "%")
    if metric in ONCE:
        hint = "Limit memory, which each process has."
        raise _refused(text, source, f"limits {metric}, which is measured once and cannot decide", hint)
    raise _refused(text, source, f"names no metric: there is no {metric or 'name before the operator'}", _like(metric))


def _like(metric: str) -> str:
    if not metric:
        return "Write it like 'invoke.p90<=50ms'."
    if metric in PERCENTILES:
        return f"Did you mean invoke.{metric}?"
    return closest(metric, [*_COMMON, *METRICS])


def _value(metric: str, rest: str, unit: LimitUnit, text: str, source: str) -> float:
    number = _NUMBER.fullmatch(rest)
    if number is None or not math.isfinite(float(number[1])):
        raise _refused(text, source, f"has no number after the operator: {rest!r}", "Write it like 50, 99.5 or 1e3.")
    value, named = float(number[1]), number[2].lower().replace("µ", "u")
    factors = {name.lower(): factor for name, factor in _FACTORS[unit].items()}
    if named and named not in factors:
        hint = f"Use {', '.join(_FACTORS[unit])}."
        if unit == "MB" and named in _OF_1024:
            hint = f"Write '{metric}<={value * _OF_1024[named] / 1e6:g}MB'."
        raise _refused(text, source, f"has the unit {number[2]}, which does not fit {metric}", hint)
    if value <= 0:
        raise _refused(text, source, f"has the limit {value:g}", "Use a limit above 0.")
    if unit == "%" and value > 100:
        raise _refused(text, source, f"has the limit {number[1]} %", "Use a limit of 100 % or less.")
    if unit == "%" and value <= 1 and not named:
        hint = f"Write '{metric}>={100 * value:g}', or '{metric}>={value:g}%' if that is what you mean."
        raise _refused(text, source, f"has the limit {value:g} %", hint)
    return value * factors[named] if named else value


def _refused(text: str, source: str, what: str, hint: str) -> UsageError:
    return UsageError(f"The budget {text!r} ({source}) {what}.", hint)
