"""Generation: a text becomes another, token by token, by an encoder-decoder pair."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from devbench.tasks import data, scores, settings
from devbench.tasks.base import Answer, EncodedExample, Example, encode_texts, with_gold
from devbench.tokenizers.reference import ReferenceTokenizer, special_tokens
from devbench.tokenizers.settings import TokenizerSettings

if TYPE_CHECKING:
    from devbench.tasks.base import Outputs


class _GenerationRow(msgspec.Struct):
    source: str
    target: str | None = None
    id: str | None = None


class Generation:
    name = "generation"
    metrics = ("rouge_l", "exact_match")
    output_roles = ("hidden_states",)

    def __init__(self, task: settings.GenerationSettings, tokenizer: TokenizerSettings) -> None:
        self.settings = task
        self._special = {*special_tokens(tokenizer), task.bos_token}

    def output_shape(self, length: int) -> Sequence[int | None]:
        return [1, length, None]

    def read(self, path: Path) -> list[Example]:
        """JSON lines."""
        examples = []
        for number, row in data.read_json_rows(path, _GenerationRow, "a source and its target"):
            id_ = row.id or str(number)
            examples.append(Example(id=id_, device={"id": id_, "text": row.source}, gold=row.target))
        return data.require_examples(path, examples)

    def encode(self, tokenizer: ReferenceTokenizer, example: Mapping[str, Any], length: int) -> EncodedExample:
        encoded = encode_texts(tokenizer, example["text"], None, length)
        return msgspec.structs.replace(encoded, vocabulary=tokenizer.tokens)

    def decode(self, example: Mapping[str, Any], encoded: EncodedExample, outputs: Sequence[Outputs]) -> Answer:
        ids: list[int] = []
        tokens: list[str] = []
        for token_id in encoded.decoded:
            token = encoded.vocabulary[token_id] if token_id < len(encoded.vocabulary) else ""
            if token in self.settings.eos_tokens:
                break
            ids.append(token_id)
            if token and token not in self._special:
                tokens.append(token)
        return {"token_ids": ids, "text": " ".join(tokens).replace(" ##", "")}

    def answers_equal(self, device: Answer, host: Answer) -> bool:
        return bool(device["token_ids"] == host["token_ids"])

    def points(self, example: Example, answer: Answer) -> tuple[float, float] | None:
        if example.gold is None:
            return None
        return scores.rouge_l(answer["text"], example.gold, scores.is_unspaced(example.gold)), 1.0

    def score(self, examples: Sequence[Example], answers: Sequence[Answer]) -> dict[str, float]:
        """Texts without spaces are compared by characters."""
        pairs = [
            (answer["text"], example.gold, scores.is_unspaced(example.gold))
            for example, answer in with_gold(examples, answers)
        ]
        if not pairs:
            return {}
        return {
            "rouge_l": scores.percent(scores.rouge_l(text, gold, unspaced) for text, gold, unspaced in pairs),
            "exact_match": scores.percent(scores.exact_match(text, [gold], unspaced) for text, gold, unspaced in pairs),
        }

    def show(self, answer: Answer) -> str:
        return str(answer["text"]) or "(nothing)"

    def expected(self, example: Example) -> str | None:
        return None if example.gold is None else str(example.gold)

    def is_right(self, example: Example, answer: Answer) -> bool:
        if example.gold is None:
            return True
        return bool(scores.exact_match(answer["text"], [example.gold], scores.is_unspaced(example.gold)))

    def judged(self, examples: Sequence[Example], answers: Sequence[Answer]) -> None:
        """A text is more or less right: there are no hits to count."""
