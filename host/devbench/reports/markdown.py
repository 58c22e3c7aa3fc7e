"""Results as Markdown for pull requests: short, in the tables of GitHub's dialect."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from devbench.analysis.causes import causes
from devbench.reports import budgets, examples, headline, operators, rows, times
from devbench.reports.budgets import BudgetRow
from devbench.reports.headline import HeadLine
from devbench.reports.sanitize import sanitize
from devbench.reports.verdict_words import Tone
from devbench.results.schema import DifferingExample, Result

_SIGNS: dict[Tone, str] = {"good": "✅", "info": "ℹ️", "warn": "⚠️", "bad": "❌"}
_WIDTH = 80
"""Characters of a cell with a text."""
_OPERATORS = 8
_COLUMNS = ("text", "expected", "device", "host")
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~&$!])")


def render(results: Sequence[Result]) -> str:
    return "\n\n".join("\n".join(_lines(sanitize(result))) for result in results) + "\n"


def escape(text: str) -> str:
    """On one line, and shown literally: it cannot become a table cell, a link or HTML."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))


def _lines(result: Result) -> Iterator[str]:
    yield f"### {escape(headline.title(result))}"
    yield ""
    answer = [[line.label, line.versions[0], _word(line)] for line in headline.lines(result)]
    yield from _table(["", "", "verdict"], answer, "---")
    yield ""
    for cause in causes(result.verdict):
        yield f"- **{escape(cause.sentences)}** {escape(cause.remedy)}".rstrip()
    if result.verdict.findings:
        yield ""
    yield from _table(["latency", "device p50", "device p90", "host p50", "device / host"], _latency(result))
    yield ""
    if quality := [[row.label, row.device, row.host] for row in rows.quality(result)]:
        yield from _table(["quality", "device", "host"], quality)
        yield ""
    if result.budgets:
        yield from _table(["budget", "limit", "measured", "outcome"], [_budget(row) for row in budgets.rows(result)])
        yield ""
    yield from _table(["check", "result"], [list(check) for check in rows.checks(result)])
    yield ""
    yield from _examples(result)
    yield from _operators(result)
    about = [value for _, value in rows.heading(result)]
    about += [f"devbench {result.run.devbench}", *times.load_captions(result)]
    yield f"<sub>{' · '.join(map(escape, about))}</sub>"


def _word(line: HeadLine) -> str:
    """With a sign, so that what fails is seen at a glance."""
    return f"{_SIGNS[line.tone]} {line.word}" if line.word else ""


def _examples(result: Result) -> Iterator[str]:
    """Folded unless they are what made answers wrong."""
    shown, others = examples.worst(result)
    if not shown:
        return
    yield f"<details{' open' if result.verdict.answers == 'WRONG' else ''}><summary>Worst examples</summary>"
    yield ""
    yield from _table(["example", *_COLUMNS], [_example(example) for example in shown], "---")
    yield ""
    if others:
        yield f"{examples.more(others)} in the HTML report: `devbench report --html FILE`"
        yield ""
    yield "</details>"
    yield ""


def _operators(result: Result) -> Iterator[str]:
    found = operators.rows(result, _OPERATORS)
    if found:
        yield "<details><summary>Operators</summary>"
        yield ""
        yield from _table(operators.HEAD, [row.cells for row in found])
        yield ""
        yield escape(" ".join(operators.notes(result)))
        yield ""
        yield "</details>"
        yield ""


def _example(example: DifferingExample) -> list[str]:
    """The title says whose answers the last two columns show, if not the device's and the host's."""
    lines = dict(examples.lines(example, _WIDTH))
    columns = (*_COLUMNS[:2], *examples.sides(example))
    return [examples.title(example), *(lines.get(column, "") for column in columns)]


def _budget(row: BudgetRow) -> list[str]:
    return [row.metric, row.limit, row.measured, f"{_SIGNS[row.tone]} {row.outcome} {row.reason}".rstrip()]


def _latency(result: Result) -> Iterator[list[str]]:
    for row in times.stages(result) + times.generation(result):
        p90 = times.figure(row.device, "p90").value
        yield [row.label, times.p50(row.device), p90, times.p50(row.host), row.ratio.partition(" ")[0]]
    for once in times.once(result):
        yield [once.label, once.device, "", once.host, once.ratio]


def _table(head: Sequence[str], rows: Iterable[Sequence[str]], column: str = "---:") -> Iterator[str]:
    """Figures stand at the right of their columns, unless ``column`` says otherwise."""
    yield f"| {' | '.join(head)} |"
    yield f"|---|{f'{column}|' * (len(head) - 1)}"
    for row in rows:
        yield f"| {' | '.join(map(escape, row))} |"
