"""``devbench report``: results that are there already, as something to look at or to hand on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import cloup

from devbench.cli import completion, options
from devbench.cli.command import command
from devbench.cli.options.combinations import NotBoth
from devbench.cli.options.output import OutputFile, details_option, json_option
from devbench.cli.options.results import RESULT_NAMES
from devbench.errors import UsageError

if TYPE_CHECKING:
    from devbench.results.schema import Result

    Read = Sequence[tuple[Result, bytes]]


@command(
    rules=[
        NotBoth("details", ["html", "markdown", "junit", "json_file"], "--details is about the tables on the terminal")
    ]
)
@cloup.argument(
    "names",
    metavar="[RESULT]...",
    nargs=-1,
    shell_complete=completion.results,
    help=f"{RESULT_NAMES} Without any, the newest.",
)
@cloup.option_group(
    options.OUTPUT,
    details_option,
    cloup.option(
        "--html",
        type=OutputFile(),
        metavar="FILE",
        help="Write one page with charts that needs no network (- for standard output).",
    ),
    cloup.option(
        "--markdown",
        type=OutputFile(),
        metavar="FILE",
        help="Write short tables for a pull request (- for standard output).",
    ),
    cloup.option(
        "--junit",
        type=OutputFile(),
        metavar="FILE",
        help="Write JUnit XML with a case for each check (- for standard output).",
    ),
    json_option,
)
def report(
    names: Sequence[str],
    details: bool,
    html: str | None,
    markdown: str | None,
    junit: str | None,
    json_file: str | None,
) -> None:
    """Show results again: as tables, HTML, Markdown or JUnit XML.

    \b
    Examples:
      # the newest result, as `devbench run` showed it, then with all findings
      devbench report
      devbench report --details
    \b
      # a page for two results, with a summary on top
      devbench report a.json b.json --html both.html
    \b
      # in CI
      devbench report --markdown - | gh pr comment --body-file -
      devbench report 20261121T012637-8743d8 --junit devbench.xml
    """
    read = [_read(path) for path in _find(names)]
    wanted = [(html, _html), (markdown, _markdown), (junit, _junit), (json_file, _json)]
    for target, render in wanted:
        if target is not None:
            _write(target, render, read)
    if all(target is None for target, _ in wanted):
        _show([result for result, _ in read], details)


def _find(names: Sequence[str]) -> list[Path]:
    from devbench import api

    return [api.locate(name) for name in names] or [api.newest()]


def _read(path: Path) -> tuple[Result, bytes]:
    from devbench.results import document

    return document.read(path), path.read_bytes()


def _show(results: Sequence[Result], details: bool) -> None:
    from devbench.cli import terminal
    from devbench.reports import summary

    for number, result in enumerate(results):
        if number:
            terminal.data().print()
        terminal.data().print(summary.render(result, details))


def _html(read: Read) -> bytes:
    from devbench.reports import html

    return html.render(read)


def _markdown(read: Read) -> bytes:
    from devbench.reports import markdown

    return markdown.render([result for result, _ in read]).encode()


def _junit(read: Read) -> bytes:
    from devbench.reports import junit

    return junit.render([result for result, _ in read])


def _json(read: Read) -> bytes:
    """The documents as they are stored, but for blanks: their digests stay right."""
    import msgspec

    documents = [content for _, content in read]
    if len(documents) == 1:
        return documents[0]
    return b"".join(msgspec.json.format(content, indent=-1) + b"\n" for content in documents)


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
