"""The command line: a module a command; each parses, makes one call and renders. Commands load when they are used."""

from __future__ import annotations

import importlib

import click

from devbench import __version__

_COMMANDS = {
    "run": "Benchmark a model on a device against the host.",
    "ask": "Put one text to a model: tokens, answer, times.",
    "history": "List, plot and export the results that were kept.",
    "report": "Show results again: as tables, HTML, Markdown or JUnit XML.",
    "compare": "Compare results with a baseline: latency, memory, quality, parity.",
    "devices": "List the devices that adb sees.",
    "inspect": "Show what a .tflite file holds and what it needs.",
    "export": "Write a .tflite file from a Hugging Face checkpoint.",
    "suite": "A table of models and tasks on devices.",
    "virtual": "Start, stop and list virtual devices.",
    "reference": "Write what the host answers, for later runs to be compared with.",
    "job": "Write a job's folder, to start the harness by hand.",
}
"""Name to short help, so that `devbench --help` imports none of them."""


class LazyGroup(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        command: click.Command = getattr(importlib.import_module(f"devbench.cli.{cmd_name}"), cmd_name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(_COMMANDS.items()))


@click.command(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, "-V", "--version", prog_name="devbench")
def devbench() -> None:
    """Is this .tflite language model fast enough on this phone, and does it still answer rightly there?

    \b
    Examples:
      devbench run --serial emulator-5554      the bundled model, device against host
      devbench run --model m.tflite --vocab vocab.txt --task question-answering --data dev.json
      devbench run --virtual                   without any phone

    Exit codes: 0 ran and every check held · 1 devbench failed · 2 bad input · 3 a check failed · 4 no device ·
    5 the device was lost · 6 the harness or a runtime failed · 7 the
    measurements do not decide · 130 interrupted
    """
