"""What follows `try:` is something that a user can do."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from devbench import errors
from devbench.cli import devbench

PACKAGE = Path(errors.__file__).parent
ERRORS = {name for name, value in vars(errors).items() if isinstance(value, type)}
A_STATEMENT = re.compile(r"(It|Its|There|They|Running|Connected|Built-in|--\S+ takes|devbench|@\d|`[^`]+` \w+s) ")


def hints() -> Iterator[tuple[str, str]]:
    """Place and text of each hint that is written where an error is raised; values in it are `…`."""
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ERRORS:
                for hint in node.args[1:2]:
                    parts = hint.values if isinstance(hint, ast.JoinedStr) else [hint]
                    words = [str(part.value) if isinstance(part, ast.Constant) else "…" for part in parts]
                    yield f"{path.relative_to(PACKAGE)}:{node.lineno}", "".join(words)


def test_a_hint_says_what_to_do() -> None:
    found = list(hints())
    assert len(found) > 150
    assert [(place, hint) for place, hint in found if A_STATEMENT.match(hint)] == []


def test_the_metrics_that_decide_are_not_broken_at_80_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    words = CliRunner().invoke(devbench, ["compare", "--help"]).output.split()
    assert {"(invoke.p50,", "total.p50,", "quality,", "tokens,", "answers)]"} <= set(words)
