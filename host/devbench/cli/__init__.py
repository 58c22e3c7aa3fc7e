"""The command line: a module a command; each parses, makes one call and renders. Commands load when they are used."""

from __future__ import annotations

import importlib

import click

from devbench import __version__, assets
from devbench.cli.group import CommandGroup

_SECTIONS = {
    "Commands that measure": {
        "run": ("Benchmark a model on a device against the host.", "reading-a-result.md"),
        "ask": ("Put one text to a model: tokens, answer, times.", "reports.md"),
        "suite": ("Measure a table of models and tasks.", "suites.md"),
        "job": ("Write a job's folder, to start the harness by hand.", "protocol.md"),
    },
    "Commands for results": {
        "report": ("Show results again: as tables, HTML, Markdown or JUnit XML.", "reports.md"),
        "compare": ("Compare results with a baseline, or two models with each other.", "comparing.md"),
        "history": ("List, plot and export the stored results.", "history.md"),
    },
    "Commands for models": {
        "inspect": ("Show what a model holds and what it needs.", "inspect.md"),
        "export": ("Write a .tflite file from a Hugging Face checkpoint.", "export.md"),
        "reference": ("Write the host's answers to a file, for later runs.", "reference.md"),
    },
    "Commands to set up": {
        "init": ("Write a devbench.toml with the defaults of a project.", "configuration.md"),
        "doctor": ("Check this computer, adb and the devices, with a remedy for each problem.", "doctor.md"),
        "devices": ("List the devices that adb sees.", "devices.md"),
        "virtual": ("Start, stop and list virtual devices.", "virtual-device.md"),
    },
}
"""Name to short help, so that `devbench --help` imports none of them, and to the page that describes the command."""
_COMMANDS = {name: page for section in _SECTIONS.values() for name, (_, page) in section.items()}


class LazyGroup(CommandGroup):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        command: click.Command = getattr(importlib.import_module(f"devbench.cli.{cmd_name}"), cmd_name)
        command.epilog = _documentation(_COMMANDS[cmd_name])
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        width = max(map(len, _COMMANDS))
        for title, commands in _SECTIONS.items():
            with formatter.section(title):
                formatter.write_dl([(f"{name:{width}}", says) for name, (says, _) in commands.items()])


def _documentation(page: str = "") -> str:
    return f"\b\nDocumentation:\n  {assets.doc(page)}"


@click.command(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]}, epilog=_documentation())
@click.version_option(__version__, "-V", "--version", prog_name="devbench")
def devbench() -> None:
    """Is this .tflite language model fast enough on this phone, and does it still answer correctly there?

    \b
    Examples:
      devbench run                   the bundled model on the connected device
      devbench run --virtual         without a phone
      devbench run m.tflite --vocab vocab.txt --task question-answering \\
          --data dev.json            a model of your own

    \b
    Exit codes:
      0  ran, and every check held           5    the device was lost
      1  devbench itself failed              6    the harness or a runtime failed
      2  bad input                           7    the measurements do not decide
      3  a check failed                      130  interrupted
      4  no device can be used

    \b
    To complete commands, options, models and serials with the Tab key, add this
    line to ~/.bashrc (for zsh: zsh_source, ~/.zshrc):
      eval "$(_DEVBENCH_COMPLETE=bash_source devbench)"
    For fish, add to ~/.config/fish/completions/devbench.fish:
      _DEVBENCH_COMPLETE=fish_source devbench | source
    """
