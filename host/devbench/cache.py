"""Files that were made of others, kept in the user's cache."""

from __future__ import annotations

import os
from pathlib import Path

from devbench.errors import UsageError


def folder(name: str) -> Path:
    """``DEVBENCH_HOME`` if it is set, else the user's cache folder."""
    home = os.environ.get("DEVBENCH_HOME")
    if home:
        return Path(home) / "cache" / name
    from platformdirs import user_cache_path

    return user_cache_path("devbench", appauthor=False) / name


def write(path: Path, content: bytes) -> Path:
    """``path`` with this content: whole or not at all. Raises UsageError if it cannot be written."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary = path.with_name(f".{path.name}-{os.getpid()}")
        temporary.write_bytes(content)
        temporary.replace(path)
    except OSError as error:
        raise UsageError(
            f"{path.name} cannot be kept in {path.parent}: {error.strerror}.",
            "Set DEVBENCH_HOME to a folder that you can write to.",
        ) from error
    return path
