"""What the cases of make_tasks.py share: vocabulary, windows, raw outputs, and how they are written."""

from __future__ import annotations

import json
import math
import random
from pathlib import Path
from typing import Any

import msgspec
from tokenizers import Encoding, Tokenizer
from tokenizers.models import WordPiece
from tokenizers.normalizers import BertNormalizer
from tokenizers.pre_tokenizers import BertPreTokenizer
from tokenizers.processors import TemplateProcessing

from tests.vectors.make_decode import SETTINGS, SPECIAL, finite, spelled

FOLDER = Path(__file__).parent / "tasks"

WORDS = "bob ann lives in new york paris the cat hat sat on ##s ##by ##a a é 😀 . , ? ! # 京 都"
VOCABULARY = [*SPECIAL, *WORDS.split()]
IDS = {token: index for index, token in enumerate(VOCABULARY)}
PAD, CLS, SEP, MASK = (IDS[token] for token in ("[PAD]", "[CLS]", "[SEP]", "[MASK]"))
LABELS = ["O", "B-PER", "I-PER", "B-LOC", "I-LOC"]
BIOES = ["O", *(f"{letter}-{type_}" for type_ in ("PER", "LOC") for letter in "BIES")]
NAN, INFINITY = float("nan"), float("inf")

Case = dict[str, Any]


def reference(length: int | None = None) -> Tokenizer:
    tokenizer = Tokenizer(WordPiece(IDS, unk_token="[UNK]"))
    tokenizer.normalizer = BertNormalizer(lowercase=True, strip_accents=False)
    tokenizer.pre_tokenizer = BertPreTokenizer()
    tokenizer.add_special_tokens(SPECIAL)
    tokenizer.post_processor = TemplateProcessing(
        single="[CLS] $A [SEP]", pair="[CLS] $A [SEP] $B:1 [SEP]:1", special_tokens=[("[CLS]", CLS), ("[SEP]", SEP)]
    )
    if length:
        tokenizer.enable_truncation(length, strategy="longest_first")
    return tokenizer


def encode(length: int, text: str, pair: str | None = None) -> tuple[Encoding, bool]:
    """The one window, and whether anything was cut."""
    encoding = reference(length).encode(text, pair)
    return encoding, len(encoding.ids) < len(reference().encode(text, pair).ids)


def window(encoding: Encoding, **more: Any) -> dict[str, Any]:
    return {"token_ids": encoding.ids, "type_ids": encoding.type_ids, **more}


def random_logits(name: str, count: int) -> list[float]:
    """Multiples of 1/8; many are equal."""
    rng = random.Random(name)
    return [rng.randrange(-16, 17) / 8 for _ in range(count)]


def by_greatness(values: list[float]) -> list[int]:
    """The greatest first, the first of equals; NaN counts as minus infinity."""
    return sorted(
        range(len(values)), key=lambda i: (-INFINITY if math.isnan(values[i]) else values[i], -i), reverse=True
    )


def softmax(values: list[float]) -> list[float]:
    if any(math.isnan(value) for value in values) or not math.isfinite(max(values)):
        return [NAN] * len(values)
    powers = [math.exp(value - max(values)) for value in values]
    return [power / sum(powers) for power in powers]


def case(
    name: str, length: int, task: msgspec.Struct, example: dict[str, Any], windows: list[dict[str, Any]], **more: Any
) -> Case:
    head = {"name": name, "sequence_length": length, "task": msgspec.to_builtins(task)}
    return {**head, "example": {"id": name, **example}, "windows": windows, **more}


def refuse(refused: Case) -> Case:
    kept = {key: refused[key] for key in ("name", "sequence_length", "task", "example")}
    return {**kept, "refused": "bad-example"}


def write(name: str, cases: list[Case]) -> None:
    for each in cases:
        if "outputs" in each:
            each["outputs"] = [spelled(output) for output in each["outputs"]]
            each["answer"] = finite(each["answer"])
    lines = ",\n".join(json.dumps(each, separators=(",", ":"), ensure_ascii=False) for each in cases)
    vocabulary = json.dumps(VOCABULARY, ensure_ascii=False)
    head = f'"tokenizer": {json.dumps(msgspec.to_builtins(SETTINGS))}, "vocabulary": {vocabulary}'
    (FOLDER / f"{name}.json").write_text(f'{{{head}, "cases": [\n{lines}\n]}}\n', encoding="utf-8")
