"""Values of options that click has no type for."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Sequence
from typing import Any

import click

from devbench.suggest import closest

_HELP_COLUMNS = 45
"""Beside the names of options, on a terminal with 80 columns."""


def unbroken(text: str) -> str:
    """A help text whose lines do not end within a word such as text-classification."""
    return "\b\n" + textwrap.fill(text, _HELP_COLUMNS, break_on_hyphens=False)


class FiniteNumber(click.FloatRange):
    """A number within a range; unlike click's, neither nan nor inf."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        number: float = super().convert(value, param, ctx)
        if not math.isfinite(number):
            self.fail(f"{value} is not a finite number.", param, ctx)
        return number


class BadChoiceError(click.BadParameter):
    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


class SuggestingChoice(click.Choice):  # type: ignore[type-arg]  # generic in new versions of click only
    """One of several words; a mistyped one gets a suggestion."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if value not in self.choices:
            error = BadChoiceError(f"{value!r} is not one of {', '.join(self.choices)}.", closest(value, self.choices))
            error.ctx, error.param = ctx, param
            raise error
        return value


def pairs(_context: click.Context, parameter: click.Parameter, values: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """``KEY=VALUE``, each key once."""
    found = [tuple(word.strip() for word in value.partition("=")[::2]) for value in values]
    if wrong := next((value for value, pair in zip(values, found, strict=True) if not all(pair)), None):
        raise click.BadParameter(f"{wrong!r} is not like {parameter.metavar}.")
    keys = [key for key, _ in found]
    if doubled := next((key for key in keys if keys.count(key) > 1), None):
        raise click.BadParameter(f"{doubled} is given twice.")
    return tuple((key, value) for key, value in found)


def percentages(
    context: click.Context, parameter: click.Parameter, values: Sequence[str]
) -> tuple[tuple[str, float], ...]:
    """``METRIC=91.5``, each metric once."""
    found = []
    for key, value in pairs(context, parameter, values):
        try:
            found.append((key, float(value)))
        except ValueError as error:
            raise click.BadParameter(f"{value!r} of {key} is not a number.") from error
    return tuple(found)


def filled(_context: click.Context, parameter: click.Parameter, value: Any) -> Any:
    """Lists with commas, unchanged: one that names nothing must not turn a check off."""
    for words in value if isinstance(value, tuple) else [value] if value else []:
        if not words.strip(", "):
            raise click.BadParameter(f"{words!r} names nothing; it takes {parameter.metavar}.")
    return value


def cores(_context: click.Context, _parameter: click.Parameter, value: str | None) -> tuple[int, ...]:
    """``4-7`` or ``0,2``; empty if the option is not given."""
    from devbench.device.cpus import parse_cpus

    if value is None:
        return ()
    found = parse_cpus(value)
    if not found:
        raise click.BadParameter(f"{value!r} is not a list of cores such as 4-7 or 0,2.")
    return tuple(sorted(set(found)))


def thread_counts(_context: click.Context, _parameter: click.Parameter, value: str) -> tuple[int, ...]:
    """``4``, or ``1,2,4``."""
    words = [word.strip() for word in value.split(",")]
    if not all(word.isdecimal() and int(word) > 0 for word in words):
        raise click.BadParameter(f"{value!r} is not a number of threads, nor a list such as 1,2,4.")
    return tuple(dict.fromkeys(map(int, words)))
