"""`--help` of every command: complete, in groups, and readable on a terminal with 80 columns."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import click
import pytest
from click.testing import CliRunner

from devbench.cli import devbench

ON_PURPOSE = {
    *("--all", "--allow", "--force", "--host-runtime", "--model", "--output", "--quiet", "--sequence-length", "--task"),
    *("--threads", "--vocab"),
}
"""Options whose words differ, because there is more, or less, that they can do in one of the commands."""


def commands(group: click.Group, *path: str) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    for name in group.list_commands(click.Context(group)):
        command = group.get_command(click.Context(group), name)
        assert command is not None
        yield (*path, name), command
        if isinstance(command, click.Group):
            yield from commands(command, *path, name)


COMMANDS = dict(commands(devbench))
LEAVES = [path for path, command in COMMANDS.items() if not isinstance(command, click.Group)]


@pytest.mark.parametrize("path", [(), *COMMANDS], ids=" ".join)
def test_help_fits_80_columns_and_has_an_example(path: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    done = CliRunner().invoke(devbench, [*path, "--help"])
    assert done.exit_code == 0
    text = done.output.partition("Documentation:")[0]  # which is followed by a path of this computer
    assert [line for line in text.splitlines() if len(line) > 80] == []
    assert " ".join(("devbench", *path)) in done.output.partition("Example")[2]


@pytest.mark.parametrize("path", LEAVES, ids=" ".join)
def test_every_option_is_explained_in_a_sentence(path: tuple[str, ...]) -> None:
    for parameter in COMMANDS[path].params:
        help_text = str(getattr(parameter, "help", None) or "")
        assert help_text.endswith("."), parameter.name
        assert help_text.lstrip("\b\n")[0].isupper(), parameter.name


def test_options_of_a_run_are_in_groups() -> None:
    done = CliRunner().invoke(devbench, ["run", "--help"])
    titles = [line.removesuffix(":") for line in done.output.splitlines() if line.endswith(":") and line[0] != " "]
    assert titles[:7] == ["Positional arguments", "Model", "Data", "Device", "Measuring", "Checks", "Output"]


def test_an_option_means_the_same_in_every_command() -> None:
    words = defaultdict(set)
    for path in LEAVES:
        for parameter in COMMANDS[path].params:
            if isinstance(parameter, click.Option):
                words[max(parameter.opts, key=len)].add((parameter.help, *sorted(parameter.opts), parameter.metavar))
    assert {option for option, found in words.items() if len(found) > 1} == ON_PURPOSE


def test_the_line_that_switches_completion_on_is_shown() -> None:
    output = CliRunner().invoke(devbench, ["--help"]).output
    for shell in ("bash", "zsh", "fish"):
        assert f"{shell}_source" in output
