"""Where a result comes from: the run itself, devbench's own commit, the host."""

from __future__ import annotations

import platform
import subprocess
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from devbench import __version__, machine
from devbench.results import schema


def run_info(
    run_id: str, started: datetime, command: Sequence[str], session: str | None, project_file: Path | None
) -> schema.Run:
    commit, dirty = _commit()
    return schema.Run(
        id=run_id,
        started=started.isoformat(timespec="seconds"),
        command=list(command),
        devbench=__version__,
        session=session,
        project_file=None if project_file is None else str(project_file),
        commit=commit,
        dirty=dirty,
    )


def host_info() -> schema.HostInfo:
    return schema.HostInfo(cpu=machine.cpu_name(), cores=machine.usable_cores(), os=platform.platform())


def _commit() -> tuple[str | None, bool | None]:
    """Of the checkout that devbench runs from; None where it is installed."""
    checkout = Path(__file__).resolve().parents[3]
    if not (checkout / ".git").exists():
        return None, None
    try:
        head = _git(checkout, "rev-parse", "HEAD")
        return head.strip(), bool(_git(checkout, "status", "--porcelain", "--untracked-files=no"))
    except (OSError, subprocess.CalledProcessError):
        return None, None


def _git(checkout: Path, *arguments: str) -> str:
    return subprocess.run(["git", "-C", str(checkout), *arguments], check=True, capture_output=True, text=True).stdout
