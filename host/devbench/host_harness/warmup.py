"""When the warm-up is over: a pure decision over durations, the twin of the harness's WarmUp.

Every visit of the warm-up is the same work, so its stages are compared with themselves. A stage is warm if it has not
become faster since the warm-up began (Mann and Kendall's trend test; the size of the fall is Hodges and Lehmann's), or,
when half of the time is over, over the last half of the visits. Barrett et al. (2017) ask for a last segment without a
change in the same way. What becomes slower is heat or another process, not a lack of warm-up: drift is the measured
part's finding. Averages that converge, as in androidx.benchmark, follow every interrupted invoke, and a slow decay
passes them at once: two neighbouring averages hardly differ.
"""

from __future__ import annotations

from collections.abc import Sequence

from devbench.harness.messages import WarmUpSettings

FEWEST_VISITS = 20
"""With fewer, noise hides a fall. A model too slow for them within half of ``max_ns`` is judged by what there is."""
MANY_VISITS = 100
"""So many show in ``min_ns`` what fewer show in twice that time."""
POINTS = 32
"""Visits are merged into so many medians at most, so that noise that lasts for some visits counts once."""
FALL_PERCENT = 1
LAST_FALL_PERCENT = 2
"""Falls of a stage that do not matter; the lower one where a slow decay has had little time to show."""
VISIT_PER_MILLE = 2
"""Of the visit: a smaller fall does not matter either, so that microseconds of decoding are not waited for."""


class WarmUp:
    """Takes one visit after another; ``done`` and ``converged`` say where it stands."""

    def __init__(self, settings: WarmUpSettings) -> None:
        self._settings = settings
        self._visits: list[Sequence[int]] = []
        self._next_look = 0
        self.runs = 0
        self.done = False
        self.converged = False

    def add(self, stages_ns: Sequence[int], invokes: int, elapsed_ns: int) -> None:
        """A visit's time in each stage and its number of invokes; ``elapsed_ns`` since the first visit began."""
        self._visits.append(stages_ns)
        self.runs += invokes
        visits, settings = len(self._visits), self._settings
        is_over = elapsed_ns >= settings.max_ns
        if self._is_enough(elapsed_ns) and (is_over or visits >= self._next_look):
            self._next_look = visits + max(1, visits // 8)
            self.converged = is_warm(self._visits, is_late=2 * elapsed_ns >= settings.max_ns)
        self.done = self.converged or is_over

    def _is_enough(self, elapsed_ns: int) -> bool:
        settings, visits = self._settings, len(self._visits)
        if self.runs < settings.min_runs or elapsed_ns < settings.min_ns:
            return False
        if visits >= MANY_VISITS or 2 * elapsed_ns >= settings.max_ns:
            return True
        return visits >= FEWEST_VISITS and elapsed_ns >= 2 * settings.min_ns


def is_warm(visits: Sequence[Sequence[int]], *, is_late: bool) -> bool:
    """Of visits with the times of their stages; late, a stage may have become warm on the way."""
    warm = [not (matters and trend) for matters, trend in _falls(visits, FALL_PERCENT)]
    if is_late and len(visits) >= FEWEST_VISITS:
        last = visits[len(visits) // 2 :]
        level = [not matters for matters, _ in _falls(last, LAST_FALL_PERCENT)]
        return all(either for either in map(max, warm, level))
    return all(warm)


def _falls(visits: Sequence[Sequence[int]], percent: int) -> list[tuple[bool, bool]]:
    """Of each stage: whether the fall is large enough to matter, and whether there is a trend and not just noise."""
    stages = [_points(stage) for stage in zip(*visits, strict=True)]
    levels_ns = [median(points[len(points) // 2 :]) for points in stages]
    visit_ns = sum(levels_ns)
    falls = []
    for points, level_ns in zip(stages, levels_ns, strict=True):
        fall_ns = _fall(points)
        matters = 100 * fall_ns > percent * level_ns and 1000 * fall_ns > VISIT_PER_MILLE * visit_ns
        falls.append((matters, _has_trend(points)))
    return falls


def _points(durations_ns: Sequence[int]) -> list[int]:
    count = len(durations_ns)
    points = min(POINTS, count)
    edges = [count * point // points for point in range(points + 1)]
    return [median(durations_ns[edges[point] : edges[point + 1]]) for point in range(points)]


def _fall(points: Sequence[int]) -> int:
    """From the first half to the last: the median of all differences between them (Hodges and Lehmann 1963)."""
    half = len(points) // 2
    differences = [first - last for first in points[:half] for last in points[len(points) - half :]]
    return median(differences) if differences else 0


def _has_trend(points: Sequence[int]) -> bool:
    """Downwards, at 1.55 standard deviations of Kendall's S without one: in 6 % of all steady courses."""
    count = len(points)
    pairs = [(points[i], points[j]) for i in range(count) for j in range(i + 1, count)]
    falling = sum((first > last) - (first < last) for first, last in pairs)
    return falling > 0 and 15 * falling**2 > 2 * count * (count - 1) * (2 * count + 5)


def median(values: Sequence[int]) -> int:
    """The lower one of an even number: an interrupted call is only ever longer."""
    return sorted(values)[(len(values) - 1) // 2]
