"""Writes tasks/generation-rules.json: what transformers' own ``generate`` makes of a decoder's logits under each rule.

``PYTHONPATH=host python -m tests.vectors.make_generation_rules``, with torch and transformers 5.23. The decoder is a
tiny random one whose vocabulary head says the case's logits, step after step, whatever it reads.
"""

from __future__ import annotations

import random
from typing import Any

import torch
from transformers import BertConfig, EncoderDecoderConfig, EncoderDecoderModel, GenerationConfig

from devbench.tasks.settings import GenerationSettings
from tests.vectors.generation_cases import joined
from tests.vectors.task_cases import IDS, PAD, VOCABULARY, Case, case, encode, window, write

TEXT = "the cats sat on the hat"
LENGTH, DECODER_LENGTH = 12, 8
SIZE = len(VOCABULARY) + 1
_TOKEN_FIELDS = {
    "bos_token": "decoder_start_token_id",
    "eos_token": "eos_token_id",
    "forced_bos_token": "forced_bos_token_id",
    "forced_eos_tokens": "forced_eos_token_id",
    "suppress_tokens": "suppress_tokens",
    "begin_suppress_tokens": "begin_suppress_tokens",
}


def model() -> Any:
    torch.manual_seed(0)
    part: dict[str, Any] = {"vocab_size": SIZE, "hidden_size": 8, "num_hidden_layers": 1, "num_attention_heads": 1}
    part |= {"intermediate_size": 8, "max_position_embeddings": 32}
    config = EncoderDecoderConfig.from_encoder_decoder_configs(BertConfig(**part), BertConfig(**part))
    made: Any = EncoderDecoderModel(config)
    return made.eval()


def configuration(settings: GenerationSettings) -> Any:
    """With ids in place of tokens, and nothing that the defaults do."""
    asked: dict[str, Any] = {}
    for name in settings.__struct_fields__:
        value = getattr(settings, name)
        if name in _TOKEN_FIELDS and value not in (None, [], ()):
            asked[_TOKEN_FIELDS[name]] = IDS[value] if isinstance(value, str) else [IDS[token] for token in value]
        elif name not in _TOKEN_FIELDS and name != "pinned_tokens":
            asked[name] = value
    make: Any = GenerationConfig
    return make(**asked, pad_token_id=PAD)


def rule_case(spoken: Any, name: str, liked: str = "", **changes: Any) -> Case:
    """``liked`` are tokens that the decoder likes better than all others at every step, the first of them best."""
    settings = GenerationSettings(**{"max_new_tokens": DECODER_LENGTH - 1, **changes})
    encoding, truncated = encode(LENGTH, TEXT)
    rng = random.Random(name)
    rows = [[number / 8 for number in rng.sample(range(-40, 40), SIZE)] for _ in range(settings.max_new_tokens)]
    for row in rows:
        for rank, token in enumerate(liked.split()):
            row[IDS[token]] = 6.0 - rank / 4
    said = iter(rows)
    head = spoken.decoder.cls.register_forward_hook(lambda *_: torch.tensor([[next(said)]]))
    ids = torch.tensor([encoding.ids])
    with torch.no_grad():
        whole = spoken.generate(ids, attention_mask=torch.ones_like(ids), generation_config=configuration(settings))[
            0
        ].tolist()
    head.remove()
    decoded = whole[1:]
    ends = {IDS[token] for token in settings.eos_tokens}
    kept = decoded[:-1] if decoded[-1] in ends else decoded
    read = [whole[: step + 1] for step in range(len(decoded))]
    return case(
        name,
        LENGTH,
        settings,
        {"text": TEXT},
        [window(encoding)],
        truncated=truncated,
        outputs=[{"logits": [value for row in rows[: len(decoded)] for value in row]}],
        decoder={
            "sequence_length": DECODER_LENGTH,
            "inputs": [row + [PAD] * (DECODER_LENGTH - len(row)) for row in read],
        },
        answer={"token_ids": kept, "text": joined(kept, settings)},
    )


def main() -> None:
    spoken = model()

    def rule(name: str, liked: str = "", **changes: Any) -> Case:
        return rule_case(spoken, name, liked, **changes)

    write(
        "generation-rules",
        [
            rule("none"),
            rule("several ends", ". bob", eos_token=["[SEP]", "."], begin_suppress_tokens=["."]),
            rule("one of several ends", ". bob", eos_token=["[SEP]", "."], min_new_tokens=3),
            rule("no end", "[SEP] bob", eos_token=[]),
            rule("no end that least tokens could wait for", "[SEP] bob", eos_token=[], min_new_tokens=3),
            rule("the end waits", "[SEP] bob", min_new_tokens=4),
            rule("the end waits beyond the limit", "[SEP] bob", min_new_tokens=9, max_new_tokens=5),
            rule("repetition costs", "bob ann cat", repetition_penalty=1.3),
            rule("repetition pays", "bob ann", repetition_penalty=0.7),
            rule("repetition of the first token costs", "[CLS] bob", repetition_penalty=1.05),
            rule("odd penalty", "cat", repetition_penalty=1.7320508),
            rule("no token twice", "bob ann cat", no_repeat_ngram_size=1),
            rule("no pair twice", "bob ann", no_repeat_ngram_size=2),
            rule("no triple twice", "bob", no_repeat_ngram_size=3),
            rule("longer n-grams than text", "bob", no_repeat_ngram_size=20),
            rule("no token of the source", "cat the sat bob", encoder_no_repeat_ngram_size=1),
            rule("no pair of the source", "the cat hat sat", encoder_no_repeat_ngram_size=2),
            rule("no triple of the source", "the cat ##s", encoder_no_repeat_ngram_size=3),
            rule("longer n-grams than the source", "the cat", encoder_no_repeat_ngram_size=20),
            rule("forced first", "bob", forced_bos_token="京"),
            rule("forced first ends", "bob", forced_bos_token="[SEP]"),
            rule("forced first token that least tokens exclude", "bob", forced_bos_token="[SEP]", min_new_tokens=2),
            rule("forced last", "bob", forced_eos_tokens=["[SEP]"]),
            rule("forced last of several", "bob", forced_eos_tokens=["hat", "cat"]),
            rule("first and last at once", "bob", forced_bos_token="a", forced_eos_tokens=["[SEP]"], max_new_tokens=1),
            rule("suppressed", "bob ann", suppress_tokens=["bob", "京", "[SEP]"]),
            rule("suppressed first", "bob ann", begin_suppress_tokens=["bob", "[SEP]"]),
            rule(
                "suppressed after the forced", "bob ann", forced_bos_token="hat", begin_suppress_tokens=["bob", "hat"]
            ),
            rule("forced and suppressed at first", "bob", forced_bos_token="hat", begin_suppress_tokens=["hat"]),
            rule("the last forced against least tokens", "bob", forced_eos_tokens=["[SEP]"], min_new_tokens=20),
            rule(
                "all at once",
                "bob ann the cat",
                bos_token="#",
                eos_token=["!", "?"],
                min_new_tokens=5,
                repetition_penalty=1.2,
                no_repeat_ngram_size=2,
                encoder_no_repeat_ngram_size=3,
                forced_bos_token="a",
                forced_eos_tokens=["?"],
                suppress_tokens=["ann"],
                begin_suppress_tokens=["bob"],
            ),
        ],
    )


if __name__ == "__main__":
    main()
