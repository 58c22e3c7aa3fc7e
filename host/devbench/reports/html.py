"""Results as one HTML file that needs nothing but itself: no network, no other file."""

from __future__ import annotations

import base64
import gzip
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from devbench import __version__
from devbench.analysis.causes import causes
from devbench.reports import budgets, charts, examples, headline, operators, rows, several, tiles, times, verdict_words
from devbench.reports.examples import common_start
from devbench.reports.sanitize import sanitize
from devbench.results import labels
from devbench.results.schema import DifferingExample, Result
from devbench.units import format_bytes

_TEMPLATES = Path(__file__).parent / "templates"


@dataclass(frozen=True)
class _Marked:
    """A text in three parts; the middle one is what differs."""

    before: str
    different: str
    after: str


def render(results: Sequence[tuple[Result, bytes]]) -> bytes:
    """UTF-8. ``results`` come with the bytes of their documents, which the file carries for download."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "bytes": format_bytes,
        "marked": _marked,
        "figure": times.figure,
        "heading": examples.title,
        "sides": examples.sides,
        "tone": verdict_words.tone,
    }
    style, script = ((_TEMPLATES / name).read_text() for name in ("report.css", "report.js"))
    shown = [sanitize(result) for result, _ in results]
    views = [_view(result, content) for result, (_, content) in zip(shown, results, strict=True)]
    for view, name in zip(views, labels.names(shown), strict=True):
        view["name"] = name
    page = environment.get_template("report.html").render(
        version=__version__,
        title=views[0]["title"] if len(views) == 1 else f"{len(views)} results",
        style=style,
        script=script,
        policy=_policy(style, script),
        views=views,
        has_budgets=any(result.budgets for result in shown),
        figures_head=several.FIGURES,
        trade_offs=several.trade_offs(shown),
    )
    return page.encode()


def _policy(style: str, script: str) -> str:
    """Content-Security-Policy: our own style and script, by their hashes, and nothing else."""
    hashes = [base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in (style, script)]
    return (
        f"default-src 'none'; style-src 'sha256-{hashes[0]}'; script-src 'sha256-{hashes[1]}'; "
        "base-uri 'none'; form-action 'none'"
    )


def _view(shown: Result, content: bytes) -> dict[str, Any]:
    worst, others = examples.worst(shown)
    operator_rows = [row.cells for row in operators.rows(shown)]
    return {
        "result": shown,
        "title": headline.title(shown),
        "lines": headline.lines(shown),
        "tiles": tiles.tiles(shown),
        "causes": causes(shown.verdict),
        "budgets": budgets.rows(shown),
        "heading": rows.heading(shown),
        "verdict": verdict_words.parts(shown.verdict),
        "figures": several.figures(shown),
        "stages": times.stages(shown),
        "generation": times.generation(shown),
        "once": [(row.label, row.device, row.host, row.ratio) for row in times.once(shown)],
        "once_title": "; ".join(["Once per repeat", *times.load_captions(shown)]),
        "one_look": times.is_one_look(shown.device_run),
        "operators_head": operators.HEAD,
        "operators": operator_rows,
        "operators_notes": list(operators.notes(shown)),
        "conditions": _cells(rows.conditions(shown)),
        "quality": _cells(rows.quality(shown)),
        "checks": rows.checks(shown),
        "worst": worst,
        "other_examples": others,
        "more": examples.more(others),
        "provenance": rows.provenance(shown),
        "charts": charts.charts(shown),
        "sections": [
            ("latency", "Latency"),
            ("charts", "Charts"),
            *([("operators", "Operators")] if operator_rows else []),
            ("correctness", "Quality and parity"),
            *([("examples", "Worst examples")] if worst else []),
            ("provenance", "Provenance"),
        ],
        "document": base64.b64encode(gzip.compress(content, mtime=0)).decode(),
        "document_bytes": len(content),
    }


def _cells(shown: Sequence[rows.SideRow]) -> list[tuple[str, str, str]]:
    return [(row.label, row.device, row.host) for row in shown]


def _marked(difference: DifferingExample) -> tuple[_Marked, _Marked]:
    """Device and host, each without what both have in common at their ends."""
    texts = (difference.device, difference.host)
    start = common_start(*texts)
    end = min(common_start(texts[0][::-1], texts[1][::-1]), min(map(len, texts)) - start)
    first, second = (_Marked(text[:start], text[start : len(text) - end], text[len(text) - end :]) for text in texts)
    return first, second
