"""``devbench job``: a job's folder, to start the harness by hand where adb cannot."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from devbench.cli.options import job_options, model_option, threads_option

if TYPE_CHECKING:
    from devbench.bench.prepare import Request


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--abi", default="arm64-v8a", show_default=True, help="Which build of TFLite: x86, armeabi-v7a, ...")
@model_option
@job_options
@threads_option
def job(folder: Path, abi: str, request: Request) -> None:
    """Write a job's FOLDER, to start the harness by hand.

    It holds the model, the vocabulary, the examples, the harness and TFLite's library; docs/protocol.md describes it.
    The harness writes result.jsonl and outputs.bin beside them and exits with 0.

    \b
    Examples:
      devbench job here --abi x86 --examples 5
      (cd here && dalvikvm -cp harness.jar io.devbench.Main job.json)
      (cd here && CLASSPATH=$PWD/harness.jar app_process / io.devbench.Main job.json)
    """
    from devbench import api

    api.write_job(request, folder, abi)
    click.echo(f"{folder} is ready.")
