"""Runs plans on a device and stores what comes of it."""

from __future__ import annotations

from collections.abc import Sequence

from devbench.bench import session
from devbench.bench.observer import Observer
from devbench.bench.plan import Plan
from devbench.bench.session import Stopping
from devbench.choices import HostRuntime
from devbench.device.adb import Device
from devbench.results.schema import Result
from devbench.results.store import ResultStore, default_root


class Runner:
    """Making one checks that results can be stored. Each is handed to the observer when it is kept."""

    def __init__(self, host_runtime: HostRuntime | None, observer: Observer, command: Sequence[str]) -> None:
        self._host_runtime = host_runtime
        self._observer = observer
        self._command = command
        self._store = ResultStore(default_root())

    def run(self, plans: Sequence[Plan], device: Device, stopping: Stopping | None = None) -> list[Result]:
        results = session.run(plans, device, self._observer, self._command, self._host_runtime, stopping)
        for result in results:
            self._observer.kept(result, self._store.save(result))
        return results
