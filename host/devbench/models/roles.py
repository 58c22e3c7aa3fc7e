"""Which role a tensor plays, told by its name: the names that converters and model authors use."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

INPUT_IDS = "input_ids"
ATTENTION_MASK = "attention_mask"
TOKEN_TYPE_IDS = "token_type_ids"
TEXT_INPUTS = (INPUT_IDS, ATTENTION_MASK, TOKEN_TYPE_IDS)
"""In the order in which models without names have them."""

DECODER_INPUT_IDS = "decoder_input_ids"
ENCODER_HIDDEN_STATES = "encoder_hidden_states"
ENCODER_ATTENTION_MASK = "encoder_attention_mask"
DECODER_INPUTS = (DECODER_INPUT_IDS, ENCODER_HIDDEN_STATES, ENCODER_ATTENTION_MASK)
DECODER_OUTPUTS = ("logits",)

_KNOWN_INPUTS = (*TEXT_INPUTS, *DECODER_INPUTS, "position_ids")
"""The last one nobody can feed; a name that says so must not be taken for another."""
_KNOWN_OUTPUTS = ("start_logits", "end_logits", "logits", "embedding", "hidden_states")

_ALIASES = {
    INPUT_IDS: ("input_word_ids", "word_ids", "token_ids", "ids", "tokens"),
    ATTENTION_MASK: ("input_mask", "mask"),
    TOKEN_TYPE_IDS: ("segment_ids", "input_type_ids", "type_ids", "segments"),
    DECODER_INPUT_IDS: ("decoder_ids",),
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


@dataclass(frozen=True)
class _Words:
    """What is found inside a name: one word of each of ``needed``, and none of ``foreign``."""

    needed: Sequence[frozenset[str]]
    foreign: frozenset[str] = frozenset()

    def match(self, words: frozenset[str]) -> bool:
        return all(words & group for group in self.needed) and not words & self.foreign


def _words(*needed: str, foreign: str = "") -> _Words:
    return _Words([frozenset(group.split()) for group in needed], frozenset(foreign.split()))


_TYPES, _POSITIONS = "type types segment segments", "position positions pos"
_MEANINGS = {
    INPUT_IDS: _words("id ids token tokens", foreign=f"{_TYPES} {_POSITIONS} mask encoder decoder"),
    ATTENTION_MASK: _words("mask", foreign="encoder decoder head"),
    TOKEN_TYPE_IDS: _words(_TYPES, foreign="mask decoder"),
    DECODER_INPUT_IDS: _words("decoder", "id ids token tokens", foreign=f"{_TYPES} {_POSITIONS} mask"),
    ENCODER_HIDDEN_STATES: _words("encoder", "hidden state states output outputs", foreign="mask"),
    ENCODER_ATTENTION_MASK: _words("encoder", "mask"),
    "position_ids": _words(_POSITIONS),
    "start_logits": _words("start begin", foreign="end stop"),
    "end_logits": _words("end stop", foreign="start begin"),
    "logits": _words(
        "logit logits score scores prediction predictions probability probabilities probs",
        foreign="start begin end stop",
    ),
    "embedding": _words("embedding embeddings pooled pooler pooling sentence"),
    "hidden_states": _words("hidden"),
}

_INSIDE = 100
"""The rank of a role whose words are found inside a name, after all roles that have the name itself."""
_IN_A_SCOPE = 200
"""And of one found in the path before it, which tells least: all tensors of a model may share it."""

_PREFIX = re.compile(r"^(serving_default|model|bert)_")
_SUFFIX = re.compile(r"(:\d+|_\d+)$")
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")


def plain_name(name: str) -> str:
    """``serving_default_input_ids:0``, ``bert/input_ids_1`` and ``input_ids`` are all ``input_ids``."""
    name = name.lower().rpartition("/")[2]
    while shorter := _SUFFIX.sub("", _PREFIX.sub("", name)):
        if shorter == name:
            break
        name = shorter
    return name


def input_ranks(name: str) -> Mapping[str, int]:
    """How well an input's name fits the roles that it fits at all: 0 is the role's own name."""
    return _ranks(name, _KNOWN_INPUTS)


def output_ranks(name: str) -> Mapping[str, int]:
    return _ranks(name, _KNOWN_OUTPUTS)


def is_clear(rank: int) -> bool:
    """Whether the name itself says so, not the path before it."""
    return rank < _IN_A_SCOPE


def natural(name: str) -> list[tuple[int, str]]:
    """Sorts names with their numbers as numbers: ``input_2`` before ``input_10``."""
    return [(int(part), "") if part.isdecimal() else (-1, part) for part in re.split(r"(\d+)", name)]


def _ranks(name: str, known: Sequence[str]) -> dict[str, int]:
    plain = plain_name(name)
    named = {role: (role, *_ALIASES.get(role, ())) for role in known}
    if found := {role: names.index(plain) for role, names in named.items() if plain in names}:
        return found
    for depth, part in enumerate(reversed(name.split("/"))):
        words = frozenset(re.findall("[a-z]+", _HUMP.sub(" ", part).lower()))
        rank = _INSIDE if depth == 0 else _IN_A_SCOPE + depth
        if found := {role: rank for role in known if _MEANINGS[role].match(words)}:
            return found
    return {}
