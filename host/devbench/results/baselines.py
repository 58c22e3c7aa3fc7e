"""Results that others are compared with, kept whole under a name beside the store's own."""

from __future__ import annotations

import re
from pathlib import Path

from devbench.errors import UsageError
from devbench.results import document, schema
from devbench.results.store import write_whole

_FOLDER = "baselines"
_NAME = re.compile(r"[A-Za-z0-9][\w.-]*")


def save(root: Path, name: str, result: schema.Result) -> Path:
    """Replaces a baseline of that name. ``root`` is the store's folder."""
    if not _NAME.fullmatch(name):
        raise UsageError(f"{name!r} is no name for a baseline.", "Use letters, digits, dots, dashes, underscores.")
    path = _path(root, name)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, document.encode(result))
    except OSError as error:
        raise UsageError(
            f"Cannot write {path}: {error.strerror}.", "Set DEVBENCH_HOME to a folder of yours."
        ) from error
    return path


def find(root: Path, name: str) -> schema.Result:
    return document.read(locate(root, name))


def locate(root: Path, name: str) -> Path:
    """By the path of a file, the id of a stored run, or the name of a baseline, in this order."""
    for path in (Path(name), root / f"{name}.json", _path(root, name)):
        if path.is_file():
            return path
    known = ", ".join(sorted(path.stem for path in (root / _FOLDER).glob("[!.]*.json"))) or "none yet"
    raise UsageError(
        f"There is no result {name}: neither a file, nor a run in {root}, nor a baseline (there are: {known}).",
        "`devbench history` lists what is stored; `devbench compare --save NAME RUN` makes a baseline.",
    )


def _path(root: Path, name: str) -> Path:
    return root / _FOLDER / f"{name}.json"
