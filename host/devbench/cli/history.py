"""``devbench history``: the results that were kept."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, cast

import click
import cloup

from devbench.choices import VERDICT_WORDS
from devbench.cli import completion, options
from devbench.cli.command import command
from devbench.cli.options import parsing
from devbench.cli.options.combinations import NotBoth
from devbench.cli.options.output import OutputFile, json_option
from devbench.errors import UsageError

if TYPE_CHECKING:
    from devbench.analysis.intervals import Estimate
    from devbench.choices import VerdictWord
    from devbench.results.history import Filter
    from devbench.results.index import IndexEntry

_WIDTH = 100


def _time(_context: click.Context, _parameter: click.Parameter, value: str | None) -> str | None:
    if value is None:
        return None
    from datetime import UTC, datetime

    try:
        since = datetime.fromisoformat(value)
    except ValueError as error:
        raise click.BadParameter(f"{value!r} is not a date such as 2026-11-20 or 2026-11-20T10:30.") from error
    return (since if since.tzinfo else since.replace(tzinfo=UTC)).astimezone(UTC).isoformat()


_SHOWN_DIFFERENTLY = "each shows the results in another form"


@command(
    rules=[
        NotBoth("export", ["plot", "steps", "json_file"], _SHOWN_DIFFERENTLY),
        NotBoth("plot", ["steps", "json_file"], _SHOWN_DIFFERENTLY),
    ]
)
@cloup.option_group(
    "Which results",
    cloup.option("--device", metavar="DEVICE", help="Only results of this device, by its serial or model."),
    cloup.option(
        "-m", "--model", metavar="MODEL", shell_complete=completion.models, help="Only results of this model."
    ),
    cloup.option("--task", metavar="TASK", shell_complete=completion.tasks, help="Only results of this task."),
    cloup.option(
        "--verdict",
        "words",
        metavar="WORD[,WORD...]",
        callback=parsing.filled,
        default="",
        help="Only results with these words of the verdict; words of one part are alternatives: "
        + ", ".join(VERDICT_WORDS)
        + ".",
    ),
    cloup.option(
        "--since",
        metavar="DATE",
        callback=_time,
        help="Only results from this date on, such as 2026-11-20 or 2026-11-20T10:30 (UTC).",
    ),
    cloup.option(
        "--limit",
        type=click.IntRange(min=1),
        metavar="N",
        show_default="20 in the list, else all",
        help="Only the newest N results.",
    ),
    cloup.option("--rebuild", is_flag=True, help="Rebuild the index from the stored documents."),
)
@cloup.option_group(
    options.OUTPUT,
    cloup.option(
        "--plot",
        metavar="METRIC",
        shell_complete=completion.metrics,
        help="Plot invoke.p50, load, ratio, accuracy or another metric over time.",
    ),
    cloup.option(
        "--steps",
        metavar="[METRIC]",
        is_flag=False,
        flag_value="invoke.p50",
        shell_complete=completion.metrics,
        help="Show when a metric, or else invoke.p50, changed for good.",
    ),
    cloup.option(
        "--export", type=OutputFile(), metavar="FILE", help="Write the results to a .jsonl, .csv or .parquet file."
    ),
    json_option,
)
def history(
    device: str | None,
    model: str | None,
    task: str | None,
    words: str,
    since: str | None,
    limit: int | None,
    plot: str | None,
    steps: str | None,
    export: str | None,
    json_file: str | None,
    rebuild: bool,
) -> None:
    """List the stored results, newest first.

    Each result is a JSON document: `devbench report ID` shows one, `devbench compare ID ID` compares two. Documents
    that cannot be read are listed with the reason.

    \b
    Examples:
      devbench history
      devbench history --device R5CT1 --model qa-en-tiny --plot invoke.p50
      devbench history --since 2026-11-01 --export results.parquet
      devbench history --verdict wrong,unchecked --json - | jq -r .name
      devbench history --verdict steady,physical --steps
    """
    from devbench import api
    from devbench.cli import json_output, terminal
    from devbench.results import history as stored

    verdict = cast("tuple[VerdictWord, ...]", tuple(word.strip().upper() for word in words.split(",") if word.strip()))
    wanted = stored.Filter(device=device, model=model, task=task, verdict=verdict, since=since)
    found = api.history(wanted, rebuild=rebuild)
    newest = found[: limit or (None if export or json_file or plot or steps else 20)]
    if export is not None:
        stored.write(newest, Path(export))
    elif plot is not None:
        _plot(newest, plot)
    elif steps is not None:
        _steps(newest, steps, json_file)
    elif json_file is None or not json_output.write_bytes(json_file, stored.lines(newest)):
        if found:
            _show(newest, len(found))
        else:
            terminal.messages().print(_nothing_found(wanted), soft_wrap=True, markup=False)


def _nothing_found(wanted: Filter) -> str:
    from devbench import api
    from devbench.suggest import closest

    there = api.history()
    if not there:
        return "No result is stored yet: `devbench run` stores each."
    models = {entry.model for entry in there if entry.model}
    near = closest(wanted.model, models) if wanted.model and wanted.model not in models else ""
    return f"No stored result matches. {near}".rstrip()


def _show(entries: Sequence[IndexEntry], found: int) -> None:
    from devbench.cli import terminal
    from devbench.reports import history_table

    terminal.data().print(history_table.render(entries))
    if len(entries) < found:
        hidden = found - len(entries)
        older = "1 older result is" if hidden == 1 else f"{hidden} older results are"
        terminal.messages().print(f"{older} not shown: --limit {found} shows all.")


def _with(entries: Sequence[IndexEntry], metric: str) -> list[IndexEntry]:
    """The entries that have the metric, the oldest first."""
    from devbench.results.index import FIGURES, figure
    from devbench.suggest import closest

    having = [entry for entry in reversed(entries) if figure(entry, metric) is not None]
    if not having:
        known = sorted({name for entry in entries for name in entry.quality})
        raise UsageError(f"None of {len(entries)} results has {metric!r}.", closest(metric, [*FIGURES, *known]))
    return having


def _plot(entries: Sequence[IndexEntry], metric: str) -> None:
    from devbench.cli import terminal
    from devbench.reports import history_table

    having = _with(entries, metric)
    console = terminal.data()
    width = min(console.width, _WIDTH)
    colour = console.is_terminal and "NO_COLOR" not in os.environ
    click.echo(history_table.plot(having, metric, [_estimate(entry, metric) for entry in having], width, colour))


def _estimate(entry: IndexEntry, name: str) -> Estimate:
    from devbench.analysis.intervals import Estimate
    from devbench.results.index import figure

    value = figure(entry, name) or 0.0
    if name != "invoke.p50":
        return Estimate(value)
    return Estimate(value, entry.invoke_p50_low_ms, entry.invoke_p50_high_ms)


def _steps(entries: Sequence[IndexEntry], metric: str, json_file: str | None) -> None:
    from devbench.analysis import history_steps
    from devbench.cli import json_output, terminal
    from devbench.reports import history_table
    from devbench.results import history as stored
    from devbench.results import index

    having = _with(entries, metric)
    found = [history_steps.find(series, metric, points) for series, points in index.points(having, metric).items()]
    if json_file is None or not json_output.write_bytes(json_file, stored.lines(found)):
        terminal.data().print(history_table.steps(found))
