"""Exports a trained small model in three quantizations, writes its held-out data, and states its quality on them.

``python bundle_small.py KIND CHECKPOINT`` after the recipe's training script, with devbench installed; KIND is a key of
RECIPES.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

import choice_english
import classify_english
import classify_japanese
import embed_english
import fill_mask_english
import generate_english
import ner_english
import ner_japanese
from card_quality import quality
from devbench import assets
from devbench.bench.prepare import Request
from devbench.choices import QUANTIZATIONS, RunSettings
from devbench.models.card import CARD_FILE, encode_card, read_card
from devbench.models.export import export

SEED = 11
DECODER_LENGTH = 40
LABELS = "train_labels"


class Recipe(NamedTuple):
    """``examples`` are held-out ones, without end; ``name`` is that of the data, and of the model without its end."""

    name: str
    script: str
    task: str
    sequence_length: int
    examples: Iterable[NamedTuple]
    rows: int


RECIPES = {
    "choice": Recipe("choice-en", "train_choice", "multiple-choice", 64, choice_english.examples(SEED, True), 400),
    "fill_mask": Recipe(
        "fill-mask-en", "train_fill_mask", "fill-mask", 32, fill_mask_english.examples(SEED, True), 400
    ),
    "embed": Recipe("embed-en", "train_embed", "feature-extraction", 40, embed_english.pairs(SEED, True), 400),
    "generate": Recipe("generate-en", "train_generate", "generation", 40, generate_english.examples(SEED, True), 200),
    "classify_en": Recipe("classify-en", LABELS, "text-classification", 64, classify_english.examples(SEED, True), 400),
    "classify_ja": Recipe(
        "classify-ja", LABELS, "text-classification", 96, classify_japanese.examples(SEED, True), 400
    ),
    "ner_en": Recipe("ner-en", LABELS, "token-classification", 96, ner_english.examples(SEED, True), 400),
    "ner_ja": Recipe("ner-ja", LABELS, "token-classification", 64, ner_japanese.examples(SEED, True), 400),
}


def distinct(rows: Iterable[NamedTuple]) -> Iterator[dict[str, Any]]:
    """By what a row begins with."""
    seen = set()
    for row in rows:
        if row[0] not in seen:
            seen.add(row[0])
            yield row._asdict()


def main(kind: str, checkpoint: Path) -> None:
    recipe = RECIPES[kind]
    name, data = f"{recipe.name}-tiny", f"{recipe.name}.jsonl"
    rows = islice(distinct(recipe.examples), recipe.rows)
    assets.dataset(data).write_text("".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in rows))
    folder = assets.root() / "models" / name
    (folder / CARD_FILE).unlink(missing_ok=True)
    for quantize in QUANTIZATIONS:
        target = folder / f"model.{quantize}.tflite"
        export(
            checkpoint, target, recipe.task, recipe.sequence_length, quantize, name=name, decoder_length=DECODER_LENGTH
        )
    card = msgspec.structs.replace(
        read_card(folder / CARD_FILE),
        data=data,
        source=f"Trained by device_assets/scripts/{recipe.script}.py on made-up sentences; see MODEL_CARD.md.",
        license="Apache-2.0",
    )
    (folder / CARD_FILE).write_bytes(encode_card(card))
    measured = {
        quantize: quality(Request(model=name, variant=quantize, settings=RunSettings(threads=1)))
        for quantize in QUANTIZATIONS
    }
    (folder / CARD_FILE).write_bytes(encode_card(msgspec.structs.replace(card, quality=measured)))
    print(json.dumps(measured, indent=1))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
