"""At which level must each look test, so that the error over all looks is 2.5 % a side, shared by the gating metrics?

    python benchmarks/sequential_levels.py            simulate, print the levels for devbench.analysis.sequential
    python benchmarks/sequential_levels.py --check    exit with 1 if the module's levels miss their error by more than
                                                      four standard errors of the simulation

Simulates the t process of normal log ratios at the tolerance itself. A path raises a false alarm if the smallest p of
its looks is below the level, so the level for a given error is that quantile of the smallest p. Seeded.
"""

from __future__ import annotations

import argparse
import math
import sys
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtr

from devbench.analysis.intervals import TAIL
from devbench.analysis.sequential import LOOKS, NOMINAL

SEED = 20261123
PATHS = 8_000_000
CHUNK = 200_000


def smallest_p(paths: int, seed: int = SEED) -> NDArray[np.float64]:
    """The smallest one-sided p over the looks, of each path."""
    return np.concatenate(list(_chunks(paths, np.random.default_rng(seed))))


def _chunks(paths: int, generator: np.random.Generator) -> Iterator[NDArray[np.float64]]:
    for start in range(0, paths, CHUNK):
        ratios = generator.standard_normal((LOOKS[-1], min(CHUNK, paths - start)))
        sums, squares = np.cumsum(ratios, axis=0), np.cumsum(ratios**2, axis=0)
        smallest = np.ones(ratios.shape[1])
        for n in LOOKS:
            mean = sums[n - 1] / n
            error = np.sqrt((squares[n - 1] / n - mean**2) / (n - 1))
            smallest = np.minimum(smallest, stdtr(n - 1, -mean / error))
        yield smallest


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--paths", type=int, default=PATHS, help="simulated runs of the t process")
    parser.add_argument("--check", action="store_true", help="compare with the table in the module")
    options = parser.parse_args(arguments)
    smallest = smallest_p(options.paths)
    print("| gating metrics | nominal level | wanted error over all looks | with the module's level | ± |")
    print("|---|---|---|---|---|")
    beyond = []
    for gating in range(1, 10):
        target = TAIL / gating
        level = float(np.quantile(smallest, target))
        error = math.sqrt(target * (1 - target) / options.paths)
        achieved = float((smallest < NOMINAL[gating]).mean()) if gating in NOMINAL else math.nan
        print(f"| {gating} | {level:.6f} | {target:.5f} | {achieved:.5f} | {error:.6f} |")
        if not abs(achieved - target) <= 4 * error:
            beyond.append(gating)
    if options.check and beyond:
        sys.exit(
            f"The levels in devbench.analysis.sequential do not hold for these numbers of gating metrics: {beyond}"
        )


if __name__ == "__main__":
    main()
