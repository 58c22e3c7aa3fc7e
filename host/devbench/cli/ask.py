"""``devbench ask``: one text, what device and host make of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from devbench.choices import HostRuntimeChoice
from devbench.cli.options import (
    host_runtime_option,
    model_options,
    quiet_option,
    serial_option,
    threads_option,
    virtual_option,
)
from devbench.errors import CheckFailed, UsageError

if TYPE_CHECKING:
    from devbench.bench.ask import Asked
    from devbench.bench.prepare import Request


@click.command()
@click.argument("model")
@click.argument("text")
@click.option(
    "--pair",
    "pairs",
    multiple=True,
    metavar="TEXT",
    help="What belongs to it: the context of a question, a second text, a choice; may repeat.",
)
@serial_option
@virtual_option
@model_options
@threads_option
@host_runtime_option
@click.option("--json", "as_json", is_flag=True, help="Print tokens and answers as JSON.")
@quiet_option
def ask(
    text: str,
    pairs: Sequence[str],
    serials: Sequence[str],
    virtual: bool,
    request: Request,
    host_runtime: HostRuntimeChoice | None,
    as_json: bool,
    quiet: bool,
) -> None:
    """Put one TEXT to MODEL on a device and on the host.

    MODEL is a .tflite file or a bundled model's name. Shows the tokens with their ids, the answer, and a look at the
    times. Nothing is stored. Exits with 3 if device and host differ in tokens or answer.

    \b
    Examples:
      devbench ask qa-en-tiny "Who wrote the letter?" --pair "Anna wrote the letter in May."
      devbench ask fill-mask-en-tiny "The capital of France is [MASK]." --virtual
      devbench ask embed-en-tiny "How old are you?" --pair "What is your age?" --json | jq .device.token_ids
    """
    from devbench import api
    from devbench.bench.ask import Listener
    from devbench.cli import terminal
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
    if as_json:
        terminal.write_json(*asked.answers)
    elif not quiet:
        from devbench.reports import asked as report

        terminal.data().print(report.render(asked.result, asked.answers, pairs))
    _check(asked)


def _check(asked: Asked) -> None:
    """Raises CheckFailed."""
    from devbench.results.findings import leads_to

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
        wrong = next(each for each in asked.result.verdict.findings if leads_to(each.id) == "WRONG")
        raise CheckFailed(wrong.text, wrong.remedy)
