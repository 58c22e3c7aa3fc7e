"""Runs plans on a device and stores what comes of it."""

from __future__ import annotations

from collections.abc import Sequence

from devbench.bench import session
from devbench.bench.observer import Observer
from devbench.bench.plan import Plan
from devbench.bench.session import Stopping
from devbench.choices import HostRuntimeChoice
from devbench.device.adb import Device
from devbench.errors import Interrupted
from devbench.results.schema import Result
from devbench.results.store import ResultStore, default_root


class Runner:
    """Making one checks that results can be stored. Each is handed to the observer when it is kept."""

    def __init__(self, host_runtime: HostRuntimeChoice | None, observer: Observer, command: Sequence[str]) -> None:
        self._host_runtime = host_runtime
        self._observer = observer
        self._command = command
        self._store = ResultStore(default_root())
        self._kept = 0

    def run(
        self, plans: Sequence[Plan], device: Device, stopping: Stopping | None = None, of: int | None = None
    ) -> list[Result]:
        """``of`` so many results in all, if it is called for several sessions. Raises Interrupted, which says how many
        were kept, and what `session.run` raises."""
        try:
            results = session.run(plans, device, self._observer, self._command, self._host_runtime, stopping)
        except Interrupted as interrupt:
            total = of or len(plans)
            kept = f"{self._kept} of {total} results {'was' if self._kept == 1 else 'were'} kept."
            kept = kept if self._kept else "No result was kept."
            raise Interrupted(f"{interrupt.message} {kept}", interrupt.hint) from interrupt
        for result in results:
            self._observer.kept(result, self._store.save(result))
            self._kept += 1
        return results
