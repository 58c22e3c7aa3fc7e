"""Examples that bring their tokens, for a device that is not to tokenize: ``--tokenize host``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from devbench.tokenizers.reference import ReferenceTokenizer


def with_tokens(example: Mapping[str, Any], tokenizer: ReferenceTokenizer) -> dict[str, Any]:
    """The example with ``tokens``: those of each of its texts, by the text's name; of a list of texts, a list."""
    texts = {name: value for name, value in example.items() if name != "id"}
    return {**example, "tokens": {name: _tokens(value, tokenizer) for name, value in texts.items()}}


def _tokens(value: str | list[str], tokenizer: ReferenceTokenizer) -> Any:
    if isinstance(value, list):
        return [_tokens(each, tokenizer) for each in value]
    encoding = tokenizer.encode(value)
    starts, ends = zip(*encoding.offsets, strict=True) if encoding.offsets else ((), ())
    return {"ids": encoding.ids, "starts": starts, "ends": ends, "words": tokenizer.word_starts(encoding)}
