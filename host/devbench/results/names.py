"""What the name of a result means. Whatever takes a result, takes it by these names.

A plain word is, in this order: ``latest``, or ``@2`` for the second newest; a baseline; the id of a stored run, or the
beginning of one; a file. What has a folder's separator or ends in ``.json`` is a file first: ``./latest`` is no name.
"""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from pathlib import Path

from devbench import suggest
from devbench.errors import UsageError
from devbench.results import baselines, document, schema
from devbench.results.store import LATEST, stored

_NTH_NEWEST = re.compile(r"@(\d+)")
_LEAST_OF_ID = 4
"""Characters, as in git."""
_MOST_LISTED = 5
_SEPARATORS = tuple(filter(None, (os.sep, os.altsep)))


def sessions(root: Path, name: str | Path) -> list[schema.Result]:
    """The sessions of a baseline, the newest last; of any other name, the one result. Raises UsageError."""
    return [document.read(path) for path in _find(root, name)]


def locate(root: Path, name: str | Path) -> Path:
    """The document; of a baseline, its last session's. ``root`` is the store's folder. Raises UsageError."""
    return _find(root, name)[-1]


def is_general(word: str) -> bool:
    """Whether it names a result wherever devbench runs, and so nothing else."""
    return word == LATEST or _NTH_NEWEST.fullmatch(word) is not None


def _find(root: Path, name: str | Path) -> Sequence[Path]:
    word = str(name)
    file = [Path(name)] if Path(name).is_file() else []
    if isinstance(name, Path) or word.endswith(".json") or any(separator in word for separator in _SEPARATORS):
        found = file or _named(root, word)
    else:
        found = _named(root, word) or file
    if found:
        return found
    near = suggest.did_you_mean(word, [LATEST, *baselines.names(root)])
    raise UsageError(
        f"There is no result {word}: it is neither a file, nor a baseline, nor the id of a run in {root}.",
        f"{near} Run `devbench history` to list the stored results.".lstrip(),
    )


def _named(root: Path, word: str) -> Sequence[Path]:
    if word.lower() == LATEST:
        return [_newest(root, 1, word)]
    if nth := _NTH_NEWEST.fullmatch(word):
        return [_newest(root, int(nth[1]), word)]
    return baselines.sessions(root, word) or _by_id(root, word)


def _newest(root: Path, nth: int, word: str) -> Path:
    found = stored(root)
    if not found:
        raise UsageError(f"No result is stored in {root}.", "Run `devbench run`, or name a file.")
    if not 1 <= nth <= len(found):
        raise UsageError(
            f"There is no result {word}: {len(found)} {'is' if len(found) == 1 else 'are'} stored.",
            f"Use @1, the newest, to @{len(found)}, the oldest." if len(found) > 1 else "Use @1, the only one.",
        )
    return found[nth - 1]


def _by_id(root: Path, word: str) -> Sequence[Path]:
    exact = root / f"{word}.json"
    if exact.is_file():
        return [exact]
    found = [path for path in stored(root) if path.stem.startswith(word)] if len(word) >= _LEAST_OF_ID else []
    if len(found) > 1:
        listed = ", ".join(path.stem for path in found[:_MOST_LISTED])
        more = f" and {len(found) - _MOST_LISTED} more" if len(found) > _MOST_LISTED else ""
        raise UsageError(f"{len(found)} stored results begin with {word}: {listed}{more}.", "Type more of the id.")
    return found
