"""The layout of a data file is that of its name's ending; nothing is read as what it is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from devbench import tasks
from devbench.errors import UsageError
from devbench.tasks import settings
from devbench.tasks.base import Task

CLASSES = tasks.create(settings.TextClassificationSettings(), labels=["bad", "good"])
CHOICES = tasks.create(settings.MultipleChoiceSettings(choices=2))
MASKS = tasks.create(settings.FillMaskSettings())
TEXTS = tasks.create(settings.GenerationSettings())
VECTORS = tasks.create(settings.FeatureExtractionSettings())

SENTENCES = ['a "b", c', "d"]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.txt", '\ufeffa "b", c\r\n\r\nd'),
        ("a.TXT", 'a "b", c\nd\n'),
        ("a.jsonl", '{"text": "a \\"b\\", c"}\r\n\n{"sentence": "d"}\n'),
        ("a.json", '[\n {"text": "a \\"b\\", c"},\n {"text": "d"}\n]\n'),
        ("a.json", '{"text": "a \\"b\\", c"}\n{"text": "d"}\n'),
        ("a.csv", '\ufefftext,page\r\n"a ""b"", c",1\r\n\r\nd,2\r\n'),
        ("a.CSV", '"sentence"\n"a ""b"", c"\n"d"\n'),
        ("a.tsv", '\ufefftext\tpage\r\na "b", c\t1\r\nd\t2\r\n'),
    ],
)
def test_sentences_are_read_from_every_layout(tmp_path: Path, name: str, content: str) -> None:
    path = tmp_path / name
    path.write_bytes(content.encode())
    assert [example.device["text"] for example in VECTORS.read(path)] == SENTENCES


def test_pairs_of_sentences_are_read_from_a_table(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('sentence1,sentence2,score\n"a, b",c,4.5\nd,e,\n')
    examples = VECTORS.read(path)
    assert [(each.id, each.device["text"]) for each in examples] == [
        ("2/1", "a, b"),
        ("2/2", "c"),
        ("3/1", "d"),
        ("3/2", "e"),
    ]
    assert [each.gold and each.gold.score for each in examples] == [4.5, 4.5, None, None]


def test_cells_in_quotes_hold_line_breaks_and_lines_are_still_counted(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b'text,label\r\n"a\r\nb",good\r\n,bad\r\nc,great\r\n')
    with pytest.raises(UsageError, match="line 5: the label 'great' is none of"):
        CLASSES.read(path)
    path.write_bytes(b'text,label\r\n"a\r\nb",good\r\n,bad\r\n')
    assert [(each.id, each.device["text"], each.gold) for each in CLASSES.read(path)] == [
        ("2", "a\r\nb", 1),
        ("4", "", 0),
    ]


def test_masks_are_read_from_a_table(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('text,answer\n"a, [MASK]",Cat\n[MASK],null\nb [MASK],\n')
    assert [each.gold for each in MASKS.read(path)] == ["cat", "null", None]


ENDINGS = r"does not end in \.jsonl, \.json"


@pytest.mark.parametrize(
    ("task", "name", "content", "words"),
    [
        *(
            (VECTORS, name, "one\ntwo\n", r"does not end in \.txt, \.jsonl")
            for name in ("a.conll", "a", "a.md", "a.txt.gz")
        ),
        (VECTORS, "a.json", '{"text": "a",\n "id": "1"}', "line 1 is not an object"),
        (VECTORS, "a.json", '["a", "b"]', "line 1 is not an object"),
        (VECTORS, "a.json", '{"texts": ["a", "b"]}', "line 1: there is no text among texts"),
        (VECTORS, "a.csv", "It rained.\nIt snowed.\n", "line 2: there is no text among It rained."),
        (VECTORS, "a.csv", "text,text2,score\na,b,nan\n", "line 2: the score 'nan' is not a number"),
        (CLASSES, "a.txt", "text\tlabel\na\t1\n", ENDINGS),
        (CLASSES, "a.csv", 'text,label\n"a" b,1\n', "line 2: this is not CSV"),
        (CLASSES, "a.csv", 'text,label\na,1\n"b,1\n', "line 3: this is not CSV"),
        (CLASSES, "a.csv", "text;label\na;1\n", "line 2: there is no text among text;label"),
        (CLASSES, "a.csv", "text,label\na,b,1\n", "line 2: there are 3 columns, the header has 2"),
        (CLASSES, "a.csv", "text\tlabel\na\t1\n", "line 2: there is no text among"),
        (MASKS, "a.txt", "a [MASK]\n", ENDINGS),
        (CHOICES, "a.csv", "prompt,choices,label\np,a,0\n", ENDINGS),
        (TEXTS, "a.csv", "source,target\na,b\n", ENDINGS),
    ],
)
def test_another_layout_is_refused(tmp_path: Path, task: Task, name: str, content: str, words: str) -> None:
    path = tmp_path / name
    path.write_text(content)
    with pytest.raises(UsageError, match=words) as refused:
        task.read(path)
    assert str(path) in refused.value.message
