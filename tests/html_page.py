"""HTML reports, for the tests of what is in them and of how they are seen."""

from __future__ import annotations

from html.parser import HTMLParser

from devbench.reports import html
from devbench.results import document
from devbench.results.schema import Result

HOSTILE = "</script><img src=x onerror=alert(1)>'\"`{{ 7*7 }}<!--\u202edeb\x00\x1b[2J]]>"


class Page(HTMLParser):
    def __init__(self, content: bytes) -> None:
        super().__init__()
        self.source = content.decode()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.text = ""
        self.feed(self.source)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))

    def handle_data(self, data: str) -> None:
        self.text += data

    def all(self, tag: str, **having: str) -> list[dict[str, str]]:
        return [attrs for name, attrs in self.elements if name == tag and having.items() <= attrs.items()]

    def kinds(self) -> set[tuple[str, ...]]:
        """All elements with the names of their attributes."""
        return {(tag, *sorted(attrs)) for tag, attrs in self.elements}


def render(*results: Result) -> bytes:
    return html.render([(each, document.encode(each)) for each in results])


def page(*results: Result) -> Page:
    return Page(render(*results))
