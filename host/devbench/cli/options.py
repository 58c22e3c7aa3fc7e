"""Options that several commands share. Their defaults are those of `devbench.choices`."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from devbench.choices import (
    DEFAULT_MODEL,
    DELEGATES,
    HOST_RUNTIME_CHOICES,
    MODES,
    STRICT_PARTS,
    TASKS,
    TOKENIZE,
    RunSettings,
    StrictPart,
)
from devbench.errors import UsageError

if TYPE_CHECKING:
    from devbench.bench.prepare import Request

_DEFAULT = RunSettings()

Command = Callable[..., Any]

serial_option = click.option(
    "-s",
    "--serial",
    "serials",
    multiple=True,
    envvar=["DEVBENCH_SERIAL", "ANDROID_SERIAL"],
    show_envvar=True,
    help="The device; may repeat. Not needed if there is only one.",
)
virtual_option = click.option("--virtual", is_flag=True, help="Start a virtual device for this run alone.")
host_runtime_option = click.option(
    "--host-runtime",
    type=click.Choice(HOST_RUNTIME_CHOICES),
    help="The TFLite runtime on the host; all runs both, which must agree. [default: what is installed]",
)


def _strict_parts(_context: click.Context, _parameter: click.Parameter, value: str | None) -> frozenset[StrictPart]:
    """Empty without the option alone: a CI variable that is not set must not turn the checks off."""
    if value is None:
        return frozenset()
    words = {word.strip().lower() for word in value.split(",") if word.strip()}
    if not words:
        raise click.BadParameter(f"no part is named; use {', '.join(STRICT_PARTS)}, or --strict alone for all of them.")
    if unknown := sorted(words - set(STRICT_PARTS)):
        raise click.BadParameter(f"there is no part {', '.join(unknown)}; use {', '.join(STRICT_PARTS)}.")
    return frozenset(part for part in STRICT_PARTS if part in words)


strict_option = click.option(
    "--strict",
    metavar="[PART,...]",
    is_flag=False,
    flag_value=",".join(STRICT_PARTS),
    callback=_strict_parts,
    help=f"Exit with 3 unless the result is sound, in all parts or in these: {', '.join(STRICT_PARTS)}.",
)
speed_only_option = click.option("--speed-only", is_flag=True, help="Leave quality out, as for random weights.")
quiet_option = click.option("-q", "--quiet", is_flag=True, help="No progress, no table.")


def _cores(_context: click.Context, _parameter: click.Parameter, value: str | None) -> tuple[int, ...]:
    """``4-7`` or ``0,2``."""
    from devbench.device.cpus import parse_cpus

    cores = parse_cpus(value) if value else []
    if cores is None:
        raise click.BadParameter(f"{value!r} is not a list of cores such as 4-7 or 0,2.")
    return tuple(sorted(set(cores)))


def _thread_counts(_context: click.Context, _parameter: click.Parameter, value: str) -> tuple[int, ...]:
    """``4``, or ``1,2,4``."""
    words = [word.strip() for word in value.split(",")]
    if not all(word.isdecimal() and int(word) > 0 for word in words):
        raise click.BadParameter(f"{value!r} is not a number of threads, nor a list such as 1,2,4.")
    return tuple(dict.fromkeys(map(int, words)))


def _mode(_context: click.Context, _parameter: click.Parameter, value: str) -> object:
    return MODES[value]


def mode_of_comparison(request: Request) -> Request:
    """With the default mode for comparing, if the user named none: one look decides nothing."""
    source = click.get_current_context().get_parameter_source("mode")
    if source is not click.core.ParameterSource.DEFAULT:
        return request
    return replace(request, settings=replace(request.settings, mode=MODES["normal"]))


def refuse_without(option: str, names: Collection[str], says: str) -> None:
    """Raises UsageError if a parameter of these names stands on the command line, where only ``option`` uses it."""
    context = click.get_current_context()
    for parameter in context.command.params:
        name = str(parameter.name)
        if name in names and context.get_parameter_source(name) is click.core.ParameterSource.COMMANDLINE:
            raise UsageError(f"{parameter.opts[-1]} says {says}.", f"Use it with {option}, or leave it out.")


def _pairs(_context: click.Context, parameter: click.Parameter, values: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """``KEY=VALUE``, each key once."""
    pairs = [tuple(word.strip() for word in value.partition("=")[::2]) for value in values]
    if wrong := next((value for value, pair in zip(values, pairs, strict=True) if not all(pair)), None):
        raise click.BadParameter(f"{wrong!r} is not like {parameter.metavar}.")
    keys = [key for key, _ in pairs]
    if doubled := next((key for key in keys if keys.count(key) > 1), None):
        raise click.BadParameter(f"{doubled} is given twice.")
    return tuple((key, value) for key, value in pairs)


def _percentages(
    context: click.Context, parameter: click.Parameter, values: Sequence[str]
) -> tuple[tuple[str, float], ...]:
    found = []
    for key, value in _pairs(context, parameter, values):
        try:
            found.append((key, float(value)))
        except ValueError as error:
            raise click.BadParameter(f"{value!r} of {key} is not a number.") from error
    return tuple(found)


def _temperature(_context: click.Context, _parameter: click.Parameter, value: float) -> float | None:
    return value or None


_THREADS = "Threads of the interpreter, on device and host alike."

model_option = click.option(
    "--model", default=DEFAULT_MODEL, show_default=True, help="A .tflite file, or a bundled model's name."
)
threads_option = click.option(
    "--threads", type=click.IntRange(min=1), default=_DEFAULT.threads, show_default=True, help=_THREADS
)
thread_counts_option = click.option(
    "--threads",
    "thread_counts",
    callback=_thread_counts,
    metavar="N[,N...]",
    default=str(_DEFAULT.threads),
    show_default=True,
    help=f"{_THREADS} 1,2,4 runs with each and names the best.",
)
task_option = click.option(
    "--task", metavar="TASK", help=f"What the model is for, if it has no card: {', '.join(TASKS)}."
)
bind_option = click.option(
    "--bind",
    multiple=True,
    callback=_pairs,
    metavar="ROLE=NAME",
    help="Which tensor plays a role: start_logits=output_0; may repeat.",
)

CASED = "Whether capitals and accents are kept, if the model's files do not say."

_MODEL = (
    click.option("--variant", help="Which variant of a bundled model: fp32, fp16, int8."),
    click.option("--vocab", "vocabulary", type=click.Path(path_type=Path), help="The model's vocab.txt."),
    task_option,
    click.option("--cased/--uncased", default=None, help=CASED),
    click.option("--sequence-length", type=click.IntRange(min=8), help="For models of variable length."),
    bind_option,
    click.option(
        "--task-set",
        "task_changes",
        multiple=True,
        callback=_pairs,
        metavar="KEY=VALUE",
        help="A setting of the task: stride=64; may repeat.",
    ),
)
_EXAMPLES = (
    click.option("--data", type=click.Path(path_type=Path), help="Examples with their answers, in the task's layout."),
    click.option("--examples", type=click.IntRange(min=1), help="Use the first N examples only."),
)
_KNOWN = (
    click.option(
        "--expect",
        "expected",
        multiple=True,
        callback=_percentages,
        metavar="METRIC=PERCENT",
        help="What the model is known to reach on this data: accuracy=91.5; may repeat.",
    ),
    click.option(
        "--reference",
        type=click.Path(path_type=Path),
        help="A file of known answers. One that `devbench reference` wrote can show wrong answers, not right ones.",
    ),
)
_WHERE = (
    click.option(
        "--tokenize",
        type=click.Choice(TOKENIZE),
        default=_DEFAULT.tokenize,
        show_default=True,
        help="Where text becomes tokens; with host, the device gets their ids.",
    ),
    click.option(
        "--delegate",
        type=click.Choice(DELEGATES),
        default=_DEFAULT.delegate,
        show_default=True,
        help="What runs the operators on the device; nnapi and gpu are experimental.",
    ),
)
_PROFILE = click.option(
    "--profile", is_flag=True, help="Time the operators one by one, too, in a process of their own."
)
_MODE = click.option(
    "--mode",
    type=click.Choice(tuple(MODES)),
    callback=_mode,
    default=_DEFAULT.mode.name,
    show_default=True,
    help="How long to measure; comparisons use normal unless you say otherwise.",
)
_MAX_SECONDS = click.option(
    "--max-seconds",
    type=float,
    default=_DEFAULT.max_seconds,
    show_default=True,
    help="Time limit of a repeat, in seconds.",
)
_CONDITIONS = (
    click.option(
        "--cpus", callback=_cores, metavar="CORES", help="Bind the harness to these cores of the device: 4-7."
    ),
    click.option("--fixed-performance", is_flag=True, help="Ask the device for clocks that it can hold (Android 11+)."),
    click.option(
        "--max-temperature",
        "max_temperature_c",
        type=click.FloatRange(min=0),
        callback=_temperature,
        default=_DEFAULT.max_temperature_c,
        show_default=True,
        help="Maximum battery temperature before each repeat, in °C; 0: do not wait.",
    ),
    click.option(
        "--cool-down-seconds",
        "cool_down_s",
        type=click.FloatRange(min=0),
        default=_DEFAULT.cool_down_s,
        show_default=True,
        help="Maximum cool-down wait, in seconds.",
    ),
    click.option("--memory", is_flag=True, help="Add the memory pass, which normal and official mode always have."),
)


def condition_options(command: Command) -> Command:
    """How the device is treated; to be placed above `request_options`, which takes them in."""
    for option in reversed(_CONDITIONS):
        command = option(command)
    return command


def _request_of(*options: Command) -> Callable[[Command], Command]:
    """The command gets a `Request` of these options, and of those that the command has below them."""

    def gathered(command: Command) -> Command:
        @wraps(command)
        def with_request(*arguments: Any, **values: Any) -> Any:
            from dataclasses import fields

            from devbench.bench.prepare import Request

            settings = {field.name: values.pop(field.name) for field in fields(RunSettings) if field.name in values}
            asked = {field.name: values.pop(field.name) for field in fields(Request) if field.name in values}
            return command(*arguments, request=Request(**asked, settings=RunSettings(**settings)), **values)

        wrapped: Command = with_request
        for option in reversed(options):
            wrapped = option(wrapped)
        return wrapped

    return gathered


request_options = _request_of(*_MODEL, *_EXAMPLES, *_KNOWN, *_WHERE, _PROFILE, _MODE, _MAX_SECONDS)
model_options = _request_of(*_MODEL, *_WHERE)
"""What to run, without data."""
job_options = _request_of(*_MODEL, *_EXAMPLES, *_WHERE, _MODE, _MAX_SECONDS)
host_options = _request_of(*_MODEL, *_EXAMPLES, _MAX_SECONDS)
"""What to run once, on the host alone."""
