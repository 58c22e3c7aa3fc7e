"""What a checkpoint may be or be configured as that cannot be exported: each by its name, with what to do instead."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from devbench.errors import UsageError
from devbench.models.export import trained_for
from devbench.models.export.checkpoint import CONFIG_FILE, Checkpoint

_BYTE_LEVEL = "such models split text by byte-level BPE"
_SENTENCEPIECE = "such models split text by SentencePiece"
_DECODER_ONLY = "it is a decoder without an encoder, and such models split text by BPE"
_OTHER_PAIR = "generation is for pairs of bert, and such models split text by SentencePiece or BPE"
_NO_TOKENIZER = {
    **dict.fromkeys(("roberta", "longformer", "bart", "deberta"), _BYTE_LEVEL),
    **dict.fromkeys(("camembert", "xlm-roberta", "albert", "deberta-v2", "xlnet", "xlm", "big_bird"), _SENTENCEPIECE),
    **dict.fromkeys(
        ("gpt2", "gpt_neo", "gpt_neox", "opt", "llama", "mistral", "qwen2", "qwen3", "gemma"), _DECODER_ONLY
    ),
    **dict.fromkeys(("t5", "mt5", "mbart", "pegasus", "marian", "m2m_100"), _OTHER_PAIR),
}
"""Architectures whose text devbench cannot split, either."""

_ADAPTER_FILE = "adapter_config.json"
_HEADS_OF_ONE_NAME = ("text-classification", "token-classification", "multiple-choice")
"""Tasks of which one head would be taken for the other."""


def check_type(checkpoint: Checkpoint, known: Collection[str]) -> None:
    """Raises UsageError where the ``model_type`` is not among the known ones."""
    kind = checkpoint.model_type
    if kind in known:
        return
    if not kind:
        raise UsageError(
            f"{checkpoint.folder / CONFIG_FILE} has no model_type.",
            f'Add it if it is one of these, such as "model_type": "bert": {", ".join(known)}.',
        )
    advice = f"It knows {', '.join(known)} (of two BERTs)."
    if reason := _NO_TOKENIZER.get(kind):
        raise UsageError(
            f"devbench cannot export the architecture {kind!r} of {checkpoint.folder}: {reason}.",
            f"{advice} devbench has no such tokenizer, so it cannot run the model if another tool converts it, either.",
        )
    raise UsageError(
        f"devbench cannot export the architecture {kind!r} of {checkpoint.folder}.",
        f"{advice} The litert-torch package converts others; devbench runs the results if they use WordPiece.",
    )


def check_config(checkpoint: Checkpoint) -> None:
    """Raises UsageError where a setting changes what the model computes in a way that cannot be exported."""
    for part, config in _parts(checkpoint.config):
        for what, advice in _unsupported(part, config):
            raise UsageError(
                f"{checkpoint.folder / CONFIG_FILE} says that {what}: devbench cannot export that.", advice
            )
    if (checkpoint.folder / _ADAPTER_FILE).is_file():
        raise UsageError(
            f"The checkpoint {checkpoint.folder} has an adapter, {_ADAPTER_FILE}, beside or instead of its weights.",
            "Load it with peft, call merge_and_unload(), and save the result with save_pretrained.",
        )


def check_head(checkpoint: Checkpoint, task: str) -> None:
    """Raises UsageError if the checkpoint was saved with the head of another task."""
    trained = trained_for.task_of_class(checkpoint)
    if trained != task and trained in _HEADS_OF_ONE_NAME and task in _HEADS_OF_ONE_NAME:
        raise UsageError(
            f"The checkpoint {checkpoint.folder} was saved as {checkpoint.architectures}, not for {task}.",
            f"Choose --task {trained}.",
        )


def _parts(config: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    yield "model", config
    yield from ((name, part) for name in ("encoder", "decoder") if isinstance(part := config.get(name), dict))


def _unsupported(part: str, config: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """What cannot be done, and what to do."""
    if config.get("is_decoder") and part != "decoder":
        yield (
            f"the {part} is a decoder (is_decoder), which does not see the tokens after each",
            "devbench exports decoders only as part of an encoder-decoder; use the litert-torch package for others.",
        )
    positions = config.get("position_embedding_type") or "absolute"
    if positions != "absolute":
        yield (
            f"position_embedding_type is {positions!r}",
            "devbench exports absolute positions only, as transformers 5 does.",
        )
    if config.get("quantization_config"):
        yield (
            "its weights are quantized (quantization_config)",
            "Export the checkpoint as it was before, with --quantize int8 or fp16.",
        )
    if config.get("per_layer_config"):
        yield "layers are configured one by one (per_layer_config)", "Use the litert-torch package."
    adapters = config.get("adapters")
    if isinstance(adapters, dict) and adapters.get("adapters", adapters):
        yield "it has adapters", "Merge them into the weights, and save the model with save_pretrained."
    own_code = config.get("auto_map")
    if isinstance(own_code, dict) and any(name.startswith("AutoModel") for name in own_code):
        yield (
            "the model has its own Python code (auto_map)",
            "Use the litert-torch package. If the code computes the same as the model_type, remove auto_map.",
        )
