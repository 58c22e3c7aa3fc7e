"""What ``devbench run`` shows: progress while a session goes on, each result when it is kept, a summary of several."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

from rich.console import Console

from devbench.cli import terminal
from devbench.cli.progress import SessionProgress
from devbench.results.schema import Result


class RunDisplay(SessionProgress):
    """``in_full``: each result with all its tables, else only its place."""

    def __init__(self, console: Console, quiet: bool, in_full: bool) -> None:
        super().__init__(terminal.messages(), quiet)
        self._results = console
        self._quiet = quiet
        self._in_full = in_full

    def kept(self, result: Result, path: Path) -> None:
        from devbench.reports import table

        self.pause()
        if self._quiet:
            return
        if self._in_full:
            self._results.print(table.render(result))
            self._results.print()
        self._results.print(f"result  {path}", soft_wrap=True)

    def summary(self, results: Sequence[Result], thread_counts: int) -> None:
        """A line for each of several results; of a sweep over threads, which number is best."""
        from devbench.analysis import thread_sweep
        from devbench.reports import overview

        if self._quiet or len(results) < 2:
            return
        if thread_counts > 1:
            for _, group in groupby(results, key=lambda result: (result.device.serial, result.model.sha256)):
                self._results.print(thread_sweep.summary(list(group)))
        self._results.print()
        self._results.print(overview.render(results))
