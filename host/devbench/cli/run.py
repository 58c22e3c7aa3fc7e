"""``devbench run``: models on devices against the host."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from devbench.choices import DEFAULT_MODEL, STRICT_PARTS, HostRuntimeChoice, StrictPart
from devbench.cli.compare import allow_option, gate_option, time_limit_option, tolerance_option
from devbench.cli.options import (
    condition_options,
    host_runtime_option,
    mode_of_comparison,
    quiet_option,
    refuse_without,
    request_options,
    serial_option,
    speed_only_option,
    strict_option,
    thread_counts_option,
    virtual_option,
)
from devbench.errors import CheckFailed, Inconclusive, UsageError

if TYPE_CHECKING:
    from devbench.bench.prepare import Request
    from devbench.results.schema import Result


@click.command()
@serial_option
@virtual_option
@click.option(
    "--model",
    "models",
    multiple=True,
    default=(DEFAULT_MODEL,),
    show_default=True,
    help="A .tflite file, or a bundled model's name; may repeat.",
)
@click.option("--all", "all_models", is_flag=True, help="Every bundled model in turn.")
@speed_only_option
@condition_options
@request_options
@thread_counts_option
@click.option("--interleave", is_flag=True, help="Alternate the repeats of several models or thread counts: A B A B.")
@host_runtime_option
@click.option("--against", metavar="BASELINE", help="Compare with a stored result, or with a model.")
@allow_option
@tolerance_option
@gate_option
@time_limit_option
@strict_option
@click.option("--json", "json_file", metavar="FILE", help="Write the result document to FILE; - is standard output.")
@click.option(
    "--answers",
    "answers_file",
    metavar="FILE",
    help="Write each example's tokens and answers on both sides to FILE, a line of JSON each; - is standard output.",
)
@quiet_option
def run(
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
    quiet: bool,
) -> None:
    """Benchmark a model on a device against the host.

    The model and its vocabulary go to the device once; raw text is tokenized, run and decoded there, then the same
    examples run on the host. The result says how fast, how fast against the host, whether both sides agree, and
    whether the figures can be trusted. Every result is kept; its place is printed.

    \b
    Examples:
      devbench run                                     the bundled model on the one device there is
      devbench run --serial emulator-5554 --mode official
      devbench run --model m.tflite --vocab vocab.txt --task question-answering --uncased --data dev.json
      devbench run --model a.tflite --model b.tflite --interleave --mode normal
      devbench run --all --variant int8                every bundled model, a line each
      devbench run --model m.tflite --data dev.jsonl --expect accuracy=91.5
      devbench run --model m.int8.tflite --data dev.jsonl --reference m.fp32.jsonl
      devbench run --threads 1,2,4 --cpus 4-7
      devbench run --against main                      in CI: exits with 3 if it became slower or wrong, 7 if unclear
      devbench run --virtual --json - | jq .ratio
    """
    from devbench import api, assets
    from devbench.cli import compare, terminal
    from devbench.cli.run_display import RunDisplay

    if against is None:
        refuse_without("--against", {"allowed", "tolerances", "gates", "time_limit_minutes"}, "how to compare")
    for option, file in (("--json", json_file), ("--answers", answers_file)):
        if file not in (None, "-"):
            terminal.check_writable(Path(str(file)), option)
    if json_file is not None and json_file == answers_file:
        raise UsageError(f"--json and --answers both name {json_file}.", "Name two files.")
    requests = [
        replace(request, model=model, settings=replace(request.settings, threads=threads))
        for model in (assets.model_names() if all_models else models)
        for threads in thread_counts
    ]
    if against is not None:
        if len(requests) > 1:
            raise UsageError("--against compares one model with a baseline.", "Name one --model and one --threads.")
        requests = [mode_of_comparison(requests[0])]
    found = None
    single = len(requests) == 1 and len(serials) < 2 and against is None
    with RunDisplay(json_file, quiet, single, answers_file=answers_file) as display:
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
    if found is not None and json_file != "-":
        compare.show(found)
    _check_sound(results, strict)
    if found is not None:
        compare.check(found)
    _check_answers_checked(results)


def _check_sound(results: Sequence[Result], strict: Collection[StrictPart]) -> None:
    """Raises CheckFailed for WRONG answers, and for what of the parts in ``strict`` is not sound."""
    from devbench.reports import verdict_words
    from devbench.reports.sanitize import sanitize
    from devbench.results.findings import leads_to, unsound

    for result in results:
        name = f"{sanitize(result.model).name} on {sanitize(result.device).serial}"
        if result.verdict.answers == "WRONG":
            found = verdict_words.findings(sanitize(result.verdict))
            first = next(each for each in found if leads_to(each.id) == "WRONG")
            raise CheckFailed(f"The answers of {name} are WRONG. {first.text}", first.remedy)
        if words := unsound(result.verdict, strict):
            raise CheckFailed(
                f"The result of {name} is not sound: {', '.join(words)}.",
                f"The findings say what to do; --strict={','.join(STRICT_PARTS[:2])} checks these parts alone.",
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
