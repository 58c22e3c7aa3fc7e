"""Trains the bundled English fill-mask model, a MobileBERT, and saves it as a Hugging Face checkpoint.

``python train_fill_mask.py CHECKPOINT``; it needs torch, transformers and tokenizers, and is meant for those who change
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
from transformers import MobileBertConfig, MobileBertForMaskedLM

import fill_mask_english
import small_transformers as small
from small_transformers import BATCH, CLS, PAD, SEP

SEED = 1
STEPS = 2000
PEAK_RATE = 3e-3
SEQUENCE_LENGTH = 32


class Batch(NamedTuple):
    """``ids`` [batch, length]; ``places`` of the mask and ``answers`` [batch]."""

    ids: torch.Tensor
    places: torch.Tensor
    answers: torch.Tensor


def new_model(vocabulary_size: int) -> MobileBertForMaskedLM:
    config = MobileBertConfig(
        vocab_size=vocabulary_size,
        hidden_size=96,
        embedding_size=48,
        intra_bottleneck_size=48,
        num_hidden_layers=3,
        num_attention_heads=4,
        intermediate_size=96,
        num_feedforward_networks=2,
        max_position_embeddings=SEQUENCE_LENGTH,
        hidden_dropout_prob=0.0,
        attention_probs_dropout_prob=0.0,
        initializer_range=0.1,
    )
    return MobileBertForMaskedLM(config)


def batches(tokenizer: BertWordPieceTokenizer, examples: Iterator[fill_mask_english.Example]) -> Iterator[Batch]:
    mask = tokenizer.token_to_id(fill_mask_english.MASK)
    while True:
        chosen = list(islice(examples, BATCH))
        encodings = tokenizer.encode_batch([example.text for example in chosen], add_special_tokens=False)
        ids = small.padded([[CLS, *encoding.ids, SEP] for encoding in encodings])
        answers = torch.tensor([tokenizer.token_to_id(example.answer) for example in chosen])
        yield Batch(ids, (ids == mask).long().argmax(1), answers)


def main(folder: Path) -> None:
    torch.manual_seed(SEED)
    shown_once = islice(fill_mask_english.examples(SEED, False), 20_000)
    texts = (example.text.replace(fill_mask_english.MASK, example.answer) for example in shown_once)
    tokenizer = small.make_vocabulary(texts, folder)
    model = new_model(tokenizer.get_vocab_size())
    shown = batches(tokenizer, fill_mask_english.examples(SEED + 1, False))
    held_out = list(islice(batches(tokenizer, fill_mask_english.examples(SEED + 2, True)), 8))

    def logits(batch: Batch) -> torch.Tensor:
        """Of the masks alone, [batch, vocabulary]."""
        hidden = model.mobilebert(input_ids=batch.ids, attention_mask=(batch.ids != PAD).long())[0]
        return model.cls(hidden[torch.arange(len(batch.ids)), batch.places])

    def loss_of(step: int) -> torch.Tensor:
        batch = next(shown)
        return cross_entropy(logits(batch), batch.answers)

    def share_right() -> float:
        return sum(float((logits(batch).argmax(1) == batch.answers).float().mean()) for batch in held_out) / len(
            held_out
        )

    small.train(model, loss_of, share_right, STEPS, PEAK_RATE)
    small.save(model, folder, SEQUENCE_LENGTH)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
