"""How far raw outputs of two sides lie apart: in direction, in size, and value by value beside the output's spread."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from devbench.results.schema import OutputParity

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Values = NDArray[np.float32]

LEAST_TYPICAL = 10
"""Pairs of an output: the median of fewer may be as far off as the worst."""
LONE = 20
"""So many times the RMS of the other differences; rounding was seen to reach 12."""
LEAST_OTHERS = 20
"""Values to know that RMS by."""
LEAST_CONSTANT = 5
"""Unlike inputs with like outputs: fewer may well have one answer, as coarsely as a quantized output can say it."""


@dataclass(frozen=True)
class OutputPair:
    """A raw output of one window on both sides. ``cosine`` and ``norm_ratio`` (device / host) are NaN if a value is not
    finite, ``norm_ratio`` also if the host's are all 0."""

    example: int
    """Its place among the examples."""
    window: str
    role: str
    device: Values
    host: Values
    max_abs_diff: float
    cosine: float
    norm_ratio: float
    mean_diff: float = 0.0
    """Device - host."""
    other_squares: float = 0.0
    """The sum of the squares of all differences but the greatest."""

    @property
    def is_finite(self) -> bool:
        return math.isfinite(self.max_abs_diff)

    @property
    def size_error(self) -> float:
        """How far the device's size is from the host's, as a share; 0 if the host's is 0, where the cosine tells."""
        return 0.0 if math.isnan(self.norm_ratio) else abs(self.norm_ratio - 1)

    def words(self) -> tuple[str, str]:
        """Of each side: the value that differs most; the shapes if these differ."""
        import numpy as np

        if self.device.shape != self.host.shape:
            name = f"{self.window}{self.role} of shape"
            return f"{name} {list(self.device.shape)}", f"{name} {list(self.host.shape)}"
        with np.errstate(invalid="ignore"):
            difference = np.abs(self.device.astype(np.float64) - self.host)
        place = np.unravel_index(np.argmax(np.where(np.isnan(difference), np.inf, difference)), difference.shape)
        name = f"{self.window}{self.role}[{', '.join(map(str, place))}]"
        return (
            f"{name} = {self.device[place]:.6g} (cosine {self.cosine:.6f}, norm ratio {self.norm_ratio:.4g})",
            f"{name} = {self.host[place]:.6g}",
        )


def pair(example: int, window: str, role: str, device: Values, host: Values) -> OutputPair:
    """Outputs of unlike shapes have nothing in common."""
    if device.shape != host.shape:
        return OutputPair(example, window, role, device, host, max_abs_diff=0.0, cosine=0.0, norm_ratio=math.nan)
    return OutputPair(example, window, role, device, host, *_distance(device, host))


def _distance(device: Values, host: Values) -> tuple[float, float, float, float, float]:
    """What an OutputPair ends with."""
    import numpy as np

    if not (np.isfinite(device).all() and np.isfinite(host).all()):
        return math.inf, math.nan, math.nan, 0.0, 0.0
    x, y = device.reshape(-1).astype(np.float64), host.reshape(-1).astype(np.float64)
    mine, theirs = float(np.linalg.norm(x)), float(np.linalg.norm(y))
    cosine = float(x @ y) / (mine * theirs) if mine and theirs else float(np.array_equal(x, y))
    difference = x - y
    place = int(np.abs(difference).argmax())
    greatest, mean, difference[place] = abs(float(difference[place])), float(difference.mean()), 0.0
    return greatest, cosine, mine / theirs if theirs else math.nan, mean, float(difference @ difference)


def spreads(pairs: Iterable[OutputPair]) -> dict[str, float]:
    """By role: the standard deviation of the host's values over all examples; their root mean square if all are alike,
    as the only value of a single example is. 0 of zeros."""
    import numpy as np

    sums: dict[str, list[float]] = {}
    for each in pairs:
        if each.is_finite:
            values = each.host.astype(np.float64)
            of_role = sums.setdefault(each.role, [0, 0.0, 0.0, math.inf, -math.inf])
            of_role[0] += values.size
            of_role[1] += float(values.sum())
            of_role[2] += float((values * values).sum())
            of_role[3] = min(of_role[3], float(values.min()))
            of_role[4] = max(of_role[4], float(values.max()))
    found = {}
    for role, (count, total, squares, least, greatest) in sums.items():
        mean_square = squares / count
        variance = mean_square - (total / count) ** 2
        found[role] = math.sqrt(variance if least < greatest and variance > 0 else mean_square)
    return found


