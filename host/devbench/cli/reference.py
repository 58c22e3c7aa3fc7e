"""``devbench reference``: what the host answers, as a file that later runs are compared with."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click
import cloup

from devbench.choices import HOST_RUNTIMES, HostRuntime
from devbench.cli import options
from devbench.cli.command import command
from devbench.cli.options import parsing
from devbench.cli.options.data import DATA_OPTIONS
from devbench.cli.options.measuring import max_seconds_option, threads_option
from devbench.cli.options.model import MODEL_OPTIONS, optional_model_argument
from devbench.cli.options.output import output_option, quiet_option
from devbench.cli.options.request import takes_request

if TYPE_CHECKING:
    from devbench.bench.prepare import Request


@command(has_project_defaults=True)
@optional_model_argument
@cloup.option_group(options.MODEL, *MODEL_OPTIONS)
@cloup.option_group(options.DATA, *DATA_OPTIONS)
@cloup.option_group(
    options.MEASURING,
    threads_option,
    max_seconds_option,
    cloup.option(
        "--host-runtime",
        type=parsing.SuggestingChoice(HOST_RUNTIMES),
        show_default="what is installed",
        help="TFLite runtime on the host.",
    ),
)
@cloup.option_group(options.OUTPUT, output_option, quiet_option)
@takes_request
def reference(output: str, host_runtime: HostRuntime | None, request: Request, quiet: bool) -> None:
    """Write the host's answers to a file, for `devbench run --reference`.

    The file holds token ids, raw outputs and answers; no device is needed. A reference of the fp32 variant shows what
    an int8 variant changes. The documentation describes the layout, for files that come from another framework.

    \b
    Examples:
      devbench reference qa/model.fp32.tflite --data dev.json -o qa.jsonl
      devbench run qa/model.int8.tflite --data dev.json --reference qa.jsonl
    """
    from devbench import api
    from devbench.cli import terminal
    from devbench.cli.progress import SessionProgress

    with SessionProgress(terminal.messages(), quiet) as progress:
        api.write_reference(request, Path(output), host_runtime=host_runtime, observer=progress)
    click.echo(f"{output} is ready.")
