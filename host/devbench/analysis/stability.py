"""Did the latency stay what it was: within each cold repeat, and from one to the next."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from devbench.analysis.change_points import bimodal, hump
from devbench.analysis.trend import trend_p
from devbench.choices import LEAST_REPEATS
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
"""A repeat is cut into so many blocks at most, whose medians are tested for a trend: interrupted invokes hardly move
them."""
HUMP_POINTS = 300
"""Blocks of the whole run at most, in which a hump is looked for."""
HUMP_SAMPLES = 5
"""Of a block at least: interrupted invokes must not move its median."""


def stability(samples: Sequence[Sample]) -> Stability | None:
    """Of the invokes; None if no repeat has enough of them."""
    import numpy as np

    repeats = [values for values in _without_examples(samples) if len(values) >= LEAST_SAMPLES]
    if not repeats:
        return None
    medians = np.array([np.median(values) for values in repeats])
    level = [values / median for values, median in zip(repeats, medians, strict=True)]
    q1, q3 = np.percentile(np.concatenate(level), [25, 75])
    enough = len(repeats) >= LEAST_REPEATS
    return Stability(
        drift=_rise(level),
        drift_p=trend_p([block_medians(values, TREND_POINTS) for values in level]),
        drift_across=_rise([medians]) if enough else None,
        drift_across_p=trend_p([medians], correlation=0.0) if enough else None,
        between_repeats=float((medians.max() - medians.min()) / np.median(medians)) if len(repeats) > 1 else None,
        spread=float(q3 - q1),
        hump=hump(np.concatenate([_hump_blocks(values, HUMP_POINTS // len(repeats)) for values in repeats])),
        bimodal=bimodal(medians.tolist()),
    )


def _rise(series: Sequence[Values]) -> float:
    """Median of the last thirds / median of the first thirds - 1."""
    import numpy as np

    first = np.concatenate([values[: len(values) // 3] for values in series])
    last = np.concatenate([values[-(len(values) // 3) :] for values in series])
    return float(np.median(last) / np.median(first) - 1)


def _without_examples(samples: Sequence[Sample]) -> list[Values]:
    """Invokes by repeat, each over the median of its like: what remains is the device's doing, not the example's.

    Its like are the invokes of the same window of the same example if examples come round often enough; else all
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


def _hump_blocks(values: Values, most: int) -> Values:
    return block_medians(values, max(1, min(most, len(values) // HUMP_SAMPLES)))


def block_medians(values: Values, most: int) -> Values:
    """Of at most so many blocks of neighbours."""
    import numpy as np

    return np.array([np.median(block) for block in np.array_split(values, min(most, len(values)))])
