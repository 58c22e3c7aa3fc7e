"""``devbench job``: a job's folder, to start the harness by hand where adb cannot."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click
import cloup

from devbench.cli import options
from devbench.cli.command import command
from devbench.cli.options.data import DATA_OPTIONS
from devbench.cli.options.device import SIDE_OPTIONS
from devbench.cli.options.measuring import max_seconds_option, mode_option, threads_option
from devbench.cli.options.model import MODEL_OPTIONS, model_option
from devbench.cli.options.request import takes_request

if TYPE_CHECKING:
    from devbench.bench.prepare import Request


@command(has_project_defaults=True)
@cloup.argument("folder", type=click.Path(path_type=Path), help="Folder to write; it must not exist yet.")
@cloup.option_group(options.MODEL, model_option, *MODEL_OPTIONS)
@cloup.option_group(options.DATA, *DATA_OPTIONS)
@cloup.option_group(
    options.DEVICE,
    cloup.option(
        "--abi",
        metavar="ABI",
        default="arm64-v8a",
        show_default=True,
        help="Build of TFLite, such as armeabi-v7a, x86 or x86_64.",
    ),
    *SIDE_OPTIONS,
)
@cloup.option_group(options.MEASURING, threads_option, mode_option, max_seconds_option)
@takes_request
def job(folder: Path, abi: str, request: Request) -> None:
    """Write a job's folder, to start the harness by hand.

    The folder holds the model, the vocabulary, the examples, the harness and TFLite's library. The
    harness writes result.jsonl and outputs.bin there and exits with 0.

    \b
    Examples:
      devbench job here --abi x86 --examples 5
      (cd here && dalvikvm -cp harness.jar io.devbench.Main job.json)
      (cd here && CLASSPATH=$PWD/harness.jar \\
          app_process / io.devbench.Main job.json)
    """
    from devbench import api
    from devbench.cli import terminal
    from devbench.cli.progress import SessionProgress

    with SessionProgress(terminal.messages(), quiet=False) as progress:
        api.write_job(request, folder, abi, observer=progress)
    click.echo(f"{folder} is ready.")
