"""Results as Markdown for pull requests: short, in the tables of GitHub's dialect."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from devbench.reports import rows
from devbench.reports.sanitize import sanitize
from devbench.results.schema import Result
from devbench.units import format_ms

_SHOWN = 5
_SHOWN_CHARACTERS = 200
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~&$!])")


def render(results: Sequence[Result]) -> str:
    return "\n\n".join("\n".join(_lines(sanitize(result))) for result in results) + "\n"


def escape(text: str) -> str:
    """On one line, and read as it is written: neither a table's cell nor a link nor HTML can come of it."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))


def _lines(result: Result) -> Iterator[str]:
    device = result.device.model or result.device.serial
    yield f"### {escape(result.model.name)} on {escape(device)}: {result.verdict.status}"
    yield ""
    for reason in result.verdict.reasons:
        yield f"- **{escape(reason.summary)}** {escape(reason.remedy)}"
    if result.verdict.reasons:
        yield ""
    yield from _table(
        ["latency", "device p50", "device p90", "host p50", "host p90", "device / host"], _latency(result)
    )
    yield ""
    checks = [[row.label, row.device, row.host] for row in rows.quality(result) + rows.parity(result)]
    for difference in result.parity.differing[:_SHOWN]:
        texts = (difference.device[:_SHOWN_CHARACTERS], difference.host[:_SHOWN_CHARACTERS])
        checks.append([f"{difference.what} of {difference.example}", *texts])
    yield from _table(["check", "device", "host"], checks)
    yield ""
    about = [*(value for _, value in rows.heading(result)), f"devbench {result.run.devbench}"]
    yield f"<sub>{' · '.join(map(escape, about))}</sub>"


def _latency(result: Result) -> Iterator[list[str]]:
    for row in rows.stages(result) + rows.generation(result):
        cells = [format_ms(value) for stage in (row.device, row.host) for value in (stage.p50, stage.p90)]
        yield [row.label, *cells, row.ratio]
    for once in rows.once(result):
        yield [once.label, once.device, "", once.host, "", once.ratio]


def _table(head: Sequence[str], rows: Iterator[list[str]] | Sequence[list[str]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield f"|---|{'---:|' * (len(head) - 1)}"
    for row in rows:
        yield f"| {' | '.join(map(escape, row))} |"
