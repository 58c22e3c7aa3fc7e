"""Options that several commands share."""

from __future__ import annotations

import click

serial_option = click.option(
    "-s",
    "--serial",
    "serials",
    multiple=True,
    envvar=["DEVBENCH_SERIAL", "ANDROID_SERIAL"],
    show_envvar=True,
    help="The device; may repeat. Not needed where there is only one.",
)
