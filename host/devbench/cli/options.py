"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

MODES = ("quick", "normal", "official")

serial_option = click.option(
    "-s",
    "--serial",
    "serials",
    multiple=True,
    envvar=["DEVBENCH_SERIAL", "ANDROID_SERIAL"],
    show_envvar=True,
    help="The device; may repeat. Not needed where there is only one.",
)

DEFAULT_MODEL = "qa-en-tiny"

_PLAN_OPTIONS = (
    click.option("--variant", help="Which variant of a bundled model: fp32, fp16, int8."),
    click.option("--vocab", "vocabulary", type=click.Path(path_type=Path), help="The model's vocab.txt."),
    click.option("--task", help="What the model is for, where it has no card: question-answering, ..."),
    click.option("--cased/--uncased", default=None, help="How text is tokenized, where no card or config tells."),
    click.option("--data", type=click.Path(path_type=Path), help="Examples with their answers, in the task's layout."),
    click.option("--examples", type=click.IntRange(min=1), help="Use the first N examples only."),
    click.option("--sequence-length", type=click.IntRange(min=8), help="For models of variable length."),
    click.option(
        "--tokenize",
        type=click.Choice(("device", "host")),
        default="device",
        show_default=True,
        help="Where text becomes tokens; with host, the device gets their ids.",
    ),
    click.option(
        "--delegate",
        type=click.Choice(("cpu", "xnnpack-off", "nnapi", "gpu")),
        default="cpu",
        show_default=True,
        help="What runs the operators on the device; nnapi and gpu are experimental.",
    ),
    click.option("--profile", is_flag=True, help="Time the operators one by one, too, in a process of their own."),
    click.option("--mode", type=click.Choice(MODES), default="quick", show_default=True, help="How long to measure."),
    click.option(
        "--max-seconds", type=float, default=600, show_default=True, help="End a repeat after so long anyway."
    ),
)


def plan_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """What is to be run: the fields of devbench.bench.prepare.Request but ``model`` and ``threads``."""
    for option in reversed(_PLAN_OPTIONS):
        command = option(command)
    return command
