"""The Python packages and TFLite runtimes that a run on the host loads."""

from __future__ import annotations

import importlib.metadata
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from tempfile import gettempdir

from devbench import machine
from devbench.bench import harness_failure
from devbench.choices import DICTIONARIES
from devbench.doctor.check import Check, State, refused
from devbench.doctor.probe import MODULES
from devbench.errors import UsageError
from devbench.harness.log_lines import without_chatter
from devbench.models import runtimes
from devbench.tokenizers.errors import BadVocabularyError
from devbench.tokenizers.japanese import find_dictionary

TIMEOUT_S = 30
"""Of a process that loads one of them."""


def checks() -> list[Check]:
    """Each package in a process of its own, several at a time."""
    try:
        installed = runtimes.installed()
    except UsageError as error:
        found, installed = [refused("computer", "runtime", error)], []
    else:
        found = []
    with ThreadPoolExecutor(max_workers=machine.usable_cores()) as pool:
        packages = list(pool.map(_package, MODULES))
        broken = [check.subject for check in packages if check.state == "error"]
        if "numpy" not in broken:  # nothing else can be said of the runtimes then
            found += pool.map(_runtime, installed)
    return [*packages, *found, _dictionaries()]


def _package(name: str) -> Check:
    return _loaded(name, "error", lambda: f'`pip install --force-reinstall "{name}"`')


def _runtime(name: str) -> Check:
    def remedy() -> str:
        numpy = importlib.metadata.version("numpy")
        if name == "tflite-runtime" and int(numpy.partition(".")[0]) >= 2:
            return f'{name} was built for numpy 1, and numpy {numpy} is installed: `pip install "numpy<2"`'
        return f"`pip install --force-reinstall {name}`"

    is_first = name == runtimes.default_name()  # the others are used by --host-runtime alone
    return _loaded(name, "error" if is_first else "warning", remedy)


def _loaded(name: str, otherwise: State, remedy: Callable[[], str]) -> Check:
    command = [sys.executable, "-m", "devbench.doctor.probe", name]
    environment = machine.child_environment()
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, env=environment, cwd=gettempdir(), timeout=TIMEOUT_S, check=False
        )
    except subprocess.TimeoutExpired:
        why = f"it did not load within {TIMEOUT_S} s"
    else:
        if done.returncode == 0:
            version = done.stdout.split()[-1]
            text = f"{name} {version}"
            return Check("computer", name, "ok", text, values={"version": version})
        said = without_chatter(done.stderr)
        why = said[-1] if said else f"its process {harness_failure.death(done.returncode)}"
    text = f"{name} does not work: {why.rstrip('.')}."
    return Check("computer", name, otherwise, text, remedy=remedy())


def _dictionaries() -> Check:
    """MeCab's, which Japanese models alone need."""
    from pathlib import Path

    there, missing = [], ""
    for name in DICTIONARIES:
        try:
            find_dictionary(name, Path())
            there.append(name)
        except BadVocabularyError as error:
            missing = error.hint
    if not there:
        text = "MeCab dictionaries are not installed (only Japanese models need them)"
        return Check("computer", "mecab", "skipped", text, remedy=missing)
    text = f"MeCab dictionaries {' and '.join(there)}"
    return Check("computer", "mecab", "ok", text, values={"dictionaries": ", ".join(there)})
