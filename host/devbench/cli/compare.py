"""``devbench compare``: results beside a baseline, metric by metric."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from devbench.errors import CheckFailed, UsageError

if TYPE_CHECKING:
    from devbench.results.comparison import Comparison


allow_option = click.option(
    "--allow", "allowed", multiple=True, metavar="NAME,...", help="What may differ: runtime, model, threads, ..."
)
tolerance_option = click.option(
    "--tolerance",
    "tolerances",
    multiple=True,
    metavar="METRIC=N%",
    help="How much worse a metric may be; may repeat. [default: invoke=5%, load=35%, ...: docs/measurement.md]",
)


@click.command()
@click.argument("results", nargs=-1, required=True, metavar="BASELINE RESULT...")
@allow_option
@tolerance_option
@click.option("--save", metavar="NAME", help="Keep the one result that is named as baseline NAME; compare nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def compare(
    results: Sequence[str], allowed: Sequence[str], tolerances: Sequence[str], save: str | None, as_json: bool
) -> None:
    """Compare results with a baseline: latency by stage, load, memory, quality, parity.

    Each is a file that devbench wrote, the id of a stored run, or the name of a baseline; the first is what the others
    are compared with. Unlike runs are refused, unless --allow names in what they may differ. A metric fails where its
    whole interval lies beyond its tolerance; what two results in a row fail in is a regression, one alone is suspected.
    Exits with 3 for both, and for unlike runs.

    \b
    Examples:
      devbench compare --save main 20261121T004812-1c9a55
      devbench compare main 20261121T011503-77e0d2
      devbench compare fp32.json int8.json --allow model,quantization --tolerance quality=7%
      devbench compare main new.json --json | jq .outcome
    """
    from devbench import api

    if save is not None:
        if len(results) > 1:
            raise UsageError("--save keeps one result, and several are named.", "Name one.")
        click.echo(api.save_baseline(save, results[0]))
        return
    if len(results) < 2:
        raise UsageError(f"{results[0]} is compared with nothing.", "Name a baseline and one result or more.")
    found = api.compare(*results, allow=parse_allowed(allowed), tolerances=parse_tolerances(tolerances))
    show(found, as_json)
    check(found)


def parse_allowed(options: Sequence[str]) -> set[str]:
    """``runtime,model``, and the option may repeat."""
    return {name.strip() for option in options for name in option.split(",") if name.strip()}


def parse_tolerances(options: Sequence[str]) -> dict[str, float]:
    """``invoke=5%`` or ``invoke=0.05``."""
    tolerances = {}
    for option in options:
        metric, _, value = option.partition("=")
        try:
            tolerance = float(value.removesuffix("%")) / (100 if value.endswith("%") else 1)
        except ValueError:
            tolerance = math.nan
        if not 0 <= tolerance < math.inf:
            raise UsageError(f"--tolerance {option} has no share at its end.", f"Write {metric}=5% or {metric}=0.05.")
        tolerances[metric] = tolerance
    return tolerances


def show(comparison: Comparison, as_json: bool = False) -> None:
    from devbench.cli import terminal

    if as_json:
        terminal.write_json(comparison)
        return
    from devbench.reports import comparison_table

    terminal.data().print(comparison_table.render(comparison))


def check(comparison: Comparison) -> None:
    """Raises CheckFailed for all but NO REGRESSION."""
    from devbench.reports.sanitize import sanitize

    comparison = sanitize(comparison)
    first = comparison.reasons[0] if comparison.reasons else ""
    if comparison.outcome == "INCOMPARABLE":
        names = sorted({difference.name for pair in comparison.pairs for difference in pair.differences})
        raise CheckFailed(
            f"The results cannot be compared: {first}.",
            f"Where that is what you compare, --allow {','.join(names)}; else measure both alike.",
        )
    if comparison.outcome == "SUSPECTED":
        raise CheckFailed(f"A regression is suspected: {first}.", "Run again and name that result, too, to be sure.")
    if comparison.outcome == "REGRESSION":
        raise CheckFailed(f"A regression: {first}.", "The table tells all metrics; --tolerance allows more.")
