"""Labels of classes: what a data file calls them and what the model calls them."""

from __future__ import annotations

from collections.abc import Sequence


def index_of(label: int | str, labels: Sequence[str] | None) -> int:
    """The index of a label that data gives by name or by index. Raises ValueError saying what is wrong with it."""
    if isinstance(label, str) and labels and label in labels:
        return labels.index(label)
    if isinstance(label, str) and not label.isdecimal():
        known = f"is none of {', '.join(labels)}" if labels else "is a name, but the model has no card with its labels"
        raise ValueError(f"the label {label!r} {known}")
    index = int(label)
    if index < 0 or (labels and index >= len(labels)):
        last = f" to {len(labels) - 1}" if labels else " on"
        raise ValueError(f"the label {index} is not from 0{last}")
    return index
