"""Texts and their right entities in data: JSON with spans, JSON with tokens and labels, CoNLL."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, pairwise
from pathlib import Path

import msgspec

from devbench.tasks import data, label_schemes
from devbench.tasks.entities import Entity, spans

_DOCUMENT = "-DOCSTART-"
"""CoNLL-2003 begins each document with a line of this token."""


class Sentence(msgspec.Struct, frozen=True):
    """A text and its right entities, or None if these are unknown; ``line`` is where it begins in its file."""

    line: int
    text: str
    entities: list[Entity] | None
    id: str | None = None


class _Labelled(msgspec.Struct, frozen=True):
    """Words with their labels, if the file has any."""

    line: int
    words: list[str]
    labels: list[str] | None
    id: str | None = None


def read(path: Path) -> list[Sentence]:
    """JSON lines or a JSON array where the name ends in ``.jsonl`` or ``.json``, else CoNLL."""
    found = list(_json(path) if path.suffix.lower() in (".jsonl", ".json") else _conll(path))
    labelled = [each for each in found if isinstance(each, _Labelled)]
    meanings = _meanings(path, labelled)
    return [_sentence(each, meanings) if isinstance(each, _Labelled) else each for each in found]


# -- JSON --------------------------------------------------------------------------------------------------------------


class _NamedSpan(msgspec.Struct):
    name: str
    span: tuple[int, int]
    type: str


class _EntityRow(msgspec.Struct):
    """A text with spans, as Stockmark's Wikipedia NER data set has them, or tokens with labels, as `datasets`."""

    text: str | None = None
    entities: list[_NamedSpan] | None = None
    tokens: list[str] | None = None
    ner_tags: list[str] | None = None
    labels: list[str] | None = None
    id: str | None = None


def _json(path: Path) -> Iterator[Sentence | _Labelled]:
    for number, row in data.read_json_rows(path, _EntityRow, "a text with entities"):
        if row.tokens is not None:
            labels = row.labels if row.ner_tags is None else row.ner_tags
            if labels is not None and len(labels) != len(row.tokens):
                raise data.wrong(path, number, f"there are {len(row.tokens)} tokens, but {len(labels)} labels")
            yield _Labelled(number, row.tokens, labels, row.id)
        elif row.text is not None:
            entities = None if row.entities is None else _checked(path, number, row.text, row.entities)
            yield Sentence(number, row.text, entities, row.id)
        else:
            raise data.wrong(path, number, "there is neither a text nor tokens")


def _checked(path: Path, number: int, text: str, entities: Iterable[_NamedSpan]) -> list[Entity]:
    found = sorted(entities, key=lambda entity: entity.span)
    for entity in found:
        start, end = entity.span
        if not 0 <= start < end <= len(text):
            why = f"the span [{start}, {end}] of {entity.name!r} is not within the {len(text)} characters of the text"
            raise data.wrong(path, number, why)
        if text[start:end] != entity.name:
            raise data.wrong(path, number, f"at [{start}, {end}] stands {text[start:end]!r}, not {entity.name!r}")
    for one, other in pairwise(found):
        if other.span[0] < one.span[1]:
            raise data.wrong(path, number, f"the entities {one.name!r} and {other.name!r} overlap")
    return [Entity(entity.type, *entity.span) for entity in found]


# -- CoNLL -------------------------------------------------------------------------------------------------------------


def _conll(path: Path) -> Iterator[_Labelled]:
    """A token a line, its label in the last column, an empty line after a sentence.

    Tokens may stand alone where the name ends in ``.conll``: elsewhere such lines may be anything, as texts.
    """
    words: list[str] = []
    labels: list[str] = []
    begin = 0
    alone: bool | None = None
    for number, line in [*data.read_lines(path), (0, "")]:
        columns = line.split("\t") if "\t" in line else line.split()
        if not any(columns):
            if words:
                yield _Labelled(begin, words, None if alone else labels)
            words, labels = [], []
        elif columns[0] != _DOCUMENT:
            begin = begin if words else number
            alone = len(columns) == 1 if alone is None else alone
            if alone and path.suffix.lower() != ".conll":
                raise data.wrong(
                    path, number, f"{line!r} is not a token with a label; put tokens without labels into a .conll file"
                )
            if (len(columns) == 1) is not alone or not columns[0] or not columns[-1]:
                raise data.wrong(path, number, f"{line!r} is not a token {'alone' if alone else 'and its label'}")
            words.append(columns[0])
            labels.append(columns[-1])


# -- labels ------------------------------------------------------------------------------------------------------------


def _meanings(path: Path, sentences: Sequence[_Labelled]) -> dict[str, str]:
    """The canonical form of each label of a file."""
    labels = list(dict.fromkeys(chain.from_iterable(sentence.labels or () for sentence in sentences)))
    try:
        return dict(zip(labels, label_schemes.canonical(labels), strict=True))
    except label_schemes.UnclearLabelError as error:
        line = next(each.line for each in sentences if error.label in (each.labels or ()))
        raise data.wrong(path, line, str(error)) from error


def _sentence(sentence: _Labelled, meanings: dict[str, str]) -> Sentence:
    """Spaces join the words."""
    ends: list[int] = []
    for word in sentence.words:
        ends.append((ends[-1] + 1 if ends else 0) + len(word))
    found = None
    if sentence.labels is not None:
        of_words = spans([meanings[label] for label in sentence.labels])
        found = [Entity(type_, ends[first] - len(sentence.words[first]), ends[last]) for type_, first, last in of_words]
    return Sentence(sentence.line, " ".join(sentence.words), found, sentence.id)
