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
    for finding in verdict_words.findings(result.verdict):
        yield f"- **{escape(finding.text)}** {escape(finding.remedy)}"
    if result.verdict.findings:
        yield ""
    yield from _table(
        ["latency", "device p50", "device p90", "host p50", "host p90", "device / host"], _latency(result)
    )
    yield ""
    checks = [[row.label, row.device, row.host] for row in rows.quality(result) + rows.parity(result)]
    yield from _table(["check", "device", "host"], checks)
    yield ""
    if listed := [_example(example) for example in examples.first(result)[0]]:
        yield from _table(["example", *_COLUMNS], listed)
        yield ""
    about = [value for _, value in rows.heading(result)]
    about += [f"devbench {result.run.devbench}", *times.load_captions(result)]
    yield f"<sub>{' · '.join(map(escape, about))}</sub>"


def _example(example: DifferingExample) -> list[str]:
    lines = dict(examples.lines(example))
    return [examples.title(example), *(lines.get(column, "") for column in _COLUMNS)]


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
