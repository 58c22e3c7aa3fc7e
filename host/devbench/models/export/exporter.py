"""From a checkpoint's folder to a .tflite file with its vocabulary and card."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from devbench.choices import DEFAULT_CHOICES, DEFAULT_MODEL_INPUTS, DEFAULT_VARIANT, Dictionary
from devbench.errors import UsageError
from devbench.models.binding import decoder_beside
from devbench.models.card import Card
from devbench.models.export import architecture, bundle, describe
from devbench.models.export.bert2bert import Bert2Bert
from devbench.models.export.build import SpecialIds, build
from devbench.models.export.checkpoint import Checkpoint
from devbench.models.export.pooling import Pooling, read_modules
from devbench.models.export.settings import ExportSettings
from devbench.tasks.settings import GenerationSettings, TaskSettings
from devbench.tokenizers.loading import VOCABULARY_FILE
from devbench.tokenizers.settings import TokenizerSettings


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

    ``choices``, ``decoder_length``, ``greedy`` and ``inputs``: see ExportSettings. ``tokenizer_folder`` holds the
    tokenizer's files where the checkpoint does not; ``tokenizer`` stands in for those that say how text is split,
    ``dictionary`` for MeCab's where they name none. A card of the same model that is there already gets one more
    variant. Raises UsageError naming the file or tensor that is wrong, before anything is written.
    """
    if output.suffix != ".tflite":
        raise UsageError(f"The output {output} is not named .tflite.", "Name it like -o model.tflite.")
    wanted = ExportSettings(task, sequence_length, quantize, choices, inputs, decoder_length, greedy)
    modules = read_modules(checkpoint)
    folders = (tokenizer_folder,) if tokenizer_folder else (checkpoint, modules.transformer)
    opened = Checkpoint(modules.transformer)
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
        sequence_length=sequence_length,
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
