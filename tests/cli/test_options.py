"""Options that several commands share: what a command line asks for, as the settings of a run."""

from collections.abc import Callable

import click
import pytest
from click.testing import CliRunner

from devbench.bench.prepare import Request
from devbench.choices import MODES, RunSettings
from devbench.cli.options import condition_options, request_options, thread_counts_option

Asked = Callable[..., tuple[int, str]]


@pytest.fixture
def asked() -> Asked:
    """The request and the thread counts that a command line asks for."""

    @click.command()
    @condition_options
    @request_options
    @thread_counts_option
    def command(thread_counts: tuple[int, ...], request: Request) -> None:
        click.echo(f"{thread_counts} {request}")

    def asked(*arguments: str) -> tuple[int, str]:
        done = CliRunner().invoke(command, arguments)
        return done.exit_code, done.output.strip()

    return asked


@pytest.mark.parametrize(
    ("arguments", "threads", "settings"),
    [
        ([], (4,), RunSettings()),
        (["--threads", "1,2,4"], (1, 2, 4), RunSettings()),
        (["--cpus", "4-6,0"], (4,), RunSettings(cpus=(0, 4, 5, 6))),
        (["--max-temperature", "0"], (4,), RunSettings(max_temperature_c=None)),
        (["--max-temperature", "37.5"], (4,), RunSettings(max_temperature_c=37.5)),
        (["--cool-down-seconds", "5"], (4,), RunSettings(cool_down_s=5.0)),
        (["--fixed-performance", "--memory"], (4,), RunSettings(fixed_performance=True, memory=True)),
        (["--mode", "official", "--profile"], (4,), RunSettings(mode=MODES["official"], profile=True)),
        (["--delegate", "gpu", "--tokenize", "host"], (4,), RunSettings(delegate="gpu", tokenize="host")),
        (["--max-seconds", "9"], (4,), RunSettings(max_seconds=9.0)),
    ],
)
def test_options_become_settings(
    asked: Asked, arguments: list[str], threads: tuple[int, ...], settings: RunSettings
) -> None:
    assert asked(*arguments) == (0, f"{threads} {Request(settings=settings)}")


def test_options_become_a_request(asked: Asked) -> None:
    expected = Request(task="fill-mask", variant="int8", cased=True, examples=3, sequence_length=64)
    arguments = ["--task", "fill-mask", "--variant", "int8", "--cased", "--examples", "3", "--sequence-length", "64"]
    assert asked(*arguments) == (0, f"(4,) {expected}")


@pytest.mark.parametrize("arguments", [["--cpus", "big"], ["--threads", "0"], ["--threads", "1,x"], ["--threads", ""]])
def test_lists_that_are_none_are_refused(asked: Asked, arguments: list[str]) -> None:
    exit_code, output = asked(*arguments)
    assert exit_code == 2
    assert "Invalid value" in output
