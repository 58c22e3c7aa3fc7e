"""The adb program: where it is, and which version. It starts servers; all else is said to the server directly."""

from __future__ import annotations

import re
import subprocess
from dataclasses import dataclass

from devbench.errors import DeviceUnavailable

INSTALL = "Install Android's platform-tools, or set ADBUTILS_ADB_PATH to an adb program."
TIMEOUT_S = 10

_PROTOCOL = re.compile(r"^Android Debug Bridge version \d+\.\d+\.(\d+)", re.MULTILINE)
_RELEASE = re.compile(r"^Version (\S+)", re.MULTILINE)


@dataclass(frozen=True)
class AdbProgram:
    """``protocol`` is what a program and its server have to agree on: 41 of ``1.0.41``."""

    path: str
    protocol: int
    release: str | None


def find() -> str:
    """ADBUTILS_ADB_PATH, the adb on PATH, or the one that comes with adbutils. Raises OSError if there is none."""
    import adbutils

    try:
        path: str = adbutils.adb_path()
    except adbutils.AdbError as error:
        raise FileNotFoundError(str(error)) from error
    return path


def look() -> AdbProgram:
    """Asks the program for its version, which starts no server. Raises DeviceUnavailable if it does not run."""
    try:
        path = find()
        done = subprocess.run([path, "version"], capture_output=True, text=True, timeout=TIMEOUT_S, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise DeviceUnavailable(f"adb does not run: {error}.", INSTALL) from error
    protocol, release = _PROTOCOL.search(done.stdout), _RELEASE.search(done.stdout)
    if protocol is None:
        said = (done.stdout + done.stderr).strip().partition("\n")[0] or "nothing"
        raise DeviceUnavailable(f"{path} is not a working adb: it printed {said!r}.", INSTALL)
    return AdbProgram(path, int(protocol[1]), release[1].partition("-")[0] if release else None)
