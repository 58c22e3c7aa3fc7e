"""A checkpoint laid out as cl-tohoku's first Japanese BERTs, with random weights: docs/cases.md begins with it.

``python -m tests.cases.cl_tohoku FOLDER`` writes it in full size.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from devbench.models.random_checkpoint import CONFIGS, shapes
from tests.models import torch_files

TOKENIZER_CONFIG = {"do_lower_case": False, "word_tokenizer_type": "mecab", "subword_tokenizer_type": "wordpiece"}
"""As it was published: without the dictionary."""
WITH_DICTIONARY = {**TOKENIZER_CONFIG, "mecab_kwargs": {"mecab_dic": "ipadic"}}
SMALL = {"hidden_size": 64, "intermediate_size": 128, "num_hidden_layers": 1, "num_attention_heads": 4}

_SIZE = 32_000
_SPECIAL = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")
_WORDS = ("ので", "遅れ", "ます", "友達", "する", "こと", "好き")
"""Those of the published texts that are longer than a character; neither お腹 nor 痛い is one, as in cl-tohoku's."""
_MASKED_LM = "fill-mask"
_CLASSES = {
    _MASKED_LM: "BertForMaskedLM",
    "text-classification": "BertForSequenceClassification",
    "token-classification": "BertForTokenClassification",
}


def vocabulary() -> list[str]:
    """The characters of JIS X 0208, each to begin a word and to go on with it."""
    codes = (bytes((row, cell)) for row in range(0xA1, 0xF5) for cell in range(0xA1, 0xFF))
    known = [text for code in codes if (text := code.decode("euc_jp", "ignore")) and not text.isspace()]
    pieces = [f"##{character}" for character in known]
    tokens = [*_SPECIAL, *_WORDS, *known, *pieces]
    return [*tokens, *(f"[unused{number}]" for number in range(_SIZE - len(tokens)))]


def write(
    folder: Path,
    task: str = _MASKED_LM,
    labels: Sequence[str] = (),
    size: Mapping[str, int] = {},
    pruned: Mapping[str, Sequence[int]] = {},
    tokenizer: Mapping[str, Any] = TOKENIZER_CONFIG,
) -> Path:
    """``size`` changes BERT-base; ``pruned`` are the heads that each layer has lost, as ``prune_heads`` notes them."""
    config: dict[str, Any] = {
        **CONFIGS["bert-base"],
        "architectures": [_CLASSES[task]],
        "tokenizer_class": "BertJapaneseTokenizer",
        "vocab_size": _SIZE,
        "max_position_embeddings": 512,
        "type_vocab_size": 2,
        **({"id2label": {str(index): label for index, label in enumerate(labels)}} if labels else {}),
        **({"pruned_heads": dict(pruned)} if pruned else {}),
        **size,
    }
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "config.json").write_text(json.dumps(config, indent=2))
    (folder / "tokenizer_config.json").write_text(json.dumps(tokenizer))
    (folder / "vocab.txt").write_text("".join(f"{token}\n" for token in vocabulary()), encoding="utf-8")
    arrays = _weights(task, config)
    state = torch_files.state_dict(arrays)
    if task == _MASKED_LM:  # the table of words is there twice, and stored once
        state["cls.predictions.decoder.weight"] = state["bert.embeddings.word_embeddings.weight"]
    storages = {str(number): array.tobytes() for number, array in enumerate(arrays.values())}
    torch_files.write_legacy(folder / "pytorch_model.bin", state, storages)
    return folder


def _weights(task: str, config: Mapping[str, Any]) -> dict[str, Any]:
    """Larger than an untrained model's, so that tokens differ in what is made of them."""
    random = np.random.default_rng(2019)
    made = {name: random.standard_normal(shape, np.float32) / 8 for name, shape in shapes("bert", task, config)}
    return {name: 1 + array if name.endswith("LayerNorm.weight") else array for name, array in made.items()}


if __name__ == "__main__":
    write(Path(sys.argv[1]))
