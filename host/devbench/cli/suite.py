"""``devbench suite``: a table of models x tasks on devices."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click
import cloup

from devbench.choices import HostRuntimeChoice
from devbench.cli import completion, options
from devbench.cli.command import command
from devbench.cli.options.checks import allow_virtual_option
from devbench.cli.options.combinations import NotBoth
from devbench.cli.options.data import examples_option
from devbench.cli.options.device import serial_option, virtual_option
from devbench.cli.options.measuring import host_runtime_option
from devbench.cli.options.output import json_option, quiet_option, verbose_option
from devbench.errors import CheckFailed, Inconclusive, UsageError

if TYPE_CHECKING:
    from devbench.results.suite import Cell


@command(
    has_project_defaults=True,
    rules=[
        NotBoth(
            "list_them",
            [
                "file",
                "changes",
                "examples",
                "fresh",
                "serials",
                "virtual",
                "host_runtime",
                "allow_virtual",
                "json_file",
                "quiet",
            ],
            "--list measures nothing",
        )
    ],
)
@cloup.argument(
    "file",
    required=False,
    metavar="[SUITE]",
    shell_complete=completion.suites,
    help="A TOML file, or the name of a built-in suite.",
)
@cloup.option_group(
    "Suite",
    cloup.option("--list", "list_them", is_flag=True, help="List the built-in suites."),
    cloup.option(
        "--set", "changes", multiple=True, metavar="KEY=VALUE", help="Key of the suite to change; may be repeated."
    ),
    cloup.option("--fresh", is_flag=True, help="Measure every cell again, even one that has a sound result."),
)
@cloup.option_group(options.DATA, examples_option)
@cloup.option_group(options.DEVICE, serial_option, virtual_option)
@cloup.option_group(options.MEASURING, host_runtime_option)
@cloup.option_group(options.CHECKS, allow_virtual_option)
@cloup.option_group(options.OUTPUT, json_option, quiet_option, verbose_option)
def suite(
    file: str | None,
    list_them: bool,
    changes: Sequence[str],
    examples: int | None,
    fresh: bool,
    serials: Sequence[str],
    virtual: bool,
    host_runtime: HostRuntimeChoice | None,
    allow_virtual: bool,
    json_file: str | None,
    quiet: bool,
) -> None:
    """Measure a table of models and tasks.

    Shows the seconds for all examples one by one, the quality, and the speed-ups. The repeats of the models of a row
    alternate, so that heat and drift affect them alike. A cell that has a sound result of the same files and settings
    on the same kind of device is not measured again, so an interrupted suite continues where it stopped. Budgets
    (`require`) are checked in each cell.

    \b
    Examples:
      devbench suite --list
      devbench suite mobilebert-ja --examples 50
      devbench suite mobilebert-ja --set rows.ner.data=ner.jsonl \\
          --set columns.bert.models.ner=checkpoints/bert-ner
      devbench suite mine.toml -s R5CT1 -s emulator-5554 --json suite.jsonl
    """
    from devbench import api
    from devbench.cli import terminal
    from devbench.cli.progress import SessionProgress
    from devbench.cli.suite_progress import SuiteLines
    from devbench.suites import suite_file

    if list_them:
        for name in suite_file.builtin_names():
            click.echo(f"{name}  {suite_file.read(name)[0].title}")
        return
    if file is None:
        raise UsageError(
            "No suite is named.", f"Name a file or a built-in suite: {', '.join(suite_file.builtin_names())}."
        )
    with SessionProgress(terminal.messages(), quiet) as progress:
        reports = api.run_suite(
            file,
            changes=changes,
            examples=examples,
            fresh=fresh,
            allow_virtual=allow_virtual,
            serials=serials,
            virtual=virtual,
            host_runtime=host_runtime,
            suite_observer=SuiteLines(terminal.messages(), progress, quiet, json_file, several=len(serials) > 1),
            observer=progress,
            command=terminal.command_line(),
        )
    _check(Path(file).stem, [cell for report in reports for cell in report.cells])


def _check(name: str, cells: Sequence[Cell]) -> None:
    """Raises CheckFailed or Inconclusive; timing does not matter, as in `devbench run` without ``--strict``."""
    from devbench.cli import budget_checks

    budgets = [(f"{cell.model} in {cell.row}", cell.budgets) for cell in cells]
    failed = sum(cell.has_failed for cell in cells)
    answers = Counter(cell.verdict.answers for cell in cells if cell.verdict is not None)
    hint = "The notes below the table say why. Run the suite again to measure these cells again."
    if failed or answers["WRONG"]:
        raise CheckFailed(f"Of {len(cells)} cells of {name}, {failed} failed and {answers['WRONG']} are WRONG.", hint)
    budget_checks.check_held(budgets)
    if answers["UNCHECKED"]:
        raise Inconclusive(f"Of {len(cells)} cells of {name}, {answers['UNCHECKED']} are UNCHECKED.", hint)
    budget_checks.check_decided(budgets)
