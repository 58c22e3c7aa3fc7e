"""Which lines of a harness's standard error are worth showing."""

from __future__ import annotations

import re
from collections.abc import Sequence

_CHATTER = re.compile(r"(INFO|VERBOSE|DEBUG): ")
"""TFLite tells there, too, what it does; warnings and errors stay."""


def without_chatter(text: str) -> Sequence[str]:
    return [line for line in text.rstrip().splitlines() if line.strip() and not _CHATTER.match(line)]
