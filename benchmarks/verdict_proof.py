"""Does every word of the verdict come for its cause, and only then?

    python benchmarks/verdict_proof.py                       a table over 100 simulated runs of each cause
    python benchmarks/verdict_proof.py --update-docs         the same, into docs/proof.md
    python benchmarks/verdict_proof.py --calibrate RUN...    the noise of real runs, for NOISE below

Seeded: the same devbench prints the same table. What comparisons decide is proved by gate_proof.py.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from devbench.analysis.comparability import differences
from devbench.choices import VerdictWord
from devbench.results import document
from devbench.results.findings import Finding
from synthetic_results import EXAMPLES, Load, Noise, Setting, fit, result

DOCUMENT = Path(__file__).parents[1] / "docs" / "proof.md"
BEGIN, END = "<!-- begin: benchmarks/verdict_proof.py -->", "<!-- end -->"
SEED = 20261121
RUNS = 100

NOISE = Noise(
    within=0.022,
    neighbours=-0.05,
    tail_share=0.029,
    tail=0.42,
    between_repeats=0.0165,
    between_runs=0.0088,
    load=0.14,
    first_inference=0.23,
)
"""Of all 12 runs that real_proof.py measured without a busy core, by --calibrate; docs/proof.md says which."""


@dataclass(frozen=True)
class Cause:
    words: str
    load: Load
    findings: frozenset[Finding]
    """All that it may lead to."""
    verdict: VerdictWord | str
    """The word that it must lead to; ``partial``; or the name of a remark."""


def _cause(words: str, load: Load, verdict: VerdictWord | str, *findings: Finding) -> Cause:
    return Cause(words, load, frozenset(findings), verdict)


_UNEVEN = (Finding.WIDE_INTERVAL, Finding.REPEATS_BIMODAL, Finding.HUMP, Finding.DRIFT)

CAUSES = (
    _cause("none", Load(), "STEADY"),
    _cause("a single repeat", Load(only_repeats=1), "TOO_SHORT", Finding.ONE_REPEAT, Finding.TOO_FEW_SAMPLES),
    _cause("three repeats", Load(only_repeats=3), "FEW_REPEATS", Finding.FEW_REPEATS, Finding.WIDE_INTERVAL),
    _cause("warm-up ends at its limit", Load(warmup_converged=False), "TOO_SHORT", Finding.WARMUP_UNCONVERGED),
    _cause(
        "time over after an eighth of the visits",
        Load(invokes=0.12),
        "TOO_FEW_SAMPLES",
        Finding.TOO_FEW_SAMPLES,
        *_UNEVEN,
    ),
    _cause("nothing watched", Load(watched=False), "UNWATCHED", Finding.NOT_WATCHED),
    _cause("repeats scatter by 20 %", Load(scatter=0.20), "NOISY", *_UNEVEN),
    _cause("every other repeat 20 % slower", Load(modes=0.2), "NOISY", *_UNEVEN),
    _cause("a quarter of the run at 1.3 times", Load(hump=0.3), "NOISY", *_UNEVEN),
    _cause("rise by 20 % within each repeat", Load(rise=0.2), "NOISY", *_UNEVEN),
    _cause("rise by 20 % from the first repeat to the last", Load(rise_across=0.2), "NOISY", *_UNEVEN),
    _cause("other processes on two of eight cores", Load(others=2.0), "NOISY", Finding.BUSY_DEVICE),
    _cause("six of eight cores busy in 40 % of the time", Load(bursts=6.0), "NOISY", Finding.BUSY_DEVICE),
    _cause("clocks flip between full and half", Load(clock_flips=True), "NOISY", Finding.CLOCKS_UNSTEADY),
    _cause("clocks capped at 1.0 of 2.8 GHz", Load(clock_cap=0.36), "THROTTLED", Finding.CLOCKS_BELOW_MAXIMUM),
    _cause(
        "rise by 20 % while clocks fall by 25 %",
        Load(rise_across=0.2, clock_fall=0.25),
        "THROTTLED",
        Finding.THROTTLED,
        Finding.CLOCKS_CHANGED,
        Finding.CLOCKS_UNSTEADY,
        *_UNEVEN,
    ),
    _cause(
        "38 °C after the longest wait", Load(gate_passed=False, temperature_c=38), "THROTTLED", Finding.HOT_AT_START
    ),
    _cause("thermal status rises to 2", Load(thermal_status=2), "THROTTLED", Finding.THROTTLED),
    _cause("throttled twice before a try is kept", Load(redone=2), "THROTTLED", Finding.THROTTLED, Finding.REDONE),
    _cause("emulator", Load(kind="emulator"), "EMULATOR", Finding.EMULATOR),
    _cause("virtual device", Load(kind="virtual"), "VIRTUAL", Finding.VIRTUAL_DEVICE),
    _cause("every fifth example not visited", Load(visited=16), "partial", Finding.EXAMPLES_MISSING),
    _cause(
        "the host ran out of time",
        Load(visited=16, host_visited=16),
        "UNCHECKED",
        Finding.HOST_INCOMPLETE,
        Finding.EXAMPLES_MISSING,
    ),
    _cause("one answer of twenty differs", Load(equal_answers=EXAMPLES - 1), "WRONG", Finding.ANSWERS_DIFFER),
    _cause("four threads on one core", Load(threads_at_work=1), "FEWER_THREADS_AT_WORK", Finding.FEWER_THREADS_AT_WORK),
    _cause("delegate that takes nothing", Load(falls_back=True), "SILENT_FALLBACK", Finding.SILENT_FALLBACK),
    _cause("battery at 7 %", Load(battery_level=7.0), "LOW_BATTERY", Finding.LOW_BATTERY),
    _cause("warm-up of the host unconverged", Load(host_converged=False), "HOST_UNSTEADY", Finding.HOST_UNSTEADY),
)
MODES = ("normal", "official")


def verdicts(cause: Cause, mode: str, runs: int) -> tuple[int, int]:
    """Of ``runs``: how many got the word of their cause, and how many got a finding that has no cause."""
    setting = Setting(mode=mode, noise=NOISE)
    expected = {finding.name for finding in cause.findings} | {Finding.SCRIPTED.name}
    raised = unfounded = 0
    for generator in _generators(f"{cause.words} {mode}", runs):
        found = result(setting, cause.load, generator).verdict
        ids = {finding.id for finding in found.findings}
        words = {found.answers, found.timing, found.device, *ids, *(["partial"] if found.partial else [])}
        raised += cause.verdict in words
        unfounded += bool(ids - expected)
    return raised, unfounded


def incomparable(runs: int) -> tuple[int, int]:
    """Pairs of unlike threads that are refused, and pairs of like runs that are."""
    refused = [0, 0]
    for generator in _generators("incomparable", runs):
        baseline = result(Setting(noise=NOISE), Load(), generator)
        for index, threads in enumerate((2, 4)):
            other = result(Setting(noise=NOISE, threads=threads), Load(threads_at_work=threads), generator)
            refused[index] += any(differences(baseline, other))
    return refused[0], refused[1]


def _generators(name: str, runs: int) -> Iterator[np.random.Generator]:
    return map(np.random.default_rng, np.random.SeedSequence([SEED, *name.encode()]).spawn(runs))


def table(runs: int) -> str:
    lines = [
        f"| cause, in {runs:,} runs each | must lead to | did, normal | official | unfounded, normal | official |",
        "|---|---|---|---|---|---|",
    ]
    for cause in CAUSES:
        counts = [verdicts(cause, mode, runs) for mode in MODES]
        cells = [f"{count:,}" for count in (*(raised for raised, _ in counts), *(other for _, other in counts))]
        lines.append(f"| {cause.words} | {cause.verdict} | {' | '.join(cells)} |")
    unlike, alike = incomparable(runs)
    lines.append(f"| compared with a run of other threads | INCOMPARABLE | {unlike:,} | – | {alike:,} | – |")
    return "\n".join(lines)


def update(text: str, begin: str = BEGIN, document: Path = DOCUMENT) -> None:
    """Between the marks of a page in docs/."""
    content = document.read_text()
    before, _, rest = content.partition(begin)
    _, _, after = rest.partition(END)
    document.write_text(f"{before}{begin}\n{text}\n{END}{after}")


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=RUNS, help="simulated runs of each kind")
    parser.add_argument("--update-docs", action="store_true", help=f"write the table into {DOCUMENT.name}")
    parser.add_argument("--calibrate", nargs="+", type=Path, metavar="RUN", help="result documents of one model")
    options = parser.parse_args(arguments)
    if options.calibrate:
        print(fit([document.read(path) for path in options.calibrate]))
        return
    text = table(options.runs)
    print(text)
    if options.update_docs:
        update(text)


if __name__ == "__main__":
    main()
