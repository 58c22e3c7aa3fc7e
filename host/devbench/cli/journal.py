"""What devbench did, kept in memory while a command runs, and in a file if the run fails.

Everything below the command line writes to Python's log. ``--verbose`` shows the adb commands in it as they end.
"""

from __future__ import annotations

import logging
import os
import sys
from collections import deque
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

MOST_LINES = 5000
MOST_FILES = 20
_PACKAGES = ("adbutils", "ai-edge-litert", "click", "msgspec", "numpy", "rich", "tflite-runtime", "tokenizers")


class _Recorder(logging.Handler):
    """Keeps the last lines. An exception among them makes them worth a file."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: deque[logging.LogRecord] = deque(maxlen=MOST_LINES)
        self.has_failure = False

    def forget(self) -> None:
        self.lines.clear()
        self.has_failure = False

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record)
        self.has_failure = self.has_failure or record.exc_info is not None


class _Shown(logging.Handler):
    """The first line of each, beside the progress."""

    def emit(self, record: logging.LogRecord) -> None:
        from rich.text import Text

        from devbench.cli import terminal

        first, *more = record.getMessage().splitlines()
        terminal.messages().print(Text(first + (" …" if more else ""), "dim"), soft_wrap=True)


_LOG = logging.getLogger("devbench")
_ADB_LOG = logging.getLogger("devbench.adb")
_recorder, _shown = _Recorder(), _Shown()


def begin() -> None:
    _LOG.setLevel(logging.DEBUG)
    _LOG.addHandler(_recorder)
    _recorder.forget()
    _ADB_LOG.removeHandler(_shown)


def show_adb() -> None:
    _ADB_LOG.addHandler(_shown)


def note_failure(error: BaseException) -> None:
    _LOG.debug("The command failed.", exc_info=error)


def keep() -> Path | None:
    """The file, if something failed and there is a place for it."""
    if not _recorder.has_failure:
        return None
    import tempfile
    from datetime import UTC, datetime
    from pathlib import Path

    from devbench.results.store import default_root

    name = f"{datetime.now(UTC):%Y%m%dT%H%M%S}-{os.getpid()}.log"
    content = "\n".join([*_head(), *map(_format.format, _recorder.lines), ""])
    for folder in (default_root().parent / "logs", Path(tempfile.gettempdir())):
        with suppress(OSError):
            folder.mkdir(parents=True, exist_ok=True)
            path = folder / name
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with open(descriptor, "w", encoding="utf-8", errors="backslashreplace") as file:  # noqa: PTH123
                file.write(content)
            _forget_oldest(path)
            return path
    return None


def _forget_oldest(newest: Path) -> None:
    for old in sorted(newest.parent.glob("[0-9]*T[0-9]*-*.log"))[:-MOST_FILES]:
        with suppress(OSError):
            old.unlink()


def _head() -> list[str]:
    import platform
    import shlex

    from devbench import __version__

    return [
        f"devbench {__version__}, Python {platform.python_version()}, {platform.platform()}",
        ", ".join(f"{name} {version}" for name in _PACKAGES if (version := _version(name))),
        shlex.join(["devbench", *sys.argv[1:]]),
        "",
    ]


def _version(package: str) -> str | None:
    from importlib import metadata

    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return None


_format = logging.Formatter("{asctime}.{msecs:03.0f}  {message}", "%H:%M:%S", style="{")
