"""Writes warmup/: durations of invokes and when the warm-up is over, by the plainest reading of docs/protocol.md.

``PYTHONPATH=host python -m tests.vectors.make_warmup``
"""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import msgspec

from devbench.harness.messages import WarmUpSettings

FILE = Path(__file__).parent / "warmup" / "warmup.json"
MS = 1_000_000


def case(
    name: str, durations_ns: Sequence[int], min_runs: int = 3, min_ms: int = 0, max_ms: int = 8000
) -> dict[str, Any]:
    """The invokes follow each other without a pause: the time that is over is the sum of their durations."""
    settings = WarmUpSettings(min_runs=min_runs, min_ns=min_ms * MS, max_ns=max_ms * MS)
    runs, converged, done = outcome(settings, durations_ns)
    return {
        "name": name,
        "settings": msgspec.to_builtins(settings),
        "durations_ns": list(durations_ns),
        "runs": runs,
        "converged": converged,
        "done": done,
    }


def outcome(settings: WarmUpSettings, durations_ns: Sequence[int]) -> tuple[int, bool, bool]:
    """How many runs it took, and whether the warm-up is over."""
    for runs in range(1, len(durations_ns) + 1):
        elapsed_ns = sum(durations_ns[:runs])
        enough = runs >= settings.min_runs and elapsed_ns >= settings.min_ns
        if enough and has_converged(durations_ns[:runs]):
            return runs, True, True
        if elapsed_ns >= settings.max_ns:
            return runs, False, True
    return len(durations_ns), False, False


def has_converged(durations_ns: Sequence[int]) -> bool:
    third = max(len(durations_ns) // 3, 1)
    if 2 * third > len(durations_ns):
        return False
    last, before = durations_ns[-third:], durations_ns[-2 * third : -third]
    return abs(median(last) - median(before)) <= Fraction(4, 100) * median(before)


def median(values: Sequence[int]) -> int:
    return sorted(values)[len(values) // 2]


def main() -> None:
    rng = random.Random(20)
    noisy = [int((10 + 90 * 0.9**run) * MS * rng.uniform(0.9, 1.1)) for run in range(200)]
    cases = [
        case("steady from the start", [10 * MS] * 10),
        case("enough runs, not enough time", [10 * MS] * 60, min_ms=500),
        case("enough time, not enough runs", [400 * MS] * 10, min_runs=6, min_ms=500),
        case("one run is asked for, two are needed", [10 * MS] * 5, min_runs=1),
        case("a slow first run", [500 * MS, *[10 * MS] * 10]),
        case("exactly 4 %", [100, 104, 104], min_runs=2),
        case("a little above 4 %", [10000, 10401, 20000, 30000], min_runs=2),
        case("4 % less", [100, 96], min_runs=2),
        case("ever slower", [run * run * MS for run in range(1, 40)]),
        case("the time is up", [100 * MS, 300 * MS, 900 * MS, 2700 * MS, 8100 * MS], max_ms=4000),
        case("the time is up at once", [10 * MS], max_ms=5),
        case("both at once count as converged", [50 * MS] * 3, max_ms=150),
        case("not over yet", [100 * MS, 50 * MS]),
        case("no duration at all", [0] * 5),
        case("falling and noisy", noisy, min_ms=500),
        case("the median of an even number is the upper one", [20, 20, 10, 12, 10, 10, 10], min_runs=6),
    ]
    lines = ",\n".join(json.dumps(each) for each in cases)
    FILE.write_text(f"[\n{lines}\n]\n", encoding="utf-8")


if __name__ == "__main__":
    main()
