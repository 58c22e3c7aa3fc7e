"""``devbench doctor``: what would stop, slow or distort a run, each with its remedy."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

import click
import cloup

from devbench.cli import options
from devbench.cli.command import command
from devbench.cli.options.device import serial_option
from devbench.cli.options.output import json_option, verbose_option

if TYPE_CHECKING:
    from rich.text import Text

    from devbench.doctor.check import Check, Diagnosis

_MARKS = {"ok": ("✓", "green"), "warning": ("!", "yellow"), "error": ("✗", "red"), "skipped": ("-", "dim")}
_INDENT = " " * 6
_WIDEST = 80
"""Longer lines are harder to read."""


@command()
@cloup.option_group(options.DEVICE, serial_option)
@cloup.option_group(options.OUTPUT, json_option, verbose_option)
def doctor(serials: tuple[str, ...], json_file: str | None) -> None:
    """Check this computer, adb and the devices, with a remedy for each problem.

    It changes nothing on a device. Like `devbench devices`, it starts the adb server if none runs.

    Exit codes: 0 if a run can start (there may be warnings), of several devices with the --serial of one · 3 if
    something else would stop it · 4 if no device can be used.

    \b
    Examples:
      devbench doctor
      devbench doctor --serial emulator-5554
      devbench doctor --json - | jq '.checks[] | select(.state == "error")'
    """
    from devbench import api
    from devbench.cli import json_output, terminal

    with terminal.messages().status("Checking this computer, adb and the devices ..."):
        diagnosis = api.diagnose(serials)
    is_used_up = json_output.write(json_file, diagnosis)
    console = terminal.messages() if is_used_up else terminal.data()
    for line in _lines(diagnosis, min(console.width, _WIDEST)):
        console.print(line, soft_wrap=True)
    raise click.exceptions.Exit(diagnosis.exit_code)


def _lines(diagnosis: Diagnosis, width: int) -> Iterator[Text | str]:
    for (place, serial), checks in groupby(diagnosis.checks, key=lambda check: (check.place, check.serial)):
        from rich.text import Text

        heading = {"computer": "This computer", "adb": "adb"}.get(place) or _device(serial, diagnosis.checks)
        yield Text(heading, style="bold")
        for check in checks:
            yield from _check_lines(check, width)
        yield ""
    yield summary(diagnosis)


def _device(serial: str | None, checks: Sequence[Check]) -> str:
    models = [check.values.get("model") for check in checks if check.serial == serial]
    model = next((model for model in models if model), None)
    return f"{model} ({serial})" if model else f"{serial}"


def _check_lines(check: Check, width: int) -> Iterator[Text]:
    from rich.text import Text

    mark, style = _MARKS[check.state]
    first, *others = _wrapped(check.text, width)
    yield Text.assemble("  [", (mark, style), f"] {first}")
    for line in others:
        yield Text(f"{_INDENT}{line}")
    if check.remedy and check.state != "skipped":
        for line in _wrapped(check.remedy, width):
            yield Text(f"{_INDENT}{line}", style="cyan")


def _wrapped(text: str, width: int) -> list[str]:
    """Paths and commands stay whole, so that they can be copied."""
    kept = re.sub("`[^`]+`", lambda command: command[0].replace(" ", "\N{NO-BREAK SPACE}"), text)
    lines = textwrap.wrap(kept, width - len(_INDENT), break_long_words=False, break_on_hyphens=False)
    return [line.replace("\N{NO-BREAK SPACE}", " ") for line in lines]


def summary(diagnosis: Diagnosis) -> str:
    states = [check.state for check in diagnosis.checks]
    counts = [
        f"{count} {word}{'' if count == 1 else 's'}" for word in ("error", "warning") if (count := states.count(word))
    ]
    found = ", ".join(counts) or "no problems"
    if not diagnosis.usable:
        return f"No device can be used: {found}."
    if diagnosis.exit_code:
        return f"A run would stop: {found}."
    if any((check.place, check.subject) == ("adb", "devices") for check in diagnosis.checks):  # a run needs a name
        return f"Ready to run with --serial {' or '.join(diagnosis.usable)}: {found}."
    return f"Ready to run on {', '.join(diagnosis.usable)}: {found}."
