"""``devbench devices``: what adb lists, and what each of it is."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

import cloup

from devbench.cli import options
from devbench.cli.command import command
from devbench.cli.options.output import json_option, verbose_option

if TYPE_CHECKING:
    from devbench.device.facts import DeviceFacts
    from devbench.device.selection import Connected
    from devbench.reports.fitting import FittingTable


@command()
@cloup.option_group(options.OUTPUT, json_option, verbose_option)
def devices(json_file: str | None) -> None:
    """List the devices that adb sees.

    \b
    Examples:
      devbench devices
      devbench devices --json - | jq -r '.[].serial'
    """
    from devbench import api
    from devbench.cli import json_output, terminal

    rows = api.devices()
    if json_output.write(json_file, [_known(row) for row in rows]):
        return
    if rows:
        terminal.data().print(_table(rows))
    else:
        terminal.messages().print("No device is connected. `devbench virtual start` makes one.")


def _known(row: Connected) -> dict[str, object]:
    return {"serial": row.serial, "state": row.state, **(asdict(row.facts) if row.facts else {})}


def _table(rows: list[Connected]) -> FittingTable:
    from devbench.reports.fitting import Column, FittingTable

    table = FittingTable(
        Column("serial"),
        Column("state", rank=1),
        Column("kind", rank=2),
        Column("model", least=12),
        Column("API", rank=3),
        Column("ABI", rank=4),
    )
    for row in rows:
        table.add(row.serial, row.state, *(_cells(row.facts) if row.facts else ["", "", "", ""]))
    return table


def _cells(facts: DeviceFacts) -> list[str]:
    maker, model = facts.manufacturer or "", facts.model or ""
    name = model if model.lower().startswith(maker.lower()) else f"{maker} {model}"
    api = "" if facts.api is None else str(facts.api)
    return [facts.kind, name, api, next(iter(facts.abis), "")]
