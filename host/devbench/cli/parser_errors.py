"""What click refuses, as a sentence and a remedy like any other error of devbench."""

from __future__ import annotations

import click

from devbench import suggest
from devbench.errors import UsageError


def translated(error: click.ClickException) -> UsageError:
    context = getattr(error, "ctx", None) or click.get_current_context(silent=True)
    if context is None:
        return UsageError(error.format_message(), "Run `devbench --help`.")
    see = f"Run `{context.command_path} --help` to see its options."
    if isinstance(error, click.NoSuchOption):
        known = [name for each in context.command.get_params(context) for name in names(each)]
        return UsageError(
            f"There is no option {error.option_name}.",
            suggest.did_you_mean(error.option_name, known) or see,
        )
    if isinstance(error, click.BadOptionUsage):
        return _bad_usage(error, context)
    if isinstance(error, click.BadParameter) and error.param is not None:
        name = shown(error.param)
        return UsageError(f"{name}: {error.message}", getattr(error, "hint", "") or see)
    return UsageError(error.format_message(), see)


def names(parameter: click.Parameter) -> list[str]:
    """As typed; an argument has none."""
    return [*parameter.opts, *parameter.secondary_opts] if isinstance(parameter, click.Option) else []


def shown(parameter: click.Parameter) -> str:
    """A parameter as a user knows it."""
    if isinstance(parameter, click.Argument):
        return parameter.human_readable_name.strip("[].")
    return "/".join(max(names, key=len) for names in (parameter.opts, parameter.secondary_opts) if names)


def _bad_usage(error: click.BadOptionUsage, context: click.Context) -> UsageError:
    name = error.option_name
    option = next(each for each in context.command.get_params(context) if name in names(each))
    if isinstance(option, click.Option) and option.is_flag:
        return UsageError(f"{name} takes no value.", f"Write {name} alone.")
    return UsageError(f"{name} has no value.", f"Write {name} {option.make_metavar(context)}.")
