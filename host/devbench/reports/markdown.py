"""Results as Markdown for pull requests: short, in the tables of GitHub's dialect."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from devbench.reports import examples, rows, times, verdict_words
from devbench.reports.sanitize import sanitize
from devbench.results.schema import DifferingExample, Result

_COLUMNS = ("text", "expected", "device", "host")
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~&$!])")


def render(results: Sequence[Result]) -> str:
    return "\n\n".join("\n".join(_lines(sanitize(result))) for result in results) + "\n"


def escape(text: str) -> str:
    """On one line, and read as it is written: neither a table's cell nor a link nor HTML can come of it."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))


def _lines(result: Result) -> Iterator[str]:
    device = result.device.model or result.device.serial
    yield f"### {escape(result.model.name)} on {escape(device)}: {escape(verdict_words.line(result.verdict))}"
    yield ""
    for text, remedy in verdict_words.sentences(result.verdict):
        yield f"- **{escape(text)}** {escape(remedy)}".rstrip()
    if result.verdict.findings:
        yield ""
    yield from _table(
        ["latency", "device p50", "device p90", "host p50", "host p90", "device / host"], _latency(result)
    )
    yield ""
    if quality := [[row.label, row.device, row.host] for row in rows.quality(result)]:
        yield from _table(["quality", "device", "host"], quality)
        yield ""
    yield from _table(["check", "result"], [list(check) for check in rows.checks(result)])
    yield ""
    shown, more = examples.first(result)
    if shown:
        yield from _table(["example", *_COLUMNS], [_example(example) for example in shown])
        yield ""
    if more:
        yield f"{more} more are in the HTML report: `devbench report --html FILE`."
        yield ""
    about = [value for _, value in rows.heading(result)]
    about += [f"devbench {result.run.devbench}", *times.load_captions(result)]
    yield f"<sub>{' · '.join(map(escape, about))}</sub>"


def _example(example: DifferingExample) -> list[str]:
    """The title says who stands in the last two columns, if not device and host."""
    lines = dict(examples.lines(example))
    columns = (*_COLUMNS[:2], *examples.sides(example))
    return [examples.title(example), *(lines.get(column, "") for column in columns)]


def _latency(result: Result) -> Iterator[list[str]]:
    for row in times.stages(result) + times.generation(result):
        cells = [str(times.figure(stage, name)) for stage in (row.device, row.host) for name in ("p50", "p90")]
        yield [row.label, *cells, row.ratio]
    for once in times.once(result):
        yield [once.label, once.device, "", once.host, "", once.ratio]


def _table(head: Sequence[str], rows: Iterator[list[str]] | Sequence[list[str]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield f"|---|{'---:|' * (len(head) - 1)}"
    for row in rows:
        yield f"| {' | '.join(map(escape, row))} |"
