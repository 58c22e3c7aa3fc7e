"""Results that others are compared with, kept whole under a name beside the store's own.

A baseline is a folder with a document for each of its sessions. Older ones are a single file.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Sequence
from pathlib import Path

from devbench.errors import UsageError
from devbench.results import document, schema
from devbench.results.store import write_whole

_FOLDER = "baselines"
_NAME = re.compile(r"[A-Za-z0-9][\w.-]*")


def save(root: Path, name: str, results: Sequence[schema.Result]) -> Path:
    """Replaces a baseline of that name. ``root`` is the store's folder; ``results`` are sessions of one model."""
    if not _NAME.fullmatch(name):
        raise UsageError(f"{name!r} cannot name a baseline.", "Use letters, digits, dots, dashes, underscores.")
    folder = root / _FOLDER / name
    try:
        fresh = folder.with_name(f".{name}-new")
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir(parents=True)
        for number, result in enumerate(results, 1):
            write_whole(fresh / f"{number:03}.json", document.encode(result))
        shutil.rmtree(folder, ignore_errors=True)
        fresh.rename(folder)
        _file(root, name).unlink(missing_ok=True)
    except OSError as error:
        raise UsageError(
            f"Cannot write {folder}: {error.strerror}.", "Set DEVBENCH_HOME to a folder of yours."
        ) from error
    return folder


def find(root: Path, name: str) -> list[schema.Result]:
    """The sessions of a baseline; of anything else that `locate` finds, the one result."""
    if _is_baseline(root, name):
        return [document.read(path) for path in _sessions(root, name)]
    return [document.read(locate(root, name))]


def locate(root: Path, name: str) -> Path:
    """By the path of a file, the id of a stored run, or the name of a baseline (its last session), in this order."""
    for path in (Path(name), root / f"{name}.json", *_sessions(root, name)[-1:], _file(root, name)):
        if path.is_file():
            return path
    folders = (root / _FOLDER).glob("[!.]*")
    known = ", ".join(sorted(path.stem if path.suffix == ".json" else path.name for path in folders)) or "none yet"
    raise UsageError(
        f"There is no result {name}: neither a file, nor a run in {root}, nor a baseline (known: {known}).",
        "`devbench history` lists what is stored; `devbench compare --save NAME RUN` makes a baseline.",
    )


def _is_baseline(root: Path, name: str) -> bool:
    return not Path(name).is_file() and not (root / f"{name}.json").is_file() and bool(_sessions(root, name))


def _sessions(root: Path, name: str) -> list[Path]:
    return sorted((root / _FOLDER / name).glob("[!.]*.json")) if _NAME.fullmatch(name) else []


def _file(root: Path, name: str) -> Path:
    return root / _FOLDER / f"{name}.json"
