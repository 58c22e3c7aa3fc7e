"""What a checkpoint's own files say of the exported model: its labels, its task's settings, where it comes from."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from devbench.errors import UsageError
from devbench.models.export.checkpoint import CONFIG_FILE, Checkpoint
from devbench.models.export.pooling import Pooling
from devbench.tasks import settings
from devbench.tokenizers import loading
from devbench.tokenizers.settings import TokenizerSettings

_LABELLED_TASKS = ("text-classification", "token-classification")


def labels(checkpoint: Checkpoint, task: str) -> list[str] | None:
    """In the order of the logits. Raises UsageError where the configuration and the classifier disagree."""
    if task not in _LABELLED_TASKS:
        return None
    count = checkpoint.shape("classifier.weight")[0]
    by_number = checkpoint.config.get("id2label") or {number: f"LABEL_{number}" for number in range(count)}
    numbers = sorted(int(number) for number in by_number)
    if numbers != list(range(count)):
        raise UsageError(
            f"{checkpoint.folder / CONFIG_FILE} names {len(numbers)} labels, the classifier has {count}.",
            "Correct id2label: the numbers from 0 on, one for each logit.",
        )
    names = {int(number): str(label) for number, label in by_number.items()}
    return [names[number] for number in numbers]


def task_settings(
    task: str, pooling: Pooling | None, names: Sequence[str] | None, choices: int
) -> settings.TaskSettings:
    match task:
        case "question-answering":
            return settings.QuestionAnswering()
        case "text-classification":
            return settings.TextClassification()
        case "token-classification":
            return settings.TokenClassification(labels=list(names or []))
        case "multiple-choice":
            return settings.MultipleChoice(choices=choices)
        case "fill-mask":
            return settings.FillMask()
        case _:
            # as sentence-transformers does with a checkpoint that does not say
            return settings.FeatureExtraction(pooling="none" if pooling else "mean")


def source(checkpoint: Checkpoint) -> str:
    architectures = ", ".join(checkpoint.config.get("architectures") or [checkpoint.model_type])
    return f"{architectures} with {checkpoint.parameters:,} parameters, written by devbench export"


def tokenizer(folders: Sequence[Path]) -> TokenizerSettings:
    """The first that a folder's files give."""
    for folder in folders:
        if found := loading.find(folder):
            return found
    raise UsageError(
        f"The checkpoint {folders[0]} has no {loading.TOKENIZER_CONFIG_FILE}.",
        "Save its tokenizer beside it, or say how text is tokenized: --cased or --uncased.",
    )


def vocabulary(folders: Sequence[Path]) -> bytes:
    for folder in folders:
        if found := loading.find_vocabulary(folder):
            return found
    raise UsageError(
        f"The checkpoint {folders[0]} has neither {loading.VOCABULARY_FILE} nor {loading.TOKENIZER_FILE}.",
        "Save its tokenizer beside it.",
    )
