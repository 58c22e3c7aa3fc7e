"""Exports the trained question-answering model in three quantizations, states its quality, writes its data set.

``python bundle_qa.py CHECKPOINT`` after train_qa.py, with devbench installed.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import msgspec

import qa_english
from card_quality import quality
from devbench import assets
from devbench.bench.prepare import Request
from devbench.choices import QUANTIZATIONS, RunSettings
from devbench.models.card import CARD_FILE, encode_card, read_card
from devbench.models.export import export

NAME = "qa-en-tiny"
DATA = "qa-en.json"
SHORT, LONG = (2, 6), (80, 110)
QUESTIONS_EACH = 2


def squad(seed: int, short: int, long: int) -> dict[str, object]:
    """So many held-out questions about short and long passages, in SQuAD's layout."""
    paragraphs = [*_paragraphs(seed, SHORT, short), *_paragraphs(seed + 1, LONG, long)]
    return {"version": "1.1", "data": [{"title": "qa_english", "paragraphs": paragraphs}]}


def _paragraphs(seed: int, sentences: tuple[int, int], count: int) -> Iterator[dict[str, object]]:
    passages = qa_english.passages(seed, True, sentences)
    for first in range(0, count, QUESTIONS_EACH):
        passage = next(passages)
        asked = passage.questions[: min(QUESTIONS_EACH, count - first)]
        yield {
            "context": passage.text,
            "qas": [
                {
                    "id": f"{seed}-{first + index}",
                    "question": question.text,
                    "answers": [{"text": question.answer, "answer_start": question.answer_start}],
                }
                for index, question in enumerate(asked)
            ],
        }


def main(checkpoint: Path) -> None:
    folder = assets.root() / "models" / NAME
    (folder / CARD_FILE).unlink(missing_ok=True)
    for quantize in QUANTIZATIONS:
        export(checkpoint, folder / f"model.{quantize}.tflite", "question-answering", 384, quantize, name=NAME)
    dataset = assets.dataset(DATA)
    dataset.parent.mkdir(exist_ok=True)
    dataset.write_text(json.dumps(squad(11, 94, 6), ensure_ascii=False, indent=1) + "\n")
    with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
        json.dump(squad(21, 950, 50), file)
        file.flush()
        measured = {
            quantize: quality(Request(NAME, quantize, data=Path(file.name), settings=RunSettings(threads=1)))
            for quantize in QUANTIZATIONS
        }
    card = msgspec.structs.replace(
        read_card(folder / CARD_FILE),
        data=DATA,
        quality=measured,
        source="Trained by device_assets/scripts/train_qa.py on made-up passages; see MODEL_CARD.md.",
        license="Apache-2.0",
    )
    (folder / CARD_FILE).write_bytes(encode_card(card))
    print(json.dumps(measured, indent=1))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
