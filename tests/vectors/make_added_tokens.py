"""Writes added_tokens/layouts.json: ids and offsets of transformers where checkpoints have added tokens.

``PYTHONPATH=host python -m tests.vectors.make_added_tokens``
"""

from __future__ import annotations

import json
import random
import tempfile
from pathlib import Path

import msgspec
from transformers import AutoTokenizer

from devbench.tokenizers import loading
from tests.kinds import present
from tests.tokenizers.layouts import TEXTS, VOCABULARY
from tests.tokenizers.readable_layouts import BERT_LAYOUTS

FILE = Path(__file__).parent / "added_tokens/layouts.json"
PIECES = ["<e1>", "<E1>", "</e1>", "<x>", "[MASK]", "Foo", "foo", "NewWord", "New", "café", "CAFÉ", "covid", "e", "E"]
PIECES += [" ", " ", "\u3000", "\u2028", "\t", "\x0b", "\x00", "\u200b", "中", "が", "\u0301", "-", ".", "1", "İ", "😀"]


def random_texts(count: int) -> list[str]:
    rng = random.Random(10)
    return ["".join(rng.choices(PIECES, k=rng.randrange(1, 12))) for _ in range(count)]


def main() -> None:
    texts = TEXTS + random_texts(40)
    layouts = []
    for layout in BERT_LAYOUTS:
        with tempfile.TemporaryDirectory() as folder:
            layout.write(Path(folder))
            settings = present(loading.find(Path(folder)))
            if (
                not settings.added_tokens
                or (loading.find_vocabulary(Path(folder)) or b"").decode().split() != VOCABULARY
            ):
                continue
            tokenizer = AutoTokenizer.from_pretrained(folder)
        encoded = [tokenizer(text, add_special_tokens=False, return_offsets_mapping=True) for text in texts]
        cases = [{"ids": one["input_ids"], "offsets": one["offset_mapping"]} for one in encoded]
        layouts.append({"name": layout.name, "settings": msgspec.to_builtins(settings), "cases": cases})
    head = f'"vocabulary": {json.dumps(VOCABULARY)},\n"texts": {json.dumps(texts)}'
    lines = ",\n".join(json.dumps(layout, separators=(",", ":")) for layout in layouts)
    FILE.write_text(f'{{{head},\n"layouts": [\n{lines}\n]}}\n', encoding="utf-8")


if __name__ == "__main__":
    main()
