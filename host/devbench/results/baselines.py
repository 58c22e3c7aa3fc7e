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
from devbench.results.store import LATEST, write_whole

_FOLDER = "baselines"
_LIKE_AN_ID = re.compile(r"[0-9]{8}($|T)")
_NAME = re.compile(r"[A-Za-z0-9][\w.-]*")


def save(root: Path, name: str, results: Sequence[schema.Result]) -> Path:
    """Replaces a baseline of that name. ``root`` is the store's folder; ``results`` are sessions of one model."""
    if not _NAME.fullmatch(name):
        raise UsageError(f"{name!r} cannot name a baseline.", "Use letters, digits, dots, dashes, underscores.")
    if name.lower() == LATEST:
        raise UsageError(f"{name} always means the newest result.", "Give the baseline another name.")
    if _LIKE_AN_ID.match(name):
        raise UsageError(
            f"{name} looks like the id of a run, or the beginning of one.", "Give the baseline another name."
        )
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
            f"Cannot write {folder}: {error.strerror}.", "Set DEVBENCH_HOME to a folder that you can write to."
        ) from error
    return folder


def sessions(root: Path, name: str) -> list[Path]:
    """The documents of a baseline, the newest session last; none if there is no such baseline."""
    if not _NAME.fullmatch(name):
        return []
    found = sorted((root / _FOLDER / name).glob("[!.]*.json"))
    return found or [path for path in (_file(root, name),) if path.is_file()]


def names(root: Path) -> list[str]:
    folders = (root / _FOLDER).glob("[!.]*")
    return sorted(path.stem if path.suffix == ".json" else path.name for path in folders)


def _file(root: Path, name: str) -> Path:
    return root / _FOLDER / f"{name}.json"
