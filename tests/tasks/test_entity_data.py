"""Data of entities: what is read, and what is refused with file and line."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from devbench import tasks
from devbench.errors import UsageError
from devbench.tasks import settings
from devbench.tasks.entities import Entity

ENTITIES = tasks.create(settings.TokenClassificationSettings(labels=["O", "B-PER", "I-PER", "B-LOC", "I-LOC"]))

WriteFile = Callable[[str, str], Path]


@pytest.fixture
def file(tmp_path: Path) -> WriteFile:
    def write(name: str, content: str) -> Path:
        path = tmp_path / name
        path.write_text(content, encoding="utf-8")
        return path

    return write


def lines(*rows: dict[str, Any]) -> str:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


STOCKMARK = {
    "curid": "1",
    "text": "😀田中さんは東京にいる。",
    "entities": [
        {"name": "東京", "span": [6, 8], "type": "LOC"},
        {"name": "田中", "span": [1, 3], "type": "PER"},
    ],
}


@pytest.mark.parametrize("content", [lines(STOCKMARK), json.dumps([STOCKMARK], indent=1, ensure_ascii=False)])
def test_entities_are_read_as_spans_of_the_text(file: WriteFile, content: str) -> None:
    (example,) = ENTITIES.read(file("ner.json", content))

    assert example.device == {"id": example.id, "text": STOCKMARK["text"]}
    assert example.gold == [Entity("PER", 1, 3), Entity("LOC", 6, 8)]


def test_conll_sentences_become_texts_with_entities(file: WriteFile) -> None:
    path = file(
        "a.conll",
        "-DOCSTART- -X- -X- O\n\nBob NNP B-NP B-PER\nin IN B-PP O\nNew NNP B-NP I-LOC\nYork NNP I-NP I-LOC\n"
        "Paris NNP B-NP B-LOC\n\n\nAnn\tB-PER",
    )

    first, second = ENTITIES.read(path)

    assert (first.id, first.device["text"]) == ("3", "Bob in New York Paris")
    assert first.gold == [Entity("PER", 0, 3), Entity("LOC", 7, 15), Entity("LOC", 16, 21)]
    assert (second.id, second.device["text"], second.gold) == ("10", "Ann", [Entity("PER", 0, 3)])


@pytest.mark.parametrize("name", ["a.conll", "a.json"])
@pytest.mark.parametrize(
    "labels",
    ["U-PER O B-LOC L-LOC", "S-PER O B-LOC E-LOC", "I-PER O I-LOC I-LOC", "PER O LOC LOC", "PER-B O LOC-B LOC-I"],
)
def test_labels_of_every_scheme_are_read(file: WriteFile, name: str, labels: str) -> None:
    words = ["Bob", "in", "New", "York"]
    if name == "a.json":
        content = json.dumps([{"id": "7", "tokens": words, "ner_tags": labels.split()}])
    else:
        content = "".join(f"{word} {label}\n" for word, label in zip(words, labels.split(), strict=True))

    (example,) = ENTITIES.read(file(name, content))

    assert example.device["text"] == "Bob in New York"
    assert example.gold == [Entity("PER", 0, 3), Entity("LOC", 7, 15)]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.conll", "Bob\nran\n\nAnn\nran\n"),
        ("a.jsonl", lines({"text": "Bob ran"}, {"text": "Ann ran", "entities": None})),
        ("a.json", json.dumps([{"tokens": ["Bob", "ran"]}, {"tokens": ["Ann", "ran"]}])),
    ],
)
def test_texts_without_entities_are_not_scored(file: WriteFile, name: str, content: str) -> None:
    examples = ENTITIES.read(file(name, content))
    answers: list[dict[str, Any]] = [{"entities": []}, {"entities": []}]

    assert [(example.device["text"], example.gold) for example in examples] == [("Bob ran", None), ("Ann ran", None)]
    assert ENTITIES.score(examples, answers) == {}
    assert ENTITIES.points(examples[0], answers[0]) is None
    assert ENTITIES.expected(examples[0]) is None
    assert ENTITIES.is_right(examples[0], answers[0])


def test_a_text_that_has_no_entity_is_another_than_one_of_which_they_are_unknown(file: WriteFile) -> None:
    empty, unknown = ENTITIES.read(file("a.jsonl", lines({"text": "Bob ran", "entities": []}, {"text": "Bob ran"})))
    assert (empty.gold, unknown.gold) == ([], None)
    assert ENTITIES.score([empty, unknown], [{"entities": []}] * 2) == {"f1": 0, "precision": 0, "recall": 0}


# -- what is refused ---------------------------------------------------------------------------------------------------


def entity(start: int, end: int, name: str = "ab", type_: str = "PER") -> dict[str, Any]:
    return {"text": "ab cd", "entities": [{"name": name, "span": [start, end], "type": type_}]}


REFUSED = [
    ("a.jsonl", lines(entity(0, 2), entity(0, 6)), r"line 2: the span \[0, 6\] of 'ab' is not within the 5"),
    ("a.jsonl", lines(entity(-5, -3)), r"line 1: the span \[-5, -3\]"),
    ("a.jsonl", lines(entity(2, 2, "")), r"line 1: the span \[2, 2\]"),
    ("a.jsonl", lines(entity(3, 5)), r"line 1: at \[3, 5\] stands 'cd', not 'ab'"),
    ("a.jsonl", lines(entity(0, 2, type_="ORG")), "line 1: the model has no type 'ORG', only LOC, PER"),
    (
        "a.jsonl",
        lines({"text": "ab", "entities": [entity(0, 2)["entities"][0], {"name": "b", "span": [1, 2], "type": "LOC"}]}),
        "line 1: the entities 'ab' and 'b' overlap",
    ),
    ("a.conll", "Bob B-PER\nin\n", "line 2: 'in' is not a token and its label"),
    ("a.conll", "Bob B-PER\nin LOC\n", "line 1: the labels 'B-PER' and 'LOC' belong to different schemes"),
    ("a.conll", "Bob O\n\nin\tB-PER\nBo\t\n", "line 4: .* is not a token and its label"),
    ("a.conll", "Bob\nin O\n", "line 2: 'in O' is not a token alone"),
    ("a.csv", "token,label\nBob,B-PER\n", "line 1: 'token,label' is not a token with a label"),
    ("a.txt", "田中さんは東京にいる。\n", "line 1: '田中さんは東京にいる。' is not a token with a label"),
    ("a.conll", "Bob O\n\nin LABEL_3\n", "line 3: the label 'LABEL_3' has no entity type"),
    ("a.conll", "Bob O\n\nin PER\nBo LOC\n\nAnn B-PER", "line 3: the labels 'B-PER' and 'PER' belong to"),
    ("a.jsonl", lines({"tokens": ["a", "b"], "ner_tags": ["O"]}), "line 1: there are 2 tokens, but 1 labels"),
    ("a.jsonl", lines({"tokens": ["a"], "ner_tags": [3]}), "line 1 is not a text with entities.*`str`"),
    ("a.jsonl", lines({"sentence": "a"}), "line 1: there is neither a text nor tokens"),
    ("a.conll", "\nBob O\nin B-ORG\n", "line 2: the model has no type 'ORG'"),
    ("a.conll", "\n\n", "has no examples"),
]


@pytest.mark.parametrize(("name", "content", "words"), REFUSED, ids=[row[2][:40] for row in REFUSED])
def test_what_is_wrong_is_said_with_file_and_line(file: WriteFile, name: str, content: str, words: str) -> None:
    path = file(name, content)
    with pytest.raises(UsageError, match=words) as refused:
        ENTITIES.read(path)
    assert str(path) in refused.value.message
