"""``devbench suite``: a table of models x tasks on devices."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from devbench.choices import HostRuntimeChoice
from devbench.cli.options import host_runtime_option, quiet_option, serial_option, virtual_option
from devbench.errors import CheckFailed, Inconclusive, UsageError

if TYPE_CHECKING:
    from devbench.results.suite import Cell


@click.command()
@click.argument("file", required=False, metavar="FILE.toml|NAME")
@click.option("--list", "list_them", is_flag=True, help="List the built-in suites.")
@click.option("--set", "changes", multiple=True, metavar="KEY=VALUE", help="Change a key of the suite; may repeat.")
@click.option("--examples", type=click.IntRange(min=1), help="Use the first N examples of each row only.")
@click.option("--fresh", is_flag=True, help="Measure every cell again, even if it has a sound result.")
@serial_option
@virtual_option
@host_runtime_option
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON instead of the tables.")
@quiet_option
def suite(
    file: str | None,
    list_them: bool,
    changes: Sequence[str],
    examples: int | None,
    fresh: bool,
    serials: Sequence[str],
    virtual: bool,
    host_runtime: HostRuntimeChoice | None,
    as_json: bool,
    quiet: bool,
) -> None:
    """Measure a table of models and tasks: seconds for all examples one by one, quality, and speed-ups.

    A suite is a TOML file (docs/suites.md), or a built-in one by its name. The repeats of the models of a row
    alternate, so that heat and drift affect them alike. Cells with sound results, of the same files and settings on
    the same kind of device, are not measured again: a suite that was interrupted goes on.

    \b
    Examples:
      devbench suite --list
      devbench suite mobilebert-ja --examples 50
      devbench suite mobilebert-ja --set columns.bert.models.ner=checkpoints/bert-ner --set rows.ner.data=ner.jsonl
      devbench suite mine.toml --serial R5CT1 --serial emulator-5554 --json
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
        raise UsageError("No suite is named.", f"Built-in suites: {', '.join(suite_file.builtin_names())}.")
    with SessionProgress(terminal.messages(), quiet) as progress:
        reports = api.run_suite(
            file,
            changes=changes,
            examples=examples,
            fresh=fresh,
            serials=serials,
            virtual=virtual,
            host_runtime=host_runtime,
            suite_observer=SuiteLines(terminal.messages(), progress, quiet, show_table=not as_json),
            observer=progress,
            command=terminal.command_line(),
        )
    if as_json:
        terminal.write_json(*reports)
    _check(Path(file).stem, [cell for report in reports for cell in report.cells])


def _check(name: str, cells: Sequence[Cell]) -> None:
    """Raises CheckFailed or Inconclusive; timing does not matter, as in `devbench run` without ``--strict``."""
    failed = sum(cell.has_failed for cell in cells)
    answers = Counter(cell.verdict.answers for cell in cells if cell.verdict is not None)
    hint = "The notes below the table say why. Run the suite again to measure these cells again."
    if failed or answers["WRONG"]:
        raise CheckFailed(f"Of {len(cells)} cells of {name}, {failed} failed and {answers['WRONG']} are WRONG.", hint)
    if answers["UNCHECKED"]:
        raise Inconclusive(f"Of {len(cells)} cells of {name}, {answers['UNCHECKED']} are UNCHECKED.", hint)
