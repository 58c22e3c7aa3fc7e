"""Which role a tensor plays, told by its name: the names that converters and model authors use."""

from __future__ import annotations

import re

INPUT_IDS = "input_ids"
ATTENTION_MASK = "attention_mask"
TOKEN_TYPE_IDS = "token_type_ids"
TEXT_INPUTS = (INPUT_IDS, ATTENTION_MASK, TOKEN_TYPE_IDS)
"""In the order in which models without names have them."""

DECODER_INPUT_IDS = "decoder_input_ids"
DECODER_INPUTS = (DECODER_INPUT_IDS, "encoder_hidden_states", "encoder_attention_mask")

_ALIASES = {
    INPUT_IDS: ("input_word_ids", "word_ids", "token_ids", "ids", "tokens"),
    ATTENTION_MASK: ("input_mask", "mask"),
    TOKEN_TYPE_IDS: ("segment_ids", "input_type_ids", "type_ids", "segments"),
    DECODER_INPUT_IDS: ("decoder_ids",),
    "encoder_hidden_states": (),
    "encoder_attention_mask": (),
    "start_logits": ("start",),
    "end_logits": ("end",),
    "logits": ("scores", "predictions"),
    "embedding": (
        "sentence_embedding",
        "embeddings",
        "text_embedding",
        "pooler_output",
        "pooled_output",
        "last_hidden_state",
        "sequence_output",
    ),
    "hidden_states": ("encoder_hidden_states", "last_hidden_state", "sequence_output"),
}
"""Other names of each role, the better ones first."""

_PREFIX = re.compile(r"^(serving_default|model|bert)_")
_SUFFIX = re.compile(r"(:\d+|_\d+)$")


def plain_name(name: str) -> str:
    """``serving_default_input_ids:0``, ``bert/input_ids_1`` and ``input_ids`` are all ``input_ids``."""
    name = name.lower().rpartition("/")[2]
    while shorter := _SUFFIX.sub("", _PREFIX.sub("", name)):
        if shorter == name:
            break
        name = shorter
    return name


def rank(role: str, name: str) -> int | None:
    """How well a name fits a role: 0 is the role's own name; None where it does not."""
    names = (role, *_ALIASES.get(role, ()))
    plain = plain_name(name)
    return names.index(plain) if plain in names else None
