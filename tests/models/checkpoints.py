"""Tiny checkpoints of each architecture and head, random but the same everywhere: only their outputs are checked in.

The names and shapes are those that transformers saves; make_references.py, which loads them with transformers, would
fail on a wrong one.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import save_file

from devbench.models.random_checkpoint import shapes

Array = NDArray[Any]

LENGTH = 16
TOKENS_USED = 11
DECODER_LENGTH = 8
CHOICES = 3
LABELS = ["O", "B-PER", "I-PER", "B-LOC", "I-LOC"]
VOCABULARY = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *(f"token{number}" for number in range(91))]

HEADS = 4
_HIDDEN, _INNER, _LAYERS = 64, 128, 2
_BERT = {
    "model_type": "bert",
    "vocab_size": len(VOCABULARY),
    "hidden_size": _HIDDEN,
    "intermediate_size": _INNER,
    "num_hidden_layers": _LAYERS,
    "num_attention_heads": HEADS,
    "max_position_embeddings": 24,
    "type_vocab_size": 2,
}
_DISTILBERT = {
    "model_type": "distilbert",
    "vocab_size": len(VOCABULARY),
    "dim": _HIDDEN,
    "hidden_dim": _INNER,
    "n_layers": _LAYERS,
    "n_heads": HEADS,
    "max_position_embeddings": 24,
}
_MOBILEBERT = {
    "model_type": "mobilebert",
    "vocab_size": len(VOCABULARY),
    "embedding_size": 32,
    "hidden_size": _HIDDEN,
    "intra_bottleneck_size": 32,
    "intermediate_size": _INNER,
    "num_hidden_layers": _LAYERS,
    "num_attention_heads": HEADS,
    "num_feedforward_networks": 2,
    "max_position_embeddings": 24,
    "type_vocab_size": 2,
}
_CONFIGS = {"bert": _BERT, "distilbert": _DISTILBERT, "mobilebert": _MOBILEBERT}
_CLASSES = {"bert": "Bert", "distilbert": "DistilBert", "mobilebert": "MobileBert"}
_HEAD_CLASSES = {
    "question-answering": "ForQuestionAnswering",
    "text-classification": "ForSequenceClassification",
    "token-classification": "ForTokenClassification",
    "multiple-choice": "ForMultipleChoice",
    "fill-mask": "ForMaskedLM",
    "feature-extraction": "Model",
}


@dataclass(frozen=True)
class Case:
    """One checkpoint and the task it is for; ``changes`` to the architecture's configuration."""

    name: str
    architecture: str
    task: str
    changes: Mapping[str, Any] = field(default_factory=dict)
    pooling: str | None = None

    @property
    def config(self) -> dict[str, Any]:
        if self.architecture == "bert2bert":
            return _bert2bert_config(self.changes)
        config = {**_CONFIGS[self.architecture], **self.changes}
        config["architectures"] = [self.transformers_class]
        if self.task in ("text-classification", "token-classification"):
            config["id2label"] = {str(number): label for number, label in enumerate(LABELS)}
        return config

    @property
    def transformers_class(self) -> str:
        if self.architecture == "bert2bert":
            return "EncoderDecoderModel"
        return _CLASSES[self.architecture] + _HEAD_CLASSES[self.task]


def _cases() -> Iterator[Case]:
    for architecture in _CONFIGS:
        for task in _HEAD_CLASSES:
            yield Case(f"{architecture}-{task}", architecture, task)
    yield Case("bert-mean-pooling", "bert", "feature-extraction", pooling="mean_tokens")
    yield Case("bert-cls-pooling", "bert", "feature-extraction", pooling="cls_token")
    for activation in ("gelu_new", "relu"):
        yield Case(f"bert-{activation}", "bert", "fill-mask", {"hidden_act": activation})
    yield Case("bert-untied", "bert", "fill-mask", {"tie_word_embeddings": False})
    mobilebert_changes: dict[str, dict[str, Any]] = {
        "layer-norm": {"normalization_type": "layer_norm"},
        "no-bottleneck": {"use_bottleneck": False, "intra_bottleneck_size": _HIDDEN},
        "bottleneck-attention": {"use_bottleneck_attention": True},
        "own-bottlenecks": {"key_query_shared_bottleneck": False, "intra_bottleneck_size": _HIDDEN},
        "no-trigram": {"trigram_input": False},
        "one-feed-forward": {"num_feedforward_networks": 1},
    }
    for name, changes in mobilebert_changes.items():
        yield Case(f"mobilebert-{name}", "mobilebert", "feature-extraction", changes)
    yield Case("mobilebert-no-pooler", "mobilebert", "text-classification", {"classifier_activation": False})
    yield Case("bert2bert", "bert2bert", "generation")
    yield Case("bert2bert-narrow-encoder", "bert2bert", "generation", {"hidden_size": 32})
    pruned = {"pruned_heads": {"0": [2, 0], "1": [3]}}
    yield Case("bert-pruned", "bert", "text-classification", pruned)
    yield Case("distilbert-pruned", "distilbert", "question-answering", pruned)
    yield Case("mobilebert-pruned", "mobilebert", "feature-extraction", pruned)
    yield Case("bert2bert-pruned", "bert2bert", "generation", pruned)
    yield Case("bert-one-type", "bert", "feature-extraction", {"type_vocab_size": 1})


