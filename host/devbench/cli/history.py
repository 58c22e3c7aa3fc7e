"""``devbench history``: the results that were kept."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from devbench.choices import VERDICT_WORDS
from devbench.errors import UsageError

if TYPE_CHECKING:
    from devbench.analysis.intervals import Estimate
    from devbench.choices import VerdictWord
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
@click.option(
    "--verdict",
    "words",
    metavar="WORD[,WORD...]",
    default="",
    help="Only with these words of the verdict; those of one part are alternatives: " + ", ".join(VERDICT_WORDS) + ".",
)
@click.option("--since", metavar="DATE", callback=_time, help="Begun on or after it: 2026-11-20, or with a time (UTC).")
@click.option("--limit", type=click.IntRange(min=1), help="The newest N. [default: 20, or all of them with --export]")
@click.option("--plot", metavar="METRIC", help="Plot invoke, load, ratio or a metric of quality over time.")
@click.option(
    "--steps",
    metavar="[METRIC]",
    is_flag=False,
    flag_value="invoke",
    help="Show when a metric changed for good. [default: invoke]",
)
@click.option("--export", metavar="FILE", type=click.Path(path_type=Path), help="Write .jsonl, .csv or .parquet.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON lines.")
@click.option("--rebuild", is_flag=True, help="Make the index again from the documents.")
def history(
    device: str | None,
    model: str | None,
    task: str | None,
    words: str,
    since: str | None,
    limit: int | None,
    plot: str | None,
    steps: str | None,
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
      devbench history --verdict wrong,unchecked --json | jq -r .name
      devbench history --verdict steady,physical --steps
    """
    from devbench import api
    from devbench.cli import terminal
    from devbench.results import history as stored

    verdict = cast("tuple[VerdictWord, ...]", tuple(word.strip().upper() for word in words.split(",") if word.strip()))
    wanted = stored.Filter(device=device, model=model, task=task, verdict=verdict, since=since)
    found = api.history(wanted, rebuild=rebuild)
    newest = found[: limit or (None if export or as_json or plot or steps else 20)]
    if export is not None:
        stored.write(newest, export)
    elif plot is not None:
        _plot(newest, plot)
    elif steps is not None:
        _steps(newest, steps, as_json)
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


_METRICS = {"invoke": "invoke_p50_ms", "total": "total_p50_ms", "host": "host_invoke_p50_ms", "load": "load_ms"}


def _with(entries: Sequence[IndexEntry], metric: str) -> tuple[str, list[IndexEntry]]:
    """The metric's name in the index, and the entries that have it, the oldest first."""
    from devbench.results.index import figure

    name = _METRICS.get(metric, metric)
    having = [entry for entry in reversed(entries) if figure(entry, name) is not None]
    if not having:
        known = sorted({metric for entry in entries for metric in entry.quality})
        raise UsageError(
            f"None of {len(entries)} results has {metric!r}.", f"Use {', '.join([*_METRICS, 'ratio', *known])}."
        )
    return name, having


def _plot(entries: Sequence[IndexEntry], metric: str) -> None:
    from devbench.cli import terminal
    from devbench.reports import history_table

    name, having = _with(entries, metric)
    console = terminal.data()
    width = min(console.width, _WIDTH)
    colour = console.is_terminal and "NO_COLOR" not in os.environ
    click.echo(history_table.plot(having, name, [_estimate(entry, name) for entry in having], width, colour))


def _estimate(entry: IndexEntry, name: str) -> Estimate:
    from devbench.analysis.intervals import Estimate
    from devbench.results.index import figure

    value = figure(entry, name) or 0.0
    if name != "invoke_p50_ms":
        return Estimate(value)
    return Estimate(value, entry.invoke_p50_low_ms, entry.invoke_p50_high_ms)


def _steps(entries: Sequence[IndexEntry], metric: str, as_json: bool) -> None:
    from devbench.analysis import history_steps
    from devbench.cli import terminal
    from devbench.reports import history_table
    from devbench.results import history as stored
    from devbench.results import index

    name, having = _with(entries, metric)
    found = [history_steps.find(series, name, points) for series, points in index.points(having, name).items()]
    if as_json:
        terminal.write_bytes(stored.lines(found))
    else:
        terminal.data().print(history_table.steps(found))
