"""Writes the checkpoint of a combination: files as people have them. Needs torch and transformers."""

from __future__ import annotations

import json
import zlib
from pathlib import Path
from typing import Any

import torch
import transformers
from safetensors.torch import save_file
from tokenizers import AddedToken, Tokenizer
from tokenizers.models import WordPiece
from tokenizers.normalizers import BertNormalizer
from tokenizers.pre_tokenizers import BertPreTokenizer
from tokenizers.processors import TemplateProcessing

from tests.fuzz.combination import SPECIAL, VOCABULARY, Combination

TOKENIZER_FOLDER = "tokenizer"
POSITIONS = 32
_PRUNED = {0: [1], 1: [0, 2]}
_HEADS = 4
_COMMON = {"vocab_size": len(VOCABULARY), "max_position_embeddings": POSITIONS}
_CONFIGS: dict[str, dict[str, Any]] = {
    "bert": {
        "hidden_size": 4,
        "intermediate_size": 8,
        "num_hidden_layers": 2,
        "num_attention_heads": _HEADS,
    },
    "distilbert": {"dim": 4, "hidden_dim": 8, "n_layers": 2, "n_heads": _HEADS},
    "mobilebert": {
        "embedding_size": 4,
        "hidden_size": 8,
        "intra_bottleneck_size": 4,
        "intermediate_size": 8,
        "num_hidden_layers": 2,
        "num_attention_heads": _HEADS,
        "num_feedforward_networks": 2,
    },
}
_CLASSES = {"bert": "Bert", "distilbert": "DistilBert", "mobilebert": "MobileBert"}
_HEAD_CLASSES = {
    "question-answering": "ForQuestionAnswering",
    "text-classification": "ForSequenceClassification",
    "token-classification": "ForTokenClassification",
    "multiple-choice": "ForMultipleChoice",
    "fill-mask": "ForMaskedLM",
    "feature-extraction": "Model",
}
_NAMES_OF_HEADS = {
    "bert": ("attention.self.query", "attention.self.key", "attention.self.value", "attention.output.dense"),
    "distilbert": ("attention.q_lin", "attention.k_lin", "attention.v_lin", "attention.out_lin"),
}
_NAMES_OF_HEADS["mobilebert"] = _NAMES_OF_HEADS["bert"]


def write(combination: Combination, folder: Path) -> Any:
    """Into ``checkpoint``, or the tokenizer beside it. The model in memory, whose outputs are those of the files."""
    elsewhere = folder / TOKENIZER_FOLDER if combination.tokenizer.get("elsewhere") else folder / "checkpoint"
    folder = folder / "checkpoint"
    for each in {folder, elsewhere}:
        each.mkdir(parents=True)
    model = _model(combination)
    state = {name: value.clone() for name, value in model.state_dict().items()}
    config = json.loads(model.config.to_json_string(use_diff=False))
    config["architectures"] = [type(model).__name__]
    if combination.pruned:
        config["pruned_heads"] = {str(layer): heads for layer, heads in _PRUNED.items()}
        state = _prune(combination.architecture, model, state)
    _describe_labels(combination.labels, config)
    _describe_generation(combination.generation, config, folder)
    (folder / "config.json").write_text(json.dumps(config))
    if combination.old_names:
        state = {_old_name(name): value for name, value in state.items()}
    _store(combination, model, {name: value.to(_dtype(combination)) for name, value in state.items()}, folder)
    write_tokenizer(combination.tokenizer, elsewhere)
    return model


# -- weights


