"""Text classification: a text, or a pair of texts, gets one label."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from devbench.errors import UsageError
from devbench.results.schema import Judged
from devbench.tasks import data, labels, logits, scores, settings
from devbench.tasks.base import Answer, EncodedExample, Example, encode_texts, judge
from devbench.tokenizers.reference import ReferenceTokenizer

if TYPE_CHECKING:
    from devbench.tasks.base import Outputs

_PAIRS = (
    ("text", "text_pair"),
    ("sentence1", "sentence2"),
    ("question1", "question2"),
    ("question", "sentence"),
    ("premise", "hypothesis"),
    ("#1 String", "#2 String"),
)
_TEXTS = ("text", "sentence")
_LABELS = ("label", "gold_label", "is_duplicate", "Quality")
"""The names that the GLUE tasks give their columns (Wang et al. 2018)."""


class _TextRow(msgspec.Struct):
    text: str
    label: int | str
    text_pair: str | None = None
    id: str | None = None


class TextClassification:
    name = "text-classification"
    output_roles = ("logits",)

    def __init__(self, task: settings.TextClassificationSettings, labels: Sequence[str] | None = None) -> None:
        self.settings = task
        self._labels = labels

    def output_shape(self, length: int) -> Sequence[int | None]:
        return [1, len(self._labels) if self._labels else None]

    def read(self, path: Path) -> list[Example]:
        """A table with a header where the name ends in ``.tsv``, else JSON lines."""
        rows = _table_rows(path) if path.suffix == ".tsv" else data.read_json_rows(path, _TextRow, "a labelled text")
        return data.require_examples(path, [self._example(path, number, row) for number, row in rows])

    def _example(self, path: Path, number: int, row: _TextRow) -> Example:
        try:
            gold = labels.index_of(row.label, self._labels)
        except ValueError as error:
            raise data.wrong(path, number, str(error)) from error
        device = {"id": row.id or str(number), "text": row.text}
        if row.text_pair is not None:
            device["text_pair"] = row.text_pair
        return Example(id=device["id"], device=device, gold=gold)

    def encode(self, tokenizer: ReferenceTokenizer, example: Mapping[str, Any], length: int) -> EncodedExample:
        return encode_texts(tokenizer, example["text"], example.get("text_pair"), length)

    def decode(self, example: Mapping[str, Any], encoded: EncodedExample, outputs: Sequence[Outputs]) -> Answer:
        """``outputs`` hold ``logits`` of shape [1, C]."""
        row = outputs[0]["logits"].reshape(-1)
        label = int(logits.best(row))
        return {"label": label, "probability": float(logits.softmax(row)[label])}

    def answers_equal(self, device: Answer, host: Answer) -> bool:
        return bool(device["label"] == host["label"])

    def points(self, example: Example, answer: Answer) -> tuple[float, float]:
        return float(self.is_right(example, answer)), 1.0

    def score(self, examples: Sequence[Example], answers: Sequence[Answer]) -> dict[str, float]:
        predictions, golds = [answer["label"] for answer in answers], [example.gold for example in examples]
        return {
            "accuracy": scores.accuracy(predictions, golds),
            "macro_f1": scores.macro_f1(predictions, golds),
            "matthews": scores.matthews(predictions, golds),
        }

    def show(self, answer: Answer) -> str:
        return self._name(answer["label"])

    def expected(self, example: Example) -> str:
        return self._name(example.gold)

    def is_right(self, example: Example, answer: Answer) -> bool:
        return bool(answer["label"] == example.gold)

    def judged(self, examples: Sequence[Example], answers: Sequence[Answer]) -> Judged:
        chance = scores.commonest_share([example.gold for example in examples])
        return judge(self, "accuracy", chance, examples, answers)

    def _name(self, label: int) -> str:
        return self._labels[label] if self._labels else f"label {label}"


def _table_rows(path: Path) -> Iterator[tuple[int, _TextRow]]:
    for number, row in data.read_table(path):
        pair = next((pair for pair in _PAIRS if row.keys() >= set(pair)), None)
        text = pair[0] if pair else next((name for name in _TEXTS if name in row), None)
        label = next((name for name in _LABELS if name in row), None)
        if text is None or label is None:
            raise UsageError(
                f"{path} line 1: the header {', '.join(row)} names no {'text' if text is None else 'label'}.",
                "Call the columns text (and text_pair) and label, or as a GLUE task does.",
            )
        yield number, _TextRow(text=row[text], text_pair=row[pair[1]] if pair else None, label=row[label])
