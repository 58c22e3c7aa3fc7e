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

Array = NDArray[Any]
Shapes = Iterator[tuple[str, tuple[int, ...]]]

LENGTH = 16
TOKENS_USED = 11
DECODER_LENGTH = 8
CHOICES = 3
LABELS = ["O", "B-PER", "I-PER", "B-LOC", "I-LOC"]
VOCABULARY = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *(f"token{number}" for number in range(91))]

_HIDDEN, _INNER, _LAYERS, _HEADS = 64, 128, 2, 4
_BERT = {
    "model_type": "bert",
    "vocab_size": len(VOCABULARY),
    "hidden_size": _HIDDEN,
    "intermediate_size": _INNER,
    "num_hidden_layers": _LAYERS,
    "num_attention_heads": _HEADS,
    "max_position_embeddings": 24,
    "type_vocab_size": 2,
}
_DISTILBERT = {
    "model_type": "distilbert",
    "vocab_size": len(VOCABULARY),
    "dim": _HIDDEN,
    "hidden_dim": _INNER,
    "n_layers": _LAYERS,
    "n_heads": _HEADS,
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
    "num_attention_heads": _HEADS,
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

    return {name: tensor(name, shape) for name, shape in _shapes(case)}


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
    if case.architecture in ("bert", "mobilebert"):
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


def _bert2bert_config(encoder_changes: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "model_type": "encoder-decoder",
        "architectures": ["EncoderDecoderModel"],
        "is_encoder_decoder": True,
        "decoder_start_token_id": VOCABULARY.index("[CLS]"),
        "eos_token_id": VOCABULARY.index("[SEP]"),
        "pad_token_id": 0,
        "encoder": {**_BERT, **encoder_changes},
        "decoder": {**_BERT, "is_decoder": True, "add_cross_attention": True},
    }


# -- names and shapes


def _shapes(case: Case) -> Shapes:
    config = case.config
    if case.architecture == "bert2bert":
        yield from _bert(config["encoder"], "encoder.", pooler=True)
        yield from _bert(config["decoder"], "decoder.bert.")
        yield from _bert_predictions(config["decoder"], "decoder.cls.predictions.")
        if config["encoder"]["hidden_size"] != config["decoder"]["hidden_size"]:
            yield from _linear("enc_to_dec_proj", config["encoder"]["hidden_size"], config["decoder"]["hidden_size"])
        return
    base = {"bert": _bert, "distilbert": _distilbert, "mobilebert": _mobilebert}[case.architecture]
    has_head = case.task != "feature-extraction"
    prefix = f"{case.architecture}." if has_head else ""
    yield from base(config, prefix)
    pooled = case.task in ("text-classification", "multiple-choice", "feature-extraction")
    if pooled and case.architecture != "distilbert" and config.get("classifier_activation", True):
        yield from _linear(f"{prefix}pooler.dense", _HIDDEN, _HIDDEN)
    if has_head:
        yield from _head(case, config)


def _head(case: Case, config: Mapping[str, Any]) -> Shapes:
    match case.task:
        case "question-answering":
            yield from _linear("qa_outputs", _HIDDEN, 2)
        case "fill-mask":
            yield from _predictions(case.architecture, config)
        case _:
            if case.architecture == "distilbert" and case.task != "token-classification":
                yield from _linear("pre_classifier", _HIDDEN, _HIDDEN)
            yield from _linear("classifier", _HIDDEN, 1 if case.task == "multiple-choice" else len(LABELS))


def _predictions(architecture: str, config: Mapping[str, Any]) -> Shapes:
    vocabulary = config["vocab_size"]
    if architecture == "distilbert":
        yield from _linear("vocab_transform", _HIDDEN, _HIDDEN)
        yield from _norm("vocab_layer_norm", _HIDDEN)
        yield "vocab_projector.bias", (vocabulary,)
        return
    yield from _bert_predictions(config, "cls.predictions.")
    if architecture == "mobilebert":
        yield "cls.predictions.dense.weight", (_HIDDEN - config["embedding_size"], vocabulary)
    if not config.get("tie_word_embeddings", True):
        yield "cls.predictions.decoder.weight", (vocabulary, _HIDDEN)
        yield "cls.predictions.decoder.bias", (vocabulary,)


def _bert_predictions(config: Mapping[str, Any], prefix: str) -> Shapes:
    yield from _linear(f"{prefix}transform.dense", config["hidden_size"], config["hidden_size"])
    yield from _norm(f"{prefix}transform.LayerNorm", config["hidden_size"])
    yield f"{prefix}bias", (config["vocab_size"],)


def _bert(config: Mapping[str, Any], prefix: str, pooler: bool = False) -> Shapes:
    hidden, inner = config["hidden_size"], config["intermediate_size"]
    for name, rows in _embedding_rows(config):
        yield f"{prefix}embeddings.{name}.weight", (rows, hidden)
    yield from _norm(f"{prefix}embeddings.LayerNorm", hidden)
    kinds = ("attention", "crossattention") if config.get("add_cross_attention") else ("attention",)
    for number in range(config["num_hidden_layers"]):
        layer = f"{prefix}encoder.layer.{number}"
        for kind in kinds:
            for name in ("self.query", "self.key", "self.value", "output.dense"):
                yield from _linear(f"{layer}.{kind}.{name}", hidden, hidden)
            yield from _norm(f"{layer}.{kind}.output.LayerNorm", hidden)
        yield from _linear(f"{layer}.intermediate.dense", hidden, inner)
        yield from _linear(f"{layer}.output.dense", inner, hidden)
        yield from _norm(f"{layer}.output.LayerNorm", hidden)
    if pooler:
        yield from _linear(f"{prefix}pooler.dense", hidden, hidden)


def _distilbert(config: Mapping[str, Any], prefix: str) -> Shapes:
    hidden, inner = config["dim"], config["hidden_dim"]
    yield f"{prefix}embeddings.word_embeddings.weight", (config["vocab_size"], hidden)
    yield f"{prefix}embeddings.position_embeddings.weight", (config["max_position_embeddings"], hidden)
    yield from _norm(f"{prefix}embeddings.LayerNorm", hidden)
    for number in range(config["n_layers"]):
        layer = f"{prefix}transformer.layer.{number}"
        for name in ("q_lin", "k_lin", "v_lin", "out_lin"):
            yield from _linear(f"{layer}.attention.{name}", hidden, hidden)
        yield from _norm(f"{layer}.sa_layer_norm", hidden)
        yield from _linear(f"{layer}.ffn.lin1", hidden, inner)
        yield from _linear(f"{layer}.ffn.lin2", inner, hidden)
        yield from _norm(f"{layer}.output_layer_norm", hidden)


def _mobilebert(config: Mapping[str, Any], prefix: str) -> Shapes:
    hidden, narrow, inner = config["hidden_size"], config["intra_bottleneck_size"], config["intermediate_size"]
    embedding = config["embedding_size"]
    trigram = config.get("trigram_input", True)
    bottleneck = config.get("use_bottleneck", True)
    for name, rows in _embedding_rows(config):
        yield f"{prefix}embeddings.{name}.weight", (rows, embedding if name == "word_embeddings" else hidden)
    yield from _linear(f"{prefix}embeddings.embedding_transformation", embedding * (3 if trigram else 1), hidden)
    yield from _norm(f"{prefix}embeddings.LayerNorm", hidden)
    for number in range(config["num_hidden_layers"]):
        layer = f"{prefix}encoder.layer.{number}"
        value = narrow if config.get("use_bottleneck_attention") else hidden
        for name, size in (
            ("self.query", narrow),
            ("self.key", narrow),
            ("self.value", value),
            ("output.dense", narrow),
        ):
            yield from _linear(f"{layer}.attention.{name}", size, narrow)
        yield from _norm(f"{layer}.attention.output.LayerNorm", narrow)
        blocks = [layer, *(f"{layer}.ffn.{index}" for index in range(config["num_feedforward_networks"] - 1))]
        for block in blocks:
            yield from _linear(f"{block}.intermediate.dense", narrow, inner)
            yield from _linear(f"{block}.output.dense", inner, narrow)
            yield from _norm(f"{block}.output.LayerNorm", narrow)
        if bottleneck:
            yield from _linear(f"{layer}.output.bottleneck.dense", narrow, hidden)
            yield from _norm(f"{layer}.output.bottleneck.LayerNorm", hidden)
            shared = config.get("key_query_shared_bottleneck", True)
            for name in ("input", "attention") if shared else ("input",):
                yield from _linear(f"{layer}.bottleneck.{name}.dense", hidden, narrow)
                yield from _norm(f"{layer}.bottleneck.{name}.LayerNorm", narrow)


def _embedding_rows(config: Mapping[str, Any]) -> Iterator[tuple[str, int]]:
    yield "word_embeddings", config["vocab_size"]
    yield "position_embeddings", config["max_position_embeddings"]
    yield "token_type_embeddings", config["type_vocab_size"]


def _linear(name: str, size_in: int, size_out: int) -> Shapes:
    yield f"{name}.weight", (size_out, size_in)
    yield f"{name}.bias", (size_out,)


def _norm(name: str, size: int) -> Shapes:
    yield f"{name}.weight", (size,)
    yield f"{name}.bias", (size,)
