"""A pass over 1,474 examples one by one: all that passes against tokenization and invokes alone, of the same pass."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import cycle, islice

from comparison import Comparison, Target
from devbench.bench.device_executor import DeviceExecutor
from devbench.bench.job_folder import write_examples
from devbench.bench.observer import Observer
from devbench.choices import Mode
from devbench.device.facts import read_facts
from devbench.device.lock import hold
from devbench.units import NS_PER_S
from setting import SENTENCES, Setting

EXAMPLES = 1474
MOST_ROUNDS = 3


def compare(setting: Setting, rounds: int) -> Iterator[Comparison]:
    """Reading, decoding and the writing of records are what is over."""
    texts = [f"{text} ({number})" for number, text in enumerate(islice(cycle(SENTENCES), EXAMPLES))]
    plan = setting.plan(texts, 0)
    mode = Mode("pass", repeats=1, min_invokes=1, min_seconds=0)
    plan = replace(plan, settings=replace(plan.settings, mode=mode))
    examples = write_examples(plan, setting.folder / "pass.jsonl")
    ours_s, theirs_s = [], []
    with hold(setting.device, "benchmark"):
        run = DeviceExecutor(setting.device, read_facts(setting.device), plan, examples, Observer())
        for _ in range(min(rounds, MOST_ROUNDS)):
            samples = run.execute(plan.job("pass", 1), lambda event: None).samples
            last = samples[-1]
            end_ns = last.start_ns + last.tokenize_ns + sum(last.invoke_ns) + last.decode_ns
            ours_s.append((end_ns - samples[0].start_ns) / NS_PER_S)
            theirs_s.append(sum(sample.tokenize_ns + sum(sample.invoke_ns) for sample in samples) / NS_PER_S)
    yield Comparison(f"{EXAMPLES:,} examples one by one", "tokenization and invokes", Target(1.02), ours_s, theirs_s)