def _model(combination: Combination) -> Any:
    sizes = {**_COMMON, "vocab_size": len(VOCABULARY) + (1 if combination.tokenizer.get("added") else 0)}
    if combination.architecture == "bert2bert":
        part = transformers.BertConfig(**{**_CONFIGS["bert"], **sizes, **combination.changes})
        decoder = transformers.BertConfig(**{**_CONFIGS["bert"], **sizes, **combination.changes})
        config: Any = transformers.EncoderDecoderConfig.from_encoder_decoder_configs(part, decoder)
        model: Any = transformers.EncoderDecoderModel(config)
    else:
        kind = _CLASSES[combination.architecture]
        changes = {**combination.changes, "tie_word_embeddings": combination.tied}
        if combination.labels:
            changes["num_labels"] = combination.labels["count"]
        config = getattr(transformers, f"{kind}Config")(**{**_CONFIGS[combination.architecture], **sizes, **changes})
        model = getattr(transformers, kind + _HEAD_CLASSES[combination.task])(config)
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            generator = torch.Generator().manual_seed(zlib.crc32(f"{combination.name} {name}".encode()))
            random = torch.rand(parameter.shape, generator=generator) - 0.5
            is_scale = "norm" in name.lower() and name.endswith("weight")
            parameter.copy_((1 + random / 4 if is_scale else random).to(_dtype(combination)).float())
    return model.eval()


def _dtype(combination: Combination) -> Any:
    return getattr(torch, combination.dtype)


def _prune(architecture: str, model: Any, state: dict[str, Any]) -> dict[str, Any]:
    """As transformers 4 did: a head's rows of query, key and value, and its columns of the output are gone.

    In the model, which is whole, the columns become 0: the same function.
    """
    layers = "transformer.layer" if architecture == "distilbert" else "encoder.layer"
    *inner, output = _NAMES_OF_HEADS[architecture]
    own = dict(model.named_parameters())
    for name in list(state):
        layer = next((each for each in _PRUNED if f"{layers}.{each}." in name), None)
        if layer is None:
            continue
        if any(f".{part}." in name for part in inner):
            state[name] = state[name][_kept(layer, len(state[name]))]
        elif name.endswith(f".{output}.weight"):
            kept = _kept(layer, state[name].shape[1])
            state[name] = state[name][:, kept]
            with torch.no_grad():
                own[name][:, ~kept] = 0
    return state


