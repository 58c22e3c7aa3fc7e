"""Figures out of samples. Percentiles interpolate linearly between order statistics, as numpy does by default."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from devbench.analysis.intervals import geometric_mean, percentile, unpaired
from devbench.results.schema import Latency, Ratio, Sample, Stage
from devbench.units import NS_PER_MS

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Values = NDArray[np.float64]

MIN_SAMPLES = {90: 64, 95: 130, 99: 662}
"""Fewest samples for a percentile: MLPerf loadgen's early stopping at confidence 0.99 and tolerance 0."""

FENCE = 1.5
"""Interquartile ranges from the quartiles to the fences beyond which a value is an outlier (Tukey 1977)."""

Pick = Callable[[Sample], Sequence[int]]

STAGES: dict[str, Pick] = {
    "tokenize": lambda sample: [sample.tokenize_ns],
    "invoke": lambda sample: sample.invoke_ns,
    "decode": lambda sample: [sample.decode_ns],
    "total": lambda sample: [sample.tokenize_ns + sum(sample.invoke_ns) + sample.decode_ns],
}
"""The times of one visit. ``invoke`` has single invokes, so that windowed examples count each window."""


def latency(samples: Sequence[Sample]) -> Latency:
    return Latency(**{name: stage(by_repeat(samples, pick)) for name, pick in STAGES.items()})


def by_repeat(samples: Sequence[Sample], pick: Pick) -> list[Values]:
    """Milliseconds, one array a repeat, in the order in which they were measured."""
    import numpy as np

    values: dict[int, list[int]] = {}
    for sample in samples:
        values.setdefault(sample.repeat, []).extend(pick(sample))
    return [np.asarray(values[repeat], np.float64) / NS_PER_MS for repeat in sorted(values)]


def stage(repeats: Sequence[Values]) -> Stage:
    """Over all repeats. Intervals are of several repeats alone: one process says nothing about the next."""
    import numpy as np

    values = np.concatenate(repeats)
    q1, q3 = np.percentile(values, [25, 75])
    mean = values.mean()
    beyond = (values < q1 - FENCE * (q3 - q1)) | (values > q3 + FENCE * (q3 - q1))
    estimates = {"p50": geometric_mean(medians(repeats))} | {
        f"p{q}": percentile(repeats, q) for q, least in MIN_SAMPLES.items() if len(values) >= least
    }
    figures: dict[str, Any] = {
        name + end: figure
        for name, found in estimates.items()
        for end, figure in (("", found.value), ("_low", found.low), ("_high", found.high))
    }
    return Stage(
        n=len(values),
        min=float(values.min()),
        mean=float(mean),
        iqr=float(q3 - q1),
        cv=float(values.std(ddof=1) / mean) if len(values) > 1 and mean > 0 else None,
        outliers=int(beyond.sum()),
        **figures,
    )


def medians(repeats: Sequence[Values]) -> list[float]:
    import numpy as np

    return [float(np.median(values)) for values in repeats]


def ratio(device: Sequence[Sample], host: Sequence[Sample]) -> Ratio:
    """Of the p50 of invoke, with Welch's interval if both sides have several repeats. 0 if a side took no time."""
    mine, theirs = (medians(by_repeat(samples, STAGES["invoke"])) for samples in (device, host))
    if min(*mine, *theirs) <= 0:
        return Ratio(p50=0.0)
    found = unpaired(theirs, mine).estimate()
    return Ratio(p50=found.value, low=found.low, high=found.high)
