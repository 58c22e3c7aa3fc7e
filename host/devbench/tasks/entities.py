"""Named entities in data: as labels of words and as spans of a text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

import msgspec

from devbench.tasks import data

_DOCUMENT = "-DOCSTART-"
"""CoNLL-2003 begins each document with a line of this token."""


class Entity(msgspec.Struct, frozen=True):
    type: str
    start: int
    end: int


class Sentence(msgspec.Struct, frozen=True):
    """A text and its right entities; ``line`` is where it begins in its file."""

    line: int
    text: str
    entities: list[Entity]
    id: str | None = None


def spans(labels: Sequence[str]) -> Iterator[tuple[str, int, int]]:
    """Type, first and last word of each entity that ``O``, ``B-x`` and ``I-x`` labels of words spell."""
    entity: tuple[str, int] | None = None
    for word, label in enumerate(labels):
        kind, _, type_ = label.partition("-")
        if entity is not None and (kind != "I" or type_ != entity[0]):
            yield entity[0], entity[1], word - 1
            entity = None
        if kind != "O" and entity is None:
            entity = type_, word
    if entity is not None:
        yield entity[0], entity[1], len(labels) - 1


class _NamedSpan(msgspec.Struct):
    name: str
    span: tuple[int, int]
    type: str


class _EntityRow(msgspec.Struct):
    """The layout of Stockmark's Wikipedia NER data set."""

    text: str
    entities: list[_NamedSpan]
    id: str | None = None


def read_json(path: Path) -> Iterator[Sentence]:
    for number, row in data.read_json_rows(path, _EntityRow, "a text with entities"):
        found = sorted(row.entities, key=lambda entity: entity.span)
        for entity in found:
            _check(path, number, row.text, entity)
        for one, other in pairwise(found):
            if other.span[0] < one.span[1]:
                raise data.wrong(path, number, f"the entities {one.name!r} and {other.name!r} overlap")
        yield Sentence(number, row.text, [Entity(entity.type, *entity.span) for entity in found], row.id)


def _check(path: Path, number: int, text: str, entity: _NamedSpan) -> None:
    start, end = entity.span
    if not 0 <= start < end <= len(text):
        why = f"the span [{start}, {end}] of {entity.name!r} is not within the {len(text)} characters of the text"
        raise data.wrong(path, number, why)
    if text[start:end] != entity.name:
        raise data.wrong(path, number, f"at [{start}, {end}] stands {text[start:end]!r}, not {entity.name!r}")


def read_conll(path: Path) -> Iterator[Sentence]:
    """A token a line, its label in the last column, an empty line after a sentence. Spaces join the tokens."""
    words: list[str] = []
    labels: list[str] = []
    begin = 0
    for number, line in [*data.read_lines(path), (0, "")]:
        columns = line.split("\t") if "\t" in line else line.split()
        if not any(columns):
            if words:
                yield _sentence(begin, words, labels)
            words, labels = [], []
        elif columns[0] != _DOCUMENT:
            begin = begin if words else number
            if len(columns) < 2 or not columns[0]:
                raise data.wrong(path, number, f"{line!r} is not a token and its label")
            if columns[-1] != "O" and columns[-1][:2] not in ("B-", "I-"):
                raise data.wrong(path, number, f"the label {columns[-1]!r} is not O, B-… or I-…")
            words.append(columns[0])
            labels.append(columns[-1])


def _sentence(line: int, words: Sequence[str], labels: Sequence[str]) -> Sentence:
    ends: list[int] = []
    for word in words:
        ends.append((ends[-1] + 1 if ends else 0) + len(word))
    found = [Entity(type_, ends[first] - len(words[first]), ends[last]) for type_, first, last in spans(labels)]
    return Sentence(line, " ".join(words), found)
