"""Rules for the Kotlin sources that no linter knows."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

MODULES = Path(__file__).resolve().parents[2] / "android_harness"
SOURCES = [path for module in ("core", "android", "desktop") for path in (MODULES / module / "src").rglob("*.kt")]
DECLARATION = re.compile(r"^[ \t]*(?:[a-z]+ )*(?:class|interface|object|typealias) ([A-Z]\w*)", re.MULTILINE)


def test_no_class_name_is_used_twice() -> None:
    names = Counter(name for path in SOURCES for name in DECLARATION.findall(path.read_text(encoding="utf-8")))
    assert len(names) > 100
    assert [name for name, count in names.items() if count > 1] == []


def test_no_file_is_long() -> None:
    lines = {
        path.name: len(path.read_text(encoding="utf-8").splitlines())
        for path in SOURCES
        if "generated" not in path.parts
    }
    assert [name for name, count in lines.items() if count > 300] == []
