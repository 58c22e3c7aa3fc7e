"""``devbench export``: a .tflite file from a Hugging Face checkpoint."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from devbench.choices import (
    DEFAULT_CHOICES,
    DEFAULT_MODEL_INPUTS,
    DEFAULT_VARIANT,
    DICTIONARIES,
    MODEL_INPUTS,
    QUANTIZATIONS,
    TASKS,
    Dictionary,
)
from devbench.cli.options import CASED

if TYPE_CHECKING:
    from devbench.models.export import ExportReport
    from devbench.tokenizers.settings import TokenizerSettings


@click.command()
@click.argument("checkpoint", type=click.Path(path_type=Path))
@click.option("--task", type=click.Choice(TASKS), required=True, help="What the checkpoint was trained for.")
@click.option(
    "--quantize",
    type=click.Choice(QUANTIZATIONS),
    default=DEFAULT_VARIANT,
    show_default=True,
    help="How weights are stored.",
)
@click.option("--sequence-length", type=int, required=True, help="Tokens of every input.")
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, help="The .tflite file to write.")
@click.option("--name", help="The model's name on its card. [default: the checkpoint's folder]")
@click.option(
    "--choices", type=int, default=DEFAULT_CHOICES, show_default=True, help="For multiple-choice: choices a question."
)
@click.option(
    "--decoder-length",
    type=int,
    help="For generation: the decoder's length in tokens, including the first one. "
    "[default: as the checkpoint's generation config says]",
)
@click.option(
    "--greedy", is_flag=True, help="For generation: decode greedily whatever else the generation config asks for."
)
@click.option(
    "--inputs",
    type=click.Choice(MODEL_INPUTS),
    default=DEFAULT_MODEL_INPUTS,
    show_default=True,
    help="What the model takes: token ids with mask and types, or token ids alone.",
)
@click.option(
    "--tokenizer",
    "tokenizer_folder",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    metavar="FOLDER",
    help="Where the tokenizer's files are. [default: the checkpoint]",
)
@click.option("--cased/--uncased", default=None, help=CASED)
@click.option(
    "--dictionary",
    type=click.Choice(DICTIONARIES),
    help="MeCab's, with which the model was trained, if Japanese tokenizer files name none.",
)
@click.option("--force", is_flag=True, help="Replace the card of another model in the output's folder.")
@click.option("--json", "as_json", is_flag=True, help="Print what was written as JSON.")
def export(
    checkpoint: Path,
    task: str,
    quantize: str,
    sequence_length: int,
    output: Path,
    name: str | None,
    choices: int,
    decoder_length: int | None,
    greedy: bool,
    inputs: str,
    tokenizer_folder: Path | None,
    cased: bool | None,
    dictionary: Dictionary | None,
    force: bool,
    as_json: bool,
) -> None:
    """Write a .tflite file from a Hugging Face checkpoint.

    CHECKPOINT is a folder with config.json and model.safetensors or pytorch_model.bin, as save_pretrained writes it:
    BERT, DistilBERT, MobileBERT, or an encoder-decoder of two BERTs. The vocabulary and a card, model.json, are put
    beside the model, so that `devbench run --model OUTPUT` needs no more options. Exporting again with another
    --quantize into the same folder adds a variant to the card.

    \b
    Examples:
      devbench export distilbert-squad --task question-answering --sequence-length 384 -o qa/model.fp32.tflite
      devbench export distilbert-squad --task question-answering --sequence-length 384 --quantize int8 -o qa/model.int8.tflite
      devbench export all-MiniLM-L6-v2 --task feature-extraction --sequence-length 128 -o minilm/model.tflite
    """  # noqa: E501
    from devbench.cli import terminal
    from devbench.models.export import export as export_checkpoint

    report = export_checkpoint(
        checkpoint,
        output,
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
    if as_json:
        terminal.write_json(_document(report))
    else:
        _print(report, quantize)


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
    rows = {
        "written": ", ".join(str(path) for path in report.models),
        "size": f"{format_bytes(report.bytes)} for {report.parameters:,} parameters, {quantize}",
        "beside it": f"{folder / report.card.vocabulary}, {folder / CARD_FILE}",
        "variants": ", ".join(report.card.variants),
    }
    table = Table.grid(padding=(0, 2))
    for heading, value in rows.items():
        table.add_row(Text(heading, style="bold"), Text(value, overflow="fold"))
    terminal.data().print(table)
    terminal.messages().print(f"\nnext: devbench run --model {report.models[0]} --data DATA", soft_wrap=True)
