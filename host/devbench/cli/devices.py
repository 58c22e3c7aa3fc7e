"""``devbench devices``: what adb lists, and what each of it is."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from rich.table import Table

    from devbench.device.adb import AdbServer
    from devbench.device.facts import DeviceFacts


@dataclass(frozen=True)
class DeviceRow:
    """``facts`` is None where the device cannot be asked."""

    serial: str
    state: str
    facts: DeviceFacts | None


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print JSON with all that is known.")
def devices(as_json: bool) -> None:
    """List the devices that adb sees.

    \b
    Examples:
      devbench devices
      devbench devices --json | jq -r '.[].serial'
    """
    from devbench.cli import terminal
    from devbench.device.adb import AdbServer

    rows = _rows(AdbServer.from_environment())
    if as_json:
        terminal.write_json([_known(row) for row in rows])
    elif rows:
        terminal.data().print(_table(rows))
    else:
        terminal.messages().print("No device is connected. `devbench virtual start` makes one.")


def _rows(server: AdbServer) -> list[DeviceRow]:
    from devbench.device.adb import ONLINE
    from devbench.device.facts import read_facts
    from devbench.device.selection import settled
    from devbench.errors import DeviceLost

    rows = []
    for listed in settled(server):
        state, facts = listed.state, None
        if state == ONLINE:
            try:
                facts = read_facts(server.device(listed.serial))
            except DeviceLost:
                state = "listed, but does not answer"
        rows.append(DeviceRow(listed.serial, state, facts))
    return rows


def _known(row: DeviceRow) -> dict[str, object]:
    return {"serial": row.serial, "state": row.state, **(asdict(row.facts) if row.facts else {})}


def _table(rows: list[DeviceRow]) -> Table:
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
