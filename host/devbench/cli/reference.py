"""``devbench reference``: what the host answers, as a file that later runs are compared with."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from devbench.choices import DEFAULT_MODEL, HOST_RUNTIMES, HostRuntime
from devbench.cli.options import host_options, threads_option

if TYPE_CHECKING:
    from devbench.bench.prepare import Request


@click.command()
@click.argument("model", default=DEFAULT_MODEL)
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, help="The file to write.")
@click.option(
    "--host-runtime",
    type=click.Choice(HOST_RUNTIMES),
    help="The TFLite runtime on the host. [default: what is installed]",
)
@host_options
@threads_option
def reference(output: Path, host_runtime: HostRuntime | None, request: Request) -> None:
    """Write what the host answers to each example, for `devbench run --reference`.

    MODEL is a .tflite file or a bundled model's name. The file holds token ids, raw outputs and answers; no device is
    needed. A reference of the fp32 variant shows what an int8 variant changes. docs/reference.md has its layout, for
    files that come from another framework.

    \b
    Examples:
      devbench reference qa/model.fp32.tflite --data dev.json -o qa.reference.jsonl
      devbench run --model qa/model.int8.tflite --data dev.json --reference qa.reference.jsonl
    """
    from devbench import api
    from devbench.cli import terminal

    terminal.check_writable(output, "--output")
    api.write_reference(request, output, host_runtime=host_runtime)
    click.echo(f"{output} is ready.")
