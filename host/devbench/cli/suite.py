"""``devbench suite``: a table of models x tasks on devices."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from devbench.cli.options import serial_option
from devbench.cli.running import Runner, devices, host_runtime_option, quiet_option, virtual_option
from devbench.errors import CheckFailed, DevbenchError, Interrupted, UsageError

if TYPE_CHECKING:
    from rich.console import Console


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
    host_runtime: str | None,
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
    from devbench.cli import terminal
    from devbench.results.store import ResultStore, default_root
    from devbench.suites import suite_file
    from devbench.suites.runner import Suite, prepare
    from devbench.suites.suite_models import Models

    if list_them:
        for name in suite_file.builtin_names():
            click.echo(f"{name}  {suite_file.read(name)[0].title}")
        return
    if file is None:
        raise UsageError("No suite is named.", f"Built-in are: {', '.join(suite_file.builtin_names())}.")
    described, folder = suite_file.read(file, changes)
    if examples is not None:
        described = suite_file.limited(described, examples)
    store = ResultStore(default_root())
    observer = _Told(terminal.messages(), quiet)
    observer.say("Preparing the models ...")
    plan = prepare(described, Models(folder, cache=store.root.parent / "cache" / "suites"))
    runner = Runner(host_runtime, quiet)
    reports = []
    with devices(serials, virtual) as found:
        for device in found:
            measured = Suite(plan, device.serial, store, partial(runner.run, device=device))
            try:
                reports.append(measured.run(observer, fresh))
            except Interrupted as interrupt:
                hint = "The cells that were measured are kept: run the suite again to go on."
                raise Interrupted(interrupt.message, hint) from interrupt
            if not as_json:
                from devbench.reports import suite_table

                terminal.data().print(suite_table.render(reports[-1]))
    if as_json:
        import msgspec

        for report in reports:
            sys.stdout.buffer.write(msgspec.json.format(msgspec.json.encode(report), indent=1) + b"\n")
        sys.stdout.buffer.flush()
    failed = [
        cell for report in reports for cell in report.cells if cell.error or (cell.quality_of and not cell.quality)
    ]
    wrong = [cell for report in reports for cell in report.cells if cell.verdict == "WRONG"]
    if failed or wrong:
        raise CheckFailed(
            f"{len(failed)} cells of {Path(file).stem} failed and {len(wrong)} are WRONG.",
            "The table tells why; run the suite again to go on with what failed.",
        )


class _Told:
    """A SuiteObserver that prints a line for each."""

    def __init__(self, console: Console, quiet: bool) -> None:
        self._console = console
        self._quiet = quiet

    def say(self, line: str, style: str | None = None) -> None:
        if not self._quiet:
            self._console.print(line, style=style, markup=False, highlight=False)

    def measuring(self, titles: Sequence[str], done: int, total: int) -> None:
        self.say(f"{done + 1} to {done + len(titles)} of {total}: {' | '.join(titles)}")

    def kept(self, title: str, run_id: str) -> None:
        self.say(f"{title}: measured before, {run_id}")

    def parted(self, titles: Sequence[str], error: DevbenchError) -> None:
        self.say(f"{' | '.join(titles)}: {error.message} Each is measured by itself, not in turn.", "red")

    def failed(self, title: str, error: DevbenchError) -> None:
        self.say(f"{title}: {error.message}", "red")
