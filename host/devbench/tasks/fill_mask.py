"""Fill-mask: which tokens belong in the place of the mask."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from devbench.results.schema import Judged
from devbench.tasks import data, logits, scores, settings
from devbench.tasks.base import Answer, BadExampleError, EncodedExample, EncodedWindow, Example, judge
from devbench.tokenizers.reference import ReferenceTokenizer
from devbench.tokenizers.settings import TokenizerSettings

if TYPE_CHECKING:
    from devbench.tasks.base import Outputs


class _MaskRow(msgspec.Struct):
    text: str
    answer: str
    id: str | None = None


class FillMask:
    name = "fill-mask"
    output_roles = ("logits",)

    def __init__(self, task: settings.FillMaskSettings, tokenizer: TokenizerSettings) -> None:
        self.settings = task
        self._tokenizer = tokenizer

    def output_shape(self, length: int) -> Sequence[int | None]:
        return [1, length, None]

    def read(self, path: Path) -> list[Example]:
        """JSON lines. The right token is taken in lower case where the vocabulary is."""
        examples = []
        mask = self._tokenizer.mask_token
        for number, row in data.read_json_rows(path, _MaskRow, "a masked text with its answer"):
            if (count := row.text.count(mask)) != 1:
                raise data.wrong(path, number, f"the text must have one {mask}, not {count}")
            id_ = row.id or str(number)
            gold = row.answer.lower() if self._tokenizer.lowercase else row.answer
            examples.append(Example(id=id_, device={"id": id_, "text": row.text}, gold=gold))
        return data.require_examples(path, examples)

    def encode(self, tokenizer: ReferenceTokenizer, example: Mapping[str, Any], length: int) -> EncodedExample:
        ids = tokenizer.encode(example["text"]).ids
        mask, mask_id = self._tokenizer.mask_token, tokenizer.special_id(self._tokenizer.mask_token)
        if (count := ids.count(mask_id)) != 1:
            raise BadExampleError(f"Example {example['id']} must have one {mask}, not {count}.")
        kept = ids[: max(length - 2, 0)]
        if mask_id not in kept:
            raise BadExampleError(f"The {mask} of example {example['id']} is beyond the {length} tokens of the model.")
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

    def points(self, example: Example, answer: Answer) -> tuple[float, float]:
        return float(answer["tokens"][0]["token"] == example.gold), 1.0

    def score(self, examples: Sequence[Example], answers: Sequence[Answer]) -> dict[str, float]:
        found = [
            ([token["token"] for token in answer["tokens"]], example.gold)
            for example, answer in zip(examples, answers, strict=True)
        ]
        return {
            f"top_{count}": scores.percent(gold in tokens[:count] for tokens, gold in found)
            for count in sorted({1, self.settings.top})
        }

    def show(self, answer: Answer) -> str:
        return ", ".join(token["token"] for token in answer["tokens"])

    def expected(self, example: Example) -> str:
        return str(example.gold)

    def is_right(self, example: Example, answer: Answer) -> bool:
        return any(token["token"] == example.gold for token in answer["tokens"])

    def judged(self, examples: Sequence[Example], answers: Sequence[Answer]) -> Judged:
        """Any token of the vocabulary may be right: guessing finds next to none."""
        return judge(self, f"top_{self.settings.top}", 0.0, examples, answers)
