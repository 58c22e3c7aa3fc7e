"""What docs/architecture.md promises of the tree, where import-linter cannot tell."""

from __future__ import annotations

import ast
import re
import tomllib
from collections import defaultdict

from tests.paths import CHECKOUT

MAX_LINES = 300
LONGER = (
    "host/devbench/results/schema.py",  # one document, read from top to bottom
    "android_harness/core/src/main/kotlin/io/devbench/generated/",
)
CODE = (".py", ".kt", ".sh", ".gradle", ".groovy")


def sources() -> list[str]:
    """All code of the checkout or of an sdist, without what was built."""
    folders = ("host", "tests", "benchmarks", "device_assets/scripts", "android_harness")
    paths = [path for folder in folders for path in (CHECKOUT / folder).rglob("*") if path.suffix in CODE]
    within = [path.relative_to(CHECKOUT) for path in paths]
    return [str(path) for path in within if not {"build", ".gradle"} & set(path.parts)]


def test_files_are_short() -> None:
    lines = {
        name: len((CHECKOUT / name).read_text(encoding="utf-8").splitlines())
        for name in sources()
        if not name.startswith(LONGER)
    }
    assert {name: count for name, count in lines.items() if count > MAX_LINES} == {}


def test_a_class_name_is_given_once() -> None:
    places = defaultdict(list)
    for name in sources():
        if name.startswith("host/") and name.endswith(".py"):
            tree = ast.parse((CHECKOUT / name).read_text(encoding="utf-8"))
            for node in ast.walk(tree):
                if isinstance(node, ast.ClassDef):
                    places[node.name].append(name)
    assert {name: found for name, found in places.items() if len(found) > 1} == {}


def test_every_folder_of_the_package_says_what_it_holds() -> None:
    for init in (CHECKOUT / "host/devbench").rglob("__init__.py"):
        assert ast.get_docstring(ast.parse(init.read_text(encoding="utf-8"))), init


def test_every_check_that_the_architecture_names_is_there() -> None:
    text = (CHECKOUT / "docs/architecture.md").read_text(encoding="utf-8")
    invariants = text.partition("## Invariants")[2].partition("\n## ")[0]
    contracts = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    assert set(re.findall(r'"([^"]+)"', invariants)) == {contract["name"] for contract in contracts}
    for line in invariants.splitlines()[4:]:
        if line.startswith("| ") and (held_by := line.split("|")[2]) and "import-linter" not in held_by:
            named = re.findall(r"`([^`]+)`", held_by)
            assert named, line
            assert [path for path in named if not (CHECKOUT / path).exists()] == [], line


def test_every_stop_of_the_walkthrough_is_there() -> None:
    text = (CHECKOUT / "docs/walkthrough.md").read_text(encoding="utf-8")
    stops = re.findall(r"`([\w/]+\.(?:py|kt))`(?: `(\w+)`)?", text)
    assert len(stops) > 15
    kotlin = {
        path.as_posix(): path for path in (CHECKOUT / "android_harness").rglob("*.kt") if "build" not in path.parts
    }
    for name, function in stops:
        paths = [path for full, path in kotlin.items() if full.endswith(f"/io/devbench/{name}")]
        paths += [path for path in [CHECKOUT / "host/devbench" / name] if path.exists()]
        assert len(paths) == 1, name
        assert function in paths[0].read_text(encoding="utf-8"), f"{name} {function}"
