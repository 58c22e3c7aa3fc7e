"""From a checkpoint's folder to a .tflite file with its vocabulary and card."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from devbench.errors import UsageError
from devbench.models.card import Card
from devbench.models.export import bundle, describe
from devbench.models.export.build import build
from devbench.models.export.checkpoint import Checkpoint
from devbench.models.export.pooling import read_modules
from devbench.models.export.quantize import STORES
from devbench.tokenizers.loading import VOCABULARY_FILE
from devbench.tokenizers.settings import TokenizerSettings

QUANTIZATIONS = tuple(STORES)
TASKS = (
    "question-answering",
    "text-classification",
    "token-classification",
    "multiple-choice",
    "fill-mask",
    "feature-extraction",
)

_MIN_LENGTH = 4


@dataclass(frozen=True)
class ExportReport:
    """``models`` are the files that were written, an encoder before its decoder."""

    models: Sequence[Path]
    bytes: int
    parameters: int
    card: Card


def export(
    checkpoint: Path,
    output: Path,
    task: str,
    sequence_length: int,
    quantize: str = "fp32",
    *,
    name: str | None = None,
    choices: int = 4,
    tokenizer: TokenizerSettings | None = None,
    force: bool = False,
) -> ExportReport:
    """Writes ``output`` (.tflite) and, beside it, vocab.txt and model.json.

    ``quantize`` is one of QUANTIZATIONS; ``choices`` counts only for multiple choice; ``tokenizer`` stands in for
    tokenizer files that the checkpoint lacks. A card of the same model that is there already gets one more variant.
    Raises UsageError naming the file or tensor that is wrong, before anything is written.
    """
    _check(output, task, sequence_length, quantize)
    modules = read_modules(checkpoint)
    folders = (checkpoint, modules.transformer)
    with Checkpoint(modules.transformer) as opened:
        vocabulary = describe.vocabulary(folders)
        labels = describe.labels(opened, task)
        card = Card(
            name=name or checkpoint.resolve().name,
            task=describe.task_settings(task, modules.pooling, labels, choices),
            vocabulary=VOCABULARY_FILE,
            tokenizer=tokenizer or describe.tokenizer(folders),
            sequence_length=sequence_length,
            variants={quantize: output.name},
            labels=labels,
            source=describe.source(opened),
        )
        card = bundle.merge(card, vocabulary, output.parent, force)
        model = build(opened, task, sequence_length, quantize, choices, modules.pooling)
        parameters = opened.parameters
    bundle.write(output.parent, {output.name: model}, card, vocabulary)
    return ExportReport(models=[output], bytes=len(model), parameters=parameters, card=card)


def _check(output: Path, task: str, sequence_length: int, quantize: str) -> None:
    if output.suffix != ".tflite":
        raise UsageError(f"The output {output} is not named .tflite.", "Name it like -o model.tflite.")
    for what, value, known in (("task", task, TASKS), ("quantization", quantize, QUANTIZATIONS)):
        if value not in known:
            raise UsageError(f"devbench cannot export for the {what} {value!r}.", f"It knows {', '.join(known)}.")
    if sequence_length < _MIN_LENGTH:
        raise UsageError(
            f"A sequence length of {sequence_length} has no room for text.", f"Use {_MIN_LENGTH} at least."
        )