def _kept(layer: int, size: int) -> Any:
    kept = torch.ones(size, dtype=torch.bool)
    for head in _PRUNED[layer]:
        kept[head * size // _HEADS : (head + 1) * size // _HEADS] = False
    return kept


def _old_name(name: str) -> str:
    return name.replace("LayerNorm.weight", "LayerNorm.gamma").replace("LayerNorm.bias", "LayerNorm.beta")


def _store(combination: Combination, model: Any, state: dict[str, Any], folder: Path) -> None:
    kind, _, how = combination.weights.partition(" ")
    if kind == "safetensors":
        tied = set(model.all_tied_weights_keys or ())
        state = {name: value.contiguous() for name, value in state.items() if name not in tied}
    else:
        own = model.state_dict(keep_vars=True)
        shared: dict[int, Any] = {}
        state = {name: shared.setdefault(id(own.get(name, value)), value) for name, value in state.items()}
        if combination.architecture != "distilbert":  # a buffer that transformers 4 saved
            prefix = "encoder." if combination.architecture == "bert2bert" else ""
            state[f"{prefix}embeddings.position_ids"] = torch.arange(POSITIONS)[None]
    stem, suffix = ("model", "safetensors") if kind == "safetensors" else ("pytorch_model", "bin")

    def save(some: dict[str, Any], path: Path) -> None:
        if kind == "safetensors":
            save_file(some, path, metadata={"format": "pt"})
        else:
            torch.save(some, path, _use_new_zipfile_serialization=how != "legacy")

    if how != "sharded":
        save(state, folder / f"{stem}.{suffix}")
        return
    names = list(state)
    weight_map: dict[str, str] = {}
    for part in range(2):
        file = f"{stem}-0000{part + 1}-of-00002.{suffix}"
        some = names[part::2]
        save({name: state[name] for name in some}, folder / file)
        weight_map |= dict.fromkeys(some, file)
    (folder / f"{stem}.{suffix}.index.json").write_text(json.dumps({"metadata": {}, "weight_map": weight_map}))


# -- configuration


def _describe_labels(labels: dict[str, Any], config: dict[str, Any]) -> None:
    if not labels:
        return
    config.pop("id2label", None)
    config.pop("label2id", None)
    names = labels["names"] or [f"LABEL_{number}" for number in range(labels["count"])]
    if labels["names"] is not None or labels["count"] != 2:
        config["id2label"] = {str(number): name for number, name in enumerate(names)}
        config["label2id"] = {name: number for number, name in enumerate(names)}
    config["problem_type"] = labels.get("problem_type")


def _describe_generation(generation: dict[str, Any], config: dict[str, Any], folder: Path) -> None:
    config.update(generation.get("config", {}))
    if "decoder" in generation:
        config["decoder"] = {**config["decoder"], **generation["decoder"]}
    if "file" in generation:
        (folder / "generation_config.json").write_text(json.dumps(generation["file"]))


# -- tokenizer


def write_tokenizer(said: dict[str, Any], folder: Path) -> None:
    config, added, names = dict(said["config"]), said.get("added"), said.get("special_names", {})
    if added and added["how"] == "added_tokens_decoder":
        flags = {flag: added.get(flag, False) for flag in ("lstrip", "rstrip", "single_word", "normalized", "special")}
        usual = {**dict.fromkeys(flags, False), "special": True}
        config["added_tokens_decoder"] = {
            **{str(id_): {"content": token, **usual} for id_, token in enumerate(SPECIAL)},
            str(len(VOCABULARY)): {"content": added["token"], **flags},
        }
    if added and added["how"] == "additional_special_tokens":
        config["additional_special_tokens"] = [added["token"]]
    if added and added["how"] == "added_tokens.json":
        (folder / "added_tokens.json").write_text(json.dumps({added["token"]: len(VOCABULARY)}))
    special = dict(zip(("pad_token", "unk_token", "cls_token", "sep_token", "mask_token"), SPECIAL, strict=True))
    contents = {
        "vocab.txt": "".join(f"{token}\n" for token in VOCABULARY),
        "tokenizer_config.json": json.dumps({**config, **(special if said.get("special_in_config") else {}), **names}),
        "special_tokens_map.json": json.dumps({**special, **names}),
    }
    for name in said["files"]:
        if name == "tokenizer.json":
            _whole_tokenizer(said, {**special, **names}).save(str(folder / name))
        else:
            (folder / name).write_text(contents[name], encoding="utf-8")


def _whole_tokenizer(said: dict[str, Any], special: dict[str, str]) -> Tokenizer:
    config, added, differs = said["config"], said.get("added"), said.get("json_differs")
    tokens = list(VOCABULARY)
    if differs == "vocabulary":
        tokens[-1], tokens[-2] = tokens[-2], tokens[-1]
    whole = Tokenizer(WordPiece({token: id_ for id_, token in enumerate(tokens)}, unk_token="[UNK]"))
    lowercase, strip = config.get("do_lower_case", True), config.get("strip_accents")
    whole.normalizer = BertNormalizer(
        handle_chinese_chars=config.get("tokenize_chinese_chars", True),
        strip_accents=(not strip) if differs == "accents" else strip,
        lowercase=lowercase != (differs == "lowercase"),
    )
    whole.pre_tokenizer = BertPreTokenizer()
    cls, sep = special["cls_token"], special["sep_token"]
    whole.post_processor = TemplateProcessing(
        single=f"{cls} $A {sep}",
        pair=f"{cls} $A {sep} $B:1 {sep}:1",
        special_tokens=[(cls, tokens.index(cls)), (sep, tokens.index(sep))],
    )
    whole.add_special_tokens([*special.values()])
    if added:
        flags = {flag: added.get(flag, False) for flag in ("lstrip", "rstrip")}
        whole.add_tokens([AddedToken(added["token"], special=added.get("special", False), normalized=False, **flags)])
    if differs == "added":
        whole.add_tokens(["<s>"])
    return whole
