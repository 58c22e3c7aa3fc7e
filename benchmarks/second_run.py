"""What `devbench` costs beside the measuring: a run with everything in place, and the start of the command line."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median

from comparison import Comparison, Target, in_turns
from devbench.units import NS_PER_S
from setting import SENTENCES, Setting

ALLOWED_S = 2.0
STARTS = 15
"""A start is short: a round has so many of both, and their medians."""


def compare(setting: Setting, rounds: int) -> Iterator[Comparison]:
    minilm = ["--model", str(setting.model), "--data", str(setting.write_texts(SENTENCES))]
    for name, model in {"second run, bundled model": [], "second run, MiniLM": minilm}.items():
        run = ["run", "--serial", setting.device.serial, "--threads", str(setting.threads), *model]
        beside_measuring_s(run)  # the first run pushes
        ours_s = [beside_measuring_s(run) for _ in range(rounds)]
        yield Comparison(name, "the seconds allowed", Target(1.0), ours_s, [ALLOWED_S] * rounds)
    starts = [in_turns(STARTS, help_s, imports_s) for _ in range(rounds)]
    ours_s, theirs_s = ([median(times_s) for times_s in side] for side in zip(*starts, strict=True))
    yield Comparison("devbench --help", 'python -c "import click, rich"', Target(1.5), ours_s, theirs_s)


def beside_measuring_s(arguments: Sequence[str]) -> float:
    """The seconds of a `devbench` run that are neither warm-up nor measuring, on device and host."""
    command = [sys.executable, str(Path(__file__).with_name("told_run.py")), *arguments]
    began = time.monotonic()
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    elapsed_s = time.monotonic() - began
    told = [line.split() for line in done.stderr.splitlines()]
    return elapsed_s - sum(int(words[1]) for words in told if words[:1] == ["measured"]) / NS_PER_S


def help_s() -> float:
    return _start_s([str(Path(sys.executable).with_name("devbench")), "--help"])


def imports_s() -> float:
    return _start_s([sys.executable, "-c", "import click, rich"])


def _start_s(command: Sequence[str]) -> float:
    began = time.monotonic()
    subprocess.run(command, check=True, capture_output=True)
    return time.monotonic() - began
