"""The cases of tasks/generation.json: what a decoder says, step after step."""

from __future__ import annotations

from typing import Any

from devbench.tasks.settings import GenerationSettings
from tests.vectors.make_decode import SPECIAL
from tests.vectors.task_cases import (
    IDS,
    PAD,
    VOCABULARY,
    Case,
    case,
    encode,
    random_logits,
    window,
)


def generation_case(name: str, said: str, length: int = 12, decoder_length: int = 8, **settings: Any) -> Case:
    """``said`` are the tokens that the decoder finds best, step after step, whatever it reads."""
    task = GenerationSettings(**settings)
    text = "the cats sat on the hat"
    encoding, truncated = encode(length, text)
    bos, (eos,) = IDS[task.bos_token], [IDS[token] for token in task.eos_tokens]
    room = task.pinned_tokens or min(task.max_new_tokens, decoder_length - 1)
    spoken = [IDS.get(token, len(VOCABULARY)) for token in said.split()][:room]
    if not task.pinned_tokens and eos in spoken:
        spoken = spoken[: spoken.index(eos) + 1]
    assert len(spoken) == room or spoken[-1] == eos, name
    kept = spoken[: spoken.index(eos)] if eos in spoken else spoken
    logits = []
    for step, token in enumerate(spoken):
        row = random_logits(f"{name} {step}", len(VOCABULARY) + 1)
        row[token] = 3.0
        logits += row
    read = [[bos, *spoken[:step]] for step in range(len(spoken))]
    return case(
        name,
        length,
        task,
        {"text": text},
        [window(encoding)],
        truncated=truncated,
        outputs=[{"logits": logits}],
        decoder={
            "sequence_length": decoder_length,
            "inputs": [ids + [PAD] * (decoder_length - len(ids)) for ids in read],
        },
        answer={"token_ids": kept, "text": joined(kept, task)},
    )


def joined(ids: list[int], task: GenerationSettings) -> str:
    """A word is a token and the ``##`` tokens after it."""
    dropped = {*SPECIAL, task.bos_token, *task.eos_tokens}
    tokens = [VOCABULARY[i] for i in ids if i < len(VOCABULARY) and VOCABULARY[i] not in dropped]
    text = ""
    for number, token in enumerate(tokens):
        text += token[2:] if number and token.startswith("##") else f" {token}" if number else token
    return text


def generation_cases() -> list[Case]:
    return [
        generation_case("ends by itself", "a cat ##s sat [SEP]"),
        generation_case("ends at once", "[SEP]"),
        generation_case("ends at the limit", "a cat sat on a hat", max_new_tokens=4),
        generation_case("ends where the decoder does", "a cat sat on a hat . [SEP]"),
        generation_case("pinned beyond its end", "a cat [SEP] sat on [SEP] hat", pinned_tokens=7),
        generation_case("pinned before its end", "a cat sat on", pinned_tokens=3),
        generation_case("special tokens are left out", "[CLS] bob [PAD] ##by [MASK] [UNK] [SEP]"),
        generation_case("own first and last token", "a # cat ! hat", bos_token="#", eos_token="!"),
        generation_case("glued from the beginning", "##s ##by cat ##a [SEP]"),
        generation_case("beyond the vocabulary", "bob beyond ##by [SEP]"),
        generation_case("source cut", "cat [SEP]", length=6),
        generation_case("two positions", "cat", decoder_length=2),
    ]
