"""`devbench` in a folder with a project's defaults."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from click.testing import CliRunner, Result

from devbench.bench.prepare import Request
from devbench.cli import devbench
from devbench.errors import UsageError

Asked = Callable[..., tuple[Request, dict[str, Any]]]


def call(*arguments: str) -> Result:
    return CliRunner().invoke(devbench, arguments)


def refused(*arguments: str) -> UsageError:
    error = call(*arguments).exception
    assert isinstance(error, UsageError), error
    return error
