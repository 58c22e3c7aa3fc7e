"""Where results are kept: one JSON document a run, written whole or not at all."""

from __future__ import annotations

import os
import tempfile
import time
from contextlib import suppress
from pathlib import Path

from devbench.errors import UsageError
from devbench.results import document, schema

LATEST = "latest"
"""Names the newest result."""
_DOCUMENTS = "[0-9]*T[0-9]*-*.json"
_STALE_SECONDS = 24 * 3600


def default_root() -> Path:
    """``DEVBENCH_HOME`` if it is set, else the user's data folder."""
    home = os.environ.get("DEVBENCH_HOME")
    if home:
        return Path(home) / "results"
    from platformdirs import user_data_path

    return user_data_path("devbench", appauthor=False) / "results"


def stored(root: Path) -> list[Path]:
    """The documents, the run that began last first: an id begins with the time."""
    return sorted(root.glob(_DOCUMENTS), reverse=True)


class ResultStore:
    """Creating it creates its folder, so that a bad place is known before anything is measured."""

    def __init__(self, root: Path) -> None:
        self.root = root
        try:
            root.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile(dir=root, prefix=".probe-"):
                pass
        except OSError as error:
            raise UsageError(
                f"Results cannot be written to {root}: {error.strerror}.",
                "Set DEVBENCH_HOME to a folder that you can write to.",
            ) from error
        self._clean()

    def _clean(self) -> None:
        """What writers that were killed left behind."""
        for path in self.root.glob(".*.json-*"):
            with suppress(FileNotFoundError):
                if time.time() - path.stat().st_mtime > _STALE_SECONDS:
                    path.unlink()

    def save(self, result: schema.Result) -> Path:
        path = self.root / f"{result.run.id}.json"
        try:
            write_whole(path, document.encode(result))
        except OSError as error:
            raise UsageError(
                f"The result cannot be kept in {path}: {error.strerror}.",
                "Free some space there, or set DEVBENCH_HOME to another folder.",
            ) from error
        return path


def write_whole(path: Path, content: bytes) -> None:
    """Old or new, never half: a temporary file in the same folder, fsync, rename."""
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}-", delete=False) as file:
        temporary = Path(file.name)
        try:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        except BaseException:
            temporary.unlink()
            raise
    temporary.chmod(0o644)
    temporary.replace(path)
