"""Decisions over logits, on host and device alike: a logit that is no number loses, the first of equals wins."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Logits = NDArray[np.float32]


def best(logits: Logits) -> NDArray[np.intp]:
    """The index of the greatest logit along the last axis."""
    import numpy as np

    found: NDArray[np.intp] = np.argmax(logits, axis=-1)  # of a NaN, where there is one
    if np.isnan(np.take_along_axis(logits, found[..., None], -1)).any():
        found = np.argmax(_numbers(logits), axis=-1)
    return found


def top(logits: Logits, count: int) -> NDArray[np.intp]:
    """The indices of the ``count`` greatest of a vector, greatest first, the lower index first among equals."""
    import numpy as np

    values = _numbers(logits)
    count = min(count, len(values))
    candidates = np.flatnonzero(values >= np.partition(values, -count)[-count])
    return candidates[np.argsort(-values[candidates], kind="stable")][:count]


def softmax(logits: Logits) -> NDArray[np.float64]:
    """Over a vector, in float64; NaN where a logit is not finite."""
    import numpy as np

    values = logits.astype(np.float64)
    with np.errstate(invalid="ignore"):
        powers = np.exp(values - values.max())
    shares: NDArray[np.float64] = powers / powers.sum()
    return shares


def sigmoid(logits: Logits) -> NDArray[np.float64]:
    """Of each logit, in float64; NaN of NaN."""
    import numpy as np

    with np.errstate(over="ignore"):  # infinity gives the right limit
        shares: NDArray[np.float64] = 1 / (1 + np.exp(-logits.astype(np.float64)))
    return shares


def _numbers(logits: Logits) -> Logits:
    import numpy as np

    return np.where(np.isnan(logits), np.float32(-np.inf), logits)
