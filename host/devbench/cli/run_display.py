"""What ``devbench run`` shows: progress while a session goes on, each result when it is kept, a summary of several."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import groupby
from pathlib import Path

from devbench.cli import terminal
from devbench.cli.progress import SessionProgress
from devbench.results.answers import AnsweredExample
from devbench.results.schema import Result


class RunDisplay(SessionProgress):
    """``single``: one result, which is shown with all its tables; else each shows its place only. ``on_messages``:
    standard output is for something else.
    """

    def __init__(
        self,
        json_file: str | None,
        quiet: bool,
        single: bool,
        on_messages: bool = False,
        answers_file: str | None = None,
    ) -> None:
        super().__init__(terminal.messages(), quiet)
        self._results = terminal.messages() if on_messages or "-" in (json_file, answers_file) else terminal.data()
        self._json_file = json_file
        self._quiet = quiet
        self._single = single
        self._documents: list[Result] = []
        self._answers_file = answers_file
        self._answers: list[bytes] = []

    def answered(self, examples: Callable[[], Iterable[AnsweredExample]]) -> None:
        import msgspec

        from devbench.results.store import write_whole

        if self._answers_file is None:
            return
        lines = [msgspec.json.encode(example) + b"\n" for example in examples()]
        if self._answers_file == "-":
            terminal.write_bytes(b"".join(lines))
        else:
            self._answers += lines
            write_whole(Path(self._answers_file), b"".join(self._answers))

    def kept(self, result: Result, path: Path) -> None:
        """The document is written each time anew, so that what fails later takes nothing with it."""
        from devbench.reports import table

        self.pause()
        self._documents.append(result)
        if self._json_file is not None:
            terminal.write_documents(self._json_file, [result] if self._json_file == "-" else self._documents)
        if self._quiet:
            return
        if self._single:
            self._results.print(table.render(result))
            self._results.print()
        self._results.print(f"result  {path}", soft_wrap=True)

    def summary(self, results: Sequence[Result], thread_counts: int) -> None:
        """A line for each of several results; of a sweep over threads, which number is best."""
        from devbench.analysis import thread_sweep
        from devbench.reports import overview, table

        if self._quiet or self._single:
            return
        if len(results) == 1:
            self._results.print(table.render(results[0]))
            return
        if thread_counts > 1:
            for _, group in groupby(results, key=lambda result: (result.device.serial, result.model.sha256)):
                self._results.print(thread_sweep.summary(list(group)))
        self._results.print()
        self._results.print(overview.render(results))