CASES = {case.name: case for case in _cases()}


def write(case: Case, folder: Path) -> Path:
    """The checkpoint as save_pretrained would leave it, with a WordPiece tokenizer."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "config.json").write_text(json.dumps(case.config))
    (folder / "vocab.txt").write_text("".join(f"{token}\n" for token in VOCABULARY))
    (folder / "tokenizer_config.json").write_text('{"tokenizer_class": "BertTokenizer", "do_lower_case": true}')
    save_file(tensors(case), folder / "model.safetensors", metadata={"format": "pt"})
    if case.pooling:
        _write_modules(case.pooling, folder)
    return folder


def tensors(case: Case) -> dict[str, Array]:
    """Each a function of its name alone: norms near 1, all else small."""

    def tensor(name: str, shape: tuple[int, ...]) -> Array:
        random = np.random.default_rng(zlib.crc32(name.encode())).random(shape, np.float32) - np.float32(0.5)
        return 1 + random / 4 if "norm" in name.lower() and name.endswith("weight") else random / 3

    return {name: tensor(name, shape) for name, shape in shapes(case.architecture, case.task, case.config)}


def inputs(case: Case) -> dict[str, Array]:
    """Of one example whose last tokens are padding; int32, as the exported model takes them."""
    shape = (1, CHOICES, LENGTH) if case.task == "multiple-choice" else (1, LENGTH)
    random = np.random.default_rng(7)
    ids = random.integers(5, len(VOCABULARY), shape, dtype=np.int32)
    mask = np.zeros(shape, np.int32)
    mask[..., :TOKENS_USED] = 1
    types = np.zeros(shape, np.int32)
    types[..., 5:TOKENS_USED] = 1
    values = {"input_ids": ids * mask, "attention_mask": mask}
    if case.config.get("type_vocab_size", 0) > 1:
        values["token_type_ids"] = types
    if case.architecture == "bert2bert":
        values["decoder_input_ids"] = random.integers(5, len(VOCABULARY), (1, DECODER_LENGTH), dtype=np.int32)
    return values


def _write_modules(pooling: str, folder: Path) -> None:
    kinds = {"Transformer": "", "Pooling": "1_Pooling", "Normalize": "2_Normalize"}
    modules = [
        {"idx": number, "name": str(number), "path": path, "type": f"sentence_transformers.models.{kind}"}
        for number, (kind, path) in enumerate(kinds.items())
    ]
    (folder / "modules.json").write_text(json.dumps(modules))
    (folder / "1_Pooling").mkdir(exist_ok=True)
    modes = {f"pooling_mode_{mode}": mode == pooling for mode in ("cls_token", "mean_tokens", "max_tokens")}
    (folder / "1_Pooling" / "config.json").write_text(json.dumps({"word_embedding_dimension": _HIDDEN, **modes}))


def _pruning(changes: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in changes.items() if name == "pruned_heads"}


def _bert2bert_config(encoder_changes: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "model_type": "encoder-decoder",
        "architectures": ["EncoderDecoderModel"],
        "is_encoder_decoder": True,
        "decoder_start_token_id": VOCABULARY.index("[CLS]"),
        "eos_token_id": VOCABULARY.index("[SEP]"),
        "pad_token_id": 0,
        "encoder": {**_BERT, **encoder_changes},
        "decoder": {**_BERT, **_pruning(encoder_changes), "is_decoder": True, "add_cross_attention": True},
    }
