"""Trains the bundled English question-answering model and saves it as a Hugging Face checkpoint.

``python train_qa.py CHECKPOINT``; it needs torch, transformers and tokenizers, takes about six minutes on one core, and
is meant for those who change the model: what devbench ships is in device_assets/models.
"""

from __future__ import annotations

import json
import math
import random
import sys
import time
from itertools import islice
from pathlib import Path
from typing import NamedTuple

import torch
from tokenizers import BertWordPieceTokenizer
from torch.nn.functional import binary_cross_entropy_with_logits, cross_entropy
from transformers import BertConfig, BertForQuestionAnswering

import qa_english

SEED = 1
STEPS = 2000
BATCH = 64
PEAK_RATE = 2e-3
WARM_STEPS = 200
SEQUENCE_LENGTH = 384
SPECIAL_TOKENS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
CLS, SEP = 2, 3
AUXILIARY_WEIGHT = 1.0
"""Of what else is asked of each token of the passage, so that what it takes to answer forms sooner: whether it stands
in the question, too, and whether it is in the answer's sentence."""


class Row(NamedTuple):
    question: list[int]
    context: list[int]
    first: int
    last: int
    sentence: range
    """The tokens of the sentence that the answer is in."""


def train_vocabulary(folder: Path) -> BertWordPieceTokenizer:
    texts = []
    for passage in islice(qa_english.passages(SEED, False, (2, 6)), 20_000):
        texts += [passage.text, *(question.text for question in passage.questions)]
    tokenizer = BertWordPieceTokenizer(lowercase=True)
    tokenizer.train_from_iterator(
        texts, vocab_size=700, min_frequency=2, special_tokens=SPECIAL_TOKENS, show_progress=False
    )
    tokenizer.save_model(str(folder))
    return tokenizer


def rows(
    tokenizer: BertWordPieceTokenizer, seed: int, held_out: bool, sentences: tuple[int, int], count: int
) -> list[Row]:
    made: list[Row] = []
    for passage in qa_english.passages(seed, held_out, sentences):
        context = tokenizer.encode(passage.text, add_special_tokens=False)
        starts = {start: index for index, (start, _) in enumerate(context.offsets)}
        ends = {end: index for index, (_, end) in enumerate(context.offsets)}
        for question in passage.questions[:3]:
            ids = tokenizer.encode(question.text, add_special_tokens=False).ids
            if len(ids) + len(context.ids) + 3 > SEQUENCE_LENGTH:
                break
            end = question.answer_start + len(question.answer)
            sentence = range(
                starts.get(passage.text.rfind(". ", 0, end) + 2, 0), ends[passage.text.index(".", end) + 1]
            )
            made.append(Row(ids, context.ids, starts[question.answer_start], ends[end], sentence))
        if len(made) >= count:
            return made[:count]
    raise AssertionError


def batch(chosen: list[Row]) -> dict[str, torch.Tensor]:
    length = max(len(row.question) + len(row.context) + 3 for row in chosen)
    shape = (len(chosen), length)
    ids, types, mask, in_context = (torch.zeros(shape, dtype=torch.long) for _ in range(4))
    hints = torch.zeros((*shape, 2))
    targets = torch.zeros((len(chosen), 2), dtype=torch.long)
    for index, row in enumerate(chosen):
        first = len(row.question) + 2
        end = first + len(row.context)
        ids[index, : end + 1] = torch.tensor([CLS, *row.question, SEP, *row.context, SEP])
        types[index, first : end + 1] = 1
        mask[index, : end + 1] = 1
        in_context[index, first:end] = 1
        hints[index, first:end, 0] = torch.tensor([float(token in row.question) for token in row.context])
        hints[index, first + row.sentence.start : first + row.sentence.stop, 1] = 1
        targets[index] = torch.tensor([row.first + first, row.last + first])
    return {
        "input_ids": ids,
        "token_type_ids": types,
        "attention_mask": mask,
        "in_context": in_context.bool(),
        "hints": hints,
        "targets": targets,
    }


