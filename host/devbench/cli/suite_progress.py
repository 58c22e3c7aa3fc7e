"""Shows a suite while it runs: a line for each session; when a device is finished, its table and its document."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console

from devbench.bench.plan import Plan
from devbench.cli import json_output, terminal
from devbench.cli.json_output import JsonLines
from devbench.cli.progress import SessionProgress
from devbench.errors import DevbenchError
from devbench.results.suite import SuiteReport
from devbench.suites.runner import SuiteObserver


class SuiteLines(SuiteObserver):
    """``progress`` gives way to each line. ``several``: each device's document is a line of JSON Lines."""

    def __init__(
        self, console: Console, progress: SessionProgress, quiet: bool, json_file: str | None, several: bool
    ) -> None:
        self._console = console
        self._progress = progress
        self._quiet = quiet
        self._json_file = json_file
        self._documents = JsonLines(json_file) if json_file is not None and several else None

    def preparing(self) -> None:
        self._say("Preparing the models ...")

    def queued(self, sessions: Sequence[Sequence[Plan]]) -> None:
        self._progress.queued(sessions)

    def measuring(self, titles: Sequence[str], done: int, total: int) -> None:
        cells = f"Cell {done + 1}" if len(titles) == 1 else f"Cells {done + 1} to {done + len(titles)}"
        self._say(f"{cells} of {total}: {' | '.join(titles)}")

    def kept(self, title: str, run_id: str) -> None:
        self._say(f"{title}: measured before, {run_id}")

    def unsound(self, title: str, run_id: str, words: Sequence[str]) -> None:
        self._say(f"{title}: measured again, because {run_id} has {' and '.join(words)}", "yellow")

    def parted(self, titles: Sequence[str], error: DevbenchError) -> None:
        self._say(f"{' | '.join(titles)}: {error.message} Each is now measured separately.", "red")

    def failed(self, title: str, error: DevbenchError) -> None:
        self._say(f"{title}: {error.message}", "red")

    def finished(self, report: SuiteReport) -> None:
        from devbench.reports import suite_table

        self._progress.pause()
        if self._documents is not None:
            self._documents.append(json_output.lines([report]))
        else:
            json_output.write(self._json_file, report)
        if not self._quiet and self._json_file != json_output.STANDARD_OUTPUT:
            terminal.data().print(suite_table.render(report))

    def _say(self, line: str, style: str | None = None) -> None:
        self._progress.pause()
        if not self._quiet:
            self._console.print(line, style=style, markup=False, highlight=False)
