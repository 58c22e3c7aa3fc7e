"""``devbench ask``: one text, what device and host make of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import cloup

from devbench.choices import HostRuntimeChoice
from devbench.cli import options
from devbench.cli.command import command
from devbench.cli.options.device import SIDE_OPTIONS, serial_option, virtual_option
from devbench.cli.options.measuring import host_runtime_option, threads_option
from devbench.cli.options.model import MODEL_OPTIONS, model_argument
from devbench.cli.options.output import json_option, quiet_option, verbose_option
from devbench.cli.options.request import takes_request
from devbench.errors import CheckFailed, UsageError

if TYPE_CHECKING:
    from devbench.bench.ask import Asked
    from devbench.bench.prepare import Request


@command(has_project_defaults=True)
@model_argument
@cloup.argument("text", help="Text to put to the model.")
@cloup.option_group(
    options.DATA,
    cloup.option(
        "--pair",
        "pairs",
        multiple=True,
        metavar="TEXT",
        help="Text that belongs to it: the context of a question, a second text, a choice; may be repeated.",
    ),
)
@cloup.option_group(options.MODEL, *MODEL_OPTIONS)
@cloup.option_group(options.DEVICE, serial_option, virtual_option, *SIDE_OPTIONS)
@cloup.option_group(options.MEASURING, threads_option, host_runtime_option)
@cloup.option_group(options.OUTPUT, json_option, quiet_option, verbose_option)
@takes_request
def ask(
    text: str,
    pairs: Sequence[str],
    serials: Sequence[str],
    virtual: bool,
    request: Request,
    host_runtime: HostRuntimeChoice | None,
    json_file: str | None,
    quiet: bool,
) -> None:
    """Put one text to a model on a device and on the host.

    Shows the tokens with their ids, the answer, and a first look at the times. Nothing is stored. Exits with 3 if
    device and host differ in tokens or answer.

    \b
    Examples:
      devbench ask qa-en-tiny "Who wrote the letter?" \\
          --pair "Anna wrote the letter in May."
      devbench ask fill-mask-en-tiny "The capital of France is [MASK]." --virtual
      devbench ask embed-en-tiny "How old are you?" --json - | jq .device
    """
    from devbench import api
    from devbench.bench.ask import Listener
    from devbench.cli import json_output, terminal
    from devbench.cli.progress import SessionProgress

    class Display(Listener, SessionProgress):
        pass

    if len(serials) > 1:
        raise UsageError(f"{len(serials)} devices are named.", "Ask one of them: --serial once.")
    with Display(terminal.messages(), quiet) as display:
        asked = api.ask(
            request,
            text,
            pairs,
            serial=next(iter(serials), None),
            virtual=virtual,
            host_runtime=host_runtime,
            listener=display,
            command=terminal.command_line(),
        )
    if not json_output.write(json_file, *asked.answers) and not quiet:
        from devbench.reports import asked as report

        terminal.data().print(report.render(asked.result, asked.answers, pairs))
    _check(asked)


def _check(asked: Asked) -> None:
    """Raises CheckFailed."""
    from devbench.analysis.causes import wrong

    for each in asked.answers:
        differing = [
            word for word, equal in (("tokens", each.tokens_equal), ("answers", each.answers_equal)) if not equal
        ]
        if differing:
            raise CheckFailed(
                f"The {' and the '.join(differing)} of {each.serial} and of this computer differ.",
                "Run `devbench run` with data to see how often; see --tokenize host, too.",
            )
    if asked.result.verdict.answers == "WRONG":
        cause = wrong(asked.result.verdict)
        raise CheckFailed(cause.text, cause.remedy)
