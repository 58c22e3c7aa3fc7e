"""Conditions and numbers of threads as options of a command."""

from collections.abc import Callable

import click
import pytest
from click.testing import CliRunner

from devbench.bench.plan import Conditions
from devbench.cli.conditions import condition_options, threads_option

Asked = Callable[..., tuple[int, str]]


@pytest.fixture
def asked() -> Asked:
    """The conditions and thread counts that a command line asks for."""

    @click.command()
    @threads_option
    @condition_options
    def command(threads: tuple[int, ...], conditions: Conditions) -> None:
        click.echo(f"{threads} {conditions}")

    def asked(*arguments: str) -> tuple[int, str]:
        done = CliRunner().invoke(command, arguments)
        return done.exit_code, done.output.strip()

    return asked


@pytest.mark.parametrize(
    ("arguments", "threads", "conditions"),
    [
        ([], (4,), Conditions()),
        (["--threads", "1,2,4"], (1, 2, 4), Conditions()),
        (["--cpus", "4-6,0"], (4,), Conditions(cpus=(0, 4, 5, 6))),
        (["--max-temperature", "0"], (4,), Conditions(max_temperature_c=None)),
        (["--max-temperature", "37.5", "--cool-down-seconds", "5"], (4,), Conditions((), False, 37.5, 5.0)),
        (["--fixed-performance", "--memory"], (4,), Conditions(fixed_performance=True, memory_pass=True)),
    ],
)
def test_options_become_conditions(
    asked: Asked, arguments: list[str], threads: tuple[int, ...], conditions: Conditions
) -> None:
    assert asked(*arguments) == (0, f"{threads} {conditions}")


@pytest.mark.parametrize("arguments", [["--cpus", "big"], ["--threads", "0"], ["--threads", "1,x"], ["--threads", ""]])
def test_lists_that_are_none_are_refused(asked: Asked, arguments: list[str]) -> None:
    exit_code, output = asked(*arguments)
    assert exit_code == 2
    assert "Invalid value" in output
