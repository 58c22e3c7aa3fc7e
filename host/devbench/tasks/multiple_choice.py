"""Multiple choice: which of several choices goes with a prompt."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from devbench.results.schema import Judged
from devbench.tasks import data, logits, scores, settings
from devbench.tasks.base import Answer, BadExampleError, EncodedExample, EncodedWindow, Example, encode_texts, judge
from devbench.tokenizers.reference import ReferenceTokenizer

if TYPE_CHECKING:
    from devbench.tasks.base import Outputs


class _ChoiceRow(msgspec.Struct):
    prompt: str
    choices: list[str]
    label: int
    id: str | None = None


class MultipleChoice:
    name = "multiple-choice"
    output_roles = ("logits",)

    def __init__(self, task: settings.MultipleChoiceSettings) -> None:
        self.settings = task

    def output_shape(self, length: int) -> Sequence[int | None]:
        return [1, self.settings.choices]

    def read(self, path: Path) -> list[Example]:
        """JSON lines."""
        examples = []
        for number, row in data.read_json_rows(path, _ChoiceRow, "a prompt with choices"):
            if len(row.choices) != self.settings.choices:
                why = f"there are {len(row.choices)} choices, the model takes {self.settings.choices}"
                raise data.wrong(path, number, why)
            if not 0 <= row.label < len(row.choices):
                raise data.wrong(path, number, f"the label {row.label} is none of the choices, which count from 0")
            id_ = row.id or str(number)
            device = {"id": id_, "prompt": row.prompt, "choices": row.choices}
            examples.append(Example(id=id_, device=device, gold=row.label))
        return data.require_examples(path, examples)

    def encode(self, tokenizer: ReferenceTokenizer, example: Mapping[str, Any], length: int) -> EncodedExample:
        if len(example["choices"]) != self.settings.choices:
            raise BadExampleError(f"Example {example['id']} has not {self.settings.choices} choices.")
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

    def points(self, example: Example, answer: Answer) -> tuple[float, float]:
        return float(self.is_right(example, answer)), 1.0

    def score(self, examples: Sequence[Example], answers: Sequence[Answer]) -> dict[str, float]:
        choices, golds = [answer["choice"] for answer in answers], [example.gold for example in examples]
        return {"accuracy": scores.accuracy(choices, golds)}

    def show(self, answer: Answer) -> str:
        return f"choice {answer['choice']}"

    def expected(self, example: Example) -> str:
        return f"choice {example.gold}"

    def is_right(self, example: Example, answer: Answer) -> bool:
        return bool(answer["choice"] == example.gold)

    def judged(self, examples: Sequence[Example], answers: Sequence[Answer]) -> Judged:
        return judge(self, "accuracy", 1 / self.settings.choices, examples, answers)
