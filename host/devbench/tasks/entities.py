"""Named entities: as spans of a text, and as the labels of its words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from devbench.tasks.label_schemes import OUTSIDE


class Entity(msgspec.Struct, frozen=True):
    type: str
    start: int
    end: int


def spans(labels: Sequence[str]) -> Iterator[tuple[str, int, int]]:
    """Type, first and last word of each entity that canonical labels of words spell, as seqeval's default mode does.

    ``B`` and ``S`` begin an entity; so do ``I`` and ``E`` where none of their type reaches the word before. ``E`` and
    ``S`` end it.
    """
    entity: tuple[str, int] | None = None
    for word, label in enumerate(labels):
        letter, _, type_ = label.partition("-")
        if entity is not None and (letter in (OUTSIDE, "B", "S") or type_ != entity[0]):
            yield entity[0], entity[1], word - 1
            entity = None
        if entity is None and letter != OUTSIDE:
            entity = type_, word
        if entity is not None and letter in ("E", "S"):
            yield entity[0], entity[1], word
            entity = None
    if entity is not None:
        yield entity[0], entity[1], len(labels) - 1
