"""Real pairs: does the stopping rule of `devbench compare --ab` raise alarms on identical code, and does it find 10 %?

    python benchmarks/real_proof.py measure [--minutes 90]     pairs on a virtual device, appended to real_pairs.jsonl
    python benchmarks/real_proof.py table [--update-docs]      what the rule says of them, in tables

Identical code (A/A) is one model twice. A slower model (A/B) is a copy of it, for which the harness spins, within each
timed invoke, for 10 % of the time that the invoke itself took. In half of the sessions another process keeps one core
busy. `measure` goes on where it was stopped: each session of pairs is written when it is complete.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import msgspec

from devbench import assets
from devbench.analysis import gate, sequential
from devbench.analysis.evidence import decide_pairs
from devbench.analysis.metrics import MEASURED
from devbench.bench import session
from devbench.bench.observer import Observer
from devbench.bench.plan import File
from devbench.bench.prepare import Request, prepare
from devbench.choices import MODES, DeviceKind, RunSettings
from devbench.device.adb import AdbServer, Device
from devbench.jvm import FAULT_SPIN
from devbench.results.comparison import MetricOutcome
from devbench.results.document import encode
from devbench.results.schema import Result, SideRun
from devbench.results.store import write_whole
from devbench.virtual import registry
from verdict_proof import update

DATA = Path(__file__).with_name("real_pairs.jsonl")
BEGIN = "<!-- begin: benchmarks/real_proof.py -->"
MODEL = "qa-en-tiny"
SLOWER = 0.10
TOLERANCE = 0.05
METRICS = ("invoke.p50", "total.p50")
PAIRS = 25
"""Of a session."""
SESSIONS = {("A/A", False): 6, ("A/A", True): 6, ("A/B", False): 2, ("A/B", True): 2}
"""Of each kind, without and with a busy core: 300 pairs A/A and 100 pairs A/B."""


class Pair(msgspec.Struct, frozen=True, kw_only=True):
    """Milliseconds of the medians of two cold processes, by metric."""

    kind: str
    busy: bool
    session: str
    first: dict[str, float]
    other: dict[str, float]


# -- measuring --------------------------------------------------------------------------------------------------------


def measure(minutes: float, keep: Path | None) -> None:
    ends_s = time.monotonic() + 60 * minutes
    while (wanted := _next(read())) is not None and time.monotonic() < ends_s:
        kind, busy = wanted
        began_s = time.monotonic()
        results = _session(kind, busy)
        pairs = list(pairs_of(kind, busy, *results))
        if keep is not None:
            name = f"{kind.replace('/', '')}-{'busy' if busy else 'quiet'}"
            for result in results:
                write_whole(keep / f"{name}-{result.run.id}.json", encode(result))
        with DATA.open("ab") as file:
            file.write(b"".join(msgspec.json.encode(pair) + b"\n" for pair in pairs))
        print(f"{len(pairs)} pairs {kind}{', a core busy' if busy else ''}: {time.monotonic() - began_s:.0f} s")


def _next(pairs: Sequence[Pair]) -> tuple[str, bool] | None:
    """The kind that lacks the largest share of its sessions, so that all grow together; None if none lacks any."""
    done = Counter({(pair.kind, pair.busy, pair.session): 1 for pair in pairs}.keys())
    counts = Counter((kind, busy) for kind, busy, _ in done)
    lacking = {kind: 1 - counts[kind] / wanted for kind, wanted in SESSIONS.items() if counts[kind] < wanted}
    return max(lacking, key=lambda kind: lacking[kind]) if lacking else None


def _session(kind: str, busy: bool) -> list[Result]:
    """All pairs of one session, however clear they are."""
    mode = replace(MODES["normal"], repeats=PAIRS, host_repeats=1, memory_pass=False)
    request = Request(MODEL, examples=20, settings=RunSettings(mode=mode, threads=1))
    with tempfile.TemporaryDirectory(prefix="devbench-pairs-") as name, _busy_core(busy):
        folder = Path(name)
        other = replace(request, model=str(_copy(folder))) if kind == "A/B" else request
        plans = [prepare(each) for each in (request, other)]
        slower = plans[1].model.file if kind == "A/B" else None
        with virtual_device(folder, slower) as device:
            return session.run(plans, device, Observer(), ["real_proof"], stopping=_NEVER)


def _undecided(runs: Sequence[SideRun], kind: DeviceKind) -> bool:
    return False


_NEVER = session.Stopping(looks=(), is_decided=_undecided, time_limit_s=3600)


def _copy(folder: Path) -> Path:
    """The same model in a file of another sha256."""
    copied = folder / "slower"
    shutil.copytree(assets.model_folder(MODEL), copied)
    model = copied / "model.fp32.tflite"
    with model.open("ab") as file:
        file.write(b"\0")
    return model


@contextmanager
def virtual_device(folder: Path, slower: File | None) -> Iterator[Device]:
    """Whose harness is slower with that model."""
    if slower is not None:
        os.environ[FAULT_SPIN] = f"{slower.sha256}={SLOWER}"
    try:
        server = AdbServer.from_environment(libusb=False)
        server.devices()
        with registry.temporary(server.host, server.port) as started:
            yield server.device(started.serial)
    finally:
        os.environ.pop(FAULT_SPIN, None)


@contextmanager
def _busy_core(busy: bool) -> Iterator[None]:
    if not busy:
        yield
        return
    core = min(os.sched_getaffinity(0))
    code = f"import os\nos.sched_setaffinity(0, {{{core}}})\nwhile True: pass"
    with subprocess.Popen([sys.executable, "-c", code]) as process:
        try:
            yield
        finally:
            process.kill()


def pairs_of(kind: str, busy: bool, first: Result, other: Result) -> Iterator[Pair]:
    values = [
        {metric.name: metric.values(result.device_run) for metric in MEASURED if metric.name in METRICS}
        for result in (first, other)
    ]
    for number in range(len(first.device_run.repeats)):
        mine, theirs = ({name: round(found[number], 6) for name, found in side.items()} for side in values)
        yield Pair(kind=kind, busy=busy, session=str(first.run.session), first=mine, other=theirs)


def read() -> list[Pair]:
    content = DATA.read_bytes() if DATA.is_file() else b""
    return [msgspec.json.decode(line, type=Pair) for line in content.splitlines()]


# -- the rule, replayed -----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Stretch:
    """Consecutive pairs up to a decision, or to the last look."""

    pairs: int
    outcome: MetricOutcome


def replay(pairs: Sequence[Pair]) -> list[Stretch]:
    """The stopping rule over consecutive stretches: each begins where the one before was decided. What is left at the
    end is too short for another last look and left out.
    """
    stretches: list[Stretch] = []
    at = 0
    while at + sequential.LOOKS[-1] <= len(pairs):
        for look in sequential.LOOKS:
            outcome = decide(pairs[at : at + look])
            if outcome != "inconclusive":
                break
        stretches.append(Stretch(look, outcome))
        at += look
    return stretches


def decide(pairs: Sequence[Pair]) -> MetricOutcome:
    """Of one look, as `analysis.comparison.is_decided` has it."""
    levels = sequential.levels(len(METRICS))
    outcomes: list[MetricOutcome] = []
    for name in METRICS:
        mine, theirs = (
            [side[name] for side in sides] for sides in zip(*((p.first, p.other) for p in pairs), strict=True)
        )
        outcomes.append(decide_pairs(mine, theirs, TOLERANCE, levels))
    return gate.overall(outcomes)


def table(pairs: Sequence[Pair]) -> str:
    lines = [
        "| pairs | a core busy | SD of a pair's log ratio | stretches | regression | no regression | inconclusive |"
        " pairs to a decision, median |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for kind in ("A/A", "A/B"):
        for busy in (False, True):
            chosen = [pair for pair in pairs if (pair.kind, pair.busy) == (kind, busy)]
            if len(chosen) >= sequential.LOOKS[-1]:
                lines.append(_line(kind, busy, chosen))
    return "\n".join(lines)


def _line(kind: str, busy: bool, pairs: Sequence[Pair]) -> str:
    import numpy as np

    found = replay(pairs)
    ratios = [np.log(pair.other["invoke.p50"] / pair.first["invoke.p50"]) for pair in pairs]
    counts = [_share(outcome, found) for outcome in ("regression", "no regression", "inconclusive")]
    words = "yes" if busy else "no"
    decided = [stretch.pairs for stretch in found if stretch.outcome != "inconclusive"]
    median = f"{np.median(decided):g}" if decided else "–"
    name = f"{len(pairs)} {kind}" + (f" (+{SLOWER:.0%})" if kind == "A/B" else "")
    return f"| {name} | {words} | {np.std(ratios, ddof=1):.1%} | {len(found)} | {' | '.join(counts)} | {median} |"


def clopper_pearson(count: int, total: int) -> tuple[float, float]:
    """The exact 95 % interval of a share (Clopper & Pearson 1934)."""
    from scipy.special import betaincinv

    low = float(betaincinv(count, total - count + 1, 0.025)) if count else 0.0
    high = float(betaincinv(count + 1, total - count, 0.975)) if count < total else 1.0
    return low, high


def _share(outcome: MetricOutcome, stretches: Collection[Stretch]) -> str:
    count = sum(stretch.outcome == outcome for stretch in stretches)
    low, high = clopper_pearson(count, len(stretches))
    return f"{count} of {len(stretches)} [{low:.1%}, {high:.1%}]"


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    measuring = commands.add_parser("measure", help="measure the pairs that are missing")
    measuring.add_argument("--keep", type=Path, metavar="FOLDER", help="keep the result documents, too")
    measuring.add_argument("--minutes", type=float, default=90, help="begin no session after so many")
    showing = commands.add_parser("table", help="replay the rule over the pairs that there are")
    showing.add_argument("--update-docs", action="store_true", help="write the table into docs/proof.md")
    options = parser.parse_args(arguments)
    if options.command == "measure":
        measure(options.minutes, options.keep)
        return
    text = table(read())
    print(text)
    if options.update_docs:
        update(text, BEGIN)


if __name__ == "__main__":
    main()
