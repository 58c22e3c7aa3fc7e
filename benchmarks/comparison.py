"""Two ways to do the same, measured in turns, and their ratio beside a target."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property


class NotMeasured(Exception):
    """A benchmark lacks something on this machine; the argument says what."""


@dataclass(frozen=True)
class Target:
    """What a ratio should be: of times at most so much, of speeds at least so much."""

    limit: float
    of_speeds: bool = False

    def ratio(self, ours_s: float, theirs_s: float) -> float:
        return theirs_s / ours_s if self.of_speeds else ours_s / theirs_s

    def is_met_by(self, ratio: float) -> bool:
        return ratio >= self.limit if self.of_speeds else ratio <= self.limit

    def __str__(self) -> str:
        return f"{'≥' if self.of_speeds else '≤'} {self.limit:.2f}"


@dataclass(frozen=True)
class Comparison:
    """One time of ours and one of theirs a round, in seconds.

    The ratio that counts is the median of the rounds' own ratios: what slows the machine down for a while slows down
    both halves of a round. ``ratio_of_minima`` is that of the least times, which other load disturbs least.
    """

    name: str
    theirs: str
    target: Target
    ours_s: Sequence[float]
    theirs_s: Sequence[float]

    @cached_property
    def ratios(self) -> list[float]:
        return [self.target.ratio(*times) for times in zip(self.ours_s, self.theirs_s, strict=True)]

    @property
    def ratio(self) -> float:
        return statistics.median(self.ratios)

    @property
    def ratio_of_minima(self) -> float:
        return self.target.ratio(min(self.ours_s), min(self.theirs_s))

    @property
    def is_met(self) -> bool:
        return self.target.is_met_by(self.ratio)

    @property
    def rounds_met(self) -> int:
        return sum(map(self.target.is_met_by, self.ratios))


def in_turns(
    rounds: int, ours: Callable[[], float], theirs: Callable[[], float]
) -> tuple[Sequence[float], Sequence[float]]:
    """So many rounds of both, each beginning with the other one: A B, B A, A B, ..."""
    ours_s, theirs_s = [], []
    for number in range(rounds):
        if number % 2:
            theirs_s.append(theirs())
            ours_s.append(ours())
        else:
            ours_s.append(ours())
            theirs_s.append(theirs())
    return ours_s, theirs_s
