"""``devbench report``: results that are there already, as something to look at or to hand on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from devbench.errors import UsageError

if TYPE_CHECKING:
    from devbench.results.schema import Result

    Read = Sequence[tuple[Result, bytes]]


@click.command()
@click.argument("names", metavar="[RESULT]...", nargs=-1)
@click.option("--html", metavar="FILE", help="Write one page with charts that needs no network; - is standard output.")
@click.option("--markdown", metavar="FILE", help="Write short tables for a pull request; - is standard output.")
@click.option("--junit", metavar="FILE", help="Write JUnit XML, a case a check; - is standard output.")
def report(names: Sequence[str], html: str | None, markdown: str | None, junit: str | None) -> None:
    """Show results again: as tables, HTML, Markdown or JUnit XML.

    RESULT is a file that devbench wrote, or the id of a result that it keeps. Without any it is the newest.

    \b
    Examples:
      devbench report                                  the newest result, as `devbench run` showed it
      devbench report --html report.html
      devbench report a.json b.json --html both.html   a summary on top, then each
      devbench report --markdown - | gh pr comment --body-file -
      devbench report 20261121T012637-8743d8 --junit devbench.xml
    """
    read = [_read(path) for path in _find(names)]
    wanted = [(html, _html), (markdown, _markdown), (junit, _junit)]
    for target, render in wanted:
        if target is not None:
            _write(target, render, read)
    if all(target is None for target, _ in wanted):
        _show([result for result, _ in read])


def _find(names: Sequence[str]) -> list[Path]:
    from devbench import api

    return [api.locate(name) for name in names] or [api.newest()]


def _read(path: Path) -> tuple[Result, bytes]:
    from devbench.results import document

    return document.read(path), path.read_bytes()


def _show(results: Sequence[Result]) -> None:
    from devbench.cli import terminal
    from devbench.reports import table

    for number, result in enumerate(results):
        if number:
            terminal.data().rule()
        terminal.data().print(table.render(result))


def _html(read: Read) -> bytes:
    from devbench.reports import html

    return html.render(read)


def _markdown(read: Read) -> bytes:
    from devbench.reports import markdown

    return markdown.render([result for result, _ in read]).encode()


def _junit(read: Read) -> bytes:
    from devbench.reports import junit

    return junit.render([result for result, _ in read])


def _write(target: str, render: Callable[[Read], bytes], read: Read) -> None:
    from devbench.cli import terminal
    from devbench.results.store import write_whole

    content = render(read)
    if target == "-":
        terminal.write_bytes(content)
        return
    try:
        write_whole(Path(target), content)
    except OSError as error:
        raise UsageError(f"Cannot write {target}: {error.strerror}.", "Name another file.") from error
    terminal.messages().print(f"report  {target}", soft_wrap=True, markup=False)
