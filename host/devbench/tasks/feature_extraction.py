"""Sentence embedding: a text becomes a vector."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from devbench.tasks import data, scores, settings
from devbench.tasks.base import Answer, EncodedExample, Example, encode_texts
from devbench.tokenizers.reference import ReferenceTokenizer

if TYPE_CHECKING:
    from devbench.tasks.base import Outputs

EQUAL_COSINE = 0.9999
"""Vectors that are at least as alike are the same answer: no ranking by cosine can tell them apart."""


class _SentenceRow(msgspec.Struct):
    text: str
    text2: str | None = None
    score: float | None = None
    id: str | None = None


class Pair(msgspec.Struct, frozen=True):
    """What both texts of a pair have as their gold: the pair's number, and how alike people find them."""

    number: int
    score: float


class FeatureExtraction:
    name = "feature-extraction"
    output_roles = ("embedding",)

    def __init__(self, task: settings.FeatureExtractionSettings) -> None:
        self.settings = task

    def output_shape(self, length: int) -> Sequence[int | None]:
        return [1, None] if self.settings.pooling == "none" else [1, length, None]

    def read(self, path: Path) -> list[Example]:
        """JSON lines where the name ends in ``.jsonl``, of texts or of pairs with a score; else a text a line.

        A pair becomes two examples, one after the other.
        """
        if path.suffix == ".jsonl":
            rows = data.read_json_rows(path, _SentenceRow, 'an object with a "text"')
        else:
            rows = ((number, _SentenceRow(line)) for number, line in data.read_lines(path) if line.strip())
        examples = [example for number, row in rows for example in self._examples(path, number, row)]
        return data.require_examples(path, examples)

    def _examples(self, path: Path, number: int, row: _SentenceRow) -> list[Example]:
        id_ = row.id or str(number)
        if row.text2 is None and row.score is None:
            return [_example(id_, row.text)]
        if row.text2 is None or row.score is None:
            raise data.wrong(path, number, "a pair has a text, a text2 and a score")
        pair = Pair(number, row.score)
        return [_example(f"{id_}/1", row.text, pair), _example(f"{id_}/2", row.text2, pair)]

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
        return cosine(device["vector"], host["vector"]) >= EQUAL_COSINE

    def points(self, example: Example, answer: Answer) -> None:
        """A rank correlation is no sum over examples."""

    def score(self, examples: Sequence[Example], answers: Sequence[Answer]) -> dict[str, float]:
        """Of the pairs that were seen whole: cosine against gold score."""
        vectors: dict[Pair, list[Sequence[float]]] = {}
        for example, answer in zip(examples, answers, strict=True):
            if example.gold is not None:
                vectors.setdefault(example.gold, []).append(answer["vector"])
        whole = {pair: found for pair, found in vectors.items() if len(found) == 2}
        correlation = scores.spearman([cosine(*found) for found in whole.values()], [pair.score for pair in whole])
        return {} if correlation is None else {"spearman": correlation}

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


def _example(id_: str, text: str, gold: Pair | None = None) -> Example:
    return Example(id=id_, device={"id": id_, "text": text}, gold=gold)


def cosine(a: Sequence[float], b: Sequence[float]) -> float:
    """Cosine of the angle between two vectors of one length; 1 for two zero vectors, NaN where a value is NaN."""
    import numpy as np

    x, y = np.asarray(a, np.float64).reshape(-1), np.asarray(b, np.float64).reshape(-1)
    norm = float(np.linalg.norm(x) * np.linalg.norm(y))
    return float(x @ y) / norm if norm else float(np.array_equal(x, y))
