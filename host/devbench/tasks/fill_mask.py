"""Fill-mask: which tokens belong in the place of the mask."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from devbench.results.schema import Judged
from devbench.tasks import columns, data, logits, scores, settings
from devbench.tasks.base import Answer, BadExampleError, EncodedExample, EncodedWindow, Example, judge, with_gold
from devbench.tokenizers.reference import ReferenceTokenizer
from devbench.tokenizers.settings import TokenizerSettings

if TYPE_CHECKING:
    from devbench.tasks.base import Outputs


class _MaskRow(msgspec.Struct):
    text: str
    answer: str | None


class FillMask:
    name = "fill-mask"
    output_roles = ("logits",)

    def __init__(self, task: settings.FillMaskSettings, tokenizer: TokenizerSettings) -> None:
        self.settings = task
        self._tokenizer = tokenizer

    @property
    def metrics(self) -> Sequence[str]:
        return [f"top_{count}" for count in sorted({1, self.settings.top})]

    def output_shape(self, length: int) -> Sequence[int | None]:
        return [1, length, None]

    def read(self, path: Path) -> list[Example]:
        """JSON or a table. The right token is taken in lower case where the vocabulary is."""
        examples = []
        for number, row in data.read_rows(path):
            with data.at(path, number):
                examples.append(self._example(number, row))
        return data.require_examples(path, examples)

    def _example(self, number: int, row: Mapping[str, Any]) -> Example:
        gold = columns.gold(row, ("answer",), ("text",))
        masked = msgspec.convert({**row, "answer": gold}, _MaskRow)
        mask = self._tokenizer.mask_token
        if (count := masked.text.count(mask)) != 1:
            raise ValueError(f"the text must have one {mask}, not {count}")
        id_ = columns.id_of(row, number)
        if masked.answer is not None and self._tokenizer.lowercase:
            gold = masked.answer.lower()
        return Example(id=id_, device={"id": id_, "text": masked.text}, gold=gold)

    def encode(self, tokenizer: ReferenceTokenizer, example: Mapping[str, Any], length: int) -> EncodedExample:
        ids = tokenizer.encode(example["text"]).ids
        mask, mask_id = self._tokenizer.mask_token, tokenizer.special_id(self._tokenizer.mask_token)
        if (count := ids.count(mask_id)) != 1:
            raise BadExampleError(f"Example {example['id']} must have one {mask}, not {count}.")
        kept = ids[: max(length - 2, 0)]
        if mask_id not in kept:
            raise BadExampleError(f"The {mask} of example {example['id']} lies beyond the model's {length} tokens.")
        window = EncodedWindow(
            token_ids=[tokenizer.cls_id, *kept, tokenizer.sep_id],
            type_ids=[0] * (len(kept) + 2),
            output_position=1 + kept.index(mask_id),
        )
        return EncodedExample(windows=[window], truncated=len(kept) < len(ids), vocabulary=tokenizer.tokens)

    def decode(self, example: Mapping[str, Any], encoded: EncodedExample, outputs: Sequence[Outputs]) -> Answer:
        """``outputs`` hold ``logits`` of the mask's position alone, of shape [1, 1, V]."""
        row = outputs[0]["logits"].reshape(-1)
        probabilities = logits.softmax(row)
        vocabulary = encoded.vocabulary
        return {
            "tokens": [
                {
                    "id": token_id,
                    "token": vocabulary[token_id] if token_id < len(vocabulary) else "",
                    "probability": float(probabilities[token_id]),
                }
                for token_id in logits.top(row, self.settings.top).tolist()
            ]
        }

    def answers_equal(self, device: Answer, host: Answer) -> bool:
        """Whether the best token is the same: of those after it, rounding may swap two that are nearly equal."""
        return bool(device["tokens"][0]["id"] == host["tokens"][0]["id"])

    def points(self, example: Example, answer: Answer) -> tuple[float, float] | None:
        return None if example.gold is None else (float(answer["tokens"][0]["token"] == example.gold), 1.0)

    def score(self, examples: Sequence[Example], answers: Sequence[Answer]) -> dict[str, float]:
        found = [
            ([token["token"] for token in answer["tokens"]], example.gold)
            for example, answer in with_gold(examples, answers)
        ]
        if not found:
            return {}
        return {
            metric: scores.percent(gold in tokens[: int(metric.removeprefix("top_"))] for tokens, gold in found)
            for metric in self.metrics
        }

    def show(self, answer: Answer) -> str:
        return ", ".join(token["token"] for token in answer["tokens"])

    def expected(self, example: Example) -> str | None:
        gold: str | None = example.gold
        return gold

    def is_right(self, example: Example, answer: Answer) -> bool:
        return example.gold is None or any(token["token"] == example.gold for token in answer["tokens"])

    def judged(self, examples: Sequence[Example], answers: Sequence[Answer]) -> Judged | None:
        """Any token of the vocabulary may be right: guessing finds next to none."""
        return judge(self, f"top_{self.settings.top}", 0.0, examples, answers)
