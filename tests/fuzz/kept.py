"""Forty combinations that `make test` judges without torch: each a .zip of what reference.py wrote, and its outcome.

``python -m tests.fuzz.kept FOLDER`` chooses them among those that ``python -m tests.fuzz --keep FOLDER`` has left.
"""

from __future__ import annotations

import json
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.fuzz.combination import Combination
from tests.fuzz.judging import Outcome
from tests.paths import VECTORS

KEPT = VECTORS / "combinations"
OUTCOME_FILE = "outcome.json"
_COUNT, _REFUSED = 40, 12
_EXAMPLES, _ROWS = 4, 4
_EPOCH = (1980, 1, 1, 0, 0, 0)


def main() -> None:
    folders = sorted(Path(sys.argv[1]).iterdir(), key=lambda folder: int(folder.name.rpartition("-")[2]))
    KEPT.mkdir(exist_ok=True)
    for old in KEPT.glob("*.zip"):
        old.unlink()
    chosen = [*_choose(folders, "refused", _REFUSED), *_choose(folders, "right", _COUNT - _REFUSED)]
    for folder in chosen:
        _pack(folder, KEPT / f"{folder.name}.zip")
    size = sum(path.stat().st_size for path in KEPT.iterdir())
    print(f"{len(chosen)} combinations, {size:,} bytes")


def unpack(path: Path, folder: Path) -> Outcome:
    """Into ``folder``, ready to be judged; gives what should come of it."""
    with zipfile.ZipFile(path) as packed:
        packed.extractall(folder)
    return Outcome(**json.loads((folder / OUTCOME_FILE).read_text()))


def _choose(folders: list[Path], kind: str, count: int) -> list[Path]:
    """Those that show the most of what the others do not."""
    rest = {folder: _traits(folder) for folder in folders if _outcome(folder).kind == kind}
    chosen, seen = list[Path](), set[str]()
    while rest and len(chosen) < count:
        best = max(rest, key=lambda folder: len(rest[folder] - seen))
        seen |= rest.pop(best)
        chosen.append(best)
    return chosen


def _traits(folder: Path) -> set[str]:
    """What a combination shows. A refusal shows why, and nothing else counts that much."""
    outcome = _outcome(folder)
    if outcome.kind == "refused":
        return {outcome.gist}
    said = json.loads((folder / "combination.json").read_text())
    return {f"{said['architecture']} {said['task']}", *_leaves(said)}


def _leaves(value: object, path: str = "") -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            if key not in ("name", "order", "length"):
                yield from _leaves(inner, f"{path}.{key}")
    else:
        yield f"{path}={value}"


def _outcome(folder: Path) -> Outcome:
    return Outcome(**json.loads((folder / OUTCOME_FILE).read_text()))


def _pack(folder: Path, path: Path) -> None:
    """Of its examples the first few, but for questions, whose right answers tell start from end; outputs of the first
    alone, and of many rows a few."""
    combination = Combination.of_json((folder / "combination.json").read_text())
    count = None if combination.task == "question-answering" else _EXAMPLES
    expected = json.loads((folder / "expected.json").read_text())
    if "examples" in expected:
        expected["examples"] = expected["examples"][:count]
        for number, example in enumerate(expected["examples"]):
            outputs = {name: _few_rows(values) for name, values in example["outputs"].items()}
            example["outputs"] = {} if number else outputs
    rows = (folder / "data.jsonl").read_text().splitlines(keepends=True)[:count]
    contents = {
        "combination.json": combination.to_json().encode(),
        "expected.json": json.dumps(expected).encode(),
        "data.jsonl": "".join(rows).encode(),
        OUTCOME_FILE: json.dumps({"kind": _outcome(folder).kind, "detail": _outcome(folder).gist}).encode(),
    }
    for part in ("checkpoint", "tokenizer"):
        contents |= {f"{part}/{file.name}": file.read_bytes() for file in sorted((folder / part).glob("*"))}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in contents.items():
            packed.writestr(zipfile.ZipInfo(name, _EPOCH), content, zipfile.ZIP_DEFLATED, 9)


def _few_rows(values: list[Any]) -> list[Any]:
    return values[:_ROWS] if isinstance(values[0], list) else values


if __name__ == "__main__":
    main()
