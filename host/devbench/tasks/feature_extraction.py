"""Sentence embedding: a text becomes a vector."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from devbench.tasks import data, settings
from devbench.tasks.base import Answer, EncodedExample, EncodedWindow, Example
from devbench.tokenizers.reference import ReferenceTokenizer

if TYPE_CHECKING:
    from devbench.tasks.base import Outputs

EQUAL_COSINE = 0.9999
"""Vectors that are at least as alike are the same answer: no ranking by cosine can tell them apart."""


class _Text(msgspec.Struct):
    text: str
    id: str | None = None


class FeatureExtraction:
    name = "feature-extraction"
    output_roles = ("embedding",)

    def __init__(self, task: settings.FeatureExtraction) -> None:
        self.settings = task

    def read(self, path: Path) -> list[Example]:
        """JSON lines of ``{"text": …, "id"?: …}`` where the name ends in ``.jsonl``; else a text a line."""
        if path.suffix == ".jsonl":
            rows = list(data.read_json_lines(path, _Text, 'an object with a "text"'))
        else:
            lines = enumerate(data.read_text(path).splitlines(), start=1)
            rows = [(number, _Text(line)) for number, line in lines if line.strip()]
        examples = [
            Example(id=row.id or str(number), device={"id": row.id or str(number), "text": row.text})
            for number, row in rows
        ]
        return data.require_examples(path, examples)

    def encode(self, tokenizer: ReferenceTokenizer, example: Mapping[str, Any], length: int) -> EncodedExample:
        ids = tokenizer.encode(example["text"]).ids
        kept = ids[: length - 2]
        token_ids = [tokenizer.cls_id, *kept, tokenizer.sep_id]
        window = EncodedWindow(token_ids=token_ids, type_ids=[0] * len(token_ids))
        return EncodedExample(windows=[window], truncated=len(kept) < len(ids))

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
            vector = vector / np.sqrt(np.sum(vector * vector, dtype=np.float32))
        return {"vector": vector.tolist()}

    def answers_equal(self, device: Answer, host: Answer) -> bool:
        return cosine(device["vector"], host["vector"]) >= EQUAL_COSINE

    def score(self, examples: Sequence[Example], answers: Sequence[Answer]) -> dict[str, float]:
        return {}

    def show(self, answer: Answer) -> str:
        vector = answer["vector"]
        head = ", ".join(f"{value:.4f}" for value in vector[:3])
        return f"[{head}, … {len(vector)} values]"


def cosine(a: Sequence[float], b: Sequence[float]) -> float:
    """Cosine of the angle between two vectors of one length; 1 for two zero vectors, NaN where a value is NaN."""
    import numpy as np

    x, y = np.asarray(a, np.float64).reshape(-1), np.asarray(b, np.float64).reshape(-1)
    norm = float(np.linalg.norm(x) * np.linalg.norm(y))
    return float(x @ y) / norm if norm else float(np.array_equal(x, y))
