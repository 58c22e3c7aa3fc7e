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
from devbench.reports import charts, examples, rows, times, verdict_words
from devbench.reports.examples import common_start
from devbench.reports.sanitize import sanitize
from devbench.results.schema import DifferingExample, Result
from devbench.units import format_bytes, format_ms

_TEMPLATES = Path(__file__).parent / "templates"


@dataclass(frozen=True)
class _Marked:
    """A text in three parts, of which the middle one is what differs."""

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
        "ms": format_ms,
        "bytes": format_bytes,
        "marked": _marked,
        "figure": times.figure,
        "heading": examples.title,
        "sides": examples.sides,
    }
    style, script = ((_TEMPLATES / name).read_text() for name in ("report.css", "report.js"))
    page = environment.get_template("report.html").render(
        version=__version__,
        style=style,
        script=script,
        policy=_policy(style, script),
        results=[_view(result, content) for result, content in results],
    )
    return page.encode()


def _policy(style: str, script: str) -> str:
    """Content-Security-Policy: our own style and script, by their content, and nothing else at all."""
    hashes = [base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in (style, script)]
    return (
        f"default-src 'none'; style-src 'sha256-{hashes[0]}'; script-src 'sha256-{hashes[1]}'; "
        "base-uri 'none'; form-action 'none'"
    )


def _view(result: Result, content: bytes) -> dict[str, Any]:
    shown = sanitize(result)
    return {
        "result": shown,
        "heading": rows.heading(shown),
        "verdict": verdict_words.parts(shown.verdict),
        "findings": verdict_words.sentences(shown.verdict),
        "stages": times.stages(shown),
        "generation": times.generation(shown),
        "once": times.once(shown),
        "once_title": "; ".join(["Once a repeat", *times.load_captions(shown)]),
        "one_look": times.is_one_look(shown.device_run),
        "operators_note": rows.operators_note(shown),
        "conditions": rows.conditions(shown),
        "quality": rows.quality(shown),
        "checks": rows.checks(shown),
        "provenance": rows.provenance(shown),
        "ratio": times.ratio(shown),
        "charts": charts.charts(shown),
        "document": base64.b64encode(gzip.compress(content, mtime=0)).decode(),
        "document_bytes": len(content),
    }


def _marked(difference: DifferingExample) -> tuple[_Marked, _Marked]:
    """Device and host, with what they have in common at both ends set apart."""
    texts = (difference.device, difference.host)
    start = common_start(*texts)
    end = min(common_start(texts[0][::-1], texts[1][::-1]), min(map(len, texts)) - start)
    first, second = (_Marked(text[:start], text[start : len(text) - end], text[len(text) - end :]) for text in texts)
    return first, second
