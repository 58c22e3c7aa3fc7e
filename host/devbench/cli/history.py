"""``devbench history``: the results that were kept."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from devbench.choices import STATUSES, Status
from devbench.errors import UsageError

if TYPE_CHECKING:
    from devbench.results.index import IndexEntry

_WIDTH = 100


def _time(_context: click.Context, _parameter: click.Parameter, value: str | None) -> str | None:
    if value is None:
        return None
    from datetime import UTC, datetime

    try:
        since = datetime.fromisoformat(value)
    except ValueError as error:
        raise click.BadParameter(f"{value!r} is no date such as 2026-11-20 or 2026-11-20T10:30.") from error
    return (since if since.tzinfo else since.replace(tzinfo=UTC)).astimezone(UTC).isoformat()


@click.command()
@click.option("--device", help="Of this device alone: its serial or model.")
@click.option("--model", help="Of this model alone.")
@click.option("--task", help="Of this task alone.")
@click.option("--status", type=click.Choice(STATUSES, case_sensitive=False), help="With this verdict alone.")
@click.option("--since", metavar="DATE", callback=_time, help="Begun on or after it: 2026-11-20, or with a time (UTC).")
@click.option("--limit", type=click.IntRange(min=1), help="The newest N. [default: 20, or all of them with --export]")
@click.option("--plot", metavar="METRIC", help="Plot invoke, load, ratio or a metric of quality over time.")
@click.option("--export", metavar="FILE", type=click.Path(path_type=Path), help="Write .jsonl, .csv or .parquet.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON lines.")
@click.option("--rebuild", is_flag=True, help="Make the index again from the documents.")
def history(
    device: str | None,
    model: str | None,
    task: str | None,
    status: Status | None,
    since: str | None,
    limit: int | None,
    plot: str | None,
    export: Path | None,
    as_json: bool,
    rebuild: bool,
) -> None:
    """List the results that were kept, newest first.

    Each is a JSON document of its own: `devbench report ID` shows one, `devbench compare ID ID` compares. The list is
    that of an index which is brought up to date each time; documents that cannot be read are named with the reason.

    \b
    Examples:
      devbench history
      devbench history --device R5CT1 --model qa-en-tiny --plot invoke
      devbench history --since 2026-11-01 --export results.parquet
      devbench history --status WRONG --json | jq -r .name
    """
    from devbench import api
    from devbench.cli import terminal
    from devbench.results import history as stored

    wanted = stored.Filter(device=device, model=model, task=task, status=status, since=since)
    found = api.history(wanted, rebuild=rebuild)
    newest = found[: limit or (None if export or as_json or plot else 20)]
    if export is not None:
        stored.write(newest, export)
    elif plot is not None:
        _plot(newest, plot)
    elif as_json:
        terminal.write_bytes(stored.lines(newest))
    else:
        _show(newest, len(found))


def _show(entries: Sequence[IndexEntry], found: int) -> None:
    from devbench.cli import terminal
    from devbench.reports import history_table

    if not found:
        terminal.messages().print("There is none: devbench run keeps each result.")
        return
    terminal.data().print(history_table.render(entries))
    if len(entries) < found:
        terminal.messages().print(f"{found - len(entries)} older ones are not shown: --limit {found} shows all.")


_PLOTTED = {"invoke": "invoke_p50_ms", "total": "total_p50_ms", "host": "host_invoke_p50_ms", "load": "load_ms"}


def _plot(entries: Sequence[IndexEntry], metric: str) -> None:
    from devbench.cli import terminal
    from devbench.reports import history_table
    from devbench.results.index import figure

    name = _PLOTTED.get(metric, metric)
    told = [(entry, value) for entry in reversed(entries) if (value := figure(entry, name)) is not None]
    if not told:
        known = sorted({metric for entry in entries for metric in entry.quality})
        raise UsageError(
            f"None of {len(entries)} results has {metric!r}.", f"Plot {', '.join([*_PLOTTED, 'ratio', *known])}."
        )
    console = terminal.data()
    width = min(console.width, _WIDTH)
    colour = console.is_terminal and "NO_COLOR" not in os.environ
    shown = [entry for entry, _ in told]
    click.echo(history_table.plot(shown, name, [value for _, value in told], width, colour))
