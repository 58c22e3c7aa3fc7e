"""Do the intervals hold the true value, and does the gate decide rightly? Simulated at the level of repeats' figures.

    python benchmarks/gate_proof.py              tables over 10,000 simulated runs a row, as Markdown
    python benchmarks/gate_proof.py --runs 500   the same, faster

Seeded: the same devbench prints the same tables.
"""

from __future__ import annotations

import argparse
import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.signal import lfilter

from devbench.analysis import sequential
from devbench.analysis.change_points import bimodal
from devbench.analysis.evidence import decide_pairs
from devbench.analysis.gate import Levels, decide
from devbench.analysis.intervals import (
    Estimate,
    against_sessions,
    geometric_mean,
    percentile,
    unpaired,
)
from devbench.analysis.sessions import PRIOR
from devbench.results.comparison import MetricOutcome
from verdict_proof import update

Values = NDArray[np.float64]

BEGIN = "<!-- begin: benchmarks/gate_proof.py -->"
SEED = 20261125
RUNS = 10_000
P90_RUNS = 1500
"""Of each row for p90, which takes all samples and not the repeats' medians alone."""
CHUNK = 250
LARGE = 2_000_000
"""Samples that stand for the whole distribution."""
TOLERANCE = 0.05
WITHIN_SD = 0.023
REPEAT_SD = 0.02
"""In the tables of outcomes."""


@dataclass(frozen=True)
class Samples:
    """How the samples of one repeat vary around its level."""

    words: str
    correlation: float = 0.0
    interrupted: float = 0.0
    """Share that takes longer by an exponential time, 69 % on average."""
    slower: float = 0.0
    """Share that is 30 % slower ..."""
    in_turn: bool = False
    """... each third one, not at random."""

    def logs(self, generator: np.random.Generator, *shape: int) -> Values:
        """The last axis is that of the samples of one repeat."""
        shocks = generator.standard_normal(shape)
        shocks[..., 1:] *= math.sqrt(1 - self.correlation**2)
        logs: Values = WITHIN_SD * lfilter([1], [1, -self.correlation], shocks, axis=-1)
        if self.interrupted:
            hit = generator.random(shape) < self.interrupted
            logs += np.log1p(hit * generator.exponential(0.69, shape))
        if self.in_turn:
            phase = generator.integers(3, size=(*shape[:-1], 1))
            logs += math.log(1.3) * ((np.arange(shape[-1]) + phase) % 3 == 0)
        else:
            logs += math.log(1.3) * (generator.random(shape) < self.slower)
        return logs


KINDS = (
    Samples("independent"),
    Samples("AR(1) 0.5", correlation=0.5),
    Samples("AR(1) 0.9", correlation=0.9),
    Samples("11 % interrupted", correlation=0.2, interrupted=0.107),
    Samples("every third 30 % slower", in_turn=True),
    Samples("a quarter at random 30 % slower", slower=0.25),
)
REPEATS = (5, 10, 20)
LEVELS = tuple((heavy, sd) for heavy in (False, True) for sd in (0.005, 0.01, 0.02, 0.05))
"""Of repeats: normal or t5, and their standard deviation."""


def levels(generator: np.random.Generator, heavy: bool, sd: float, *shape: int) -> Values:
    """Logs of repeats' levels."""
    if heavy:
        return sd / math.sqrt(5 / 3) * generator.standard_t(5, shape)
    return sd * generator.standard_normal(shape)


def _generator(name: str) -> np.random.Generator:
    return np.random.default_rng([SEED, *name.encode()])


def _chunks(runs: int) -> Iterator[int]:
    return (min(CHUNK, runs - start) for start in range(0, runs, CHUNK))


def holds(estimate: Estimate, value: float) -> bool:
    """An absent bound excludes nothing."""
    return (estimate.low is None or estimate.low <= value) and (estimate.high is None or value <= estimate.high)


