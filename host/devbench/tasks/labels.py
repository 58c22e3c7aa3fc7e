"""Labels of classes: what a data file calls them and what the model calls them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from devbench import suggest
from devbench.suggest import UnknownName


def index_of(label: Any, labels: Sequence[str] | None) -> int:
    """The index of a label that data gives by name or by index. Raises ValueError saying what is wrong with it.

    A number is a name where the model's names are numbers: of five stars, 1 is the first.
    """
    if isinstance(label, bool) or not isinstance(label, int | str):
        raise ValueError(f"the label {label!r} is neither a name nor a whole number")
    name = str(label)
    if labels and name in labels:
        return labels.index(name)
    if (isinstance(label, str) and not label.isdecimal()) or (labels and all(each.isdecimal() for each in labels)):
        if not labels:
            raise ValueError(f"the label {label!r} is a name, but the model has no card with its labels")
        raise UnknownName(f"the label {label!r} is none of {', '.join(labels)}", _meant(name, labels))
    index = int(label)
    if index < 0 or (labels and index >= len(labels)):
        last = f" to {len(labels) - 1}" if labels else " on"
        raise ValueError(f"the label {index} is not from 0{last}")
    return index


def _meant(name: str, labels: Sequence[str]) -> str:
    return suggest.closest(name, near) if (near := suggest.like(name, labels)) else ""


def indices_of(names: Any, labels: Sequence[str] | None) -> tuple[int, ...]:
    """Those of several labels, in their order: a list of them, or text with commas between them."""
    given = [part.strip() for part in names.split(",")] if isinstance(names, str) else names
    listed = given if isinstance(given, list) else [given]
    if isinstance(given, list) and _may_be_multi_hot(listed, labels):
        raise ValueError(f"{names!r} may be indices, or a 0 or 1 for each label; write the names of the labels")
    found = [index_of(label, labels) for label in listed]
    if len(set(found)) < len(found):
        raise ValueError(f"{names!r} repeats a label; labels are a list of names or of indices")
    return tuple(sorted(found))


def _may_be_multi_hot(listed: Sequence[Any], labels: Sequence[str] | None) -> bool:
    is_binary = all(each in (0, 1) or (each in ("0", "1") and each not in (labels or ())) for each in listed)
    return is_binary and labels is not None and len(listed) == len(labels)
