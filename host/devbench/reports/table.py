"""A result as tables on the terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from devbench.analysis.stats import MIN_SAMPLES
from devbench.choices import VERDICT_WORDS
from devbench.reports import examples, rows, times, verdict_words
from devbench.reports.sanitize import sanitize
from devbench.reports.verdict_words import Tone, VerdictPart
from devbench.results.schema import Result, SideRun, Stage
from devbench.units import format_ms

STYLES: dict[Tone, str] = {"good": "green", "info": "cyan", "warn": "yellow", "bad": "bold red"}

LONGEST_WORD = max(map(len, VERDICT_WORDS))
"""Of a verdict: a narrower column would cut it."""

_OPERATORS = 8


def render(result: Result) -> RenderableType:
    result = sanitize(result)
    parts: list[RenderableType] = [_heading(result), _latency(result)]
    if conditions := rows.conditions(result):
        parts.append(_sides("Conditions", "condition", conditions))
    if result.device_run.profile or result.host_run.profile:
        parts.append(_operators(result))
    if quality := rows.quality(result):
        parts.append(_sides("Quality", "metric", quality))
    parts += [_correctness(result), *_examples(result), _verdict(result)]
    return Group(*(line for part in parts[:-1] for line in (part, Text())), parts[-1])


def _heading(result: Result) -> Table:
    grid = Table.grid(padding=(0, 2))
    grid.add_column(style="bold")
    grid.add_column(overflow="fold")
    for label, value in rows.heading(result):
        grid.add_row(label, Text(value))
    return grid


def _latency(result: Result) -> Table:
    """What fits 80 columns; HTML has all percentiles of both sides."""
    device, host = result.device_run, result.host_run
    table = Table(title="Latency", title_justify="left", title_style="bold")
    table.add_column("stage", min_width=len("first inference"))
    for column in ("device\np50", "device\np90", "host\np50"):
        table.add_column(column, justify="right", no_wrap=True)
    table.add_column("to host", justify="right")
    for group in (times.stages(result), times.generation(result)):
        for row in group:
            is_main = row.label == "invoke"
            mine, theirs = _p50(row.device, device, is_main), _p50(row.host, host, is_main)
            p90 = format_ms(row.device.p90 if row.device else None)
            table.add_row(Text(row.label), mine, p90, theirs, _ratio(result, row), style="bold" if is_main else None)
        table.add_section()
    for once in times.once(result):
        table.add_row(once.label, once.device, "", once.host, once.ratio)
    table.caption = _caption(result)
    table.caption_justify = "left"
    return table


def _p50(stage: Stage | None, run: SideRun, is_main: bool) -> str:
    if stage is None:
        return "–"
    look = "one look: " if is_main and times.is_one_look(run) else ""
    return f"{look}{format_ms(stage.p50)}{times.plus_minus(stage.p50, stage.p50_low, stage.p50_high)}"


def _ratio(result: Result, row: times.StageRow) -> str:
    if row.label != "invoke":
        return row.ratio
    found = result.ratio
    return f"{found.p50:.2f}{times.plus_minus(found.p50, found.low, found.high)}"


def _caption(result: Result) -> str:
    device, host = result.device_run, result.host_run
    has_intervals = device.latency_ms.invoke.p50_low is not None
    notes = [
        f"{device.latency_ms.invoke.n:,} and {host.latency_ms.invoke.n:,} invokes",
        "± is the 95 % interval" if has_intervals else "one cold process shows no interval",
        *([] if device.latency_ms.invoke.p90 is not None else [f"p90 needs {MIN_SAMPLES[90]} samples"]),
        *times.load_captions(result),
    ]
    return "; ".join(notes)


def _sides(title: str, what: str, shown: list[rows.SideRow]) -> Table:
    table = Table(title=title, title_justify="left", title_style="bold")
    table.add_column(what)
    for side in ("device", "host"):
        table.add_column(side, justify="right")
    for row in shown:
        table.add_row(*map(Text, (row.label, row.device, row.host)))  # no markup: others choose names
    return table


def _operators(result: Result) -> Table:
    """Of a single invoke on the device, or on the host if the device does not report them; the slowest ones."""
    table = Table(title="Operators, without delegates", title_justify="left", title_style="bold")
    table.caption, table.caption_justify = rows.operators_note(result) or None, "left"
    table.add_column("operator")
    for name in ("count", "device", "host"):
        table.add_column(name, justify="right")
    sides = [{each.name: each for each in run.profile} for run in (result.device_run, result.host_run)]
    for name in list(sides[0] or sides[1])[:_OPERATORS]:
        told = [side.get(name) for side in sides]
        count = next(str(each.count) for each in told if each)
        table.add_row(Text(name), count, *(format_ms(each.total_ms) if each else "" for each in told))
    return table


def _correctness(result: Result) -> Table:
    table = Table("check", "result", title="Correctness", title_justify="left", title_style="bold")
    for check in rows.checks(result):
        table.add_row(*map(Text, check))
    return table


def _examples(result: Result) -> Iterator[RenderableType]:
    """What is listed because it is wrong."""
    shown, more = examples.first(result)
    for example in shown:
        grid = Table.grid(padding=(0, 2))
        grid.add_column()
        grid.add_column(overflow="fold")
        for label, words in examples.lines(example):
            grid.add_row(f"  {label}", Text(words))
        yield Group(Text(examples.title(example), style="bold"), grid)
    if more:
        yield Text(f"{more} more are in the HTML report: devbench report --html FILE.")


def _verdict(result: Result) -> RenderableType:
    findings = [
        Padding(Text(f"{text} {remedy}".rstrip()), (0, 0, 0, 2))
        for text, remedy in verdict_words.sentences(result.verdict)
    ]
    parts = verdict_words.parts(result.verdict)
    line = Text(" · ").join(Text.assemble(f"{part.name} " if part.name else "", word(part)) for part in parts)
    return Group(Text.assemble(("verdict  ", "bold"), line), *findings)


def word(part: VerdictPart) -> Text:
    return Text(part.word, STYLES[part.tone])


def words(parts: Iterable[VerdictPart]) -> Text:
    """For a cell of a table, which wraps between them."""
    return Text(" ").join(map(word, parts))
