"""How device and host answer one text, on the terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from devbench.analysis.causes import causes
from devbench.reports import times
from devbench.reports.fitting import Column, FittingTable
from devbench.reports.sanitize import sanitize, sanitize_text
from devbench.results.answers import AnsweredExample
from devbench.results.findings import Finding
from devbench.results.schema import Result, SideAnswer
from devbench.units import format_ms

_TEXT_SHOWN = 300
"""Characters."""


def render(result: Result, answers: Sequence[AnsweredExample], choices: Sequence[str] = ()) -> RenderableType:
    """``choices`` are the texts that a multiple choice is among."""
    result, choices = sanitize(result), list(map(sanitize_text, choices))
    parts: list[RenderableType] = [
        Text(
            f"{result.model.name} · {result.model.quantization} on {result.device.serial} ({result.device.kind})",
            style="bold",
        )
    ]
    for answer in map(sanitize, answers):
        parts += [Text(), _answer(answer, choices)]
        if answer.truncated:
            parts.append(Text(f"The text was cut to the model's {result.settings.sequence_length} tokens."))
    if len(answers) == 2:
        parts.append(_likeness(answers))
    return Group(*parts, Text(), _times(result), *_findings(result))


def _findings(result: Result) -> list[Text]:
    about_answers = ("doubt", "WRONG")
    found = [
        cause
        for cause in causes(result.verdict)
        if any(map(cause.leads_to, about_answers)) or cause.finding.id == Finding.SILENT_FALLBACK.name
    ]
    second = result.second_runtime
    other = [Text(f"The host also ran {second.name} {second.version}.")] if second is not None else []
    return [*other, *(Text(f"{cause.sentences} {cause.remedy}") for cause in found)]


def _answer(answer: AnsweredExample, choices: Sequence[str]) -> Table:
    grid = Table.grid(padding=(0, 2))
    grid.add_column(style="bold")
    grid.add_column(overflow="fold")
    cut = "…" if len(answer.text) > _TEXT_SHOWN else ""
    grid.add_row("text", Text(answer.text[:_TEXT_SHOWN] + cut))
    for label, side in _sides(answer.device, answer.host, answer.tokens_equal, "tokens"):
        grid.add_row(label, _tokens(side))
    for label, side in _sides(answer.device, answer.host, answer.answers_equal, "answer"):
        grid.add_row(label, Text("\n".join(_words(side, choices))))
    return grid


def _sides(device: SideAnswer, host: SideAnswer, are_equal: bool, what: str) -> Iterator[tuple[str, SideAnswer]]:
    """Once if both are equal, though the last digits of their numbers may differ."""
    if are_equal:
        yield what, device
    else:
        yield f"{what}, device", device
        yield f"{what}, host", host


def _tokens(side: SideAnswer) -> Text:
    """Each with its id."""
    shown = Text()
    for number, (tokens, ids) in enumerate(zip(side.tokens, side.token_ids, strict=True)):
        if number:
            shown.append("\n")
        for index, (token, token_id) in enumerate(zip(tokens, ids, strict=True)):
            gap = "\n" if token == tokens[0] else "  "  # the rows of a multiple choice begin alike
            shown.append(gap if index else "").append(token).append(f"\u00a0{token_id}", style="dim")
    return shown


def _words(side: SideAnswer, choices: Sequence[str]) -> list[str]:
    """The best tokens of a mask a line each; else the answer, with its probability if it has one."""
    tokens = side.answer.get("tokens")
    if isinstance(tokens, list):
        return [f"{_percent(each['probability'])}  {each['token']} ({each['id']})" for each in tokens]
    choice = side.answer.get("choice")
    if isinstance(choice, int) and choice < len(choices):
        return [f"{choices[choice]} ({side.shown} of 0 to {len(choices) - 1})"]
    probability = side.answer.get("probability")
    return [side.shown if probability is None else f"{side.shown} ({_percent(probability).strip()})"]


def _percent(share: float) -> str:
    return f"{100 * share:5.1f}%"


def _likeness(answers: Sequence[AnsweredExample]) -> Text:
    """Of two texts that were embedded."""
    from devbench.tasks.feature_extraction import cosine

    found = [cosine(*(getattr(answer, side).answer["vector"] for answer in answers)) for side in ("device", "host")]
    return Text.assemble("\n", ("cosine  ", "bold"), f"{found[0]:.4f} on the device, {found[1]:.4f} on the host")


def _times(result: Result) -> FittingTable:
    table = FittingTable(Column("one run"), Column("device", "right"), Column("host", "right", rank=1))
    for row in times.stages(result):
        shown = (format_ms(stage.p50 if stage else None) for stage in (row.device, row.host))
        table.add(row.label, *shown)
    for once in times.once(result)[:2]:
        table.add(once.label, once.device, once.host)
    return table
