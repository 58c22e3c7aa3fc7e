"""What a checkpoint's own files say of the exported model: its labels, its task's settings, where it comes from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec

from devbench.choices import Dictionary
from devbench.errors import UsageError
from devbench.models.export import generation_config
from devbench.models.export.build import SpecialIds
from devbench.models.export.checkpoint import CONFIG_FILE, Checkpoint
from devbench.models.export.generation_config import GenerationConfig
from devbench.models.export.pooling import Pooling
from devbench.models.export.settings import ExportSettings
from devbench.tasks import settings
from devbench.tokenizers import loading
from devbench.tokenizers.settings import TokenizerSettings

_LABELLED_TASKS = ("text-classification", "token-classification")


class _Labels(msgspec.Struct):
    id2label: dict[int, str] | None = None
    label2id: dict[str, int] | None = None
    num_labels: int | None = None
    problem_type: settings.ProblemType | None = None


class _Vocabulary(msgspec.Struct):
    """``encoder`` is the configuration of the first part of an encoder-decoder."""

    vocab_size: int | None = None
    encoder: _Vocabulary | None = None


def labels(checkpoint: Checkpoint, task: str) -> list[str] | None:
    """In the order of the logits; a value has no label. Raises UsageError where the configuration and the classifier
    disagree.
    """
    if task not in _LABELLED_TASKS or (task == "text-classification" and _problem_type(checkpoint) == "regression"):
        return None
    count = checkpoint.shape("classifier.weight")[0]
    said = checkpoint.configure(_Labels)
    names = said.id2label or {number: f"LABEL_{number}" for number in range(count)}
    if (problem := _contradiction(said, names, count)) is not None:
        raise UsageError(
            f"{checkpoint.folder / CONFIG_FILE} {problem}.",
            "Correct id2label: the numbers from 0 on, one for each logit; label2id and num_labels must say the same.",
        )
    return [names[number] for number in range(count)]


def _contradiction(said: _Labels, names: Mapping[int, str], count: int) -> str | None:
    """Why the labels of a classifier of ``count`` logits are not ``names``."""
    if set(names) != set(range(count)):
        return f"names {len(names)} labels, the classifier has {count}"
    if said.num_labels not in (None, count):
        return f"says num_labels {said.num_labels}, the classifier has {count}"
    if twice := next((name for name, uses in Counter(names.values()).items() if uses > 1), None):
        return f"names two labels {twice!r} in id2label"
    if said.label2id and said.label2id != {name: number for number, name in names.items()}:
        return "has a label2id that contradicts id2label" if said.id2label else "has a label2id but no id2label"
    return None


def _problem_type(checkpoint: Checkpoint) -> settings.ProblemType:
    """As `transformers` takes it: what the configuration says, else a value where there is one logit."""
    count = checkpoint.shape("classifier.weight")[0]
    said = checkpoint.configure(_Labels).problem_type
    if said == "regression" and count > 1:
        raise UsageError(
            f"{checkpoint.folder / CONFIG_FILE} says regression, but the classifier gives {count} values.",
            "Only one value can be scored; correct problem_type if these are labels.",
        )
    if said == "single_label_classification" and count == 1:
        raise UsageError(
            f"{checkpoint.folder / CONFIG_FILE} says {said}, but the classifier gives one value: its only label would "
            "always be right.",
            "Correct problem_type: regression if it is a value, multi_label_classification if it is a label that may "
            "be absent.",
        )
    if count == 1 and said is None:
        return "regression"
    return said or "single_label_classification"


def task_settings(
    checkpoint: Checkpoint, wanted: ExportSettings, pooling: Pooling | None, tokens: Sequence[str]
) -> settings.TaskSettings:
    """``tokens`` is the vocabulary by id."""
    match wanted.task:
        case "question-answering":
            return settings.QuestionAnsweringSettings()
        case "text-classification":
            return settings.TextClassificationSettings(problem_type=_problem_type(checkpoint))
        case "token-classification":
            return settings.TokenClassificationSettings(labels=labels(checkpoint, wanted.task) or [])
        case "multiple-choice":
            return settings.MultipleChoiceSettings(choices=wanted.choices)
        case "fill-mask":
            return settings.FillMaskSettings()
        case "generation":
            return _generation(checkpoint, wanted, tokens).settings
        case _:
            # where the checkpoint does not say how, the mean outside the model, as sentence-transformers does
            return settings.FeatureExtractionSettings(pooling="none" if pooling else "mean")


def remarks(checkpoint: Checkpoint, wanted: ExportSettings, tokens: Sequence[str]) -> list[str]:
    """What a run should say of the model."""
    if wanted.task != "generation":
        return []
    left_out = _generation(checkpoint, wanted, tokens).left_out
    return (
        [f"It decodes greedily, without these settings of its checkpoint: {', '.join(left_out)}."] if left_out else []
    )


def _generation(checkpoint: Checkpoint, wanted: ExportSettings, tokens: Sequence[str]) -> GenerationConfig:
    return generation_config.read(checkpoint, tokens, wanted.decoder_length, wanted.greedy)


def source(checkpoint: Checkpoint) -> str:
    return f"{checkpoint.architectures} with {checkpoint.parameters:,} parameters, written by devbench export"


def tokenizer(
    folders: Sequence[Path], stated: TokenizerSettings | None, dictionary: Dictionary | None = None
) -> TokenizerSettings:
    """The first that a folder's files give; ``stated`` is for where there are none, and must not contradict them.

    ``dictionary`` is MeCab's where the files name none.
    """
    for folder in folders:
        if found := loading.find(folder, dictionary=dictionary):
            if stated and stated.lowercase != found.lowercase:
                case = "uncased" if stated.lowercase else "cased"
                raise UsageError(
                    f"--{case} contradicts the tokenizer files in {folder}.", f"Leave --{case} out, or correct them."
                )
            return found
    if stated:  # added tokens and special ones may be told even so
        return loading.find(folders[0], cased=not stated.lowercase, dictionary=dictionary) or stated
    raise UsageError(
        f"{folders[0]} has no {loading.TOKENIZER_CONFIG_FILE}.",
        "Say how text is split with --cased or --uncased, save its tokenizer there, or name the folder that has one: "
        "`devbench export --tokenizer FOLDER`.",
    )


def vocabulary(folders: Sequence[Path]) -> bytes:
    """The content of a vocab.txt."""
    for folder in folders:
        if found := loading.find_vocabulary(folder):
            return found
    raise UsageError(
        f"{folders[0]} has neither {loading.VOCABULARY_FILE} nor {loading.TOKENIZER_FILE}.",
        "Save its tokenizer there, or name the folder that has one: `devbench export --tokenizer FOLDER`.",
    )


def lines(vocabulary: bytes) -> list[str]:
    """Of a vocab.txt: a token a line, no other character than the line feed ends one."""
    return vocabulary.decode("utf-8", "replace").removesuffix("\n").split("\n")


def special_ids(tokens: Sequence[str], tokenizer: TokenizerSettings, folder: Path) -> SpecialIds:
    """Raises UsageError where the vocabulary lacks one: a model knows nothing of one that is only added to it."""
    names = (tokenizer.pad_token, tokenizer.sep_token)
    if missing := [name for name in names if name not in tokens]:
        raise UsageError(
            f"The vocabulary of {folder} has no {missing[0]}, which marks padding or the parts of a text.",
            "Leave out --inputs.",
        )
    return SpecialIds(*(tokens.index(name) for name in names))


def tokens(checkpoint: Checkpoint, lines: list[str], tokenizer: TokenizerSettings, folder: Path) -> list[str]:
    """The vocabulary by id, with added tokens.

    Raises UsageError where it has more tokens than the model's embedding has rows.
    """
    found = tokenizer.vocabulary(lines)
    config = checkpoint.configure(_Vocabulary)
    rows = config.encoder.vocab_size if config.encoder else config.vocab_size
    if rows is not None and len(found) > rows:
        raise UsageError(
            f"The vocabulary in {folder} has {len(found)} tokens{_with_added(found, lines)}, "
            f"but the model only {rows}.",
            "Use the tokenizer files of the model's own checkpoint"
            + (
                '; if it knows no mask, say "mask_token": null.' if tokenizer.mask_token in found[len(lines) :] else "."
            ),
        )
    return found


def _with_added(tokens: Sequence[str], lines: Sequence[str]) -> str:
    added = tokens[len(lines) :]
    return f" with {', '.join(added)}, which the tokenizer adds" if added else ""
