"""The examples that a result lists because something is wrong with them, once for all reports."""

from __future__ import annotations

from collections.abc import Sequence

from devbench.results.schema import DifferingExample, DifferingKind, Result

WORST = 10
"""So many are shown."""
_WIDTH = 160
"""Characters of each line on the terminal."""
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
_WORST_FIRST: Sequence[DifferingKind] = ("answers", "reference", "runtimes", "repeats", "quality", "tokens", "outputs")
_SIDES = {
    "repeats": ("later", "first"),
    "reference": ("device", "reference"),
    "runtimes": ("device", "second"),
}
"""Whose answers stand beside each other, if not the device's and the host's."""


def title(example: DifferingExample) -> str:
    return _TITLES[example.what].format(example.example)


def worst(
    result: Result, most: int = WORST, of: Sequence[str] = _WORST_FIRST
) -> tuple[list[DifferingExample], list[DifferingExample]]:
    """The worst ``most`` of these kinds, each once, and all others."""
    listed = [example for example in result.parity.differing if example.what in of]
    once: dict[str, DifferingExample] = {}
    for example in sorted(listed, key=lambda example: _WORST_FIRST.index(example.what)):
        once.setdefault(example.example, example)
    shown = list(once.values())[:most]
    return shown, [example for example in listed if example not in shown]


def more(others: Sequence[DifferingExample]) -> str:
    return f"{len(others)} more {'example' if len(others) == 1 else 'examples'}"


def lines(example: DifferingExample, width: int = _WIDTH) -> list[tuple[str, str]]:
    """Text, right answer, device and host (or who stands for them), each shortened; the last two to where they begin
    to differ."""
    longest = max(len(example.device), len(example.host))
    start = max(0, min(common_start(example.device, example.host) - _BEFORE, longest - width))
    return [
        *([("text", _cut(example.text, 0, width))] if example.text else []),
        *([("expected", _cut(example.expected, 0, width))] if example.expected else []),
        *(
            (name, _cut(text, start, width))
            for name, text in zip(sides(example), (example.device, example.host), strict=True)
        ),
    ]


def sides(example: DifferingExample) -> tuple[str, str]:
    return _SIDES.get(example.what, ("device", "host"))


def common_start(a: str, b: str) -> int:
    """How many characters both begin with."""
    pairs = enumerate(zip(a, b, strict=False))
    return next((index for index, (x, y) in pairs if x != y), min(len(a), len(b)))


def _cut(text: str, start: int, width: int) -> str:
    part = " ".join(text[start : start + width].split())
    return f"{'…' if start else ''}{part}{'…' if len(text) > start + width else ''}"
