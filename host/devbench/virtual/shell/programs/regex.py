"""Regular expressions of ``grep``: those of POSIX that Python reads alike, translated; the others are refused."""

from __future__ import annotations

import re

from devbench.virtual.shell.refusal import NotSupported

_BRACKET = r"\[\^?(?:[A-Za-z0-9]-[A-Za-z0-9]|[A-Za-z0-9_])+\]"
_BRANCH = r"\^?(?:(?:%s|\.|[^%s])[%s]?)*\$?"
_BASIC = _BRANCH % (_BRACKET, r"][*.^$\\", "*")
_EXTENDED = _BRANCH % (_BRACKET, r"][*.^$\\(){}|+?", "*+?")
BASIC = re.compile(_BASIC)
EXTENDED = re.compile(rf"{_EXTENDED}|\^?\({_EXTENDED}(?:\|{_EXTENDED})*\)\$?")
NEEDS_ESCAPE = re.compile(r"[(){}|+?]")


def compile_pattern(text: str, *, extended: bool) -> re.Pattern[str]:
    """Raises NotSupported, also if it is none."""
    if "\n" in text or not (EXTENDED if extended else BASIC).fullmatch(text) or re.search(r"\(\||\|\||\|\)|\(\)", text):
        raise NotSupported(f"grep's pattern '{text}'")
    python = text if extended else NEEDS_ESCAPE.sub(r"\\\g<0>", text)
    return re.compile(python.removesuffix("$") + r"\Z" if python.endswith("$") else python)
