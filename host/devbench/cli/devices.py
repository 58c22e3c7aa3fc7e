"""``devbench devices``: what adb lists, and what each of it is."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from rich.table import Table

    from devbench.device.facts import DeviceFacts
    from devbench.device.selection import Connected


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print JSON with all that is known.")
def devices(as_json: bool) -> None:
    """List the devices that adb sees.

    \b
    Examples:
      devbench devices
      devbench devices --json | jq -r '.[].serial'
    """
    from devbench import api
    from devbench.cli import terminal

    rows = api.devices()
    if as_json:
        terminal.write_json([_known(row) for row in rows])
    elif rows:
        terminal.data().print(_table(rows))
    else:
        terminal.messages().print("No device is connected. `devbench virtual start` makes one.")


def _known(row: Connected) -> dict[str, object]:
    return {"serial": row.serial, "state": row.state, **(asdict(row.facts) if row.facts else {})}


def _table(rows: list[Connected]) -> Table:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD)
    for heading in ("serial", "state", "kind", "model", "API", "ABI"):
        table.add_column(heading)
    for row in rows:
        cells = [row.serial, row.state, *(_cells(row.facts) if row.facts else [])]
        table.add_row(*(Text(cell) for cell in cells))  # no markup: devices choose their names
    return table


def _cells(facts: DeviceFacts) -> list[str]:
    maker, model = facts.manufacturer or "", facts.model or ""
    name = model if model.lower().startswith(maker.lower()) else f"{maker} {model}"
    api = "" if facts.api is None else str(facts.api)
    return [facts.kind, name, api, next(iter(facts.abis), "")]
