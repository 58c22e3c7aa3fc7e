"""Labels of every scheme against seqeval."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from seqeval.metrics.sequence_labeling import get_entities
from seqeval.scheme import BILOU, Entities

from devbench.errors import UsageError
from devbench.tasks import label_schemes
from devbench.tasks.entities import spans
from devbench.tasks.settings import TokenClassificationSettings
from devbench.tasks.token_classification import TokenClassification

TYPES = ["PER", "LOC", "人名", "event-other"]
"""The last as in data sets with finer types."""


def sequences(letters: str, spelled: str = "{letter}-{type}") -> st.SearchStrategy[list[str]]:
    labels = [spelled.format(letter=letter, type=type_) for letter in letters for type_ in TYPES]
    return st.lists(st.sampled_from(["O", *labels]), max_size=12)


def found(labels: Sequence[str]) -> list[tuple[str, int, int]]:
    return list(spans(label_schemes.canonical(labels)))


@given(labels=sequences("BI") | sequences("BIES"))
def test_entities_are_those_of_seqeval(labels: list[str]) -> None:
    assert found(labels) == get_entities(labels)


@given(labels=sequences("BIES", "{type}-{letter}"))
def test_a_letter_after_the_type_is_seqevals_suffix(labels: list[str]) -> None:
    assert found(labels) == get_entities(labels, suffix=True)


@given(labels=st.lists(st.sampled_from("OBIES"), max_size=12))
def test_letters_alone_are_of_seqevals_nameless_type(labels: list[str]) -> None:
    assert found(labels) == get_entities(labels)


@given(labels=sequences("BILU"))
def test_last_and_unit_are_end_and_single(labels: list[str]) -> None:
    assert found(labels) == get_entities([label.replace("L-", "E-").replace("U-", "S-") for label in labels])


@given(entities=st.lists(st.tuples(st.integers(0, 2), st.integers(1, 4), st.sampled_from(TYPES)), max_size=5))
def test_well_formed_bilou_is_that_of_seqevals_strict_mode(entities: list[tuple[int, int, str]]) -> None:
    """Each entity has words before it, words of its own and a type."""
    labels = []
    for before, own, type_ in entities:
        inside = ["U"] if own == 1 else ["B", *["I"] * (own - 2), "L"]
        labels += ["O"] * before + [f"{letter}-{type_}" for letter in inside]
    strict = Entities([labels], BILOU).entities[0] if labels else []
    assert found(labels) == [(entity.tag, entity.start, entity.end - 1) for entity in strict]


@given(labels=st.lists(st.sampled_from(["O", "ORG", "PER", "日付"]), max_size=12))
def test_neighbours_of_one_bare_type_are_one_entity(labels: list[str]) -> None:
    expected = []
    for type_, group in itertools.groupby(enumerate(labels), key=lambda each: each[1]):
        words = [word for word, _ in group]
        if type_ != "O":
            expected.append((type_, words[0], words[-1]))
    assert found(labels) == expected


@pytest.mark.parametrize(
    ("labels", "expected"),
    [
        (["O", "B-PER", "I-PER"], ["O", "B-PER", "I-PER"]),
        (["B_PER", "I_PER", "O"], ["B-PER", "I-PER", "O"]),
        (["b-per", "i-per", "o"], ["B-per", "I-per", "O"]),
        (["PER-B", "PER-U", "O"], ["B-PER", "S-PER", "O"]),
        (["U-PER", "L-PER", "O"], ["S-PER", "E-PER", "O"]),
        (["B", "I", "O"], ["B-_", "I-_", "O"]),
        (["PER", "ORG", "O"], ["I-PER", "I-ORG", "O"]),
        (["O"], ["O"]),
        ([], []),
    ],
)
def test_labels_become_canonical_and_stay_so(labels: list[str], expected: list[str]) -> None:
    assert label_schemes.canonical(labels) == expected
    assert label_schemes.canonical(expected) == expected


@pytest.mark.parametrize(
    ("labels", "words"),
    [
        (["LABEL_0", "LABEL_1"], "the label 'LABEL_0' has no entity type"),
        (["O", "LABEL_7"], "the label 'LABEL_7' has no entity type"),
        (["O", ""], "the label '' has no entity type"),
        (["O", "B-PER", "PER"], "the labels 'B-PER' and 'PER' belong to different schemes"),
        (["O", "B-PER", "X-PER"], "the labels 'B-PER' and 'X-PER' belong to different schemes"),
        (["O", "PER-B", "PER"], "the labels 'PER-B' and 'PER' belong to different schemes"),
    ],
)
def test_labels_of_which_nothing_can_be_made_are_refused_by_name(labels: list[str], words: str) -> None:
    with pytest.raises(UsageError, match=words) as refused:
        TokenClassification(TokenClassificationSettings(labels=labels))
    assert "id2label" in refused.value.hint


def test_the_harness_is_told_canonical_labels() -> None:
    task = TokenClassification(TokenClassificationSettings(labels=["O", "U-PER", "L-PER"]))
    assert task.settings.labels == ["O", "S-PER", "E-PER"]
    assert TokenClassification(task.settings).settings == task.settings
