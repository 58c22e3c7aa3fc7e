"""The processes that a shell starts and waits for."""

from __future__ import annotations

import os
from collections.abc import Callable

from devbench.virtual import processes
from devbench.virtual.shell.programs import ProgramError, complain
from devbench.virtual.shell.refusal import EXIT_CODE, NotSupported, Refusal


class ExitShell(Exception):
    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


def complain_as_shell(message: str) -> None:
    complain(f"/system/bin/sh: {message}")


class Children:
    def __init__(self, refusal: Refusal) -> None:
        self.refusal = refusal
        self._jobs: dict[int, int | None] = {}
        """Their exit statuses, once they have ended."""

    def fork(self, action: Callable[[], int], stdin: int = 0, stdout: int = 1) -> int:
        """The pid of a child that does this and exits with its result."""

        def run() -> int:
            self._jobs = {}
            try:
                return action()
            except ExitShell as end:
                return end.status
            except ProgramError as error:
                complain_as_shell(str(error))
                return error.status
            except NotSupported as error:
                self.refusal.leave(error)
                return EXIT_CODE

        return processes.fork(run, stdin, stdout, 2)

    def wait(self, *pids: int) -> int:
        """The exit status of the last of these children. Raises NotSupported if one of them refused."""
        statuses = [processes.exit_code(os.waitpid(pid, 0)[1]) for pid in pids]
        self.refusal.check()
        return statuses[-1]

    def start_job(self, action: Callable[[], int]) -> int:
        """The pid of a child in the background, which says itself what it refuses: nobody else may be there then."""

        def run() -> int:
            try:
                return action()
            except NotSupported as error:
                complain(str(error))
                raise

        nothing = os.open(os.devnull, os.O_RDONLY)
        pid = self.fork(run, nothing)
        os.close(nothing)
        self._jobs[pid] = None
        return pid

    def reap_jobs(self) -> None:
        """Takes note of jobs that have ended, so that their pids are gone."""
        for pid in [pid for pid, status in self._jobs.items() if status is None]:
            ended, status = os.waitpid(pid, os.WNOHANG)
            if ended:
                self._jobs[pid] = processes.exit_code(status)

    def wait_for_jobs(self) -> None:
        for pid in list(self._jobs):
            self.wait_for_job(pid)

    def wait_for_job(self, pid: int) -> int:
        """127 if it is none of ours."""
        if pid not in self._jobs:
            return 127
        status = self._jobs[pid]
        self._jobs[pid] = status = self.wait(pid) if status is None else status
        self.refusal.check()
        return status
