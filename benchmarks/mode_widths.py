"""How many processes, and how long each? The interval's width for the time it costs, from real cold processes.

    python benchmarks/mode_widths.py [--processes 12] [--seconds 15] [--update-docs]

Long processes are measured on a virtual device and looked at as if they had ended earlier. For each length: how far the
processes' medians lie apart, how many processes fit into a minute, and how wide the interval of p50 then is.
"""

from __future__ import annotations

import argparse
import math
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from devbench.analysis.intervals import t_quantile
from devbench.bench import session
from devbench.bench.observer import Observer
from devbench.bench.prepare import Request, prepare
from devbench.bench.schedule import Step
from devbench.choices import Mode, RunSettings, Side
from devbench.harness.messages import Event, WarmedUp
from devbench.results.schema import SideRun
from real_proof import MODEL, virtual_device
from verdict_proof import DOCUMENT, update

BEGIN = "<!-- begin: benchmarks/mode_widths.py -->"
LENGTHS_S = (0.5, 1.0, 2.0, 3.0, 5.0, 10.0, 15.0)
BUDGET_S = 60.0


@dataclass
class Starts(Observer):
    """How long each process of the device took until it began to measure."""

    seconds: list[float]
    _began_s: float = 0.0

    def step(self, step: Step) -> None:
        self._began_s = time.monotonic()

    def harness(self, side: Side, event: Event) -> None:
        if side == "device" and isinstance(event, WarmedUp):
            self.seconds.append(time.monotonic() - self._began_s)


def measure(processes: int, seconds: float) -> tuple[SideRun, float]:
    """Of the device; and the median time until a process began to measure, in seconds."""
    mode = Mode("long", repeats=processes, min_invokes=1, min_seconds=seconds, memory_pass=False, host_repeats=1)
    plan = prepare(Request(MODEL, examples=20, settings=RunSettings(mode=mode, threads=1)))
    starts = Starts([])
    with tempfile.TemporaryDirectory(prefix="devbench-widths-") as name, virtual_device(Path(name), None) as device:
        [result] = session.run([plan], device, starts, ["mode_widths"])
    return result.device_run, float(np.median(starts.seconds))


def table(run: SideRun, start_s: float) -> str:
    lines = [
        f"| measured in each | SD between processes | processes in {BUDGET_S:g} s | half-width of p50's interval |",
        "|---|---|---|---|",
    ]
    for length_s in LENGTHS_S:
        sd = _sd(run, length_s)
        count = int(BUDGET_S / (start_s + length_s))
        if sd is not None and count > 1:
            half = t_quantile(0.975, count - 1) * sd / math.sqrt(count)
            lines.append(f"| {length_s:g} s | {sd:.2%} | {count} | ±{half:.2%} |")
    repeats = len(run.repeats)
    note = f"SD of the logs of {repeats} processes' medians; a process takes {start_s:.1f} s before it measures."
    return "\n".join([*lines, "", note])


def _sd(run: SideRun, length_s: float) -> float | None:
    """None if the processes were shorter."""
    medians, ends_s = [], []
    for repeat in range(len(run.repeats)):
        samples = [sample for sample in run.samples if sample.repeat == repeat]
        ends_s.append(samples[-1].start_ns / 1e9)
        within = [sample.invoke_ns[0] for sample in samples if sample.start_ns < length_s * 1e9]
        medians.append(float(np.median(within)))
    return float(np.std(np.log(medians), ddof=1)) if min(ends_s) >= 0.95 * length_s else None


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--processes", type=int, default=12)
    parser.add_argument("--seconds", type=float, default=LENGTHS_S[-1])
    parser.add_argument("--update-docs", action="store_true", help="write the table into docs/measurement.md")
    options = parser.parse_args(arguments)
    text = table(*measure(options.processes, options.seconds))
    print(text)
    if options.update_docs:
        update(text, BEGIN, DOCUMENT.with_name("measurement.md"))


if __name__ == "__main__":
    main()
