"""Prints a suite while it runs: a line for each session, and the table of each device when it is finished."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console

from devbench.cli import terminal
from devbench.cli.progress import SessionProgress
from devbench.errors import DevbenchError
from devbench.results.suite import SuiteReport
from devbench.suites.runner import SuiteObserver


class SuiteLines(SuiteObserver):
    """``progress`` gives way to each line; ``show_table`` prints tables, which ``--json`` replaces."""

    def __init__(self, console: Console, progress: SessionProgress, quiet: bool, show_table: bool) -> None:
        self._console = console
        self._progress = progress
        self._quiet = quiet
        self._show_table = show_table

    def preparing(self) -> None:
        self._say("Preparing the models ...")

    def measuring(self, titles: Sequence[str], done: int, total: int) -> None:
        self._say(f"{done + 1} to {done + len(titles)} of {total}: {' | '.join(titles)}")

    def kept(self, title: str, run_id: str) -> None:
        self._say(f"{title}: measured before, {run_id}")

    def unsound(self, title: str, run_id: str, words: Sequence[str]) -> None:
        self._say(f"{title}: measured again, because {run_id} has {' and '.join(words)}", "yellow")

    def parted(self, titles: Sequence[str], error: DevbenchError) -> None:
        self._say(f"{' | '.join(titles)}: {error.message} Each is now measured in a session of its own.", "red")

    def failed(self, title: str, error: DevbenchError) -> None:
        self._say(f"{title}: {error.message}", "red")

    def finished(self, report: SuiteReport) -> None:
        from devbench.reports import suite_table

        self._progress.pause()
        if self._show_table:
            terminal.data().print(suite_table.render(report))

    def _say(self, line: str, style: str | None = None) -> None:
        self._progress.pause()
        if not self._quiet:
            self._console.print(line, style=style, markup=False, highlight=False)
