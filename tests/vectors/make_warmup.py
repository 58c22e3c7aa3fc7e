"""Writes warmup/: the stages of visits and when the warm-up is over, by the plainest reading of docs/protocol.md.

``PYTHONPATH=host python -m tests.vectors.make_warmup``
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import combinations, pairwise, product
from math import exp
from pathlib import Path
from statistics import median_low
from typing import Any

import msgspec

from devbench.harness.messages import WarmUpSettings

FILE = Path(__file__).parent / "warmup" / "warmup.json"
MS = 1_000_000

Visits = Sequence[Sequence[int]]


def case(
    name: str, visits_ns: Visits, *, invokes: int = 1, min_runs: int = 3, min_ms: int = 0, max_ms: int = 8000
) -> dict[str, Any]:
    """The visits follow each other without a pause: the time that is over is the sum of their stages."""
    settings = WarmUpSettings(min_runs=min_runs, min_ns=min_ms * MS, max_ns=max_ms * MS)
    visits, converged, done = outcome(settings, visits_ns, invokes)
    return {
        "name": name,
        "settings": msgspec.to_builtins(settings),
        "invokes": invokes,
        "visits_ns": [list(stages) for stages in visits_ns],
        "runs": visits * invokes,
        "converged": converged,
        "done": done,
    }


def outcome(settings: WarmUpSettings, visits_ns: Visits, invokes: int) -> tuple[int, bool, bool]:
    """How many visits it took, and whether the warm-up is over."""
    next_look = 0
    for visits in range(1, len(visits_ns) + 1):
        elapsed_ns = sum(map(sum, visits_ns[:visits]))
        is_over, is_half_over = elapsed_ns >= settings.max_ns, 2 * elapsed_ns >= settings.max_ns
        least = visits * invokes >= settings.min_runs and elapsed_ns >= settings.min_ns
        some = visits >= 20 and elapsed_ns >= 2 * settings.min_ns
        if least and (some or visits >= 100 or is_half_over) and (visits >= next_look or is_over):
            next_look = visits + max(visits // 8, 1)
            if is_warm(visits_ns[:visits], is_half_over):
                return visits, True, True
        if is_over:
            return visits, False, True
    return len(visits_ns), False, False


def is_warm(visits_ns: Visits, is_half_over: bool) -> bool:
    is_late, last = is_half_over and len(visits_ns) >= 20, visits_ns[len(visits_ns) // 2 :]
    return all(
        not (falls(visits_ns, stage, Fraction(1, 100)) and is_trend(visits_ns, stage))
        or (is_late and not falls(last, stage, Fraction(1, 50)))
        for stage in range(3)
    )


def points(visits_ns: Visits, stage: int) -> list[int]:
    """The medians of up to 32 groups."""
    durations, groups = [visit[stage] for visit in visits_ns], min(32, len(visits_ns))
    edges = [len(durations) * group // groups for group in range(groups + 1)]
    return [median_low(durations[start:end]) for start, end in pairwise(edges)]


def falls(visits_ns: Visits, stage: int, least: Fraction) -> bool:
    levels = [median_low(each[len(each) // 2 :]) for each in (points(visits_ns, other) for other in range(3))]
    values = points(visits_ns, stage)
    half = len(values) // 2
    if half == 0:
        return False
    fall = median_low([first - last for first, last in product(values[:half], values[-half:])])
    return fall > least * levels[stage] and fall > Fraction(2, 1000) * sum(levels)


def is_trend(visits_ns: Visits, stage: int) -> bool:
    values = points(visits_ns, stage)
    pairs = list(combinations(values, 2))
    score = sum(first > last for first, last in pairs) - sum(first < last for first, last in pairs)
    count = len(values)
    variance = Fraction(count * (count - 1) * (2 * count + 5), 18)
    return score > 0 and score**2 > Fraction(12, 5) * variance


# -- courses -----------------------------------------------------------------------------------------------------------


def flat(count: int, tokenize_ns: int, invoke_ns: int, decode_ns: int) -> Visits:
    return [[tokenize_ns, invoke_ns, decode_ns]] * count


def noisy(count: int, seed: int, stages_ms: Sequence[float], slow: Callable[[float], Sequence[float]]) -> Visits:
    """``slow`` gives the factors of the three stages after so many seconds."""
    rng = random.Random(seed)
    visits: list[list[int]] = []
    elapsed_ns = 0
    for _ in range(count):
        factors = slow(elapsed_ns / 1e9)
        stages = [
            int(stage * MS * factor * rng.lognormvariate(0, 0.023) * (1.7 if rng.random() < 0.11 else 1))
            for stage, factor in zip(stages_ms, factors, strict=True)
        ]
        visits.append(stages)
        elapsed_ns += sum(stages)
    return visits


def main() -> None:
    steady = (1.0, 1.0, 1.0)
    rising = [[MS, run * run * MS, MS] for run in range(1, 60)]
    falling = [[MS, (60 - run) * (60 - run) * MS // 10, MS] for run in range(60)]
    at_one_percent = [[0, 1010, 0]] * 10 + [[0, 1000, 0]] * 10
    above_one_percent = [[0, 1011, 0]] * 10 + [[0, 1000, 0]] * 12
    cases = [
        case("steady from the start", flat(30, MS, 10 * MS, MS)),
        case("enough visits, not enough time", flat(120, MS, 10 * MS, MS), min_ms=500),
        case("many visits, in half of that time", flat(600, MS, 3 * MS, MS), min_ms=500),
        case("enough time, not enough runs", flat(30, MS, 10 * MS, MS), min_runs=25),
        case("a visit of several invokes", flat(30, MS, 40 * MS, MS), min_runs=100, invokes=4),
        case("too slow for twenty visits", flat(20, MS, 900 * MS, MS), min_ms=500),
        case("three runs of a slow model", flat(6, MS, 2000 * MS, MS), min_ms=500),
        case("a slow model that becomes faster", [[0, (3000 - 300 * run) * MS, 0] for run in range(6)], min_ms=500),
        case("a slow first visit", [[500 * MS] * 3, *flat(30, MS, 10 * MS, MS)]),
        case("exactly 1 %", at_one_percent),
        case("a little above 1 %", above_one_percent),
        case("rising", rising),
        case("falling", falling),
        case("the time is up", [[0, 10**8 * 3**run, 0] for run in range(5)][::-1], max_ms=12_000),
        case("the time is up at once", flat(1, 0, 10 * MS, 0), max_ms=5),
        case("both at once count as converged", flat(3, 0, 50 * MS, 0), max_ms=150),
        case("not over yet", flat(2, 0, 50 * MS, 0)),
        case("no duration at all", flat(30, 0, 0, 0)),
        case("a stage too short to matter", [[0, 10 * MS, 20_000 - 400 * run] for run in range(40)]),
        case("a stage long enough to matter", [[0, 10 * MS, 200_000 - 4000 * run] for run in range(40)]),
        case("noise alone", noisy(80, 1, (1, 18, 1), lambda _: steady), min_ms=500),
        case("a decay of all", noisy(110, 2, (2, 37, 2), lambda s: [1 + 0.3 * exp(-s / 0.5)] * 3), min_ms=500),
        case("a decay of one stage", noisy(220, 3, (2, 37, 2), lambda s: (1 + 2 * exp(-s), 1, 1)), min_ms=500),
        case("a step", noisy(220, 4, (2, 37, 2), lambda s: (1, 1.5 if s < 0.4 else 1, 1)), min_ms=500),
    ]
    lines = ",\n".join(json.dumps(each) for each in cases)
    FILE.write_text(f"[\n{lines}\n]\n", encoding="utf-8")


if __name__ == "__main__":
    main()
