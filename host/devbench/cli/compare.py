"""``devbench compare``: results beside a baseline, or two models measured in turn, metric by metric."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from devbench.choices import DELEGATES, GATES, TIME_LIMIT_MINUTES, HostRuntimeChoice
from devbench.cli.options import (
    condition_options,
    host_runtime_option,
    mode_of_comparison,
    quiet_option,
    refuse_without,
    request_options,
    serial_option,
    speed_only_option,
    threads_option,
    virtual_option,
)
from devbench.errors import CheckFailed, Inconclusive, UsageError

if TYPE_CHECKING:
    from devbench.bench.prepare import Request
    from devbench.results.comparison import Comparison


allow_option = click.option(
    "--allow",
    "allowed",
    multiple=True,
    metavar="NAME,...",
    help="What may differ: runtime, model, threads, ...; verdict takes WRONG or THROTTLED results, too, and virtual "
    "lets the times of a virtual device decide.",
)
tolerance_option = click.option(
    "--tolerance",
    "tolerances",
    multiple=True,
    metavar="METRIC=N%",
    help="How much worse a metric may be; may repeat. [default: invoke=5%, load=35%, ...: docs/measurement.md]",
)
gate_option = click.option(
    "--gate",
    "gates",
    multiple=True,
    metavar="METRIC,...",
    help=f"The metrics that decide. [default: {','.join(GATES)}]",
)
time_limit_option = click.option(
    "--time-limit",
    "time_limit_minutes",
    type=click.FloatRange(min=0, min_open=True),
    default=TIME_LIMIT_MINUTES,
    show_default=True,
    help="Minutes after which an interleaved comparison ends undecided.",
)

_OPERAND_KEYS = ("threads", "runtime", "delegate", "variant")
_OF_STORED_RESULTS = {"results", "ab", "allowed", "tolerances", "gates", "save", "as_json"}
_DEVICE_RUNTIME = "tensorflow-lite"


@click.command()
@click.argument("results", nargs=-1, required=True, metavar="BASELINE RESULT...")
@click.option("--ab", is_flag=True, help="Measure two models in turn: each is MODEL[@key=value,...].")
@allow_option
@tolerance_option
@gate_option
@click.option("--save", metavar="NAME", help="Keep the named results, sessions of one model, as baseline NAME.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@time_limit_option
@serial_option
@virtual_option
@speed_only_option
@condition_options
@request_options
@threads_option
@host_runtime_option
@quiet_option
def compare(
    results: Sequence[str],
    ab: bool,
    allowed: Sequence[str],
    tolerances: Sequence[str],
    gates: Sequence[str],
    save: str | None,
    as_json: bool,
    time_limit_minutes: float,
    serials: Sequence[str],
    virtual: bool,
    request: Request,
    host_runtime: HostRuntimeChoice | None,
    quiet: bool,
) -> None:
    """Compare results with a baseline, or two models with each other: latency, load, memory, quality, parity.

    A result is a file that devbench wrote, the id of a stored run, or the name of a baseline; unlike runs are refused,
    unless --allow names in what they may differ. With --ab, two models are measured in turn on one device until the
    pairs decide, which finds far smaller differences; the keys of MODEL@key=value are threads, delegate, runtime and
    variant, and all other options hold for both.

    Exits with 0 if no metric that gates is worse by more than its tolerance, 3 for a regression or unlike runs, and 7
    if the measurements do not decide.

    \b
    Examples:
      devbench compare --ab qa-en-tiny@variant=fp32 qa-en-tiny@variant=int8 --tolerance quality=7%
      devbench compare --ab old.tflite new.tflite --vocab vocab.txt --task fill-mask --uncased --data data.json
      devbench compare --save main 20261121T004812-1c9a55
      devbench compare main 20261121T011503-77e0d2
      devbench compare main new.json --gate memory,load --json | jq .outcome
    """
    from devbench import api
    from devbench.cli import terminal

    if not ab:
        parameters = {str(parameter.name) for parameter in click.get_current_context().command.params}
        refuse_without("--ab", parameters - _OF_STORED_RESULTS, "how to measure")
    elif save is not None:
        raise UsageError("--save keeps stored results, and --ab measures.", "Leave one of them out.")
    if save is not None:
        click.echo(api.save_baseline(save, *results))
        return
    allow, tolerance, gating = parse_names(allowed), parse_tolerances(tolerances), sorted(parse_names(gates))
    if not ab:
        if len(results) < 2:
            raise UsageError(f"{results[0]} is compared with nothing.", "Name a baseline and one result or more.")
        found = api.compare(*results, allow=allow, tolerances=tolerance, gates=gating)
    else:
        from devbench.cli.run_display import RunDisplay

        if len(results) != 2:
            raise UsageError(f"--ab compares two models, and {len(results)} are named.", "Name MODEL and MODEL.")
        asked = mode_of_comparison(request)
        with RunDisplay(None, quiet, single=False, on_messages=as_json) as display:
            _, found = api.run_ab(
                operand(results[0], asked),
                operand(results[1], asked),
                serials=serials,
                virtual=virtual,
                allow=allow,
                tolerances=tolerance,
                gates=gating,
                time_limit_s=60 * time_limit_minutes,
                host_runtime=host_runtime,
                observer=display,
                command=terminal.command_line(),
            )
    show(found, as_json)
    check(found)


def operand(text: str, request: Request) -> Request:
    """``MODEL[@key=value,...]``: the request with that model and what is said of it alone."""
    model, at, rest = text.rpartition("@")
    if not at or "=" not in rest:
        return replace(request, model=text)
    settings, variant = request.settings, request.variant
    for pair in rest.split(","):
        key, _, value = pair.partition("=")
        if key == "threads" and value.isdecimal() and int(value) > 0:
            settings = replace(settings, threads=int(value))
        elif key == "delegate" and value in DELEGATES:
            settings = replace(settings, delegate=value)
        elif key == "variant" and value:
            variant = value
        elif key != "runtime" or value != _DEVICE_RUNTIME:
            raise UsageError(f"{text}: {pair!r} is not understood.", _operand_hint())
    return replace(request, model=model, variant=variant, settings=settings)


def _operand_hint() -> str:
    return (
        f"Keys are {', '.join(_OPERAND_KEYS)}; threads is a number, delegate one of {', '.join(DELEGATES)}, "
        f"and the only runtime on the device is {_DEVICE_RUNTIME}."
    )


def parse_names(options: Sequence[str]) -> set[str]:
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
            raise UsageError(f"--tolerance {option} does not end in a share.", f"Write {metric}=5% or {metric}=0.05.")
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
    """Raises CheckFailed for REGRESSION and INCOMPARABLE, Inconclusive if nothing was decided."""
    from devbench.reports.sanitize import sanitize

    comparison = sanitize(comparison)
    first = comparison.reasons[0] if comparison.reasons else ""
    if comparison.outcome == "INCOMPARABLE":
        names = sorted({difference.name for pair in comparison.pairs for difference in pair.differences})
        raise CheckFailed(
            f"The results cannot be compared: {first}.",
            f"If that is what you compare, use --allow {','.join(names)}; else measure both alike.",
        )
    if comparison.outcome == "REGRESSION":
        raise CheckFailed(f"A regression: {first}.", "Run `devbench report` on both results to see what changed.")
    if comparison.outcome == "INCONCLUSIVE":
        raise Inconclusive(f"Inconclusive: {first}.", _remedy(comparison))


def _remedy(comparison: Comparison) -> str:
    rows = [row for pair in comparison.pairs for row in pair.rows]
    if not any(row.outcome == "inconclusive" for row in rows):
        missing = any(pair.missing for pair in comparison.pairs)
        return (
            "Name other metrics with --gate." if missing else "Run on a phone, or let times gate with --allow virtual."
        )
    if comparison.order_seed is not None:
        return "Run again on an idle device, or with a higher --time-limit."
    return "Measure both in turn with `devbench compare --ab`."
