"""The device's processes: real ones, in the session that the daemon leads.

A shell is a fork of the daemon, and what it starts are forks of it, so pipes, signals, exit codes and pids are the
system's own. The session tells which processes are the device's, and nothing else needs to be recorded.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import gc
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NoReturn

_PR_SET_CHILD_SUBREAPER = 36
_MOST_DESCRIPTORS = 1 << 16
# Python ignores SIGPIPE and turns SIGINT into an exception; a shell is to die of both, as of the others.
_DEFAULT_SIGNALS = (signal.SIGHUP, signal.SIGINT, signal.SIGPIPE, signal.SIGTERM, signal.SIGCHLD)


def adopt_orphans() -> None:
    """Makes background jobs whose shell has ended children of this process, which then reaps them (Linux only)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def fork(run: Callable[[], int], stdin: int, stdout: int, stderr: int) -> int:
    """The pid of a child that runs ``run`` with these descriptors and no others, and exits with its result."""
    pid = os.fork()
    if pid == 0:
        _become(run, stdin, stdout, stderr)
    return pid


def _become(run: Callable[[], int], stdin: int, stdout: int, stderr: int) -> NoReturn:
    status = 255
    try:
        gc.freeze()  # nothing of the parent's may be collected here and close a number that is another file's by then
        # Copies first: a target may be the number of a source that is still needed.
        for target, copy in enumerate([os.dup(source) for source in (stdin, stdout, stderr)]):
            os.dup2(copy, target, inheritable=True)
        close_all_but_standard()
        status = run()
    except BaseException as error:
        with contextlib.suppress(OSError):
            os.write(2, f"sh: {type(error).__name__}: {error}\n".encode())
    finally:
        os._exit(status & 0xFF)


def close_all_but_standard() -> None:
    os.closerange(3, min(os.sysconf("SC_OPEN_MAX"), _MOST_DESCRIPTORS))


def lead_process_group() -> None:
    """For a child of the daemon: signals as they are by default, and a group of its own."""
    signal.set_wakeup_fd(-1)
    for number in _DEFAULT_SIGNALS:
        signal.signal(number, signal.SIG_DFL)
    os.setpgid(0, 0)


def bind(mask: int) -> None:
    """To the cores whose bits are set. Raises OSError where there is none of them, or no way to do it (macOS)."""
    if sys.platform != "linux":
        raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS))
    os.sched_setaffinity(0, [core for core in range(mask.bit_length()) if mask >> core & 1])


def exit_code(wait_status: int) -> int:
    """As a shell tells it: 128 and the signal's number for a process that was killed."""
    code = os.waitstatus_to_exitcode(wait_status)
    return 128 - code if code < 0 else code


def is_of_the_device(pid: int) -> bool:
    try:
        return os.getsid(pid) == os.getsid(0)
    except (OSError, OverflowError):
        return False


def of_the_device() -> Iterator[int]:
    return in_session(os.getsid(0))


def in_session(session: int) -> Iterator[int]:
    for pid in _all_pids():
        with contextlib.suppress(OSError):
            if os.getsid(pid) == session:
                yield pid


def kill_session(session: int) -> None:
    """Kills what a daemon leaves behind: every process of its session but the caller. Its own children are reaped."""
    pids = [pid for pid in in_session(session) if pid != os.getpid()]
    for pid in pids:
        with contextlib.suppress(OSError):
            os.kill(pid, signal.SIGKILL)
    for pid in pids:  # parents come first, and leave their children to the daemon
        with contextlib.suppress(ChildProcessError):
            os.waitpid(pid, 0)


def _all_pids() -> list[int]:
    if sys.platform == "linux":
        return [int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit()]
    return [int(word) for word in subprocess.check_output(["ps", "-A", "-o", "pid="]).split()]


def command_line(pid: int) -> list[str]:
    try:
        if sys.platform == "linux":
            return Path(f"/proc/{pid}/cmdline").read_text(errors="replace").rstrip("\0").split("\0")
        return subprocess.check_output(["ps", "-o", "command=", "-p", str(pid)], text=True).split()
    except (OSError, subprocess.CalledProcessError):
        return []
