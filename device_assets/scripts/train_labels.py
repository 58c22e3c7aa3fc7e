"""Trains the bundled classification and entity models, English and Japanese, and saves each as a checkpoint.

``python train_labels.py classify_en|classify_ja|ner_en|ner_ja CHECKPOINT``, with devbench and its Japanese packages
importable beside torch and transformers. Text is tokenized and labelled by devbench's own code, as it will be used.
"""

from __future__ import annotations

import json
import sys
import zlib
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

import torch
from torch.nn.functional import cross_entropy
from transformers import BertConfig, BertForSequenceClassification, BertForTokenClassification

import classify_english
import classify_japanese
import ner_english
import ner_japanese
import small_transformers as small
from devbench.tokenizers.reference import ReferenceTokenizer
from devbench.tokenizers.settings import TokenizerSettings
from qa_english import FIRST_NAMES
from small_transformers import BATCH, CLS, PAD, SEP, SPECIAL_TOKENS

SEED = 1
PEAK_RATE = 2e-3
SEQUENCE_LENGTH = 96
UNLABELLED = -100
SPELLED = 4
"""Of so many Japanese words one is left out of the vocabulary, so that a model learns from words in characters, too."""
JAPANESE_CONFIG = {
    "tokenizer_class": "BertJapaneseTokenizer",
    "word_tokenizer_type": "mecab",
    "subword_tokenizer_type": "wordpiece",
    "do_lower_case": False,
    "mecab_kwargs": {"mecab_dic": "ipadic"},
}
JAPANESE = TokenizerSettings(
    word_tokenizer="mecab", lowercase=False, strip_accents=False, split_cjk=False, nfkc=True, dictionary="ipadic"
)


def entity_labels(types: Sequence[str]) -> list[str]:
    return ["O", *(f"{position}-{type_}" for type_ in types for position in "BI")]


class Recipe(NamedTuple):
    source: Any
    labels: list[str]
    is_japanese: bool
    steps: int

    @property
    def finds_entities(self) -> bool:
        return "O" in self.labels


RECIPES = {
    "classify_en": Recipe(classify_english, list(classify_english.TOPICS), False, 900),
    "classify_ja": Recipe(classify_japanese, list(classify_japanese.CATEGORIES), True, 900),
    "ner_en": Recipe(ner_english, entity_labels(ner_english.TYPES), False, 1500),
    "ner_ja": Recipe(ner_japanese, entity_labels(ner_japanese.TYPES), True, 1200),
}


def new_model(recipe: Recipe, vocabulary_size: int) -> Any:
    config = BertConfig(
        vocab_size=vocabulary_size,
        hidden_size=64,
        num_hidden_layers=2 if recipe.is_japanese or not recipe.finds_entities else 3,
        num_attention_heads=4,
        intermediate_size=192,
        max_position_embeddings=SEQUENCE_LENGTH,
        hidden_dropout_prob=0.0,
        attention_probs_dropout_prob=0.0,
        initializer_range=0.1,
        id2label=dict(enumerate(recipe.labels)),
        label2id={label: index for index, label in enumerate(recipe.labels)},
    )
    model = (BertForTokenClassification if recipe.finds_entities else BertForSequenceClassification)(config)
    for layer in model.bert.encoder.layer:
        small.start_alike(layer.attention.self.query, layer.attention.self.key)
    small.start_as_waves(model.bert.embeddings.position_embeddings)
    return model


