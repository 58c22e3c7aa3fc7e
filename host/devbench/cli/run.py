"""``devbench run``: models on devices against the host."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import click
import cloup

from devbench.choices import STRICT_PARTS, HostRuntimeChoice, StrictPart
from devbench.cli import options
from devbench.cli.command import command
from devbench.cli.options.checks import (
    COMPARISON_NAMES,
    COMPARISON_OPTIONS,
    KNOWN_OPTIONS,
    QUALITY_OR_SPEED,
    against_option,
    only_virtual,
    require_option,
    strict_option,
)
from devbench.cli.options.combinations import Needs, NotBoth, is_given
from devbench.cli.options.data import DATA_OPTIONS
from devbench.cli.options.device import DEVICE_OPTIONS
from devbench.cli.options.measuring import MEASURING_OPTIONS, first_number, thread_counts_option
from devbench.cli.options.model import MODEL_OPTIONS, chosen_models, models_argument, models_option
from devbench.cli.options.output import OutputFile, details_option, json_option, quiet_option, verbose_option
from devbench.cli.options.request import mode_that_decides, takes_request
from devbench.errors import CheckFailed, Inconclusive, UsageError

if TYPE_CHECKING:
    from devbench.bench.prepare import Request
    from devbench.results.schema import Result


@command(
    has_project_defaults=True,
    rules=[
        NotBoth("all_models", ["named_models", "models"], "--all runs every bundled model"),
        NotBoth("against", ["interleave"], "a comparison alternates by itself"),
        NotBoth("against", ["thread_counts"], "a comparison measures one number of threads", first_number),
        NotBoth("quiet", ["details"], "--quiet prints no tables"),
        *QUALITY_OR_SPEED,
        Needs("against", COMPARISON_NAMES),
    ],
)
@models_argument
@cloup.option_group(
    options.MODEL,
    models_option,
    cloup.option("--all", "all_models", is_flag=True, help="Run every bundled model."),
    *MODEL_OPTIONS,
)
@cloup.option_group(options.DATA, *DATA_OPTIONS)
@cloup.option_group(options.DEVICE, *DEVICE_OPTIONS)
@cloup.option_group(
    options.MEASURING,
    thread_counts_option,
    *MEASURING_OPTIONS,
    cloup.option(
        "--interleave",
        is_flag=True,
        help="Alternate the repeats of several models or thread counts: first, second, first, second.",
    ),
)
@cloup.option_group(
    options.CHECKS,
    require_option,
    strict_option,
    *KNOWN_OPTIONS,
    against_option,
    *COMPARISON_OPTIONS,
)
@cloup.option_group(
    options.OUTPUT,
    json_option,
    cloup.option(
        "--answers",
        "answers_file",
        type=OutputFile(),
        metavar="FILE",
        help="Write the tokens and answers of each example to FILE as JSON Lines (- for standard output).",
    ),
    details_option,
    quiet_option,
    verbose_option,
)
@takes_request
def run(
    named_models: Sequence[str],
    serials: Sequence[str],
    virtual: bool,
    models: Sequence[str],
    all_models: bool,
    request: Request,
    thread_counts: Sequence[int],
    interleave: bool,
    host_runtime: HostRuntimeChoice | None,
    against: str | None,
    allowed: Sequence[str],
    tolerances: Sequence[str],
    gates: Sequence[str],
    time_limit_minutes: float,
    strict: Collection[StrictPart],
    json_file: str | None,
    answers_file: str | None,
    details: bool,
    quiet: bool,
) -> None:
    """Benchmark a model on a device against the host.

    Pushes the model and its vocabulary to the device once. Raw text is tokenized, run and decoded there; then the same
    examples run on the host. The result shows how fast the device is, how fast compared with the host, whether both
    sides agree, and whether the measurement can be trusted. Every result is stored.

    \b
    Examples:
      # the bundled model on the only device
      devbench run
    \b
      # a model of your own
      devbench run m.tflite --vocab vocab.txt --task question-answering \\
          --uncased --data dev.json
    \b
      # two models in turn on a device of your choice
      devbench run a.tflite b.tflite --interleave --mode normal -s R5CT1
    \b
      # every bundled model, without a phone
      devbench run --all --variant int8 --virtual
    \b
      # quality that the model is known to have, or answers that are known
      devbench run m.tflite --data dev.jsonl --expect accuracy=91.5
      devbench run m.int8.tflite --data dev.jsonl --reference m.fp32.jsonl
    \b
      # budgets: exits with 3 if one does not hold, 7 if it cannot be decided
      devbench run m.tflite --data dev.jsonl --require 'invoke.p90<=50ms'
    \b
      # the best number of threads on the big cores
      devbench run --threads 1,2,4 --cpus 4-7
    \b
      # in CI: exits with 3 for a regression, 7 if it cannot be decided
      devbench run --against main
    \b
      # for other programs
      devbench run --json - | jq .ratio
    """
    from devbench import api, assets
    from devbench.cli import budget_checks, compare, terminal
    from devbench.cli.run_display import RunDisplay

    context = click.get_current_context()
    given = partial(is_given, context)
    requests = [
        replace(request, model=model, settings=replace(request.settings, threads=threads))
        for model in (assets.model_names() if all_models else chosen_models(named_models, models))
        for threads in thread_counts
    ]
    if interleave and len(requests) == 1 and given("interleave"):
        raise UsageError(
            "--interleave has nothing to alternate: there is one model and one number of threads.",
            "Name several models, or several numbers such as --threads 1,2,4.",
        )
    if against is not None and len(requests) > 1:
        if given("against") or not any(map(given, ("all_models", "named_models", "models", "thread_counts"))):
            raise UsageError(
                f"--against compares one model with a baseline, and {len(requests)} are named.", "Name one --model."
            )
        against = None
    if against is None:
        allow_virtual = only_virtual(context, "allowed", allowed, "without --against")
        requests = [replace(each, allow_virtual=allow_virtual) for each in requests]
    else:
        requests = [mode_that_decides(each) for each in requests]
    found = None
    several = len(requests) > 1 or len(serials) > 1
    single = not several and against is None
    if several and given("details"):
        raise UsageError(
            "--details shows one result, and this run has several.", "Use `devbench report ID --details` for each."
        )
    with RunDisplay(json_file, quiet, single, several, answers_file=answers_file, details=details) as display:
        if against is None:
            results = api.run_all(
                requests,
                serials=serials,
                virtual=virtual,
                interleave=interleave,
                host_runtime=host_runtime,
                observer=display,
                command=terminal.command_line(),
            )
        else:
            results, found = api.run_against(
                against,
                requests[0],
                serials=serials,
                virtual=virtual,
                allow=compare.parse_names(allowed),
                tolerances=compare.parse_tolerances(tolerances),
                time_limit_s=60 * time_limit_minutes,
                gates=sorted(compare.parse_names(gates)),
                host_runtime=host_runtime,
                observer=display,
                command=terminal.command_line(),
            )
    display.summary(results, len(thread_counts))
    if found is not None and json_file != "-" and not quiet:
        compare.show(found)
    _check_sound(results, strict)
    budgets = budget_checks.of(results if against is None else results[-1:])
    budget_checks.check_held(budgets)
    if found is not None:
        compare.check(found)
    _check_answers_checked(results)
    budget_checks.check_decided(budgets)


def _check_sound(results: Sequence[Result], strict: Collection[StrictPart]) -> None:
    """Raises CheckFailed for WRONG answers, and for what of the parts in ``strict`` is not sound."""
    from devbench.analysis.causes import wrong
    from devbench.reports.sanitize import sanitize
    from devbench.results.findings import unsound

    for result in results:
        name = f"{sanitize(result.model).name} on {sanitize(result.device).serial}"
        if result.verdict.answers == "WRONG":
            cause = wrong(sanitize(result.verdict))
            raise CheckFailed(f"The answers of {name} are WRONG. {cause.sentences}", cause.remedy)
        if words := unsound(result.verdict, strict):
            raise CheckFailed(
                f"The result of {name} is not sound: {', '.join(words)}.",
                f"Follow the remedies above, or check fewer parts: --strict={','.join(STRICT_PARTS[:2])}.",
            )


def _check_answers_checked(results: Sequence[Result]) -> None:
    """Raises Inconclusive for answers that could not be compared with the host, or with what is known."""
    from devbench.reports.sanitize import sanitize
    from devbench.results.findings import leads_to

    for result in map(sanitize, results):
        if result.verdict.answers == "UNCHECKED":
            why = [found for found in result.verdict.findings if leads_to(found.id) == "UNCHECKED"]
            raise Inconclusive(
                f"The answers of {result.model.name} on {result.device.serial} could not be checked. "
                + " ".join(found.text for found in why),
                " ".join(found.remedy for found in why),
            )
