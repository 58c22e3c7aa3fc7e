"""Options that do nothing beside, or without, another: refused on the command line, never ignored in silence.

A default that comes from the environment or from a project's file gives way without a word.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any, Protocol

import click
from click.core import ParameterSource

from devbench.cli import parser_errors
from devbench.errors import UsageError

_STRENGTH = (ParameterSource.COMMANDLINE, ParameterSource.ENVIRONMENT, ParameterSource.DEFAULT_MAP)
"""Of a value, by where it comes from; the strongest first."""


class Rule(Protocol):
    def check(self, context: click.Context) -> None:
        """Raises UsageError."""


def _empty(value: Any) -> Any:
    return type(value)() if isinstance(value, (bool, tuple)) else None


@dataclass(frozen=True)
class NotBoth:
    """A parameter that rules others out. If they do not all come from the command line, the weaker one gives way."""

    first: str
    others: Collection[str]
    because: str
    rest: Callable[[Any], Any] = _empty
    """What of a value of the others may stand beside the first."""

    def check(self, context: click.Context) -> None:
        for other in self.others:
            if not (_is_set(context, self.first) and _is_set(context, other)):
                continue
            if (rest := self.rest(context.params[other])) == context.params[other]:
                continue
            if all(is_given(context, name) for name in (self.first, other)):
                names = f"{shown(context, self.first)} and {shown(context, other)}"
                raise UsageError(f"{names} cannot be used together: {self.because}.", "Leave one of them out.")
            weaker = max((other, self.first), key=lambda name: _STRENGTH.index(_source(context, name)))
            context.params[weaker] = rest if weaker == other else _empty(context.params[weaker])


@dataclass(frozen=True)
class Needs:
    """Parameters that have no effect without another one, or without one ``value`` of it."""

    needed: str
    options: Collection[str] = ()
    all_but: Collection[str] = ()
    """Instead of ``options``: those that do have an effect."""
    value: str | None = None
    condition: str = ""
    """What is needed, in words, if the name of the option does not say it."""

    def check(self, context: click.Context) -> None:
        found = context.params.get(self.needed)
        if self.needed not in context.params or (found if self.value is None else found == self.value):
            return
        for name in self.options or [name for name in context.params if name not in {self.needed, *self.all_but}]:
            if is_given(context, name):
                needed = self.condition or " ".join(filter(None, (shown(context, self.needed), self.value)))
                option = shown(context, name)
                raise UsageError(f"{option} has no effect without {needed}.", f"Add {needed}, or leave {option} out.")


def is_given(context: click.Context, name: str) -> bool:
    """On the command line, not by a default or by the environment."""
    return context.get_parameter_source(name) is ParameterSource.COMMANDLINE


def shown(context: click.Context, name: str) -> str:
    return parser_errors.shown(next(each for each in context.command.params if each.name == name))


def _is_set(context: click.Context, name: str) -> bool:
    return bool(context.params.get(name)) and _source(context, name) in _STRENGTH


def _source(context: click.Context, name: str) -> ParameterSource:
    return context.get_parameter_source(name) or ParameterSource.DEFAULT


ALWAYS: tuple[Rule, ...] = (
    NotBoth("virtual", ["serials"], "--virtual starts a device of its own"),
    NotBoth("virtual", ["max_temperature_c", "cool_down_s"], "a virtual device has no battery that could be hot"),
    Needs("max_temperature_c", ["cool_down_s"], condition="a --max-temperature above 0"),
)
"""In every command that has these options."""
