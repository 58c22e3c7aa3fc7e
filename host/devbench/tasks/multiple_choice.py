"""Multiple choice: which of several choices goes with a prompt."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from devbench.results.schema import Judged
from devbench.tasks import columns, data, logits, scores, settings
from devbench.tasks.base import (
    Answer,
    BadExampleError,
    EncodedExample,
    EncodedWindow,
    Example,
    encode_texts,
    judge,
    with_gold,
)
from devbench.tokenizers.reference import ReferenceTokenizer

if TYPE_CHECKING:
    from devbench.tasks.base import Outputs


class _ChoiceRow(msgspec.Struct):
    prompt: str
    choices: list[str]
    label: int | None


class MultipleChoice:
    name = "multiple-choice"
    metrics = ("accuracy",)
    output_roles = ("logits",)

    def __init__(self, task: settings.MultipleChoiceSettings) -> None:
        self.settings = task

    def output_shape(self, length: int) -> Sequence[int | None]:
        return [1, self.settings.choices]

    def read(self, path: Path) -> list[Example]:
        """JSON lines, or a JSON array."""
        examples = []
        for number, row in data.read_json_rows(path, dict[str, Any], "a prompt with choices"):
            with data.at(path, number):
                examples.append(self._example(number, row))
        return data.require_examples(path, examples)

    def _example(self, number: int, row: Mapping[str, Any]) -> Example:
        gold = columns.gold(row, ("label",), ("prompt", "choices"))
        choice = msgspec.convert({**row, "label": gold}, _ChoiceRow)
        if len(choice.choices) != self.settings.choices:
            raise ValueError(f"there are {len(choice.choices)} choices, the model takes {self.settings.choices}")
        if choice.label is not None and not 0 <= choice.label < len(choice.choices):
            raise ValueError(f"the label {choice.label} is not one of the choices, which are counted from 0")
        id_ = columns.id_of(row, number)
        device = {"id": id_, "prompt": choice.prompt, "choices": choice.choices}
        return Example(id=id_, device=device, gold=choice.label)

    def encode(self, tokenizer: ReferenceTokenizer, example: Mapping[str, Any], length: int) -> EncodedExample:
        if len(example["choices"]) != self.settings.choices:
            raise BadExampleError(f"Example {example['id']} does not have {self.settings.choices} choices.")
        encoded = [encode_texts(tokenizer, example["prompt"], choice, length) for choice in example["choices"]]
        rows = [row.windows[0] for row in encoded]
        window = EncodedWindow(
            token_ids=[token_id for row in rows for token_id in row.token_ids],
            type_ids=[type_id for row in rows for type_id in row.type_ids],
            rows=[len(row.token_ids) for row in rows],
        )
        return EncodedExample(windows=[window], truncated=any(row.truncated for row in encoded))

    def decode(self, example: Mapping[str, Any], encoded: EncodedExample, outputs: Sequence[Outputs]) -> Answer:
        """``outputs`` hold ``logits`` of shape [1, choices]."""
        row = outputs[0]["logits"].reshape(-1)
        return {"choice": int(logits.best(row)), "probabilities": logits.softmax(row).tolist()}

    def answers_equal(self, device: Answer, host: Answer) -> bool:
        return bool(device["choice"] == host["choice"])

    def points(self, example: Example, answer: Answer) -> tuple[float, float] | None:
        return None if example.gold is None else (float(self.is_right(example, answer)), 1.0)

    def score(self, examples: Sequence[Example], answers: Sequence[Answer]) -> dict[str, float]:
        scored = with_gold(examples, answers)
        choices, golds = [answer["choice"] for _, answer in scored], [example.gold for example, _ in scored]
        return {"accuracy": scores.accuracy(choices, golds)} if scored else {}

    def show(self, answer: Answer) -> str:
        return f"choice {answer['choice']}"

    def expected(self, example: Example) -> str | None:
        return None if example.gold is None else f"choice {example.gold}"

    def is_right(self, example: Example, answer: Answer) -> bool:
        return example.gold is None or bool(answer["choice"] == example.gold)

    def judged(self, examples: Sequence[Example], answers: Sequence[Answer]) -> Judged | None:
        return judge(self, "accuracy", 1 / self.settings.choices, examples, answers)
