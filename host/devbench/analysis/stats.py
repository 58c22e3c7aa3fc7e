"""Figures out of samples. Percentiles interpolate linearly between order statistics, as numpy does by default."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

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

RESAMPLES = 1000
SEED = 20261120

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
    """Over all repeats together."""
    import numpy as np

    values = np.concatenate(repeats)
    q1, median, q3 = np.percentile(values, [25, 50, 75])
    low, high = np.percentile(list(_resampled_medians(repeats)), [2.5, 97.5])
    mean = values.mean()
    beyond = (values < q1 - FENCE * (q3 - q1)) | (values > q3 + FENCE * (q3 - q1))

    def percentile(q: int) -> float | None:
        return float(np.percentile(values, q)) if len(values) >= MIN_SAMPLES[q] else None

    return Stage(
        n=len(values),
        min=float(values.min()),
        p50=float(median),
        p90=percentile(90),
        p95=percentile(95),
        p99=percentile(99),
        p50_low=float(low),
        p50_high=float(high),
        mean=float(mean),
        iqr=float(q3 - q1),
        cv=float(values.std(ddof=1) / mean) if len(values) > 1 and mean > 0 else None,
        outliers=int(beyond.sum()),
    )


def ratio(device: Sequence[Sample], host: Sequence[Sample]) -> Ratio:
    """Of the median invokes, with its 95 % percentile-bootstrap interval."""
    import numpy as np

    mine, theirs = by_repeat(device, STAGES["invoke"]), by_repeat(host, STAGES["invoke"])
    ratios = [a / b for a, b in zip(_resampled_medians(mine), _resampled_medians(theirs, SEED + 1), strict=True)]
    low, high = np.percentile(ratios, [2.5, 97.5])
    median = np.median(np.concatenate(mine)) / np.median(np.concatenate(theirs))
    return Ratio(p50=float(median), low=float(low), high=float(high))


def _resampled_medians(repeats: Sequence[Values], seed: int = SEED) -> Iterator[float]:
    """Medians of a two-stage bootstrap, seeded: repeats are drawn with replacement, and within each that is drawn
    circular blocks of neighbouring values (Politis & Romano 1992) of length n^(1/3) (Hall, Horowitz & Jing 1995).

    Samples are no independent draws: neighbours share what the device did at that moment, and all samples of a repeat
    share their process. Drawing single samples would give intervals that are far too narrow.
    """
    import numpy as np

    generator = np.random.default_rng(seed)
    for _ in range(RESAMPLES):
        drawn = generator.integers(len(repeats), size=len(repeats))
        yield float(np.median(np.concatenate([_blocks(repeats[index], generator) for index in drawn])))


def _blocks(values: Values, generator: np.random.Generator) -> Values:
    import numpy as np

    n = len(values)
    length = max(1, round(n ** (1 / 3)))
    starts = generator.integers(n, size=-(-n // length))
    resampled: Values = values[((starts[:, None] + np.arange(length)) % n).reshape(-1)[:n]]
    return resampled
