"""What stands in docs/cases.md."""

from __future__ import annotations

import re

from tests.paths import CHECKOUT


def blocks(language: str = "") -> list[str]:
    """The contents of the blocks of code."""
    page = (CHECKOUT / "docs" / "cases.md").read_text(encoding="utf-8")
    found = re.findall(r"^```(\w*)\n(.*?)^```$", page, re.DOTALL | re.MULTILINE)
    return [content for of, content in found if of == language]


def commands(name: str = "") -> list[str]:
    """Those of ``devbench NAME``."""
    return [line for block in blocks() for line in block.splitlines() if line.startswith(f"devbench {name}")]