def coverage_of_p50(kind: Samples, repeats: int, n: int, runs: int) -> list[str]:
    """Of the true median, in each of `LEVELS`."""
    generator = _generator(f"p50 {kind.words} {repeats} {n}")
    truth = math.exp(float(np.median(kind.logs(generator, LARGE // 300, 300))))
    within = np.concatenate([np.median(kind.logs(generator, size, repeats, n), axis=-1) for size in _chunks(runs)])
    shares = []
    for of in LEVELS:
        medians = np.exp(within + levels(generator, *of, *within.shape))
        shares.append(np.mean([holds(geometric_mean(row), truth) for row in medians]))
    return [f"{share:.1%}" for share in shares]


def coverage_of_p90(kind: Samples, repeats: int, n: int, runs: int) -> list[str]:
    """Of the 90th percentile of all samples that ever could be, and the share of intervals without upper bound."""
    generator = _generator(f"p90 {kind.words} {repeats} {n}")
    everything = kind.logs(generator, LARGE // 300, 300)
    cells = []
    for of in LEVELS:
        truth = math.exp(float(np.percentile(everything + levels(generator, *of, *everything.shape), 90)))
        found: list[Estimate] = []
        for size in _chunks(runs):
            logs = kind.logs(generator, size, repeats, n) + levels(generator, *of, size, repeats, 1)
            found += [percentile(list(run), 90) for run in np.exp(logs)]
        held = np.mean([holds(estimate, truth) for estimate in found])
        cells.append(f"{held:.1%} ({np.mean([estimate.high is None for estimate in found]):.0%})")
    return cells


def two_modes(repeats: int, apart: float, slower: float, sd: float, runs: int) -> tuple[float, float, float]:
    """Whole repeats in two modes: coverage of their mean log; shares of runs that are called bimodal, and both."""
    generator = _generator(f"modes {repeats} {apart} {slower} {sd}")
    truth = math.exp(slower * math.log(apart))
    which = generator.random((runs, repeats)) < slower
    medians = np.exp(levels(generator, False, sd, runs, repeats) + math.log(apart) * which)
    held = np.array([holds(geometric_mean(row), truth) for row in medians])
    raised = np.array([bimodal(row) for row in medians])
    both = (which.sum(axis=1) >= 2) & ((~which).sum(axis=1) >= 2)
    return float(held.mean()), float(raised.mean()), float(raised[both].mean())


Decide = Callable[[np.random.Generator, float], MetricOutcome]
"""One comparison of a model with itself made slower by a log ratio."""


def _session(generator: np.random.Generator, session_sd: float, slower: float = 0.0) -> Values:
    """Ten repeats."""
    session: Values = np.exp(slower + generator.normal(0, session_sd) + generator.normal(0, REPEAT_SD, 10))
    return session


def one_stored_session(session_sd: float, gating: int) -> Decide:
    def compare(generator: np.random.Generator, slower: float) -> MetricOutcome:
        delta = unpaired(
            _session(generator, session_sd), _session(generator, session_sd, slower), session_variance=2 * PRIOR.sd**2
        )
        return decide(delta, TOLERANCE, Levels.fixed(gating))

    return compare


def five_stored_sessions(session_sd: float, gating: int) -> Decide:
    def compare(generator: np.random.Generator, slower: float) -> MetricOutcome:
        stored = [_session(generator, session_sd) for _ in range(5)]
        delta = against_sessions(stored, _session(generator, session_sd, slower))
        return decide(delta, TOLERANCE, Levels.fixed(gating))

    return compare


def interleaved(pair_sd: float, session_sd: float, gating: int) -> Decide:
    """Both sides of a pair share the session; their own noise is half of the pair's variance each."""

    def compare(generator: np.random.Generator, slower: float) -> MetricOutcome:
        most = sequential.LOOKS[-1]
        session, own = generator.normal(0, session_sd), generator.normal(0, pair_sd / math.sqrt(2), (2, most))
        mine, theirs = np.exp(session + own + [[0], [slower]])
        return first_decision(mine, theirs, sequential.levels(gating))

    return compare


def first_decision(mine: Values, theirs: Values, levels_of_looks: Levels) -> MetricOutcome:
    """Of the looks in turn; inconclusive if even the last one is."""
    sides = mine.tolist(), theirs.tolist()
    looks = (decide_pairs(sides[0][:n], sides[1][:n], TOLERANCE, levels_of_looks) for n in sequential.LOOKS)
    return next((outcome for outcome in looks if outcome != "inconclusive"), "inconclusive")


def outcomes(name: str, compare: Decide, slow_down: float, runs: int) -> tuple[float, float, float]:
    """Shares of regression, no regression and inconclusive."""
    generator = _generator(f"{name} {slow_down}")
    found = [compare(generator, math.log(slow_down)) for _ in range(runs)]
    return found.count("regression") / runs, found.count("no regression") / runs, found.count("inconclusive") / runs


SESSION_SDS = (0.0, 0.02, 0.05)
PAIR_SDS = (0.01, 0.03, 0.05)
SLOW_DOWNS = (1.0, 1.03, 1.05, 1.10, 1.20)
STORED = {"one stored session": one_stored_session, "five stored sessions": five_stored_sessions}
DESIGNS: dict[str, Decide] = {
    **{
        f"{words}, sessions differ by {sd:.0%}": stored(sd, 1) for words, stored in STORED.items() for sd in SESSION_SDS
    },
    **{
        f"interleaved, pairs differ by {pair_sd:.0%}, sessions by {sd:.0%}": interleaved(pair_sd, sd, 1)
        for pair_sd in PAIR_SDS
        for sd in SESSION_SDS
    },
    **{
        f"the same, one of five gating metrics, pairs differ by {pair_sd:.0%}": interleaved(pair_sd, 0, 5)
        for pair_sd in PAIR_SDS
    },
}


def _coverage_table(title: str, of: Callable[[Samples, int, int, int], list[str]], n: int, runs: int) -> str:
    lines = [f"**{title}, {n} samples a repeat**", "", f"| repeats | {' | '.join(kind.words for kind in KINDS)} |"]
    lines.append("|---" * (1 + len(KINDS)) + "|")
    for repeats in REPEATS:
        columns = [of(kind, repeats, n, runs) for kind in KINDS]
        for (heavy, sd), *cells in zip(LEVELS, *columns, strict=True):
            lines.append(f"| {repeats}, {'t5' if heavy else 'normal'}, SD {sd:.1%} | {' | '.join(cells)} |")
    return "\n".join(lines)


def _modes_table(runs: int) -> str:
    lines = ["| repeats in two modes | coverage | called bimodal | if both occur twice |", "|---|---|---|---|"]
    for repeats in REPEATS:
        for apart in (1.2, 1.4):
            for slower in (0.3, 0.5):
                shares = two_modes(repeats, apart, slower, 0.01, runs)
                cells = " | ".join(f"{share:.1%}" for share in shares)
                lines.append(f"| {repeats}, {slower:.0%} of them {apart - 1:.0%} slower, SD 1 % | {cells} |")
    return "\n".join(lines)


def _outcome_table(runs: int) -> str:
    lines = [
        f"| regression / no regression / inconclusive | {' | '.join(f'×{slow:.2f}' for slow in SLOW_DOWNS)} |",
        "|---" * (1 + len(SLOW_DOWNS)) + "|",
    ]
    for name, compare in DESIGNS.items():
        rows = (outcomes(name, compare, slow_down, runs) for slow_down in SLOW_DOWNS)
        cells = " | ".join(" / ".join(f"{100 * share:.1f}" for share in shares) for shares in rows)
        lines.append(f"| {name} | {cells} |")
    return "\n".join(lines)


def tables(runs: int) -> Iterator[str]:
    yield _outcome_table(runs)
    yield _modes_table(runs)
    for n in (22, 100, 300):
        yield _coverage_table("p50: geometric mean of the repeats' medians", coverage_of_p50, n, runs)
    for n in (22, 100):
        title = f"p90 of all samples (share without upper bound), {min(runs, P90_RUNS):,} runs"
        yield _coverage_table(title, coverage_of_p90, n, min(runs, P90_RUNS))


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=RUNS, help="simulated runs a row")
    parser.add_argument("--update-docs", action="store_true", help="write the tables into docs/proof.md")
    options = parser.parse_args(arguments)
    text = []
    for table in tables(options.runs):
        print(table, end="\n\n", flush=True)
        text.append(table)
    if options.update_docs:
        update("\n\n".join(text), BEGIN)


if __name__ == "__main__":
    main()
