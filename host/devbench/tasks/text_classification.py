"""Text classification: a text, or a pair of texts, gets one label, any number of labels, or a value."""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from devbench import assets
from devbench.results.schema import Judged
from devbench.tasks import columns, data, labels, logits, scores, settings, text_folders
from devbench.tasks.base import Answer, EncodedExample, Example, encode_texts, judge, with_gold
from devbench.tokenizers.reference import ReferenceTokenizer

if TYPE_CHECKING:
    from devbench.tasks.base import Outputs
    from devbench.tasks.logits import Logits

_PAGE = assets.doc("tasks/text-classification.md")
_HINT = f"--task-set labels=A,B names the model's labels in order; see {_PAGE}."
_ALIKE = 0.05
"""Of a value, or of 1 if the value is less: values that differ by no more are the same answer.

Runtimes round int8 models differently: 2 % of the bundled classifiers' logits are 4.6 % apart or more.
"""


class TextClassification(ABC):
    """What the three kinds share. ``labels`` are the names of the logits."""

    name = "text-classification"
    output_roles = ("logits",)
    _gold_columns: tuple[str, ...]

    def __init__(self, task: settings.TextClassificationSettings, labels: Sequence[str] | None = None) -> None:
        self.settings = task
        self._labels = labels

    def output_shape(self, length: int) -> Sequence[int | None]:
        return [1, len(self._labels) if self._labels else None]

    def read(self, path: Path) -> list[Example]:
        """JSON, a table, or a folder with a folder of texts for each label."""
        examples = []
        for file, number, row in _rows(path):
            with data.at(file, number, _HINT):
                examples.append(self._example(number, row))
        return data.require_examples(path, examples)

    def _example(self, number: int, row: Mapping[str, Any]) -> Example:
        text, pair = columns.texts(row)
        gold = columns.gold(row, self._gold_columns)
        device = {"id": columns.id_of(row, number), "text": text}
        if pair is not None:
            device["text_pair"] = pair
        return Example(id=device["id"], device=device, gold=None if gold is None else self._gold(gold))

    @abstractmethod
    def _gold(self, value: Any) -> Any:
        """Raises ValueError."""

    def encode(self, tokenizer: ReferenceTokenizer, example: Mapping[str, Any], length: int) -> EncodedExample:
        return encode_texts(tokenizer, example["text"], example.get("text_pair"), length)

    def decode(self, example: Mapping[str, Any], encoded: EncodedExample, outputs: Sequence[Outputs]) -> Answer:
        """``outputs`` hold ``logits`` of shape [1, C]."""
        return self._answer(outputs[0]["logits"].reshape(-1))

    @abstractmethod
    def _answer(self, row: Logits) -> Answer: ...

    def _name(self, label: int) -> str:
        return self._labels[label] if self._labels else f"label {label}"


class SingleLabel(TextClassification):
    """The greatest logit's."""

    _gold_columns = ("label", "gold_label", "is_duplicate", "Quality")

    @property
    def metrics(self) -> Sequence[str]:
        """With the F1 of label 1 where there are two."""
        return ["accuracy", *(["f1"] if self._is_binary else []), "macro_f1", "matthews"]

    @property
    def _is_binary(self) -> bool:
        return self._labels is not None and len(self._labels) == 2

    def _gold(self, value: Any) -> int:
        return labels.index_of(value, self._labels)

    def _answer(self, row: Logits) -> Answer:
        label = int(logits.best(row))
        return {"label": label, "probability": float(logits.softmax(row)[label])}

    def answers_equal(self, device: Answer, host: Answer) -> bool:
        return bool(device["label"] == host["label"])

    def points(self, example: Example, answer: Answer) -> tuple[float, float] | None:
        return None if example.gold is None else (float(self.is_right(example, answer)), 1.0)

    def score(self, examples: Sequence[Example], answers: Sequence[Answer]) -> dict[str, float]:
        scored = with_gold(examples, answers)
        if not scored:
            return {}
        predictions, golds = [answer["label"] for _, answer in scored], [example.gold for example, _ in scored]
        return {
            "accuracy": scores.accuracy(predictions, golds),
            **({"f1": scores.binary_f1(predictions, golds)} if self._is_binary else {}),
            "macro_f1": scores.macro_f1(predictions, golds),
            "matthews": scores.matthews(predictions, golds),
        }

    def show(self, answer: Answer) -> str:
        return self._name(answer["label"])

    def expected(self, example: Example) -> str | None:
        return None if example.gold is None else self._name(example.gold)

    def is_right(self, example: Example, answer: Answer) -> bool:
        return example.gold is None or bool(answer["label"] == example.gold)

    def judged(self, examples: Sequence[Example], answers: Sequence[Answer]) -> Judged | None:
        chance = scores.commonest_share([example.gold for example in examples])
        return judge(self, "accuracy", chance, examples, answers)


