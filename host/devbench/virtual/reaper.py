"""Takes note of children that end: shells that somebody waits for, and background jobs that nobody does."""

from __future__ import annotations

import asyncio
import os
import signal

from devbench.virtual import processes


class Reaper:
    def __init__(self) -> None:
        self._awaited: dict[int, asyncio.Future[int]] = {}
        asyncio.get_running_loop().add_signal_handler(signal.SIGCHLD, self._reap)

    def expect(self, pid: int) -> asyncio.Future[int]:
        """The exit code of a child that was just forked, as a shell tells it."""
        future: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        self._awaited[pid] = future
        return future

    def _reap(self) -> None:
        while True:
            try:
                pid, status = os.waitpid(-1, os.WNOHANG)
            except ChildProcessError:
                return
            if pid == 0:
                return
            future = self._awaited.pop(pid, None)
            if future is not None and not future.done():
                future.set_result(processes.exit_code(status))
