"""Trains the bundled English sentence-embedding model, a BERT, and saves it as a sentence-transformers checkpoint.

``python train_embed.py CHECKPOINT``; it needs torch, transformers and tokenizers, and is meant for those who change
the model: what devbench ships is in device_assets/models.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import NamedTuple

import torch
from tokenizers import BertWordPieceTokenizer
from torch.nn.functional import cosine_similarity, mse_loss
from transformers import BertConfig, BertModel

import embed_english
import small_transformers as small
from small_transformers import BATCH, CLS, PAD, SEP

SEED = 1
STEPS = 3000
PEAK_RATE = 2e-3
SEQUENCE_LENGTH = 40
GREATEST_SCORE = 5
MODULES = [
    {"idx": 0, "name": "0", "path": "", "type": "sentence_transformers.models.Transformer"},
    {"idx": 1, "name": "1", "path": "1_Pooling", "type": "sentence_transformers.models.Pooling"},
    {"idx": 2, "name": "2", "path": "2_Normalize", "type": "sentence_transformers.models.Normalize"},
]


class Batch(NamedTuple):
    """``ids`` [2 * batch, length], the first sentences before the second ones; ``scores`` [batch], at most 1."""

    ids: torch.Tensor
    scores: torch.Tensor


def new_model(vocabulary_size: int) -> BertModel:
    config = BertConfig(
        vocab_size=vocabulary_size,
        hidden_size=64,
        num_hidden_layers=3,
        num_attention_heads=4,
        intermediate_size=192,
        max_position_embeddings=SEQUENCE_LENGTH,
        hidden_dropout_prob=0.0,
        attention_probs_dropout_prob=0.0,
        initializer_range=0.1,
    )
    model = BertModel(config, add_pooling_layer=False)
    small.start_as_waves(model.embeddings.position_embeddings)
    return model


def batches(tokenizer: BertWordPieceTokenizer, pairs: Iterator[embed_english.Pair]) -> Iterator[Batch]:
    while True:
        chosen = list(islice(pairs, BATCH))
        texts = [pair.text for pair in chosen] + [pair.text2 for pair in chosen]
        encodings = tokenizer.encode_batch(texts, add_special_tokens=False)
        scores = torch.tensor([pair.score for pair in chosen]) / GREATEST_SCORE
        yield Batch(small.padded([[CLS, *encoding.ids, SEP] for encoding in encodings]), scores)


def cosines(model: BertModel, batch: Batch) -> torch.Tensor:
    """Of the means over all tokens of both sentences, [batch]."""
    mask = (batch.ids != PAD).long()
    hidden = model(input_ids=batch.ids, attention_mask=mask)[0]
    means = (hidden * mask[..., None]).sum(1) / mask.sum(1, keepdim=True)
    return cosine_similarity(*means.chunk(2))


def main(folder: Path) -> None:
    torch.manual_seed(SEED)
    shown_once = islice(embed_english.pairs(SEED, False), 20_000)
    tokenizer = small.make_vocabulary((text for pair in shown_once for text in (pair.text, pair.text2)), folder)
    model = new_model(tokenizer.get_vocab_size())
    shown = batches(tokenizer, embed_english.pairs(SEED + 1, False))
    held_out = list(islice(batches(tokenizer, embed_english.pairs(SEED + 2, True)), 8))

    def loss_of(step: int) -> torch.Tensor:
        batch = next(shown)
        return mse_loss(cosines(model, batch), batch.scores)

    def share_right() -> float:
        """Of pairs whose score is met within half a point of five."""
        near = [((cosines(model, batch) - batch.scores).abs() < 0.1).float().mean().item() for batch in held_out]
        return float(sum(near) / len(near))

    small.train(model, loss_of, share_right, STEPS, PEAK_RATE)
    small.save(model, folder, SEQUENCE_LENGTH)
    (folder / "modules.json").write_text(json.dumps(MODULES, indent=2) + "\n")
    (folder / "1_Pooling").mkdir(exist_ok=True)
    pooling = {"word_embedding_dimension": model.config.hidden_size, "pooling_mode_mean_tokens": True}
    (folder / "1_Pooling" / "config.json").write_text(json.dumps(pooling, indent=2) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