@dataclass(frozen=True)
class RoleDistance:
    """Of one output over all examples: medians over its pairs, None of too few, and what a value may differ by before
    it stands out, infinite if the others are too few to tell. Differences are in the output's spread."""

    norm_ratio: float | None
    shift: float | None
    stands_out: float


def of_roles(pairs: Iterable[OutputPair], spreads: Mapping[str, float]) -> dict[str, RoleDistance]:
    """Roundings are random and cancel out over examples; a wrong scale or offset does not. Of finite pairs."""
    by_role: dict[str, list[OutputPair]] = {}
    for each in pairs:
        if each.is_finite:
            by_role.setdefault(each.role, []).append(each)
    return {role: _of_role(found, spreads[role]) for role, found in by_role.items()}


def _of_role(pairs: Sequence[OutputPair], spread: float) -> RoleDistance:
    from statistics import median

    ratios = [each.norm_ratio for each in pairs if not math.isnan(each.norm_ratio)]
    others = sum(each.host.size - 1 for each in pairs)
    squares = sum(each.other_squares for each in pairs)
    return RoleDistance(
        norm_ratio=median(ratios) if len(ratios) >= LEAST_TYPICAL else None,
        shift=median(each.mean_diff for each in pairs) / spread if spread and len(pairs) >= LEAST_TYPICAL else None,
        stands_out=LONE * math.sqrt(squares / others) / spread if spread and others >= LEAST_OTHERS else math.inf,
    )


def lone(output: OutputPair, spreads: Mapping[str, float], roles: Mapping[str, RoleDistance]) -> float:
    """The greatest difference as `relative` gives it, if it stands out from the others of its role; else 0."""
    found, role = relative(output, spreads), roles.get(output.role)
    return found if role is not None and found > role.stands_out else 0.0


def relative(output: OutputPair, spreads: Mapping[str, float]) -> float:
    """The greatest difference beside the output's spread; 0 where that is 0, and the cosine tells."""
    spread = spreads.get(output.role, 0.0)
    return output.max_abs_diff / spread if spread else 0.0


def summary(pairs: Sequence[OutputPair]) -> OutputParity | None:
    """The worst of all; None if there are none."""
    if not pairs:
        return None
    if not all(each.is_finite for each in pairs):
        return OutputParity(max_abs_diff=None, cosine=None)
    spread = spreads(pairs)
    roles = of_roles(pairs, spread)
    ratios = [role.norm_ratio for role in roles.values() if role.norm_ratio is not None]
    shifts = [role.shift for role in roles.values() if role.shift is not None]
    sized = [each for each in pairs if not math.isnan(each.norm_ratio)]
    return OutputParity(
        max_abs_diff=max(each.max_abs_diff for each in pairs),
        cosine=min(each.cosine for each in pairs),
        relative_diff=max(relative(each, spread) for each in pairs),
        norm_ratio=max(sized, key=lambda each: each.size_error).norm_ratio if sized else None,
        typical_norm_ratio=max(ratios, key=lambda ratio: abs(ratio - 1), default=None),
        typical_shift=max(shifts, key=abs, default=None),
        lone_diff=max(lone(each, spread, roles) for each in pairs) or None,
    )


def constant(pairs: Sequence[OutputPair], inputs: Sequence[object]) -> list[str]:
    """Roles that never change, on either side: of one value throughout, or alike on all of at least LEAST_CONSTANT
    unlike ``inputs``, which are those of the examples."""
    by_role: dict[str, list[OutputPair]] = {}
    for each in pairs:
        by_role.setdefault(each.role, []).append(each)
    return [role for role, found in by_role.items() if _is_constant(found, inputs)]


def _is_constant(pairs: Sequence[OutputPair], inputs: Sequence[object]) -> bool:
    first = pairs[0]
    if not all(each.is_finite for each in pairs):
        return False
    if sum(each.host.size for each in pairs) > 1 and all(
        (side == of_first.flat[0]).all()
        for each in pairs
        for side, of_first in ((each.device, first.device), (each.host, first.host))
    ):
        return True
    unlike = {repr(inputs[each.example]) for each in pairs}
    return len(unlike) >= LEAST_CONSTANT and all(
        _alike(each.device, first.device) and _alike(each.host, first.host) for each in pairs
    )


def _alike(a: Values, b: Values) -> bool:
    """In what both have: texts differ in length."""
    if a.ndim != b.ndim:
        return False
    common = tuple(slice(min(sizes)) for sizes in zip(a.shape, b.shape, strict=True))
    return bool((a[common] == b[common]).all())
