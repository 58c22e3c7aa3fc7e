"""What all commands share: options in groups, and a word about every option that would be ignored."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import Any

import click
import cloup
from cloup.typing import AnyCallable

from devbench.cli import project
from devbench.cli.options import combinations
from devbench.cli.options.combinations import Rule
from devbench.cli.options.output import OutputFile
from devbench.cli.parser_errors import names, shown
from devbench.errors import UsageError


class GroupedCommand(cloup.Command):
    """Its help shows options in groups. It refuses what click would take without a word: a single value that is given
    twice, an empty one, one file for two outputs, and what its ``rules`` say.
    """

    def __init__(
        self, *arguments: Any, rules: Sequence[Rule] = (), has_project_defaults: bool = False, **settings: Any
    ) -> None:
        super().__init__(*arguments, **settings)
        self._rules = (*combinations.ALWAYS, *rules)
        self._has_project_defaults = has_project_defaults

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if ctx.resilient_parsing:
            return super().parse_args(ctx, args)
        # raw values by parameter, what is left over, and each parameter as often as it stands on the command line
        try:
            values, extra, given = self.make_parser(ctx).parse_args(list(args))
        except click.BadOptionUsage as error:
            error.ctx = ctx
            raise
        if not any(parameter.is_eager for parameter in given):
            if self._has_project_defaults:
                project.use(ctx, values)
            _refuse_repeated(ctx, given)
            _refuse_no_value(ctx, given, values)
            _refuse_missing(ctx, values)
            _refuse_extra(ctx, extra)
        try:
            rest = super().parse_args(ctx, args)
        except click.BadParameter as error:
            raise _of_project(ctx, error) or error from error
        _refuse_one_file_for_two(ctx)
        for rule in self._rules:
            rule.check(ctx)
        return rest

    def invoke(self, ctx: click.Context) -> Any:
        for option, kind, value in _outputs(ctx):
            kind.check(value, option)
        try:
            return super().invoke(ctx)
        except UsageError as error:
            if (of_file := project.blamed(ctx, f"{error.message} {error.hint}")) not in error.hint:
                error.hint = f"{error.hint} {of_file}"
            raise


def command(name: str | None = None, **settings: Any) -> Callable[[AnyCallable], GroupedCommand]:
    return cloup.command(name, cls=GroupedCommand, **settings)


def _of_project(context: click.Context, error: click.BadParameter) -> UsageError | None:
    """What to say of a value that is not from the command line but from a project's file."""
    found = project.of(context)
    if found is None or error.param is None:
        return None
    name = str(error.param.name)
    if context.get_parameter_source(name) is not click.core.ParameterSource.DEFAULT_MAP:
        return None
    return found.refusal(found.key_of(error.param) or name, error.message)


def _refuse_repeated(context: click.Context, given: Sequence[click.Parameter]) -> None:
    """A flag may be repeated, because it says the same each time, unless it has an opposite."""
    for parameter, times in Counter(given).items():
        if not isinstance(parameter, click.Option) or parameter.multiple or parameter.count:
            continue
        if times > 1 and (not parameter.is_flag or parameter.secondary_opts):
            raise UsageError(f"{shown(parameter)} is given {times} times.", "Give it once.")


def _refuse_no_value(context: click.Context, given: Collection[click.Parameter], values: Mapping[str, Any]) -> None:
    """Neither turns a variable of CI that is not set an option off, nor is the next option its value."""
    options = {name for parameter in context.command.params for name in names(parameter)}
    for parameter in given:
        value = values.get(str(parameter.name))
        words = value if isinstance(value, list) else [value]
        if not isinstance(parameter, click.Option) or not options.union([""]).intersection(map(str, words)):
            continue
        what = "is empty" if "" in words else f"has no value: {next(filter(options.__contains__, words))} follows"
        raise UsageError(f"{shown(parameter)} {what}.", "Give it a value, or leave the option out.")


def _refuse_missing(context: click.Context, values: Mapping[str, Any]) -> None:
    """All at once; click names the first only."""
    missing = [
        shown(parameter)
        for parameter in context.command.params
        if parameter.required and not _has_value(context, parameter, values)
    ]
    if missing:
        listed = " and ".join(filter(None, (", ".join(missing[:-1]), missing[-1])))
        verb = "is" if len(missing) == 1 else "are"
        raise UsageError(f"{listed} {verb} missing.", f"Run `{context.command_path} --help` to see examples.")


def _refuse_extra(context: click.Context, extra: Sequence[str]) -> None:
    if extra:
        what = f"{'argument' if len(extra) == 1 else 'arguments'} {' '.join(extra)}"
        raise UsageError(
            f"`{context.command_path}` does not take the {what}.",
            f"Run `{context.command_path} --help` to see what it takes.",
        )


def _has_value(context: click.Context, parameter: click.Parameter, values: Mapping[str, Any]) -> bool:
    given = values.get(str(parameter.name))
    if isinstance(given, (str, list, tuple)) and given != ():  # click marks what is missing with an object of its own
        return True
    return any((parameter.value_from_envvar(context), context.lookup_default(str(parameter.name))))


def _outputs(context: click.Context) -> Iterator[tuple[str, OutputFile, str]]:
    """The name, the type and the value of each parameter that names a file to write."""
    for parameter in context.command.params:
        value = context.params.get(str(parameter.name))
        if isinstance(parameter.type, OutputFile) and value is not None:
            yield shown(parameter), parameter.type, value


def _refuse_one_file_for_two(context: click.Context) -> None:
    named: dict[str, str] = {}
    for option, kind, value in _outputs(context):
        place = kind.place(value)
        if place in named:
            raise UsageError(f"{named[place]} and {option} both name {value}.", "Name two files.")
        named[place] = option
