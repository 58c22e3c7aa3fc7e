"""A folder that has a folder of texts for each label, as the livedoor news corpus is unpacked."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from devbench import assets
from devbench.errors import UsageError
from devbench.tasks import data

_LICENSE = "LICENSE.txt"
"""There is one in each of the corpus's folders."""
_TITLE_LINE = 3
_PAGE = assets.doc("tasks/text-classification.md")
_HINT = f"--data names the folder that holds a folder for each label; see {_PAGE}."


def read(folder: Path) -> Iterator[tuple[Path, int, dict[str, Any]]]:
    """Files with the line of what is classified and a row: the title, as Japanese benchmarks of this corpus do.

    Their order depends on their names alone, and mixes labels: its first N are a random sample. Raises UsageError.
    """
    files = [file for label in _visible(folder) if label.is_dir() for file in _articles(label)]
    if not files:
        raise UsageError(f"{folder} has no folders of texts.", _HINT)
    for file in sorted(files, key=lambda file: hashlib.sha256(f"{file.parent.name}/{file.stem}".encode()).digest()):
        label = file.parent.name
        yield file, _TITLE_LINE, {"id": f"{label}/{file.stem}", "text": _title(file), "label": label}


def _articles(label: Path) -> Iterator[Path]:
    """Each of ``LABEL/LABEL-*.txt``: what else is there may be examples, too, so that it is not passed over."""
    for file in _visible(label):
        if file.name.startswith(f"{label.name}-") and file.suffix == ".txt":
            yield file
        elif file.name != _LICENSE:
            raise UsageError(f"{file} is neither {label.name}-….txt nor {_LICENSE}.", _HINT)


def _title(file: Path) -> str:
    """An article is an address, a date, a title, and its text."""
    lines = [line for _, line in data.read_lines(file)]
    if not lines[0].startswith(("http://", "https://")):
        raise data.wrong(
            file, 1, "an article of the livedoor news corpus begins with an address, and this is not one", _HINT
        )
    title = lines[_TITLE_LINE - 1].strip() if len(lines) >= _TITLE_LINE else ""
    if not title:
        raise data.wrong(file, _TITLE_LINE, "there is no title", _HINT)
    return title


def _visible(folder: Path) -> list[Path]:
    try:
        return sorted(path for path in folder.iterdir() if not path.name.startswith("."))
    except OSError as error:
        raise UsageError(f"Cannot read the data {folder}: {error.strerror}.", "Name it with --data.") from error
