"""Figures out of samples. Percentiles interpolate linearly between order statistics, as numpy does by default."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from devbench.results.schema import Latency, Ratio, Sample, Stage
from devbench.units import NS_PER_MS

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MIN_SAMPLES = {90: 64, 95: 130, 99: 662}
"""Fewest samples for a percentile: MLPerf loadgen's early stopping at confidence 0.99 and tolerance 0."""

RESAMPLES = 1000
SEED = 20261120


def stage(values_ns: Sequence[int]) -> Stage:
    import numpy as np

    values = np.asarray(values_ns, np.float64) / NS_PER_MS

    def percentile(q: int) -> float | None:
        return float(np.percentile(values, q)) if len(values) >= MIN_SAMPLES[q] else None

    return Stage(
        n=len(values),
        min=float(values.min()),
        p50=float(np.median(values)),
        p90=percentile(90),
        p95=percentile(95),
        p99=percentile(99),
    )


def latency(samples: Sequence[Sample]) -> Latency:
    """Stages over visits; ``invoke`` over single invokes, so that windowed examples count each window."""
    return Latency(
        tokenize=stage([sample.tokenize_ns for sample in samples]),
        invoke=stage(invokes(samples)),
        decode=stage([sample.decode_ns for sample in samples]),
        total=stage([sample.tokenize_ns + sum(sample.invoke_ns) + sample.decode_ns for sample in samples]),
    )


def invokes(samples: Sequence[Sample]) -> list[int]:
    return [duration_ns for sample in samples for duration_ns in sample.invoke_ns]


def ratio(device_ns: Sequence[int], host_ns: Sequence[int]) -> Ratio:
    """Of the medians, with the 95 % percentile-bootstrap interval (Efron 1979), seeded."""
    import numpy as np

    generator = np.random.default_rng(SEED)
    device, host = np.asarray(device_ns, np.float64), np.asarray(host_ns, np.float64)
    ratios = _resampled_medians(device, generator.integers) / _resampled_medians(host, generator.integers)
    low, high = np.percentile(ratios, [2.5, 97.5])
    return Ratio(p50=float(np.median(device) / np.median(host)), low=float(low), high=float(high))


def _resampled_medians(values: NDArray[np.float64], integers: Callable[..., NDArray[np.int64]]) -> NDArray[np.float64]:
    import numpy as np

    medians: NDArray[np.float64] = np.median(values[integers(0, len(values), (RESAMPLES, len(values)))], axis=1)
    return medians
