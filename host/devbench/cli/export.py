"""``devbench export``: a .tflite file from a Hugging Face checkpoint."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click
import cloup

from devbench.choices import (
    DEFAULT_CHOICES,
    DEFAULT_MODEL_INPUTS,
    DEFAULT_SEQUENCE_LENGTH,
    DEFAULT_VARIANT,
    DICTIONARIES,
    MODEL_INPUTS,
    QUANTIZATIONS,
    QUESTION_ANSWERING_LENGTH,
    TASKS,
    Dictionary,
)
from devbench.cli import completion, options
from devbench.cli.command import command
from devbench.cli.options import parsing
from devbench.cli.options.combinations import is_given, shown
from devbench.cli.options.model import TASK_HELP, cased_option
from devbench.cli.options.output import OutputFile, json_option
from devbench.errors import UsageError

_OF_TASKS = {"choices": "multiple-choice", "decoder_length": "generation", "greedy": "generation"}
_OF_COPIES = {"checkpoint", "quantize", "output", "force", "json_file"}

if TYPE_CHECKING:
    from devbench.models.export import ExportReport
    from devbench.tokenizers.settings import TokenizerSettings


@command()
@cloup.argument(
    "checkpoint",
    type=click.Path(path_type=Path),
    shell_complete=completion.checkpoints,
    help="A folder that save_pretrained wrote, or the name of a bundled model.",
)
@cloup.option_group(
    options.MODEL,
    cloup.option(
        "--task",
        type=parsing.SuggestingChoice(TASKS),
        metavar="TASK",
        help=parsing.unbroken(f"{TASK_HELP} Not needed if config.json says it."),
    ),
    cloup.option(
        "--sequence-length",
        type=click.IntRange(min=1),
        metavar="N",
        show_default=f"{QUESTION_ANSWERING_LENGTH} for question-answering, else {DEFAULT_SEQUENCE_LENGTH}; "
        "never above the checkpoint's limit",
        help="Length of the input in tokens.",
    ),
    cloup.option(
        "--quantize",
        type=parsing.SuggestingChoice(QUANTIZATIONS),
        default=DEFAULT_VARIANT,
        show_default=True,
        help="Type that the weights are stored in.",
    ),
    cloup.option(
        "--name",
        metavar="NAME",
        show_default="the name of the checkpoint's folder",
        help="Name of the model on its card.",
    ),
    cloup.option(
        "--choices",
        type=click.IntRange(min=1),
        default=DEFAULT_CHOICES,
        show_default=True,
        metavar="N",
        help="Choices of each question, for multiple-choice.",
    ),
    cloup.option(
        "--decoder-length",
        type=click.IntRange(min=2),
        metavar="N",
        show_default="the length in the generation config",
        help="Length of the decoder in tokens, including the first one, for generation.",
    ),
    cloup.option(
        "--greedy", is_flag=True, help="Decode greedily, whatever the generation config says, for generation."
    ),
    cloup.option(
        "--inputs",
        type=parsing.SuggestingChoice(MODEL_INPUTS),
        default=DEFAULT_MODEL_INPUTS,
        show_default=True,
        help="Inputs of the model: token ids with mask and types, or token ids alone.",
    ),
)
@cloup.option_group(
    "Tokenizer",
    cloup.option(
        "--tokenizer",
        "tokenizer_folder",
        type=click.Path(path_type=Path, exists=True, file_okay=False),
        metavar="FOLDER",
        show_default="the checkpoint",
        help="Folder that holds the tokenizer's files.",
    ),
    cased_option,
    cloup.option(
        "--dictionary",
        type=parsing.SuggestingChoice(DICTIONARIES),
        metavar="NAME",
        help=f"MeCab dictionary that the model was trained with, if the tokenizer's files name none: "
        f"{', '.join(DICTIONARIES)}.",
    ),
)
@cloup.option_group(
    options.OUTPUT,
    cloup.option(
        "-o",
        "--output",
        type=OutputFile(makes_folder=True),
        metavar="FILE",
        required=True,
        help="The .tflite file to write; creates its folder.",
    ),
    cloup.option("--force", is_flag=True, help="Replace the card of another model in the folder of FILE."),
    json_option,
)
def export(
    checkpoint: Path,
    task: str | None,
    quantize: str,
    sequence_length: int | None,
    output: str,
    name: str | None,
    choices: int,
    decoder_length: int | None,
    greedy: bool,
    inputs: str,
    tokenizer_folder: Path | None,
    cased: bool | None,
    dictionary: Dictionary | None,
    force: bool,
    json_file: str | None,
) -> None:
    """Write a .tflite file from a Hugging Face checkpoint.

    The checkpoint is BERT, DistilBERT, MobileBERT, or an encoder-decoder of two BERTs, with weights in
    model.safetensors or pytorch_model.bin. The vocabulary and a card, model.json, are written beside the model, so that
    `devbench run` needs no more options than --data. Exporting again with another --quantize into the same folder adds
    a variant to the card. The files of a bundled model are copied.

    \b
    Examples:
      devbench export distilbert-squad -o qa/model.fp32.tflite
      devbench export distilbert-squad --quantize int8 -o qa/model.int8.tflite
      devbench export all-MiniLM-L6-v2 --sequence-length 256 -o mini/model.tflite
      devbench export qa-en-tiny -o mine/model.tflite
    """
    from devbench import assets
    from devbench.cli import json_output, terminal
    from devbench.cli.progress import SessionProgress
    from devbench.models.export import copy
    from devbench.models.export import export as export_checkpoint

    if not checkpoint.exists() and str(checkpoint) in assets.model_names():
        _refuse_settings(str(checkpoint))
        report = copy(str(checkpoint), Path(output), quantize, force=force)
    else:
        _refuse_of_other_tasks(task, checkpoint)
        with SessionProgress(terminal.messages(), quiet=False) as progress:
            progress.exporting(checkpoint)
            report = export_checkpoint(
                checkpoint,
                Path(output),
                task,
                sequence_length,
                quantize,
                name=name,
                choices=choices,
                decoder_length=decoder_length,
                greedy=greedy,
                tokenizer=_tokenizer(cased),
                tokenizer_folder=tokenizer_folder,
                dictionary=dictionary,
                inputs=inputs,
                force=force,
            )
    if not json_output.write(json_file, _document(report)):
        _print(report, quantize)


def _refuse_settings(bundled: str) -> None:
    """Raises UsageError for options that say how a checkpoint is exported: a bundled model is copied as it is."""
    context = click.get_current_context()
    for name in set(context.params) - _OF_COPIES:
        if is_given(context, name):
            option = shown(context, name)
            raise UsageError(
                f"{option} has no effect on {bundled}: the files of a bundled model are copied as they are.",
                f"Leave {option} out.",
            )


def _refuse_of_other_tasks(task: str | None, checkpoint: Path) -> None:
    """Raises UsageError for options that only another task has."""
    from devbench.models.export import task_of

    context = click.get_current_context()
    for name, needed in _OF_TASKS.items():
        if is_given(context, name) and (found := task or task_of(checkpoint)) not in (None, needed):
            option = shown(context, name)
            raise UsageError(f"{option} has no effect for {found}: it is for {needed}.", f"Leave {option} out.")


def _tokenizer(cased: bool | None) -> TokenizerSettings | None:
    from devbench.tokenizers.settings import TokenizerSettings

    return None if cased is None else TokenizerSettings(lowercase=not cased, strip_accents=not cased)


def _document(report: ExportReport) -> dict[str, object]:
    return {
        "models": [str(path) for path in report.models],
        "bytes": report.bytes,
        "parameters": report.parameters,
        "card": report.card,
    }


def _print(report: ExportReport, quantize: str) -> None:
    from rich.table import Table
    from rich.text import Text

    from devbench.cli import terminal
    from devbench.models.card import CARD_FILE
    from devbench.units import format_bytes

    folder = report.models[0].parent
    parameters = f" for {report.parameters:,} parameters" if report.parameters else ""
    data = " --data DATA" if report.card.data is None else ""
    rows = {
        "written": ", ".join(str(path) for path in report.models),
        "size": f"{format_bytes(report.bytes)}{parameters}, {quantize}",
        "beside it": f"{folder / report.card.vocabulary}, {folder / CARD_FILE}",
        "variants": ", ".join(report.card.variants),
    }
    table = Table.grid(padding=(0, 2))
    for heading, value in rows.items():
        table.add_row(Text(heading, style="bold"), Text(value, overflow="fold"))
    terminal.data().print(table)
    terminal.messages().print(f"\nnext: devbench run {report.models[0]}{data}", soft_wrap=True)
