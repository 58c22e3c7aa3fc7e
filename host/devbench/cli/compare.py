"""``devbench compare``: results beside a baseline, or two models measured in turn, metric by metric."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import cloup

from devbench.choices import DELEGATES, HostRuntimeChoice
from devbench.cli import completion, options
from devbench.cli.command import command
from devbench.cli.options.checks import COMPARISON_OPTIONS, KNOWN_OPTIONS, QUALITY_OR_SPEED
from devbench.cli.options.combinations import Needs, NotBoth
from devbench.cli.options.data import DATA_OPTIONS
from devbench.cli.options.device import DEVICE_OPTIONS
from devbench.cli.options.measuring import MEASURING_OPTIONS, threads_option
from devbench.cli.options.model import MODEL_OPTIONS
from devbench.cli.options.output import json_option, quiet_option, verbose_option
from devbench.cli.options.request import mode_that_decides, takes_request
from devbench.cli.options.results import RESULT_NAMES
from devbench.errors import CheckFailed, Inconclusive, UsageError
from devbench.suggest import did_you_mean

if TYPE_CHECKING:
    from devbench.bench.prepare import Request
    from devbench.results.comparison import Comparison

_OPERAND_KEYS = ("threads", "runtime", "delegate", "variant")
_DEVICE_RUNTIME = "tensorflow-lite"


@command(
    has_project_defaults=True,
    rules=[
        NotBoth("save", ["ab", "allowed", "tolerances", "gates", "json_file"], "--save compares nothing"),
        Needs("ab", all_but=["results", "save", "allowed", "tolerances", "gates", "json_file", "quiet"]),
        *QUALITY_OR_SPEED,
    ],
)
@cloup.argument(
    "results",
    nargs=-1,
    required=True,
    metavar="BASELINE RESULT...",
    shell_complete=completion.results_or_models,
    help=RESULT_NAMES,
)
@cloup.option_group(
    "What to compare",
    cloup.option("--ab", is_flag=True, help="Measure two models in turn; each is MODEL[@key=value,...]."),
    cloup.option(
        "--save",
        metavar="NAME",
        shell_complete=completion.baselines,
        help="Keep the named results, which are sessions of one model, as baseline NAME.",
    ),
)
@cloup.option_group(options.CHECKS, *COMPARISON_OPTIONS, *KNOWN_OPTIONS)
@cloup.option_group(options.MODEL, *MODEL_OPTIONS)
@cloup.option_group(options.DATA, *DATA_OPTIONS)
@cloup.option_group(options.DEVICE, *DEVICE_OPTIONS)
@cloup.option_group(options.MEASURING, threads_option, *MEASURING_OPTIONS)
@cloup.option_group(options.OUTPUT, json_option, quiet_option, verbose_option)
@takes_request
def compare(
    results: Sequence[str],
    ab: bool,
    allowed: Sequence[str],
    tolerances: Sequence[str],
    gates: Sequence[str],
    save: str | None,
    json_file: str | None,
    time_limit_minutes: float,
    serials: Sequence[str],
    virtual: bool,
    request: Request,
    host_runtime: HostRuntimeChoice | None,
    quiet: bool,
) -> None:
    """Compare results with a baseline, or two models with each other.

    Compares latency, load time, memory, quality and parity. Results of unlike runs are refused, unless --allow names in
    what they may differ.

    With --ab, two models are measured in turn on one device until the pairs decide, which reveals far smaller
    differences. The keys of MODEL@key=value are threads, delegate, runtime and variant; all other options hold for
    both models.

    Exits with 0 if no metric that gates is worse by more than its tolerance, 3 for a regression or unlike runs, and 7
    if the measurements do not decide.

    \b
    Examples:
      # two models in turn
      devbench compare --ab old.tflite new.tflite --vocab vocab.txt \\
          --task fill-mask --uncased --data data.json
      devbench compare --ab qa-en-tiny@variant=fp32 qa-en-tiny@variant=int8 \\
          --tolerance quality=7%
    \b
      # the newest result with a baseline
      devbench compare --save main @2
      devbench compare main latest
      devbench compare main new.json --gate memory,load --json - | jq .outcome
    """
    from devbench import api
    from devbench.cli import terminal

    if save is not None:
        cloup.echo(api.save_baseline(save, *results))
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
        asked = mode_that_decides(request)
        with RunDisplay(None, quiet, single=False, on_messages=json_file == "-") as display:
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
    show(found, json_file, quiet)
    check(found)


def operand(text: str, request: Request) -> Request:
    """``MODEL[@key=value,...]``: the request with that model and what is said of it alone."""
    model, at, rest = text.rpartition("@")
    if not at or "=" not in rest:
        return replace(request, model=text)
    settings, variant = request.settings, request.variant
    pairs = rest.split(",")
    keys = [pair.partition("=")[0] for pair in pairs]
    if len(set(keys)) < len(keys):
        raise UsageError(f"{text} has one key twice.", "Give each key once.")
    for pair in pairs:
        key, _, value = pair.partition("=")
        if key == "threads" and value.isdecimal() and int(value) > 0:
            settings = replace(settings, threads=int(value))
        elif key == "delegate" and value in DELEGATES:
            settings = replace(settings, delegate=value)
        elif key == "variant" and value:
            variant = value
        elif key != "runtime" or value != _DEVICE_RUNTIME:
            near = "" if key in _OPERAND_KEYS else did_you_mean(key, _OPERAND_KEYS)
            raise UsageError(f"{text}: {pair!r} is not understood.", near or _operand_hint())
    return replace(request, model=model, variant=variant, settings=settings)


def _operand_hint() -> str:
    return (
        f"Use the keys {', '.join(_OPERAND_KEYS)}; threads is a number, delegate one of {', '.join(DELEGATES)}, "
        f"and the only runtime on the device is {_DEVICE_RUNTIME}."
    )


def parse_names(options: Sequence[str]) -> set[str]:
    """``runtime,model``, and the option may repeat."""
    return {name.strip() for option in options for name in option.split(",") if name.strip()}


def parse_tolerances(options: Sequence[str]) -> dict[str, float]:
    """``invoke.p50=5%`` or ``invoke.p50=0.05``."""
    tolerances = {}
    for option in options:
        metric, _, value = (part.strip() for part in option.partition("="))
        try:
            tolerance = float(value.removesuffix("%")) / (100 if value.endswith("%") else 1)
        except ValueError:
            tolerance = math.nan
        if not 0 <= tolerance < math.inf:
            raise UsageError(f"--tolerance {option} does not end in a share.", f"Write {metric}=5% or {metric}=0.05.")
        if tolerance >= 1 and not value.endswith("%"):
            raise UsageError(
                f"--tolerance {option} allows a change of {tolerance:.0%}.",
                f"Write {metric}={tolerance:g}%, or {metric}={tolerance:.0%} if that is what you mean.",
            )
        if metric in tolerances:
            raise UsageError(f"--tolerance is given twice for {metric}.", "Give it once.")
        tolerances[metric] = tolerance
    return tolerances


def show(comparison: Comparison, json_file: str | None = None, quiet: bool = False) -> None:
    from devbench.cli import json_output, terminal
    from devbench.reports import comparison_table

    if not json_output.write(json_file, comparison) and not quiet:
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
