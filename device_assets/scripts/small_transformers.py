"""What the training of the small models has in common that are made of transformers' own classes."""

from __future__ import annotations

import json
import math
import string
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import torch
from tokenizers import BertWordPieceTokenizer
from transformers import PreTrainedModel

SPECIAL_TOKENS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
PAD, UNK, CLS, SEP, MASK = range(5)
BATCH = 64
REPORTS = 10
"""A training tells so often how it goes."""


def make_vocabulary(texts: Iterable[str], folder: Path) -> BertWordPieceTokenizer:
    """Of all words of the texts in lower case, and of characters for numbers and other words.

    Written to ``folder`` as vocab.txt.
    """
    basic = BertWordPieceTokenizer(lowercase=True)
    words = {
        word for text in texts for word, _ in basic.pre_tokenizer.pre_tokenize_str(basic.normalizer.normalize_str(text))
    }
    characters = sorted({*string.ascii_lowercase, *string.digits, *"".join(words)})
    pieces = [*characters, *(f"##{character}" for character in characters)]
    tokens = [
        *SPECIAL_TOKENS,
        *pieces,
        *sorted(word for word in words - set(pieces) if not set(word) & set(string.digits)),
    ]
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "vocab.txt"
    path.write_text("".join(f"{token}\n" for token in tokens))
    return BertWordPieceTokenizer(str(path), lowercase=True)


def padded(rows: Sequence[Sequence[int]], value: int = PAD) -> torch.Tensor:
    """[rows, longest]"""
    longest = max(map(len, rows))
    return torch.tensor([[*row, *[value] * (longest - len(row))] for row in rows])


def train(
    model: torch.nn.Module,
    loss_of: Callable[[int], torch.Tensor],
    share_right: Callable[[], float],
    steps: int,
    peak_rate: float,
) -> None:
    """``loss_of`` makes the batch of a step, too; ``share_right`` is of a few held-out examples."""
    torch.set_num_threads(1)
    optimizer = torch.optim.AdamW(model.parameters(), peak_rate, weight_decay=0.01, betas=(0.9, 0.98))
    started = time.monotonic()
    for step in range(steps):
        for group in optimizer.param_groups:
            group["lr"] = peak_rate * _rate(step, steps)
        loss = loss_of(step)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        optimizer.zero_grad()
        if (step + 1) % (steps // REPORTS) == 0:
            model.eval()
            with torch.no_grad():
                share = share_right()
            model.train()
            print(
                f"step {step + 1}: loss {loss:.3f}, held-out {share:.3f}, {time.monotonic() - started:.0f} s",
                flush=True,
            )
    model.eval()


def _rate(step: int, steps: int) -> float:
    """Up for a tenth of the steps, then down along a cosine."""
    warm = steps // 10
    return min(1, (step + 1) / warm) * (0.02 + 0.49 * (1 + math.cos(math.pi * step / steps)))


def start_alike(query: torch.nn.Linear, key: torch.nn.Linear) -> None:
    """Queries look for keys like themselves from the start."""
    key.weight.data.copy_(query.weight.data)


def start_as_waves(positions: torch.nn.Embedding) -> None:
    """Near positions look alike from the start."""
    count, size = positions.weight.shape
    angles = torch.arange(count)[:, None] / 10_000 ** (torch.arange(0, size, 2) / size)
    positions.weight.data.copy_(0.1 * torch.stack([angles.sin(), angles.cos()], -1).flatten(1))


def save(model: PreTrainedModel, folder: Path, sequence_length: int) -> None:
    """As devbench export reads it."""
    model.save_pretrained(folder)
    config = {"tokenizer_class": "BertTokenizer", "do_lower_case": True, "model_max_length": sequence_length}
    (folder / "tokenizer_config.json").write_text(json.dumps(config, indent=2) + "\n")
    print(f"{sum(weights.numel() for weights in model.parameters()):,} parameters in {folder}")