def new_model(vocabulary_size: int) -> BertForQuestionAnswering:
    config = BertConfig(
        vocab_size=vocabulary_size,
        hidden_size=96,
        num_hidden_layers=3,
        num_attention_heads=4,
        intermediate_size=192,
        max_position_embeddings=SEQUENCE_LENGTH,
        hidden_dropout_prob=0.0,
        attention_probs_dropout_prob=0.0,
        initializer_range=0.1,
    )
    model = BertForQuestionAnswering(config)
    for layer in model.bert.encoder.layer:  # queries look for keys like themselves from the start
        layer.attention.self.key.weight.data.copy_(layer.attention.self.query.weight.data)
    positions = torch.arange(SEQUENCE_LENGTH)[:, None] / 10_000 ** (torch.arange(0, 96, 2) / 96)
    table = torch.stack([positions.sin(), positions.cos()], -1).flatten(1)  # near positions look alike from the start
    model.bert.embeddings.position_embeddings.weight.data.copy_(0.1 * table)
    return model


def forward(model: BertForQuestionAnswering, made: dict[str, torch.Tensor]) -> tuple[torch.Tensor, torch.Tensor]:
    """Hidden states, and logits [batch, length, 2] with everything outside of the passage ruled out."""
    names = ("input_ids", "token_type_ids", "attention_mask")
    hidden = model.bert(**{name: made[name] for name in names})[0]
    return hidden, model.qa_outputs(hidden).masked_fill(~made["in_context"][..., None], -1e9)


def exact_share(model: BertForQuestionAnswering, chosen: list[Row]) -> float:
    """Of rows whose start and end are both the most likely ones."""
    model.eval()
    right = 0
    with torch.no_grad():
        for start in range(0, len(chosen), BATCH):
            made = batch(chosen[start : start + BATCH])
            right += int((forward(model, made)[1].argmax(1) == made["targets"]).all(1).sum())
    model.train()
    return right / len(chosen)


def learning_rate(step: int) -> float:
    return PEAK_RATE * min(1, (step + 1) / WARM_STEPS) * (0.05 + 0.475 * (1 + math.cos(math.pi * step / STEPS)))


def train(tokenizer: BertWordPieceTokenizer) -> BertForQuestionAnswering:
    torch.manual_seed(SEED)
    rng = random.Random(SEED)
    model = new_model(tokenizer.get_vocab_size())
    hint_head = torch.nn.Linear(model.config.hidden_size, 2)
    parameters = [*model.parameters(), *hint_head.parameters()]
    optimizer = torch.optim.AdamW(parameters, PEAK_RATE, weight_decay=0.01, betas=(0.9, 0.98))
    pool: list[list[Row]] = []
    held_out = rows(tokenizer, SEED + 1, True, (2, 6), 512)
    long = rows(tokenizer, SEED + 2, True, (25, 40), 64)
    started = time.monotonic()
    for step in range(STEPS):
        if not pool:
            short = rows(tokenizer, SEED * 100_000 + step, False, (2, 6), BATCH * 45)
            short.sort(key=lambda row: len(row.context) + rng.random() * 8)  # rows of like length go together
            pool = [short[index : index + BATCH] for index in range(0, len(short), BATCH)]
            far = rows(tokenizer, SEED * 200_000 + step, False, (20, 45), 12 * 5)
            pool += [far[index : index + 12] for index in range(0, len(far), 12)]
            rng.shuffle(pool)
        made = batch(pool.pop())
        for group in optimizer.param_groups:
            group["lr"] = learning_rate(step)
        hidden, logits = forward(model, made)
        loss = sum(cross_entropy(logits[..., side], made["targets"][:, side]) for side in range(2)) / 2
        where = made["in_context"]
        hinted = binary_cross_entropy_with_logits(hint_head(hidden)[where], made["hints"][where])
        (loss + AUXILIARY_WEIGHT * hinted).backward()
        torch.nn.utils.clip_grad_norm_(parameters, 1.0)
        optimizer.step()
        optimizer.zero_grad()
        if step % 250 == 249:
            shares = f"held-out {exact_share(model, held_out):.3f}, long {exact_share(model, long):.3f}"
            print(f"step {step + 1}: loss {loss:.3f}, {shares}, {time.monotonic() - started:.0f} s", flush=True)
    return model.eval()


def main(folder: Path) -> None:
    torch.set_num_threads(1)
    folder.mkdir(parents=True, exist_ok=True)
    tokenizer = train_vocabulary(folder)
    model = train(tokenizer)
    model.save_pretrained(folder)
    config = {"tokenizer_class": "BertTokenizer", "do_lower_case": True, "model_max_length": SEQUENCE_LENGTH}
    (folder / "tokenizer_config.json").write_text(json.dumps(config, indent=2) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