def make_tokenizer(recipe: Recipe, folder: Path) -> ReferenceTokenizer:
    texts = [example.text for example in islice(recipe.source.examples(SEED, False), 6000)]
    if recipe.is_japanese:
        words = {word.surface for text in texts for word in ner_japanese.tagger()(text)}
        words = {word for word in words if len(word) == 1 or zlib.crc32(word.encode()) % SPELLED}
        characters = sorted({character for text in texts for character in text if not character.isspace()})
        pieces = [*characters, *(f"##{character}" for character in characters)]
        tokens = [*SPECIAL_TOKENS, *pieces, *sorted(words - set(pieces))]
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "vocab.txt").write_text("".join(f"{token}\n" for token in tokens), encoding="utf-8")
        return ReferenceTokenizer(JAPANESE, folder / "vocab.txt")
    if recipe.finds_entities:  # of names, the pieces alone
        names = {
            entity["name"]
            for example in islice(recipe.source.examples(SEED, False), 6000)
            for entity in example.entities
        }
        known = {word for name in names for word in name.split()}
        texts = [" ".join(word for word in text.split() if word.strip(".,;") not in known) for text in texts]
        texts.append(" ".join(FIRST_NAMES) + " Ltd Group Industries Pro Mini")
    small.make_vocabulary(texts, folder)
    return ReferenceTokenizer(TokenizerSettings(), folder / "vocab.txt")


def token_labels(recipe: Recipe, tokenizer: ReferenceTokenizer, example: Any) -> tuple[list[int], list[int]]:
    """Token ids with special tokens, and the label of each: of a word, that of its first token."""
    encoding = tokenizer.encode(example.text)
    ids = encoding.ids[: SEQUENCE_LENGTH - 2]
    labels = [UNLABELLED] * (len(ids) + 2)
    for word in tokenizer.word_starts(encoding):
        if word < len(ids):
            labels[1 + word] = recipe.labels.index(label_at(example.entities, encoding.offsets[word][0]))
    return [CLS, *ids, SEP], labels


def label_at(entities: Sequence[dict[str, Any]], position: int) -> str:
    for entity in entities:
        start, end = entity["span"]
        if start <= position < end:
            return f"{'B' if position == start else 'I'}-{entity['type']}"
    return "O"


def batches(
    recipe: Recipe, tokenizer: ReferenceTokenizer, examples: Iterator[Any]
) -> Iterator[tuple[torch.Tensor, torch.Tensor]]:
    """Token ids [batch, length] and labels, [batch] or [batch, length]."""
    while True:
        chosen = list(islice(examples, BATCH))
        if recipe.finds_entities:
            pairs = [token_labels(recipe, tokenizer, example) for example in chosen]
            yield small.padded([ids for ids, _ in pairs]), small.padded([labels for _, labels in pairs], UNLABELLED)
        else:
            rows = [[CLS, *tokenizer.encode(example.text).ids[: SEQUENCE_LENGTH - 2], SEP] for example in chosen]
            yield small.padded(rows), torch.tensor([recipe.labels.index(example.label) for example in chosen])


def main(kind: str, folder: Path) -> None:
    recipe = RECIPES[kind]
    torch.manual_seed(SEED)
    tokenizer = make_tokenizer(recipe, folder)
    model = new_model(recipe, len(tokenizer.tokens))
    shown = batches(recipe, tokenizer, recipe.source.examples(SEED + 1, False))
    held_out = list(islice(batches(recipe, tokenizer, recipe.source.examples(SEED + 2, True)), 4))

    def logits(ids: torch.Tensor) -> torch.Tensor:
        return model(input_ids=ids, attention_mask=(ids != PAD).long()).logits

    def loss_of(step: int) -> torch.Tensor:
        ids, labels = next(shown)
        return cross_entropy(logits(ids).flatten(0, -2), labels.flatten())

    def share_right() -> float:
        """Of the labels of documents; of sentences, those without a wrong label."""
        rows = []
        for ids, labels in held_out:
            same = (logits(ids).argmax(-1) == labels) | (labels == UNLABELLED)
            rows.append(same if same.dim() == 1 else same.all(1))
        return float(torch.cat(rows).float().mean())

    small.train(model, loss_of, share_right, recipe.steps, PEAK_RATE)
    small.save(model, folder, SEQUENCE_LENGTH)
    if recipe.is_japanese:
        (folder / "tokenizer_config.json").write_text(json.dumps(JAPANESE_CONFIG, indent=2) + "\n")


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
