"""Which device to use, what runs on it, and how it is treated."""

from __future__ import annotations

import click
import cloup

from devbench.choices import DELEGATES, TOKENIZE, RunSettings
from devbench.cli import completion
from devbench.cli.options import parsing
from devbench.cli.options.parsing import FiniteNumber

_DEFAULT = RunSettings()

serial_option = cloup.option(
    "-s",
    "--serial",
    "serials",
    multiple=True,
    metavar="SERIAL",
    envvar=["DEVBENCH_SERIAL", "ANDROID_SERIAL"],
    show_envvar=True,
    shell_complete=completion.serials,
    help="Device to use; may be repeated. Not needed if only one device is connected.",
)
virtual_option = cloup.option("--virtual", is_flag=True, help="Start a virtual device, and stop it afterwards.")

SIDE_OPTIONS = (
    cloup.option(
        "--tokenize",
        type=parsing.SuggestingChoice(TOKENIZE),
        default=_DEFAULT.tokenize,
        show_default=True,
        help="Side that splits text into tokens; with host, the device gets token ids.",
    ),
    cloup.option(
        "--delegate",
        type=parsing.SuggestingChoice(DELEGATES),
        default=_DEFAULT.delegate,
        show_default=True,
        metavar="NAME",
        help=f"Delegate that runs operators on the device: {', '.join(DELEGATES)}. The last two are experimental.",
    ),
)
"""What the device does."""


def _temperature(_context: click.Context, _parameter: click.Parameter, value: float) -> float | None:
    return value or None


CONDITION_OPTIONS = (
    cloup.option(
        "--cpus",
        callback=parsing.cores,
        metavar="CORES",
        help="Cores of the device to bind the harness to, such as 4-7 or 0,2.",
    ),
    cloup.option(
        "--fixed-performance",
        is_flag=True,
        help="Ask the device for clock speeds that it can sustain (Android 11 or later).",
    ),
    cloup.option(
        "--max-temperature",
        "max_temperature_c",
        type=FiniteNumber(min=0),
        callback=_temperature,
        default=_DEFAULT.max_temperature_c,
        show_default=True,
        metavar="CELSIUS",
        help="Wait until the battery is at or below this temperature (°C); 0 disables.",
    ),
    cloup.option(
        "--cool-down-seconds",
        "cool_down_s",
        type=FiniteNumber(min=0),
        default=_DEFAULT.cool_down_s,
        show_default=True,
        metavar="SECONDS",
        help="Maximum cool-down wait before each repeat, in seconds.",
    ),
)
"""How the device is treated."""

DEVICE_OPTIONS = (serial_option, virtual_option, *SIDE_OPTIONS, *CONDITION_OPTIONS)
