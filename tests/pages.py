"""What stands in the pages of the documentation."""

from __future__ import annotations

import re
import shlex
from itertools import takewhile
from pathlib import Path

from tests.paths import CHECKOUT

DOCS = CHECKOUT / "docs"
README = CHECKOUT / "README.md"
PAGES = [README, *sorted(DOCS.rglob("*.md"))]
_BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
_ENDS = frozenset({"|", ">", ">>", "&&", "||", ";"})
_REMARK = re.compile(r"\s{2,}(?=\S)")
"""Two spaces separate a command from what it is for."""


def blocks(page: Path, language: str = "") -> list[str]:
    """The contents of the blocks of code."""
    return [content for of, content in _BLOCK.findall(page.read_text(encoding="utf-8")) if of == language]


def commands(page: Path, name: str = "") -> list[list[str]]:
    """The arguments of those of ``devbench NAME``: without a prompt, a remark, or what they are piped or written to."""
    found = []
    for block in blocks(page) + blocks(page, "sh"):
        for line in block.replace("\\\n", " ").splitlines():
            prompted = line.removeprefix("$ ")
            if prompted.startswith(f"devbench {name}".rstrip()):
                words = shlex.split(_REMARK.split(prompted.partition(" # ")[0])[0])
                found.append(list(takewhile(lambda word: word not in _ENDS, words[1:])))
    return found
