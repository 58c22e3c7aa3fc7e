"""The same snapshots of this computer while its own run goes on: a thread reads /proc and /sys once a second."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from devbench.bench.telemetry import Watch
from devbench.device.telemetry import BRISK_S, EACH, MEMORY, ONCE, PERIOD_S, Recording, Snapshot
from devbench.harness import codec
from devbench.harness.messages import Event


class HostWatch:
    """Fills a Watch while a process runs. Where there is no /proc, it sees nothing."""

    def __init__(self, watch: Watch, pid: int) -> None:
        self._watch, self._pid = watch, pid
        self._last_event = b""
        self._snapshots: list[Snapshot] = []
        self._over = threading.Event()

    def on_event(self, event: Event) -> None:
        self._watch.on_event(event)
        self._last_event = codec.encode(event)

    @contextmanager
    def running(self) -> Iterator[None]:
        thread = threading.Thread(target=self._run, name="telemetry", daemon=True)
        thread.start()
        try:
            yield
        finally:
            self._over.set()
            thread.join()
            self._watch.recording = Recording(_read(ONCE, self._pid), self._snapshots)

    def _run(self) -> None:
        memory = self._watch.memory
        names = (*EACH, *MEMORY) if memory else EACH
        while True:
            before_s, event = time.monotonic(), self._last_event
            files = _read(names, self._pid)
            self._snapshots.append(Snapshot(before_s, time.monotonic(), files, last_event=event))
            if self._over.wait(BRISK_S if memory else PERIOD_S):
                return


def _read(patterns: Sequence[str], pid: int) -> dict[str, str]:
    files = {}
    for pattern in patterns:
        for path in Path("/").glob(pattern.replace("{pid}", str(pid)).lstrip("/")):
            try:
                files[str(path)] = path.read_text(errors="replace")
            except OSError:
                continue  # what may not be read, or a thread that has just ended
    return files
