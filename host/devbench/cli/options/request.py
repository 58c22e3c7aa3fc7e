"""Options that say what to run, and how, as the one `Request` that a command works with."""

from __future__ import annotations

from dataclasses import replace
from functools import wraps
from typing import TYPE_CHECKING, Any

import click
from cloup.typing import AnyCallable

from devbench.choices import MODES, RunSettings
from devbench.cli import project, terminal
from devbench.errors import UsageError

if TYPE_CHECKING:
    from devbench.bench.prepare import Request


def takes_request(command: AnyCallable) -> AnyCallable:
    """The command gets ``request``, made of the options that are named like fields of `Request` and `RunSettings`."""

    @wraps(command)
    def with_request(*arguments: Any, **values: Any) -> Any:
        from dataclasses import fields

        from devbench.bench.missing_options import MissingOptionsError, with_choices
        from devbench.bench.prepare import Request

        settings = {field.name: values.pop(field.name) for field in fields(RunSettings) if field.name in values}
        asked = {field.name: values.pop(field.name) for field in fields(Request) if field.name in values}
        context = click.get_current_context()
        used = project.of(context)
        request = Request(
            **asked,
            settings=RunSettings(**settings),
            is_mode_open=context.get_parameter_source("mode") is click.core.ParameterSource.DEFAULT,
            project_file=used.file if used else None,
        )
        try:
            return command(*arguments, request=request, **values)
        except MissingOptionsError as error:
            hint = with_choices(f"Run `{terminal.typed()} {error.options}`", error.options)
            raise UsageError(error.message, hint) from error

    return with_request


def mode_that_decides(request: Request) -> Request:
    """In normal mode if the user named none: one repeat decides nothing."""
    if not request.is_mode_open:
        return request
    return replace(request, settings=replace(request.settings, mode=MODES["normal"]))
