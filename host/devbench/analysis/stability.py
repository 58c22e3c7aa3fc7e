"""Did the latency stay what it was: within each cold repeat, and from one to the next."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from devbench.results.schema import Sample, Stability

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Values = NDArray[np.float64]

LEAST_SAMPLES = 6
"""Of a repeat: two values a third."""
VISITS_TO_KNOW = 3
"""So many visits to each example in each repeat tell its own latency from that of the moment."""
TREND_POINTS = 30
"""A repeat is cut into so many blocks at most, and their medians are tested for a trend: neighbouring samples depend on
each other, for which the test does not allow, and medians of blocks hardly do."""


def stability(samples: Sequence[Sample]) -> Stability | None:
    """Of the invokes; None where no repeat has enough of them."""
    import numpy as np

    repeats = [values for values in _without_examples(samples) if len(values) >= LEAST_SAMPLES]
    if not repeats:
        return None
    medians = np.array([np.median(values) for values in repeats])
    level = [values / median for values, median in zip(repeats, medians, strict=True)]
    first = np.concatenate([values[: len(values) // 3] for values in level])
    last = np.concatenate([values[-(len(values) // 3) :] for values in level])
    q1, q3 = np.percentile(np.concatenate(level), [25, 75])
    return Stability(
        drift=float(np.median(last) / np.median(first) - 1),
        drift_p=trend_p([block_medians(values) for values in level]),
        between_repeats=float((medians.max() - medians.min()) / np.median(medians)) if len(repeats) > 1 else None,
        spread=float(q3 - q1),
    )


def _without_examples(samples: Sequence[Sample]) -> list[Values]:
    """Invokes by repeat, each over the median of its like: what remains is the device's doing, not the example's.

    Its like are the invokes of the same window of the same example where examples come round often enough; else all
    first invokes, and all later ones (of a generated text, the encoder's and the decoder's).
    """
    import numpy as np

    repeats = sorted({sample.repeat for sample in samples})
    examples = {sample.example for sample in samples}
    often = len(samples) >= VISITS_TO_KNOW * len(examples) * len(repeats)
    values: dict[int, list[int]] = {repeat: [] for repeat in repeats}
    keys: dict[int, list[tuple[int, int]]] = {repeat: [] for repeat in repeats}
    for sample in samples:
        for window, duration_ns in enumerate(sample.invoke_ns):
            values[sample.repeat].append(duration_ns)
            keys[sample.repeat].append((sample.example, window) if often else (-1, min(window, 1)))
    of_key: dict[tuple[int, int], list[int]] = {}
    for repeat in repeats:
        for key, value in zip(keys[repeat], values[repeat], strict=True):
            of_key.setdefault(key, []).append(value)
    medians = {key: float(np.median(found)) for key, found in of_key.items()}
    return [
        np.array([value / medians[key] for key, value in zip(keys[repeat], values[repeat], strict=True)])
        for repeat in repeats
    ]


def block_medians(values: Values) -> Values:
    import numpy as np

    return np.array([np.median(block) for block in np.array_split(values, min(TREND_POINTS, len(values)))])


def trend_p(repeats: Sequence[Values]) -> float:
    """Two-sided p of the Mann-Kendall test (Mann 1945, Kendall 1975), ties corrected, normal approximation.

    Each repeat is tested in itself and their statistics and variances add up (Hirsch, Slack & Smith 1982), so that a
    jump between cold repeats is no trend, and a sawtooth of them is one.
    """
    import numpy as np

    statistic = variance = 0.0
    for values in repeats:
        n = len(values)
        statistic += float(np.sign(values[None, :] - values[:, None])[np.triu_indices(n, 1)].sum())
        ties = np.unique(values, return_counts=True)[1].astype(np.float64)
        variance += (n * (n - 1) * (2 * n + 5) - float((ties * (ties - 1) * (2 * ties + 5)).sum())) / 18
    return math.erfc(abs(statistic) / math.sqrt(2 * variance)) if variance > 0 else 1.0
