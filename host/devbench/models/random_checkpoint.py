"""Checkpoints of full size with random weights, for their speed alone; and the tensors that checkpoints hold."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from devbench.tokenizers.settings import TokenizerSettings

Shapes = Iterator[tuple[str, tuple[int, ...]]]

CONFIGS: dict[str, dict[str, Any]] = {
    "bert-base": {
        "model_type": "bert",
        "hidden_size": 768,
        "intermediate_size": 3072,
        "num_hidden_layers": 12,
        "num_attention_heads": 12,
    },
    "mobilebert": {
        "model_type": "mobilebert",
        "embedding_size": 128,
        "hidden_size": 512,
        "intra_bottleneck_size": 128,
        "intermediate_size": 512,
        "num_hidden_layers": 24,
        "num_attention_heads": 4,
        "num_feedforward_networks": 4,
    },
}
"""Without what depends on the vocabulary and the task. Devlin et al. 2018; Sun et al. 2020."""

_HEADS = {"text-classification": "ForSequenceClassification", "token-classification": "ForTokenClassification"}
_CLASSES = {"bert": "Bert", "mobilebert": "MobileBert"}
_STANDARD_DEVIATION = 0.02


def write(
    folder: Path, kind: str, task: str, labels: Sequence[str], vocabulary: Sequence[str], tokenizer: TokenizerSettings
) -> None:
    """A checkpoint of one of CONFIGS. Weights that are there already stay."""
    import numpy as np
    from safetensors.numpy import save_file

    own = CONFIGS[kind]
    config = {
        **own,
        "architectures": [_CLASSES[own["model_type"]] + _HEADS[task]],
        "vocab_size": len(vocabulary),
        "max_position_embeddings": 512,
        "type_vocab_size": 2,
        "id2label": {str(index): label for index, label in enumerate(labels)},
    }
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "config.json").write_text(json.dumps(config))
    (folder / "tokenizer_config.json").write_text(json.dumps(_tokenizer_config(tokenizer)))
    (folder / "vocab.txt").write_text("".join(f"{token}\n" for token in vocabulary), encoding="utf-8")
    weights = folder / "model.safetensors"
    if weights.is_file():
        return
    random = np.random.default_rng(20)

    def tensor(name: str, shape: tuple[int, ...]) -> Any:
        if "norm" in name.lower() and name.endswith("weight"):
            return np.ones(shape, np.float32)
        return random.standard_normal(shape, np.float32) * np.float32(_STANDARD_DEVIATION)

    tensors = {name: tensor(name, shape) for name, shape in shapes(own["model_type"], task, config)}
    unfinished = weights.with_name(f"{weights.name}.part")
    save_file(tensors, unfinished, metadata={"format": "pt"})
    unfinished.replace(weights)


def _tokenizer_config(settings: TokenizerSettings) -> dict[str, Any]:
    """As transformers writes what a bundled model's card says; all of them have BERT's special tokens."""
    if settings.word_tokenizer == "basic":
        return {
            "tokenizer_class": "BertTokenizer",
            "do_lower_case": settings.lowercase,
            "strip_accents": settings.strip_accents,
            "tokenize_chinese_chars": settings.split_cjk,
        }
    dictionary = settings.dictionary and settings.dictionary.replace("-", "_")
    return {
        "tokenizer_class": "BertJapaneseTokenizer",
        "word_tokenizer_type": settings.word_tokenizer,
        "subword_tokenizer_type": settings.subword_tokenizer,
        "do_lower_case": settings.lowercase,
        "mecab_kwargs": {"mecab_dic": dictionary, "normalize_text": settings.nfkc},
    }


def shapes(architecture: str, task: str, config: Mapping[str, Any]) -> Shapes:
    """The tensors that transformers saves of such a model, by name. ``config`` is the checkpoint's config.json."""
    if architecture == "bert2bert":
        yield from _bert(config["encoder"], "encoder.", pooler=True)
        yield from _bert(config["decoder"], "decoder.bert.")
        yield from _bert_predictions(config["decoder"], "decoder.cls.predictions.")
        if config["encoder"]["hidden_size"] != config["decoder"]["hidden_size"]:
            yield from _linear("enc_to_dec_proj", config["encoder"]["hidden_size"], config["decoder"]["hidden_size"])
        return
    hidden = _hidden_size(config)
    base = {"bert": _bert, "distilbert": _distilbert, "mobilebert": _mobilebert}[architecture]
    has_head = task != "feature-extraction"
    prefix = f"{architecture}." if has_head else ""
    yield from base(config, prefix)
    pooled = task in ("text-classification", "multiple-choice", "feature-extraction")
    if pooled and architecture != "distilbert" and config.get("classifier_activation", True):
        yield from _linear(f"{prefix}pooler.dense", hidden, hidden)
    if has_head:
        yield from _head(architecture, task, config)


def _hidden_size(config: Mapping[str, Any]) -> int:
    return int(config.get("hidden_size") or config["dim"])


def _head(architecture: str, task: str, config: Mapping[str, Any]) -> Shapes:
    hidden = _hidden_size(config)
    match task:
        case "question-answering":
            yield from _linear("qa_outputs", hidden, 2)
        case "fill-mask":
            yield from _predictions(architecture, config)
        case _:
            if architecture == "distilbert" and task != "token-classification":
                yield from _linear("pre_classifier", hidden, hidden)
            yield from _linear("classifier", hidden, 1 if task == "multiple-choice" else len(config["id2label"]))


def _predictions(architecture: str, config: Mapping[str, Any]) -> Shapes:
    vocabulary, hidden = config["vocab_size"], _hidden_size(config)
    if architecture == "distilbert":
        yield from _linear("vocab_transform", hidden, hidden)
        yield from _norm("vocab_layer_norm", hidden)
        yield "vocab_projector.bias", (vocabulary,)
        return
    yield from _bert_predictions(config, "cls.predictions.")
    if architecture == "mobilebert":
        yield "cls.predictions.dense.weight", (hidden - config["embedding_size"], vocabulary)
    if not config.get("tie_word_embeddings", True):
        yield "cls.predictions.decoder.weight", (vocabulary, hidden)
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
            width = _kept(config, number, hidden) if kind == "attention" else hidden
            for name in ("self.query", "self.key", "self.value"):
                yield from _linear(f"{layer}.{kind}.{name}", hidden, width)
            yield from _linear(f"{layer}.{kind}.output.dense", width, hidden)
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
        width = _kept(config, number, hidden)
        for name in ("q_lin", "k_lin", "v_lin"):
            yield from _linear(f"{layer}.attention.{name}", hidden, width)
        yield from _linear(f"{layer}.attention.out_lin", width, hidden)
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
        width = _kept(config, number, narrow)
        for name, size in (("query", narrow), ("key", narrow), ("value", value)):
            yield from _linear(f"{layer}.attention.self.{name}", size, width)
        yield from _linear(f"{layer}.attention.output.dense", width, narrow)
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


def _kept(config: Mapping[str, Any], layer: int, width: int) -> int:
    """The width of a layer's attention without the heads that were pruned."""
    heads = config.get("n_heads") or config["num_attention_heads"]
    pruned = config.get("pruned_heads", {}).get(str(layer), [])
    return int(width // heads * (heads - len(pruned)))


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
