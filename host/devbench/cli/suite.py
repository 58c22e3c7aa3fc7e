"""``devbench suite``: a table of models x tasks on devices."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from devbench.choices import HostRuntime
from devbench.cli.options import host_runtime_option, quiet_option, serial_option, virtual_option
from devbench.errors import CheckFailed, UsageError


@click.command()
@click.argument("file", required=False, metavar="FILE.toml|NAME")
@click.option("--list", "list_them", is_flag=True, help="List the built-in suites.")
@click.option("--set", "changes", multiple=True, metavar="KEY=VALUE", help="Change a key of the suite; may repeat.")
@click.option("--examples", type=click.IntRange(min=1), help="Use the first N examples of each row only.")
@click.option("--fresh", is_flag=True, help="Measure all again, also what was measured before.")
@serial_option
@virtual_option
@host_runtime_option
@click.option("--json", "as_json", is_flag=True, help="Print the table as JSON.")
@quiet_option
def suite(
    file: str | None,
    list_them: bool,
    changes: Sequence[str],
    examples: int | None,
    fresh: bool,
    serials: Sequence[str],
    virtual: bool,
    host_runtime: HostRuntime | None,
    as_json: bool,
    quiet: bool,
) -> None:
    """Measure a table of models and tasks: seconds for all examples one by one, and quality.

    A suite is a TOML file (docs/suites.md), or a built-in one by its name. The repeats of the models of a row
    alternate, so that heat and drift meet them alike. What was measured before, with the same files and settings on
    the same device, is not measured again: a suite that was interrupted goes on.

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
    failed = sum(cell.has_failed for report in reports for cell in report.cells)
    wrong = sum(cell.verdict == "WRONG" for report in reports for cell in report.cells)
    if failed or wrong:
        raise CheckFailed(
            f"{failed} cells of {Path(file).stem} failed and {wrong} are WRONG.",
            "The table says why; run the suite again to go on with what failed.",
        )
