"""How long to measure, with how many threads, and what besides latency."""

from __future__ import annotations

import click
import cloup

from devbench.choices import HOST_RUNTIME_CHOICES, MODES, RunSettings
from devbench.cli.options import parsing
from devbench.cli.options.parsing import FiniteNumber

_DEFAULT = RunSettings()
_THREADS = "Threads of the interpreter, on device and host"

threads_option = cloup.option(
    "--threads",
    type=click.IntRange(min=1),
    default=_DEFAULT.threads,
    show_default=True,
    metavar="N",
    help=f"{_THREADS}.",
)
thread_counts_option = cloup.option(
    "--threads",
    "thread_counts",
    callback=parsing.thread_counts,
    metavar="N[,N...]",
    default=str(_DEFAULT.threads),
    show_default=True,
    help=f"{_THREADS}; 1,2,4 measures each and names the best.",
)


def first_number(thread_counts: tuple[int, ...]) -> tuple[int, ...]:
    """Where one is measured."""
    return thread_counts[:1]


def _mode(_context: click.Context, _parameter: click.Parameter, value: str) -> object:
    return MODES[value]


mode_option = cloup.option(
    "--mode",
    type=parsing.SuggestingChoice(tuple(MODES)),
    callback=_mode,
    default=_DEFAULT.mode.name,
    show_default=f"{_DEFAULT.mode.name}; normal for a comparison or a time budget",
    help="How long to measure.",
)
max_seconds_option = cloup.option(
    "--max-seconds",
    type=FiniteNumber(min=0, min_open=True),
    default=_DEFAULT.max_seconds,
    show_default=True,
    metavar="SECONDS",
    help="Time limit of each repeat, in seconds.",
)
host_runtime_option = cloup.option(
    "--host-runtime",
    type=parsing.SuggestingChoice(HOST_RUNTIME_CHOICES),
    metavar="NAME",
    show_default="what is installed",
    help=f"TFLite runtime on the host: {', '.join(HOST_RUNTIME_CHOICES)}. With all, both run and must agree.",
)

MEASURING_OPTIONS = (
    mode_option,
    max_seconds_option,
    cloup.option("--memory", is_flag=True, help="Measure memory in a separate run; normal and official always do."),
    cloup.option("--profile", is_flag=True, help="Time each operator in a separate process."),
    host_runtime_option,
)
