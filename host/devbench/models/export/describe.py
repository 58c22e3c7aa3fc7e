"""What a checkpoint's own files say of the exported model: its labels, its task's settings, where it comes from."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import msgspec

from devbench.errors import UsageError
from devbench.models.export.checkpoint import CONFIG_FILE, Checkpoint
from devbench.models.export.pooling import Pooling
from devbench.models.export.settings import ExportSettings
from devbench.tasks import settings
from devbench.tokenizers import loading
from devbench.tokenizers.settings import TokenizerSettings

_LABELLED_TASKS = ("text-classification", "token-classification")


class _Labels(msgspec.Struct):
    id2label: dict[int, str] | None = None


class _Generation(msgspec.Struct):
    decoder_start_token_id: int | None = None
    eos_token_id: int | None = None


class _Vocabulary(msgspec.Struct):
    """``encoder`` is the configuration of the first part of an encoder-decoder."""

    vocab_size: int | None = None
    encoder: _Vocabulary | None = None


def labels(checkpoint: Checkpoint, task: str) -> list[str] | None:
    """In the order of the logits. Raises UsageError where the configuration and the classifier disagree."""
    if task not in _LABELLED_TASKS:
        return None
    count = checkpoint.shape("classifier.weight")[0]
    names = checkpoint.configure(_Labels).id2label or {number: f"LABEL_{number}" for number in range(count)}
    if set(names) != set(range(count)):
        raise UsageError(
            f"{checkpoint.folder / CONFIG_FILE} names {len(names)} labels, the classifier has {count}.",
            "Correct id2label: the numbers from 0 on, one for each logit.",
        )
    return [names[number] for number in range(count)]


def task_settings(
    checkpoint: Checkpoint, wanted: ExportSettings, pooling: Pooling | None, vocabulary: bytes
) -> settings.TaskSettings:
    match wanted.task:
        case "question-answering":
            return settings.QuestionAnsweringSettings()
        case "text-classification":
            return settings.TextClassificationSettings()
        case "token-classification":
            return settings.TokenClassificationSettings(labels=labels(checkpoint, wanted.task) or [])
        case "multiple-choice":
            return settings.MultipleChoiceSettings(choices=wanted.choices)
        case "fill-mask":
            return settings.FillMaskSettings()
        case "generation":
            return _generation(checkpoint, vocabulary, wanted.decoder_length)
        case _:
            # where the checkpoint does not say how, the mean outside the model, as sentence-transformers does
            return settings.FeatureExtractionSettings(pooling="none" if pooling else "mean")


def _generation(checkpoint: Checkpoint, vocabulary: bytes, decoder_length: int) -> settings.GenerationSettings:
    """The first and the last token are the checkpoint's, named in the vocabulary."""
    tokens, default = _tokens(vocabulary), settings.GenerationSettings()
    config = checkpoint.configure(_Generation)

    def token(number: int | None, otherwise: str) -> str:
        return tokens[number] if number is not None and 0 <= number < len(tokens) else otherwise

    return settings.GenerationSettings(
        max_new_tokens=decoder_length - 1,
        bos_token=token(config.decoder_start_token_id, default.bos_token),
        eos_token=token(config.eos_token_id, default.eos_token),
    )


def source(checkpoint: Checkpoint) -> str:
    return f"{checkpoint.architectures} with {checkpoint.parameters:,} parameters, written by devbench export"


def tokenizer(folders: Sequence[Path]) -> TokenizerSettings:
    """The first that a folder's files give."""
    for folder in folders:
        if found := loading.find(folder):
            return found
    raise UsageError(
        f"The checkpoint {folders[0]} has no {loading.TOKENIZER_CONFIG_FILE}.",
        "Save its tokenizer beside it, or say how text is tokenized: --cased or --uncased.",
    )


def vocabulary(checkpoint: Checkpoint, folders: Sequence[Path]) -> bytes:
    """The content of a vocab.txt. Raises UsageError where it has more tokens than the model's embedding has rows."""
    for folder in folders:
        if found := loading.find_vocabulary(folder):
            _check_vocabulary(checkpoint, folder, len(_tokens(found)))
            return found
    raise UsageError(
        f"The checkpoint {folders[0]} has neither {loading.VOCABULARY_FILE} nor {loading.TOKENIZER_FILE}.",
        "Save its tokenizer beside it.",
    )


def _check_vocabulary(checkpoint: Checkpoint, folder: Path, tokens: int) -> None:
    config = checkpoint.configure(_Vocabulary)
    rows = config.encoder.vocab_size if config.encoder else config.vocab_size
    if rows is not None and tokens > rows:
        raise UsageError(
            f"The vocabulary in {folder} has {tokens} tokens, the model only {rows}.",
            "Take the tokenizer files of the model's own checkpoint.",
        )


def _tokens(vocabulary: bytes) -> list[str]:
    """A token a line; no other character than the line feed ends one."""
    return vocabulary.decode("utf-8", "replace").removesuffix("\n").split("\n")
