"""From a checkpoint's folder to a .tflite file with its vocabulary and card."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from devbench.choices import DEFAULT_CHOICES, DEFAULT_MODEL_INPUTS, DEFAULT_VARIANT, TASKS, Dictionary, TaskName
from devbench.errors import UsageError
from devbench.models.binding import decoder_beside
from devbench.models.card import Card
from devbench.models.export import architecture, bundle, describe, trained_for
from devbench.models.export.bert2bert import Bert2Bert
from devbench.models.export.build import SpecialIds, build
from devbench.models.export.checkpoint import CONFIG_FILE, Checkpoint
from devbench.models.export.pooling import Pooling, SentenceModules, read_modules
from devbench.models.export.settings import ExportSettings
from devbench.tasks.settings import GenerationSettings, TaskSettings
from devbench.tokenizers.loading import VOCABULARY_FILE
from devbench.tokenizers.settings import TokenizerSettings


@dataclass(frozen=True)
class ExportReport:
    """``models`` are the files that were written, an encoder before its decoder. Bundled models have no number of
    parameters."""

    models: Sequence[Path]
    bytes: int
    parameters: int | None
    card: Card


def export(
    checkpoint: Path,
    output: Path,
    task: str | None = None,
    sequence_length: int | None = None,
    quantize: str = DEFAULT_VARIANT,
    *,
    name: str | None = None,
    choices: int = DEFAULT_CHOICES,
    decoder_length: int | None = None,
    greedy: bool = False,
    tokenizer: TokenizerSettings | None = None,
    tokenizer_folder: Path | None = None,
    dictionary: Dictionary | None = None,
    inputs: str = DEFAULT_MODEL_INPUTS,
    force: bool = False,
) -> ExportReport:
    """Writes ``output`` (.tflite) and, beside it, vocab.txt and model.json; for generation the decoder too.

    ``task`` and ``sequence_length``: None is what suits the checkpoint. ``choices``, ``decoder_length``, ``greedy`` and
    ``inputs``: see ExportSettings. ``tokenizer_folder`` holds the tokenizer's files if the checkpoint does not;
    ``tokenizer`` stands in for those that say how text is split, ``dictionary`` for MeCab's if they name none. A card
    of the same model that is there already gets one more variant. Raises UsageError naming the file or tensor that is
    wrong, before anything is written.
    """
    bundle.check_name(output)
    modules = read_modules(checkpoint)
    folders = (tokenizer_folder,) if tokenizer_folder else (checkpoint, modules.transformer)
    opened = Checkpoint(modules.transformer)
    task = task or _task(opened, modules)
    length = sequence_length if sequence_length is not None else trained_for.sequence_length(opened, task)
    wanted = ExportSettings(task, length, quantize, choices, inputs, decoder_length, greedy)
    architecture.check(opened, task)
    vocabulary = describe.vocabulary(folders)
    how = describe.tokenizer(folders, tokenizer, dictionary)
    lines = describe.lines(vocabulary)
    tokens = describe.tokens(opened, lines, how, folders[0])
    special = describe.special_ids(lines, how, checkpoint) if inputs == "ids" else None
    card = Card(
        name=name or checkpoint.resolve().name,
        task=describe.task_settings(opened, wanted, modules.pooling, tokens),
        vocabulary=VOCABULARY_FILE,
        tokenizer=how,
        sequence_length=length,
        variants={quantize: output.name},
        labels=describe.labels(opened, task),
        source=describe.source(opened),
        remarks=describe.remarks(opened, wanted, tokens),
    )
    card = bundle.merge(card, vocabulary, output.parent, force)
    models = _build(opened, wanted, modules.pooling, card.task, output, special)
    opened.check_all_read()
    bundle.write(output.parent, {path.name: content for path, content in models.items()}, card, vocabulary)
    size = sum(len(content) for content in models.values())
    return ExportReport(models=list(models), bytes=size, parameters=opened.parameters, card=card)


def task_of(checkpoint: Path) -> TaskName | None:
    """What a checkpoint was trained for; None if it does not say so. Raises UsageError if it is no checkpoint."""
    modules = read_modules(checkpoint)
    return trained_for.task(Checkpoint(modules.transformer), modules)


def _task(opened: Checkpoint, modules: SentenceModules) -> TaskName:
    found = trained_for.task(opened, modules)
    if found is None:
        raise UsageError(
            f"{opened.folder / CONFIG_FILE} does not say what the model was trained for: it was saved as "
            f"{opened.architectures or 'no known class'}.",
            f"Name the task with --task: {', '.join(TASKS)}.",
        )
    return found


def _build(
    opened: Checkpoint,
    wanted: ExportSettings,
    pooling: Pooling | None,
    task: TaskSettings,
    output: Path,
    special: SpecialIds | None,
) -> dict[Path, memoryview]:
    if not isinstance(task, GenerationSettings):
        return {output: build(opened, wanted, pooling, special)}
    pair = Bert2Bert(opened)
    decoder = pair.build_decoder(wanted, decoder_length=task.max_new_tokens + 1)
    return {output: pair.build_encoder(wanted), decoder_beside(output): decoder}
