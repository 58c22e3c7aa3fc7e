"""Sentence embedding: a text becomes a vector."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from devbench.tasks import columns, data, scores, settings
from devbench.tasks.base import Answer, EncodedExample, Example, encode_texts, with_gold
from devbench.tokenizers.reference import ReferenceTokenizer

if TYPE_CHECKING:
    from devbench.tasks.base import Outputs

EQUAL_COSINE = 0.99
"""Vectors that are at least as alike are the same answer. Those of an int8 model on two right runtimes have 0.995; raw
outputs are held to closer bounds where a model is not quantized."""
ALIKE_SIZE = 0.1
"""And by no more may their norms differ, of the greater: the bound of quantized models' raw outputs."""


class Pair(msgspec.Struct, frozen=True):
    """What both texts of a pair have as their gold: the pair's number, and how alike people find them."""

    number: int
    score: float


class FeatureExtraction:
    name = "feature-extraction"
    metrics = ("spearman",)
    output_roles = ("embedding",)

    def __init__(self, task: settings.FeatureExtractionSettings) -> None:
        self.settings = task

    def output_shape(self, length: int) -> Sequence[int | None]:
        return [1, None] if self.settings.pooling == "none" else [1, length, None]

    def read(self, path: Path) -> list[Example]:
        """A text a line where the name ends in ``.txt``; else JSON or a table, of texts or of pairs, best with a score.

        A pair becomes two examples, one after the other.
        """
        if data.suffix(path, ".txt", *data.JSON, *data.TABLES) == ".txt":
            lines = data.read_lines(path)
            return data.require_examples(path, [_example(str(number), line) for number, line in lines if line.strip()])
        examples = []
        for number, row in data.read_rows(path):
            with data.at(path, number):
                examples += _examples(number, row)
        return data.require_examples(path, examples)

    def encode(self, tokenizer: ReferenceTokenizer, example: Mapping[str, Any], length: int) -> EncodedExample:
        return encode_texts(tokenizer, example["text"], None, length)

    def decode(self, example: Mapping[str, Any], encoded: EncodedExample, outputs: Sequence[Outputs]) -> Answer:
        """``outputs`` hold ``embedding`` of shape [1, H], or [1, L, H] where it is pooled here."""
        import numpy as np

        vector = outputs[0]["embedding"]
        if self.settings.pooling == "cls":
            vector = vector[0, 0]
        elif self.settings.pooling == "mean":
            vector = vector[0, : len(encoded.windows[0].token_ids)].mean(axis=0, dtype=np.float32)
        vector = vector.reshape(-1)
        if self.settings.normalize:
            with np.errstate(invalid="ignore"):  # a zero vector has no direction: NaN
                vector = vector / np.sqrt(np.sum(vector * vector, dtype=np.float32))
        return {"vector": vector.tolist()}

    def answers_equal(self, device: Answer, host: Answer) -> bool:
        import numpy as np

        one, other = device["vector"], host["vector"]
        if len(one) != len(other):
            return False
        sizes = [float(np.linalg.norm(np.asarray(each, np.float64))) for each in (one, other)]
        return cosine(one, other) >= EQUAL_COSINE and math.isclose(*sizes, rel_tol=ALIKE_SIZE)

    def points(self, example: Example, answer: Answer) -> None:
        """A rank correlation is no sum over examples."""

    def score(self, examples: Sequence[Example], answers: Sequence[Answer]) -> dict[str, float]:
        """Of the pairs that were seen whole: cosine against gold score."""
        vectors: dict[Pair, list[Sequence[float]]] = {}
        for example, answer in with_gold(examples, answers):
            vectors.setdefault(example.gold, []).append(answer["vector"])
        whole = {pair: found for pair, found in vectors.items() if len(found) == 2}
        found = scores.correlations([cosine(*found) for found in whole.values()], [pair.score for pair in whole])
        return {"spearman": found["spearman"]} if found else {}

    def show(self, answer: Answer) -> str:
        vector = answer["vector"]
        head = ", ".join(f"{value:.4f}" for value in vector[:3])
        return f"[{head}, … {len(vector)} values]"

    def expected(self, example: Example) -> None:
        """Nobody knows a text's right vector, but how alike those of two texts should be."""

    def is_right(self, example: Example, answer: Answer) -> bool:
        return True

    def judged(self, examples: Sequence[Example], answers: Sequence[Answer]) -> None:
        """A rank correlation has no hits to count."""


def _examples(number: int, row: Mapping[str, Any]) -> list[Example]:
    text, other = columns.texts(row)
    id_ = columns.id_of(row, number)
    if other is None:
        if row.get("score") not in (None, ""):
            raise ValueError("a score needs a pair: text and text2")
        return [_example(id_, text)]
    gold = columns.gold(row, ("score", "label"))
    pair = None if gold is None else Pair(number, columns.number(gold))
    return [_example(f"{id_}/1", text, pair), _example(f"{id_}/2", other, pair)]


def _example(id_: str, text: str, gold: Pair | None = None) -> Example:
    return Example(id=id_, device={"id": id_, "text": text}, gold=gold)


def cosine(a: Sequence[float], b: Sequence[float]) -> float:
    """Cosine of the angle between two vectors of one length; 1 for two zero vectors, NaN where a value is NaN."""
    import numpy as np

    x, y = np.asarray(a, np.float64).reshape(-1), np.asarray(b, np.float64).reshape(-1)
    norm = float(np.linalg.norm(x) * np.linalg.norm(y))
    return float(x @ y) / norm if norm else float(np.array_equal(x, y))
