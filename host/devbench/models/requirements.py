"""What a model needs of the runtime, and what will go wrong with it."""

from __future__ import annotations

from collections.abc import Iterable

from devbench.models.op_versions import FIRST_RUNTIME

_FIRST_VERSION = "1.5"


def parse_version(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))


def oldest_runtime(operators: Iterable[tuple[str, int]]) -> str:
    """The oldest TFLite that has all of them, as far as they are known; three numbers."""
    first = [FIRST_RUNTIME[operator] for operator in operators if operator in FIRST_RUNTIME]
    newest = max(first, key=parse_version, default=_FIRST_VERSION)
    return newest if newest.count(".") == 2 else f"{newest}.0"
