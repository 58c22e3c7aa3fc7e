"""Options that say under which conditions a device is measured; they become one ``conditions`` argument."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

import click


def _cores(_context: click.Context, _parameter: click.Parameter, value: str | None) -> tuple[int, ...]:
    """``4-7`` or ``0,2``."""
    from devbench.device.quantities import parse_cpus

    cores = parse_cpus(value) if value else []
    if cores is None:
        raise click.BadParameter(f"{value!r} is no list of cores such as 4-7 or 0,2.")
    return tuple(sorted(set(cores)))


def _thread_counts(_context: click.Context, _parameter: click.Parameter, value: str) -> tuple[int, ...]:
    """``4``, or ``1,2,4``."""
    words = [word.strip() for word in value.split(",")]
    if not all(word.isdecimal() and int(word) > 0 for word in words):
        raise click.BadParameter(f"{value!r} is no number of threads, nor a list such as 1,2,4.")
    return tuple(dict.fromkeys(map(int, words)))


threads_option = click.option(
    "--threads",
    callback=_thread_counts,
    metavar="N[,N...]",
    default="4",
    show_default=True,
    help="On device and host alike; 1,2,4 runs with each and names the best.",
)

_OPTIONS = (
    click.option(
        "--cpus", callback=_cores, metavar="CORES", help="Bind the harness to these cores of the device: 4-7."
    ),
    click.option("--fixed-performance", is_flag=True, help="Ask the device for clocks that it can hold (Android 11+)."),
    click.option(
        "--max-temperature",
        type=click.FloatRange(min=0),
        default=35,
        show_default=True,
        help="Of the battery in °C, waited for before each repeat; 0: do not wait.",
    ),
    click.option(
        "--cool-down-seconds",
        type=click.FloatRange(min=0),
        default=300,
        show_default=True,
        help="The longest wait for it.",
    ),
    click.option("--memory", is_flag=True, help="Add the memory pass, which normal and official mode have anyway."),
)


def condition_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Gives the command ``conditions``, a devbench.bench.plan.Conditions."""

    @wraps(command)
    def with_conditions(
        *arguments: Any,
        cpus: tuple[int, ...],
        fixed_performance: bool,
        max_temperature: float,
        cool_down_seconds: float,
        memory: bool,
        **rest: Any,
    ) -> Any:
        from devbench.bench.plan import Conditions

        conditions = Conditions(
            cpus=cpus,
            fixed_performance=fixed_performance,
            max_temperature_c=max_temperature or None,
            cool_down_s=cool_down_seconds,
            memory_pass=memory,
        )
        return command(*arguments, conditions=conditions, **rest)

    wrapped: Callable[..., Any] = with_conditions
    for option in reversed(_OPTIONS):
        wrapped = option(wrapped)
    return wrapped
