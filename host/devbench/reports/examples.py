"""The examples that a result lists because something is wrong with them, once for the terminal, HTML and Markdown."""

from __future__ import annotations

from collections import Counter

from devbench.results.schema import DifferingExample, Result

SHOWN = 3
"""Of each kind, where there is little room."""
_WIDTH = 160
"""Characters of each line there."""
_BEFORE = 30
"""Characters before the first difference of two answers."""

_TITLES = {
    "tokens": "Tokens of {} differ",
    "outputs": "Outputs of {} differ",
    "answers": "Answers to {} differ",
    "repeats": "A later repeat gave another answer to {}",
    "reference": "Device and reference differ on {}",
    "runtimes": "Device and second host runtime differ on {}",
    "quality": "Wrong answer to {}",
}
_SIDES = {
    "repeats": ("later", "first"),
    "reference": ("device", "reference"),
    "runtimes": ("device", "second"),
}
"""Whose answers stand beside each other, if not the device's and the host's."""


def title(example: DifferingExample) -> str:
    return _TITLES[example.what].format(example.example)


def first(result: Result) -> tuple[list[DifferingExample], int]:
    """The first few of each kind, and how many more the result has."""
    shown: list[DifferingExample] = []
    kinds: Counter[str] = Counter()
    for example in result.parity.differing:
        kinds[example.what] += 1
        if kinds[example.what] <= SHOWN:
            shown.append(example)
    return shown, len(result.parity.differing) - len(shown)


def lines(example: DifferingExample) -> list[tuple[str, str]]:
    """Text, right answer, device and host (or who stands for them), each shortened; the last two to where they begin
    to differ."""
    start = max(0, common_start(example.device, example.host) - _BEFORE)
    if start + _WIDTH > max(len(example.device), len(example.host)):
        start = max(0, max(len(example.device), len(example.host)) - _WIDTH)
    return [
        *([("text", _cut(example.text, 0))] if example.text else []),
        *([("expected", _cut(example.expected, 0))] if example.expected else []),
        *((name, _cut(text, start)) for name, text in zip(sides(example), (example.device, example.host), strict=True)),
    ]


def sides(example: DifferingExample) -> tuple[str, str]:
    return _SIDES.get(example.what, ("device", "host"))


def common_start(a: str, b: str) -> int:
    """How many characters both begin with."""
    pairs = enumerate(zip(a, b, strict=False))
    return next((index for index, (x, y) in pairs if x != y), min(len(a), len(b)))


def _cut(text: str, start: int) -> str:
    part = " ".join(text[start : start + _WIDTH].split())
    return f"{'…' if start else ''}{part}{'…' if len(text) > start + _WIDTH else ''}"
