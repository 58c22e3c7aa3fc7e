"""A result on the terminal, the answer first: a line each for speed, answers and timing, then the main figures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.table import Table
from rich.text import Text

from devbench.analysis.causes import Cause, causes
from devbench.reports import examples, headline, table, times, verdict_words
from devbench.reports.fitting import Column, FittingTable
from devbench.reports.headline import HeadLine
from devbench.reports.sanitize import sanitize
from devbench.results.findings import Finding, leads_to
from devbench.results.schema import Result

_SHOWN = 3
"""Findings, and examples."""


def render(result: Result, details: bool = False) -> RenderableType:
    result = sanitize(result)
    parts: list[RenderableType] = [_Head(result, details)]
    if details:
        parts += table.tables(result)
    else:
        parts.append(_figures(result))
        parts += table.operator_times(result)
        parts += _examples(result)
    return Group(*(line for part in parts[:-1] for line in (part, Text())), parts[-1])


@dataclass(frozen=True)
class _Head:
    """The head lines, and the findings that they do not say."""

    result: Result
    details: bool

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        lines = headline.lines(self.result)
        indent = 4 + max(len(line.label) for line in lines)
        texts = [_fitting(line, options.max_width - indent - _room(line)) for line in lines]
        end = min(options.max_width, max(indent + len(t) + _room(line) for t, line in zip(texts, lines, strict=True)))
        yield Text(headline.title(self.result), "bold")
        for line, text in zip(lines, texts, strict=True):
            row = Text.assemble("  ", line.label.ljust(indent - 2), text)
            if line.word:
                row.append(" " * max(2, end - len(row) - len(line.word)))
                row.append(line.word, table.STYLES[line.tone])
            yield row
        said = [
            line.cause for line, text in zip(lines, texts, strict=True) if line.action and text.endswith(line.action)
        ]
        yield from _findings(self.result, said, self.details)


def _room(line: HeadLine) -> int:
    """For the word."""
    return 2 + len(line.word) if line.word else 0


def _fitting(line: HeadLine, width: int) -> str:
    return next((version for version in line.versions if len(version) <= width), line.versions[-1])


def _findings(result: Result, said: Sequence[Cause | None], details: bool) -> Iterator[RenderableType]:
    found = causes(result.verdict)
    undecided: dict[str, list[str]] = {}
    for budget in result.budgets:
        if budget.reason:
            undecided.setdefault(budget.reason, []).append(budget.metric)
    if not details:
        found = [cause for cause in found if not (cause in said or cause.is_plain or _is_in_the_head(cause))]
    shown = found if details else found[:_SHOWN]
    if not shown and not undecided:
        return
    yield Text()
    for reason, metrics in undecided.items():
        name = "Budget" if len(metrics) == 1 else "Budgets"
        yield _marked(Text("!", table.STYLES["warn"]), Text(f"{name} {', '.join(metrics)}: {reason}"))
    for cause in shown:
        yield _finding(cause)
    if more := len(found) - len(shown):
        yield Text(f"{more} more {'finding' if more == 1 else 'findings'}: devbench report {result.run.id} --details")


def _is_in_the_head(cause: Cause) -> bool:
    """The title shows the threads and the cores; the device has a line."""
    name = cause.finding.id
    return leads_to(name) in ("VIRTUAL", "EMULATOR") or name == Finding.MORE_THREADS_THAN_CORES.name


def _finding(cause: Cause) -> Table:
    style = table.STYLES[verdict_words.tone(cause)]
    texts: list[RenderableType] = [Text(cause.text)]
    if cause.effects:
        texts.append(Text(f"This probably also caused: {cause.evidence}."))
    if cause.remedy:
        texts.append(_marked(Text("→"), Text(cause.remedy)))
    return _marked(Text("!", style), *texts)


def _marked(mark: Text, *texts: RenderableType) -> Table:
    """Texts that wrap beside a mark, not below it."""
    grid = Table.grid(padding=(0, 1))
    for number, text in enumerate(texts):
        grid.add_row("" if number else mark, text)
    return grid


def _figures(result: Result) -> FittingTable:
    figures = FittingTable(
        Column(""), Column("device", "right"), Column("host", "right", rank=1), Column("device / host", "right", rank=2)
    )
    for row in [*times.stages(result), *times.generation(result)]:
        if row.label in ("invoke", "total", "first token", "each next token"):
            shown = (times.p50(stage) for stage in (row.device, row.host))
            figures.add(f"{row.label} p50", *shown, row.ratio.partition(" ")[0])
    for once in times.once(result):
        if once.label in ("load", "peak memory"):
            figures.add(once.label, once.device, once.host, once.ratio)
    return figures


def _examples(result: Result) -> Iterator[RenderableType]:
    if result.verdict.answers != "WRONG":
        return
    shown, others = examples.worst(result, _SHOWN)
    yield from map(table.example, shown)
    if others:
        yield Text(f"{examples.more(others)}: devbench report {result.run.id} --details")
