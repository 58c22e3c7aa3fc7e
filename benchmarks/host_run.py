"""The host run against the same loop written directly on `ai-edge-litert`'s Python interpreter."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from functools import partial
from itertools import pairwise
from pathlib import Path
from statistics import median

from comparison import Comparison, Target
from devbench.bench.host_executor import HostExecutor
from devbench.bench.job_folder import write_examples
from devbench.units import NS_PER_S
from setting import SENTENCES, Setting
from turns import side_by_side

SECONDS = 8.0
"""Of which the host run runs half."""


def compare(setting: Setting, rounds: int) -> Iterator[Comparison]:
    """An example is all of its stages, and on our side the writing of its record as well."""
    plan = setting.plan(SENTENCES, SECONDS)
    examples = write_examples(plan, setting.folder / "host.jsonl")
    execute = partial(HostExecutor(plan, examples, "ai-edge-litert").execute, plan.job("host", 0))
    loop = [sys.executable, Path(__file__).with_name("direct_loop.py"), plan.model.file.path, plan.vocabulary.path]
    loop += [plan.data.path, plan.settings.threads, plan.model.spec.sequence_length]
    ours_s, theirs_s = [], []
    for _ in range(rounds):
        result, times_s = side_by_side(execute, [str(part) for part in loop], setting.folder / "host.log")
        starts_s = [sample.start_ns / NS_PER_S for sample in result.samples]
        ours_s.append(median(after - before for before, after in pairwise(starts_s)))
        theirs_s.append(median(times_s))
    yield Comparison("host run", "direct loop in Python", Target(1.02), ours_s, theirs_s)
