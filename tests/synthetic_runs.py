"""Runs of the synthetic device for the tests of comparisons."""

import math
from collections.abc import Sequence
from typing import Any

import msgspec
import numpy as np

from devbench.analysis.comparison import compare
from devbench.analysis.rules import Rules
from devbench.analysis.sessions import SessionSpread
from devbench.results.comparison import Comparison, MetricRow
from devbench.results.schema import Result
from synthetic_results import Load, Setting, result
from tests.sample_noise import NOISE

SURE = SessionSpread(0.001, math.inf, "sessions hardly differ")


def run(seed: int = 1, mode: str = "normal", **load: Any) -> Result:
    return result(
        Setting(mode=mode, noise=NOISE), Load(**load), np.random.default_rng(seed), f"run-{seed}", day=1 + seed % 30
    )


def changed(found: Result, **parts: Any) -> Result:
    """The result with fields of its parts replaced: ``settings={"threads": 2}``."""
    return msgspec.structs.replace(
        found,
        **{
            name: msgspec.structs.replace(getattr(found, name), **part) if isinstance(part, dict) else part
            for name, part in parts.items()
        },
    )


def apart(baseline: Result | Sequence[Result], other: Result, **rules: Any) -> Comparison:
    """Of sessions that hardly differ, so that the repeats decide."""
    baselines = [baseline] if isinstance(baseline, Result) else baseline
    return compare(baselines, [other], Rules(**rules), lambda metric: SURE)


def row(comparison: Comparison, metric: str) -> MetricRow:
    return next(row for row in comparison.pairs[-1].rows if row.metric == metric)
