"""This computer: where results go, what was built, Java, and what earlier runs left."""

from __future__ import annotations

import os
import platform
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from devbench import assets, jvm
from devbench.doctor.check import Check, State, Values, refused
from devbench.errors import DevbenchError, UsageError
from devbench.harness import messages
from devbench.results.store import ResultStore, default_root
from devbench.units import format_bytes
from devbench.virtual import registry

LITTLE_BYTES = 1_000_000_000
LEAST_BYTES = 10_000_000
"""Less than a result and its outputs may take."""
OLD_S = 24 * 3600
"""Longer than a run takes."""
TIMEOUT_S = 20
DRAWN = "✓±→…"
"""Some of the characters of tables and reports."""


def checks() -> Iterator[Check]:
    yield _python()
    yield _encoding()
    yield _results()
    yield _temporary()
    yield harness()
    yield _java()
    yield from _leftovers()


def _python() -> Check:
    version, system = platform.python_version(), f"{platform.system()} {platform.machine()}"
    values: Values = {"version": version, "system": system}
    return Check("computer", "python", "ok", f"Python {version} on {system}", values=values)


def _encoding() -> Check:
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    try:
        DRAWN.encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return Check(
            "computer",
            "encoding",
            "warning",
            f"Output is encoded as {encoding}, so some characters are replaced by look-alikes.",
            remedy="`export PYTHONUTF8=1` (on Windows: `set PYTHONUTF8=1`)",
            values={"encoding": encoding},
        )
    return Check("computer", "encoding", "ok", f"Output in {encoding}", values={"encoding": encoding})


def _results() -> Check:
    root = default_root()
    try:
        ResultStore(root)
    except UsageError as error:
        return refused("computer", "results", error)
    return _space("results", f"Results are kept in {root}", root, "set DEVBENCH_HOME to a folder on another disk")


def _temporary() -> Check:
    try:
        with tempfile.TemporaryDirectory(prefix="devbench-doctor-"):
            folder = Path(tempfile.gettempdir())
    except OSError as error:
        hint = "Make room there, or name another folder: `export TMPDIR=FOLDER`"
        failure = UsageError(f"Temporary files cannot be written: {error.strerror or error}.", hint)
        return refused("computer", "temporary", failure)
    return _space("temporary", f"Temporary files are written to {folder}", folder, "`export TMPDIR=FOLDER`")


def _space(subject: str, what: str, folder: Path, elsewhere: str) -> Check:
    free_bytes = shutil.disk_usage(folder).free
    state: State = "error" if free_bytes < LEAST_BYTES else "warning" if free_bytes < LITTLE_BYTES else "ok"
    text = f"{what} ({format_bytes(free_bytes)} free)"
    return Check(
        "computer",
        subject,
        state,
        text if state == "ok" else f"{what}, where only {format_bytes(free_bytes)} are free.",
        remedy="" if state == "ok" else f"Make room there, or {elsewhere}.",
        values={"folder": str(folder), "free_bytes": free_bytes},
    )


def harness() -> Check:
    """For Android; whether it has a device's ABI is checked with the device."""
    try:
        assets.harness("harness.jar")
        built = assets.root() / "harness" / "jni"
        abis = sorted(library.parent.name for library in built.glob(f"*/{messages.LIBRARY_FILE}"))
        if not abis:
            raise DevbenchError(f"The harness is not built: {built} has no TFLite.", "`make harness` in the checkout")
    except DevbenchError as error:
        return refused("computer", "harness", error)
    return Check(
        "computer",
        "harness",
        "ok",
        f"Harness for Android, with TFLite for {', '.join(abis)}",
        values={"folder": str(assets.root() / "harness"), "abis": ", ".join(abis)},
    )


def _java() -> Check:
    """Only `--virtual` and profiles of the host need it, so what is wrong is a warning."""
    try:
        assets.harness("desktop.jar")
        java = jvm.find()
        command = [java, *jvm.OPTIONS, "-version"]
        done = subprocess.run(command, capture_output=True, text=True, timeout=TIMEOUT_S, check=False)
        said = done.stderr.strip().splitlines() or ["no output"]
        if done.returncode != 0:
            raise UsageError(f"{java} does not run: {said[0]}.", 'Run `pip install "devbench-tflite[virtual]"`.')
    except (OSError, subprocess.TimeoutExpired) as error:
        return _without_java(f"Java does not run: {error}.", 'Run `pip install "devbench-tflite[virtual]"`.')
    except DevbenchError as error:
        return _without_java(error.message, error.hint)
    version = next((word.strip('"') for word in said[0].split() if word.startswith('"')), "of unknown version")
    text = f"Java {version} for virtual devices and profiles of the host"
    return Check("computer", "java", "ok", text, values={"version": version, "path": java})


def _without_java(why: str, remedy: str) -> Check:
    text = f"{why} `devbench run --virtual` and `--profile` need it; a run on a phone does not."
    return Check("computer", "java", "warning", text, remedy=remedy)


def _leftovers() -> Iterator[Check]:
    """Temporary folders of runs that were killed."""
    kept = {folder for device in registry.running() for folder in (device.root, Path(device.entry.control).parent)}
    found = [path for path in sorted(Path(tempfile.gettempdir()).glob("devbench-*")) if _is_old(path)]
    if old := [path for path in found if path not in kept]:
        is_one = len(old) == 1
        yield Check(
            "computer",
            "leftovers",
            "warning",
            f"{len(old)} temporary folder{' is' if is_one else 's are'} left of runs that were killed.",
            remedy=f"`rm -r {shlex.join(map(str, old))}`",
            values={"folders": len(old)},
        )


def _is_old(path: Path) -> bool:
    """A folder of this user's that nothing was written to for long."""
    try:
        state = path.stat()
    except OSError:
        return False
    is_ours = not hasattr(os, "getuid") or state.st_uid == os.getuid()
    return path.is_dir() and is_ours and time.time() - state.st_mtime > OLD_S