class MultiLabel(TextClassification):
    """All whose probability is above the threshold."""

    metrics = ("micro_f1", "macro_f1", "subset_accuracy")

    _gold_columns = ("label", "labels")

    def _example(self, number: int, row: Mapping[str, Any]) -> Example:
        if any(row.get(name) == "" for name in self._gold_columns):
            raise ValueError("an empty cell may be no label or no right answer; write JSON lines, where [] is no label")
        return super()._example(number, row)

    def _gold(self, value: Any) -> tuple[int, ...]:
        return labels.indices_of(value, self._labels)

    def _answer(self, row: Logits) -> Answer:
        probabilities = logits.sigmoid(row).tolist()
        found = [label for label, share in enumerate(probabilities) if share > self.settings.threshold]
        return {"labels": found, "probabilities": probabilities}

    def answers_equal(self, device: Answer, host: Answer) -> bool:
        return bool(device["labels"] == host["labels"])

    def points(self, example: Example, answer: Answer) -> tuple[float, float] | None:
        """Of micro F1: twice the labels that were found, of those that were found and those that are right together."""
        if example.gold is None:
            return None
        return 2.0 * len({*example.gold} & {*answer["labels"]}), float(len(example.gold) + len(answer["labels"]))

    def score(self, examples: Sequence[Example], answers: Sequence[Answer]) -> dict[str, float]:
        scored = with_gold(examples, answers)
        if not scored:
            return {}
        pairs = [(answer["labels"], example.gold) for example, answer in scored]
        return {
            "micro_f1": scores.exact_sets(pairs)["f1"],
            "macro_f1": scores.macro_f1_of_sets(pairs, len(scored[0][1]["probabilities"])),
            "subset_accuracy": scores.percent(tuple(found) == gold for found, gold in pairs),
        }

    def show(self, answer: Answer) -> str:
        return self._names(answer["labels"])

    def expected(self, example: Example) -> str | None:
        return None if example.gold is None else self._names(example.gold)

    def is_right(self, example: Example, answer: Answer) -> bool:
        return example.gold is None or tuple(answer["labels"]) == example.gold

    def judged(self, examples: Sequence[Example], answers: Sequence[Answer]) -> Judged | None:
        """Beside always giving the commonest set of labels."""
        chance = scores.commonest_share([example.gold for example in examples])
        return judge(self, "subset_accuracy", chance, examples, answers)

    def _names(self, found: Sequence[int]) -> str:
        return ", ".join(map(self._name, found)) or "(no label)"


class Regression(TextClassification):
    """The one logit itself."""

    metrics = ("pearson", "spearman")

    _gold_columns = ("score", "label")

    def output_shape(self, length: int) -> Sequence[int | None]:
        return [1, 1]

    def _gold(self, value: Any) -> float:
        return columns.number(value)

    def _answer(self, row: Logits) -> Answer:
        return {"value": float(row[0])}

    def answers_equal(self, device: Answer, host: Answer) -> bool:
        return math.isclose(_value(device), _value(host), rel_tol=_ALIKE, abs_tol=_ALIKE)

    def points(self, example: Example, answer: Answer) -> None:
        """A correlation is no sum over examples."""

    def score(self, examples: Sequence[Example], answers: Sequence[Answer]) -> dict[str, float]:
        scored = with_gold(examples, answers)
        return scores.correlations([_value(answer) for _, answer in scored], [example.gold for example, _ in scored])

    def show(self, answer: Answer) -> str:
        return f"{_value(answer):.4g}"

    def expected(self, example: Example) -> str | None:
        return None if example.gold is None else f"{example.gold:.4g}"

    def is_right(self, example: Example, answer: Answer) -> bool:
        """A value is more or less right."""
        return True

    def judged(self, examples: Sequence[Example], answers: Sequence[Answer]) -> None:
        """A correlation has no hits to count."""


def _rows(path: Path) -> Iterator[tuple[Path, int, dict[str, Any]]]:
    """With the file and the line of each."""
    if path.is_dir():
        return text_folders.read(path)
    return ((path, number, row) for number, row in data.read_rows(path))


def _value(answer: Answer) -> float:
    return math.nan if answer["value"] is None else float(answer["value"])
