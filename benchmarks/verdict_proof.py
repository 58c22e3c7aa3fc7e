"""Does every verdict come for its cause, and only then? Does `compare` find what is slower, and nothing else?

    python benchmarks/verdict_proof.py                       tables over 1,000 simulated runs each
    python benchmarks/verdict_proof.py --update-docs         the same, into docs/measurement.md
    python benchmarks/verdict_proof.py --calibrate RUN...    the noise of real runs, for NOISE below

Seeded: the same devbench prints the same tables.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from devbench.analysis.comparison import against, compare
from devbench.choices import Status
from devbench.results import document
from devbench.results.findings import Finding
from devbench.results.schema import Result
from synthetic_results import Load, Noise, Setting, fit, result

DOCUMENT = Path(__file__).parents[1] / "docs" / "measurement.md"
BEGIN, END = "<!-- begin: benchmarks/verdict_proof.py -->", "<!-- end -->"
SEED = 20261121
RUNS = 1000
SLOWER = 1.10

NOISE = Noise(
    within=0.023,
    neighbours=0.2,
    tail_share=0.107,
    tail=0.69,
    between_repeats=0.0055,
    between_runs=0.0038,
    load=0.23,
    first_inference=0.45,
)
"""Of `devbench run --mode normal` on the virtual device, by --calibrate; docs/measurement.md says of which runs."""


@dataclass(frozen=True)
class Cause:
    words: str
    load: Load
    findings: frozenset[Finding]
    """All that it may lead to."""
    verdict: Status


def _cause(words: str, load: Load, verdict: Status, *findings: Finding) -> Cause:
    return Cause(words, load, frozenset(findings), verdict)


_UNEVEN = (Finding.SPREAD, Finding.REPEATS_DIFFER)

CAUSES = (
    _cause("none", Load(), "VALID"),
    _cause("warm-up ends at its limit", Load(warmup_converged=False), "SEMIVALID", Finding.WARMUP_UNCONVERGED),
    _cause("time over after 60 % of the invokes", Load(invokes=0.6), "SEMIVALID", Finding.TOO_FEW_SAMPLES),
    _cause(
        "38 °C after the longest wait", Load(gate_passed=False, temperature_c=38), "SEMIVALID", Finding.HOT_AT_START
    ),
    _cause("four threads on one core", Load(threads_at_work=1), "SEMIVALID", Finding.FEWER_THREADS_AT_WORK),
    _cause("delegate that takes nothing", Load(falls_back=True), "SEMIVALID", Finding.SILENT_FALLBACK),
    _cause("every third invoke 30 % slower", Load(alternating=0.3), "NOISY", *_UNEVEN),
    _cause("second cold repeat 15 % slower", Load(repeats=(1, 1.15, 1)), "NOISY", Finding.REPEATS_DIFFER),
    _cause("rise by 20 % within each repeat", Load(rise=0.2), "NOISY", Finding.DRIFT, *_UNEVEN),
    _cause("other processes on two of eight cores", Load(others=2.0), "NOISY", Finding.BUSY_DEVICE),
    _cause(
        "rise by 20 % while clocks fall by 25 %",
        Load(rise=0.2, clock_fall=0.25),
        "THROTTLED",
        Finding.THROTTLED,
        Finding.CLOCKS_CHANGED,
        *_UNEVEN,
    ),
    _cause("thermal status rises to 2", Load(thermal_status=2), "THROTTLED", Finding.THROTTLED),
    _cause("throttled twice before a try is kept", Load(redone=2), "THROTTLED", Finding.THROTTLED, Finding.REDONE),
    _cause("emulator", Load(kind="emulator"), "EMULATOR", Finding.EMULATOR),
    _cause("virtual device", Load(kind="virtual"), "VIRTUAL", Finding.VIRTUAL_DEVICE),
    _cause("every fifth example not visited", Load(visited=16), "PARTIAL", Finding.EXAMPLES_MISSING),
    _cause("one answer of twenty differs", Load(equal_answers=19), "WRONG", Finding.ANSWERS_DIFFER),
)
MODES = ("normal", "official")


def verdicts(cause: Cause, mode: str, runs: int) -> tuple[int, int]:
    """Of ``runs``: how many got the verdict of their cause, and how many got a finding that has none."""
    setting = Setting(mode=mode, noise=NOISE)
    expected = {finding.name for finding in cause.findings} | {Finding.SCRIPTED.name}
    raised = unfounded = 0
    for generator in _generators(f"{cause.words} {mode}", runs):
        verdict = result(setting, cause.load, generator).verdict
        raised += verdict.status == cause.verdict
        unfounded += any(reason.id not in expected for reason in verdict.reasons)
    return raised, unfounded


def comparisons(mode: str, noise: Noise, slow_down: float, runs: int) -> tuple[int, int]:
    """A model that became ``slow_down`` times as slow, beside its baseline.

    How often that is suspected after one run, and how often `devbench run --against`, which then runs again, calls it
    a regression.
    """
    setting = Setting(mode=mode, noise=noise)
    suspected = called = 0
    for generator in _generators(f"{mode} {noise} {slow_down}", runs):
        baseline = result(setting, Load(), generator, "baseline")

        def run(generator: np.random.Generator = generator) -> Result:
            return result(setting, Load(slow_down=slow_down), generator)

        first = run()
        suspected += compare(baseline, [first]).outcome == "SUSPECTED"
        called += against(baseline, first, run).outcome == "REGRESSION"
    return suspected, called


def incomparable(runs: int) -> tuple[int, int]:
    """Pairs of unlike threads that are refused, and pairs of like runs that are."""
    refused = [0, 0]
    for generator in _generators("incomparable", runs):
        baseline = result(Setting(noise=NOISE), Load(), generator)
        for index, threads in enumerate((2, 4)):
            other = result(Setting(noise=NOISE, threads=threads), Load(threads_at_work=threads), generator)

            def again(other: Result = other) -> Result:
                return other

            refused[index] += against(baseline, other, again).outcome == "INCOMPARABLE"
    return refused[0], refused[1]


def _generators(name: str, runs: int) -> Iterator[np.random.Generator]:
    return map(np.random.default_rng, np.random.SeedSequence([SEED, *name.encode()]).spawn(runs))


def tables(runs: int) -> str:
    return f"{_verdict_table(runs)}\n\n{_comparison_table(runs)}"


def _verdict_table(runs: int) -> str:
    lines = [
        f"| cause, in {runs:,} runs each | verdict | raised, normal | official | unfounded, normal | official |",
        "|---|---|---|---|---|---|",
    ]
    for cause in CAUSES:
        counts = [verdicts(cause, mode, runs) for mode in MODES]
        cells = [f"{count:,}" for count in (*(raised for raised, _ in counts), *(other for _, other in counts))]
        lines.append(f"| {cause.words} | {cause.verdict} | {' | '.join(cells)} |")
    unlike, alike = incomparable(runs)
    lines.append(f"| compared with a run of other threads | INCOMPARABLE | {unlike:,} | – | {alike:,} | – |")
    return "\n".join(lines)


def _comparison_table(runs: int) -> str:
    lines = [
        f"| noise | mode | identical code: suspected | called | {SLOWER - 1:.0%} slower: suspected | called |",
        "|---|---|---|---|---|---|",
    ]
    for factor, words in ((1, "as measured"), (2, "twice as much")):
        for mode in ("quick", *MODES):
            noise = NOISE.times(factor)
            counts = [*comparisons(mode, noise, 1.0, runs), *comparisons(mode, noise, SLOWER, runs)]
            lines.append(f"| {words} | {mode} | {' | '.join(f'{count / runs:.1%}' for count in counts)} |")
    return "\n".join(lines)


def _update(text: str) -> None:
    content = DOCUMENT.read_text()
    before, _, rest = content.partition(BEGIN)
    _, _, after = rest.partition(END)
    DOCUMENT.write_text(f"{before}{BEGIN}\n{text}\n{END}{after}")


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=RUNS, help="simulated runs of each kind")
    parser.add_argument("--update-docs", action="store_true", help=f"write the tables into {DOCUMENT.name}")
    parser.add_argument("--calibrate", nargs="+", type=Path, metavar="RUN", help="result documents of one model")
    options = parser.parse_args(arguments)
    if options.calibrate:
        print(fit([document.read(path) for path in options.calibrate]))
        return
    text = tables(options.runs)
    print(text)
    if options.update_docs:
        _update(text)


if __name__ == "__main__":
    main()
