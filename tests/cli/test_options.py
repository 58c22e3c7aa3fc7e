"""Options that several commands share: what a command line asks for, as the settings of a run."""

from collections.abc import Callable

import click
import cloup
import pytest
from click.testing import CliRunner

from devbench.bench.prepare import Request
from devbench.choices import MODES, RunSettings
from devbench.cli import options
from devbench.cli.command import command as devbench_command
from devbench.cli.options.data import DATA_OPTIONS
from devbench.cli.options.device import CONDITION_OPTIONS, SIDE_OPTIONS
from devbench.cli.options.measuring import MEASURING_OPTIONS, thread_counts_option
from devbench.cli.options.model import MODEL_OPTIONS
from devbench.cli.options.request import takes_request

Asked = Callable[..., tuple[int, str]]


@pytest.fixture
def asked() -> Asked:
    """The request and the thread counts that a command line asks for."""

    @devbench_command()
    @cloup.option_group(options.MODEL, *MODEL_OPTIONS)
    @cloup.option_group(options.DATA, *DATA_OPTIONS)
    @cloup.option_group(options.DEVICE, *SIDE_OPTIONS, *CONDITION_OPTIONS)
    @cloup.option_group(options.MEASURING, thread_counts_option, *MEASURING_OPTIONS)
    @takes_request
    def command(thread_counts: tuple[int, ...], request: Request, host_runtime: str | None) -> None:
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
    is_mode_open = "--mode" not in arguments
    assert asked(*arguments) == (0, f"{threads} {Request(settings=settings, is_mode_open=is_mode_open)}")


def test_options_become_a_request(asked: Asked) -> None:
    expected = Request(task="fill-mask", variant="int8", cased=True, examples=3, sequence_length=64, is_mode_open=True)
    arguments = ["--task", "fill-mask", "--variant", "int8", "--cased", "--examples", "3", "--sequence-length", "64"]
    assert asked(*arguments) == (0, f"(4,) {expected}")


@pytest.mark.parametrize(
    "arguments",
    [["--cpus", "big"], ["--threads", "0"], ["--threads", "1,x"], ["--cpus", "7-4"], ["--cpus", "0-99999999999"]],
)
def test_lists_that_are_none_are_refused(asked: Asked, arguments: list[str]) -> None:
    exit_code, output = asked(*arguments)
    assert exit_code == 2
    assert "Invalid value" in output
