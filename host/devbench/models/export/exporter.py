"""From a checkpoint's folder to a .tflite file with its vocabulary and card."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from devbench.choices import DEFAULT_CHOICES, DEFAULT_DECODER_LENGTH, DEFAULT_VARIANT
from devbench.errors import UsageError
from devbench.models.binding import decoder_beside
from devbench.models.card import Card
from devbench.models.export import bundle, describe
from devbench.models.export.bert2bert import Bert2Bert
from devbench.models.export.build import build
from devbench.models.export.checkpoint import Checkpoint
from devbench.models.export.pooling import Pooling, read_modules
from devbench.models.export.settings import ExportSettings
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
    decoder_length: int = DEFAULT_DECODER_LENGTH,
    tokenizer: TokenizerSettings | None = None,
    force: bool = False,
) -> ExportReport:
    """Writes ``output`` (.tflite) and, beside it, vocab.txt and model.json; for generation the decoder too.

    ``choices`` and ``decoder_length``: see ExportSettings. ``tokenizer`` stands in for tokenizer files that the
    checkpoint lacks. A card of the same model that is there already gets one more variant. Raises UsageError naming
    the file or tensor that is wrong, before anything is written.
    """
    if output.suffix != ".tflite":
        raise UsageError(f"The output {output} is not named .tflite.", "Name it like -o model.tflite.")
    wanted = ExportSettings(task, sequence_length, quantize, choices, decoder_length)
    modules = read_modules(checkpoint)
    folders = (checkpoint, modules.transformer)
    with Checkpoint(modules.transformer) as opened:
        vocabulary = describe.vocabulary(opened, folders)
        card = Card(
            name=name or checkpoint.resolve().name,
            task=describe.task_settings(opened, wanted, modules.pooling, vocabulary),
            vocabulary=VOCABULARY_FILE,
            tokenizer=tokenizer or describe.tokenizer(folders),
            sequence_length=sequence_length,
            variants={quantize: output.name},
            labels=describe.labels(opened, task),
            source=describe.source(opened),
        )
        card = bundle.merge(card, vocabulary, output.parent, force)
        models = _build(opened, wanted, modules.pooling, output)
        parameters = opened.parameters
    bundle.write(output.parent, {path.name: content for path, content in models.items()}, card, vocabulary)
    size = sum(len(content) for content in models.values())
    return ExportReport(models=list(models), bytes=size, parameters=parameters, card=card)


def _build(opened: Checkpoint, wanted: ExportSettings, pooling: Pooling | None, output: Path) -> dict[Path, memoryview]:
    if wanted.task != "generation":
        return {output: build(opened, wanted, pooling)}
    pair = Bert2Bert(opened)
    return {output: pair.build_encoder(wanted), decoder_beside(output): pair.build_decoder(wanted)}
