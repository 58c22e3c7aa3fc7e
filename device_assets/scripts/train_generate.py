"""Trains the bundled English generation model, a BERT2BERT, and saves it as a Hugging Face checkpoint.

``python train_generate.py CHECKPOINT``; it needs torch, transformers and tokenizers, and is meant for those who change
the model: what devbench ships is in device_assets/models.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import NamedTuple

import torch
from tokenizers import BertWordPieceTokenizer
from torch.nn.functional import cross_entropy
from transformers import BertConfig, EncoderDecoderConfig, EncoderDecoderModel

import generate_english
import small_transformers as small
from small_transformers import BATCH, CLS, PAD, SEP

SEED = 1
STEPS = 2000
PEAK_RATE = 2e-3
SOURCE_LENGTH = 40
TARGET_LENGTH = 40


class Batch(NamedTuple):
    """``target`` begins with the token that decoding starts with."""

    source: torch.Tensor
    target: torch.Tensor


def new_model(vocabulary_size: int) -> EncoderDecoderModel:
    def half(length: int, **of_decoder: bool) -> BertConfig:
        return BertConfig(
            vocab_size=vocabulary_size,
            hidden_size=64,
            num_hidden_layers=2,
            num_attention_heads=4,
            intermediate_size=128,
            max_position_embeddings=length,
            hidden_dropout_prob=0.0,
            attention_probs_dropout_prob=0.0,
            initializer_range=0.1,
            **of_decoder,
        )

    decoder = half(TARGET_LENGTH, is_decoder=True, add_cross_attention=True)
    config = EncoderDecoderConfig.from_encoder_decoder_configs(half(SOURCE_LENGTH), decoder)
    config.decoder_start_token_id, config.eos_token_id, config.pad_token_id = CLS, SEP, PAD
    model = EncoderDecoderModel(config)
    for bert in (model.encoder, model.decoder.bert):
        small.start_as_waves(bert.embeddings.position_embeddings)
        for layer in bert.encoder.layer:
            small.start_alike(layer.attention.self.query, layer.attention.self.key)
    return model


def batches(tokenizer: BertWordPieceTokenizer, examples: Iterator[generate_english.Example]) -> Iterator[Batch]:
    def ids(texts: list[str]) -> torch.Tensor:
        return small.padded([[CLS, *row.ids, SEP] for row in tokenizer.encode_batch(texts, add_special_tokens=False)])

    while True:
        chosen = list(islice(examples, BATCH))
        yield Batch(ids([example.source for example in chosen]), ids([example.target for example in chosen]))


def main(folder: Path) -> None:
    torch.manual_seed(SEED)
    shown_once = islice(generate_english.examples(SEED, False), 20_000)
    tokenizer = small.make_vocabulary((text for example in shown_once for text in example), folder)
    model = new_model(tokenizer.get_vocab_size())
    shown = batches(tokenizer, generate_english.examples(SEED + 1, False))
    held_out = list(islice(batches(tokenizer, generate_english.examples(SEED + 2, True)), 4))

    def logits(batch: Batch) -> torch.Tensor:
        """[batch, target length - 1, vocabulary]"""
        mask = (batch.source != PAD).long()
        return model(input_ids=batch.source, attention_mask=mask, decoder_input_ids=batch.target[:, :-1]).logits

    def loss_of(step: int) -> torch.Tensor:
        batch = next(shown)
        return cross_entropy(logits(batch).flatten(0, 1), batch.target[:, 1:].flatten(), ignore_index=PAD)

    def share_right() -> float:
        """Of targets of which each token is the likeliest after those before it."""
        rights = []
        for batch in held_out:
            wanted = batch.target[:, 1:]
            rights.append(((logits(batch).argmax(2) == wanted) | (wanted == PAD)).all(1).float().mean().item())
        return float(sum(rights) / len(rights))

    small.train(model, loss_of, share_right, STEPS, PEAK_RATE)
    small.save(model, folder, SOURCE_LENGTH)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
