"""What the shell offers for a word that is being typed. Fast and silent: whatever fails, nothing is offered.

`devbench --help` shows the line that switches it on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import wraps
from pathlib import Path

import click
from click.shell_completion import CompletionItem

Offered = list[CompletionItem]
Complete = Callable[[click.Context, click.Parameter, str], Offered]

_MOST_RESULTS = 20
_ADB_DEADLINE_S = 0.3


def _offers(names: Callable[[str], Iterable[str]], *, or_files: bool = False) -> Complete:
    """Of the names for what has been typed, those that begin with it; with ``or_files``, else any file."""

    @wraps(names)
    def complete(_context: click.Context, _parameter: click.Parameter, incomplete: str) -> Offered:
        try:
            found = [
                CompletionItem(name)
                for name in names(incomplete)
                if name.startswith(incomplete) and name.isprintable()  # a shell takes each line for a name
            ]
        except Exception:  # a message in the midst of a command line helps nobody
            found = []
        return [CompletionItem(incomplete, type="file")] if or_files and not found else found

    return complete


def _in_list(names: Complete) -> Complete:
    """The same for the last word of a list with commas."""

    def complete(context: click.Context, parameter: click.Parameter, incomplete: str) -> Offered:
        before, comma, word = incomplete.rpartition(",")
        return [CompletionItem(f"{before}{comma}{item.value}") for item in names(context, parameter, word)]

    return complete


def _models(incomplete: str) -> Iterable[str]:
    from devbench import assets

    folder = incomplete.rpartition("/")[0]
    files = sorted(Path(folder or ".").glob("*.tflite"))
    return [*assets.model_names(), *(f"{folder}/{path.name}" if folder else path.name for path in files)]


def _checkpoints(incomplete: str) -> Iterable[str]:
    from devbench import assets

    folder = incomplete.rpartition("/")[0]
    configs = sorted(Path(folder or ".").glob("*/config.json"))
    there = [f"{folder}/{path.parent.name}" if folder else path.parent.name for path in configs]
    return [*there, *assets.model_names()]


def _results(_incomplete: str) -> Iterable[str]:
    from devbench.results import baselines, store

    root = store.default_root()
    ids = [path.stem for path in store.stored(root)[:_MOST_RESULTS]]
    return [store.LATEST, *baselines.names(root), *ids] if ids else baselines.names(root)


def _baselines(_incomplete: str) -> Iterable[str]:
    from devbench.results import baselines, store

    return baselines.names(store.default_root())


def _suites(_incomplete: str) -> Iterable[str]:
    from devbench.suites import suite_file

    return suite_file.builtin_names()


def _tasks(_incomplete: str) -> Sequence[str]:
    from devbench.choices import TASKS

    return TASKS


def _metrics(_incomplete: str) -> Iterable[str]:
    from devbench.analysis import metrics

    return [*(metric.name for metric in metrics.MEASURED), *metrics.EXACT]


def _serials(_incomplete: str) -> Iterable[str]:
    """Of a server that runs; none is started. adb's own client would wait for as long as it takes."""
    import os
    import socket

    from devbench.device import address

    with socket.create_connection(address.from_environment(os.environ), timeout=_ADB_DEADLINE_S) as server:
        server.settimeout(_ADB_DEADLINE_S)
        server.sendall(b"000chost:devices")
        with server.makefile("rb") as answer:
            if answer.read(4) != b"OKAY":
                return []
            lines = answer.read(int(answer.read(4), 16)).decode().splitlines()
    return [line.partition("\t")[0] for line in lines]


models = _offers(_models, or_files=True)
checkpoints = _offers(_checkpoints, or_files=True)
results = _offers(_results, or_files=True)
results_or_models = _offers(lambda incomplete: [*_results(incomplete), *_models(incomplete)], or_files=True)
baselines = _offers(_baselines)
suites = _offers(_suites, or_files=True)
tasks = _offers(_tasks)
metrics = _offers(_metrics)
metric_lists = _in_list(metrics)
serials = _offers(_serials)
