"""What ``devbench run`` shows: progress while a session goes on, each result when it is kept, a summary of several."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import groupby
from pathlib import Path

from devbench.cli import json_output, terminal
from devbench.cli.json_output import JsonLines
from devbench.cli.progress import SessionProgress
from devbench.results.answers import AnsweredExample
from devbench.results.schema import Result


class RunDisplay(SessionProgress):
    """``single``: the one result is shown when it is kept; of several only the path is. ``several``: each document is a
    line of JSON Lines. ``on_messages``: standard output is for something else. ``details``: all tables of a result.
    """

    def __init__(
        self,
        json_file: str | None,
        quiet: bool,
        single: bool,
        several: bool = False,
        on_messages: bool = False,
        answers_file: str | None = None,
        details: bool = False,
    ) -> None:
        super().__init__(terminal.messages(), quiet)
        self._results = terminal.messages() if on_messages or "-" in (json_file, answers_file) else terminal.data()
        self._json_file = json_file
        self._documents = JsonLines(json_file) if json_file is not None else None
        self._answers = JsonLines(answers_file) if answers_file is not None else None
        self._quiet = quiet
        self._single = single
        self._several = several
        self._details = details

    def answered(self, examples: Callable[[], Iterable[AnsweredExample]]) -> None:
        if self._answers is not None:
            self._answers.append(json_output.lines(list(examples())))

    def kept(self, result: Result, path: Path) -> None:
        """A document is written when its result is there, so that what fails later takes nothing with it."""
        self.pause()
        self._write(result)
        if self._quiet:
            return
        if self._single:
            self._show(result)
            self._results.print()
        self._results.print(f"result  {path}", soft_wrap=True)
        if self._single and not self._details:
            self._results.print("more    devbench report --details")

    def _show(self, result: Result) -> None:
        from devbench.reports import summary

        if self._console.is_terminal and self._results.is_terminal:  # both are the same one
            self._console.print()
        self._results.print(summary.render(result, self._details))

    def _write(self, result: Result) -> None:
        from devbench.results import document

        if self._json_file is None or self._documents is None:
            return
        if self._several or result.settings.interleaved:
            self._documents.append(document.encode_line(result))
        else:
            json_output.write_bytes(self._json_file, document.encode(result))

    def summary(self, results: Sequence[Result], thread_counts: int) -> None:
        """A line for each of several results; of a sweep over threads, which number is best."""
        from devbench.analysis import thread_sweep
        from devbench.reports import overview

        if self._quiet or self._single:
            return
        if len(results) == 1:
            self._show(results[0])
            return
        if thread_counts > 1:
            for _, group in groupby(results, key=lambda result: (result.device.serial, result.model.sha256)):
                self._results.print(thread_sweep.summary(list(group)))
        self._results.print()
        self._results.print(overview.render(results))
