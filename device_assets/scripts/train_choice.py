"""Trains the bundled English multiple-choice model, a DistilBERT, and saves it as a Hugging Face checkpoint.

``python train_choice.py CHECKPOINT``; it needs torch, transformers and tokenizers, and is meant for those who change
the model: what devbench ships is in device_assets/models.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import torch
from tokenizers import BertWordPieceTokenizer
from torch.nn.functional import cross_entropy
from transformers import DistilBertConfig, DistilBertForMultipleChoice

import choice_english
import small_transformers as small
from small_transformers import BATCH, CLS, PAD, SEP

SEED = 1
STEPS = 1500
PEAK_RATE = 2e-3
SEQUENCE_LENGTH = 64


def new_model(vocabulary_size: int) -> DistilBertForMultipleChoice:
    config = DistilBertConfig(
        vocab_size=vocabulary_size,
        dim=64,
        n_layers=3,
        n_heads=4,
        hidden_dim=192,
        max_position_embeddings=SEQUENCE_LENGTH,
        dropout=0.0,
        attention_dropout=0.0,
        seq_classif_dropout=0.0,
        initializer_range=0.1,
    )
    model = DistilBertForMultipleChoice(config)
    for layer in model.distilbert.transformer.layer:
        small.start_alike(layer.attention.q_lin, layer.attention.k_lin)
    small.start_as_waves(model.distilbert.embeddings.position_embeddings)
    return model


def batches(
    tokenizer: BertWordPieceTokenizer, examples: Iterator[choice_english.Example]
) -> Iterator[tuple[torch.Tensor, torch.Tensor]]:
    """Token ids [batch, choices, length] and labels [batch]."""
    while True:
        chosen = list(islice(examples, BATCH))
        texts = [text for example in chosen for choice in example.choices for text in (example.prompt, choice)]
        parts = [encoding.ids for encoding in tokenizer.encode_batch(texts, add_special_tokens=False)]
        rows = [[CLS, *prompt, SEP, *choice, SEP] for prompt, choice in zip(parts[::2], parts[1::2], strict=True)]
        ids = small.padded(rows)
        yield ids.view(len(chosen), choice_english.CHOICES, -1), torch.tensor([example.label for example in chosen])


def main(folder: Path) -> None:
    torch.manual_seed(SEED)
    texts = (
        text
        for example in islice(choice_english.examples(SEED, False), 20_000)
        for text in (example.prompt, *example.choices)
    )
    tokenizer = small.make_vocabulary(texts, folder)
    model = new_model(tokenizer.get_vocab_size())
    shown = batches(tokenizer, choice_english.examples(SEED + 1, False))
    held_out = list(islice(batches(tokenizer, choice_english.examples(SEED + 2, True)), 8))

    def logits(ids: torch.Tensor) -> torch.Tensor:
        return model(input_ids=ids, attention_mask=(ids != PAD).long()).logits

    def loss_of(step: int) -> torch.Tensor:
        ids, labels = next(shown)
        return cross_entropy(logits(ids), labels)

    def share_right() -> float:
        return sum(float((logits(ids).argmax(1) == labels).float().mean()) for ids, labels in held_out) / len(held_out)

    small.train(model, loss_of, share_right, STEPS, PEAK_RATE)
    small.save(model, folder, SEQUENCE_LENGTH)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
