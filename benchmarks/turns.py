"""A harness and a plain loop at one time on one machine: each stands still while the other runs."""

from __future__ import annotations

import os
import signal
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from itertools import cycle
from pathlib import Path
from typing import IO

from comparison import NotMeasured
from devbench.harness.codec import HarnessResult
from devbench.harness.messages import Event, Started, WarmedUp
from devbench.units import NS_PER_S

TURN_S = 0.5
"""Short beside the time in which a shared machine's speed drifts, long beside what the first pass of a turn loses to
cold caches. The pass that a turn's end falls into counts the standstill, too, on both sides; a median bears it."""


def side_by_side(
    execute: Callable[[Callable[[Event], None]], HarnessResult], loop: Sequence[str], log: Path
) -> tuple[HarnessResult, list[float]]:
    """The result of a job, and the seconds that each pass of the loop took while the job measured.

    ``loop`` is a program that prints when each pass began and how long it took, in nanoseconds of the monotonic clock,
    until SIGTERM. What it prints goes through the file ``log``.
    """
    began_ns = 0
    with log.open("wb") as output, ExitStack() as stack:

        def on_event(event: Event) -> None:
            nonlocal began_ns
            if isinstance(event, Started):
                process = stack.enter_context(_until_terminated(loop, output))
                over = threading.Event()
                turns = threading.Thread(target=_take_turns, args=(event.pid, process.pid, over))
                turns.start()
                stack.callback(turns.join)
                stack.callback(over.set)
            elif isinstance(event, WarmedUp):
                began_ns = time.monotonic_ns()

        result = execute(on_event)
    passes = (map(int, line.split()) for line in log.read_text().splitlines())
    return result, [took_ns / NS_PER_S for start_ns, took_ns in passes if start_ns >= began_ns]


@contextmanager
def _until_terminated(command: Sequence[str], output: IO[bytes]) -> Iterator[subprocess.Popen[bytes]]:
    with tempfile.TemporaryFile() as errors, subprocess.Popen(command, stdout=output, stderr=errors) as process:
        try:
            yield process
        finally:
            process.terminate()
            process.wait()
        if process.returncode != 0:
            errors.seek(0)
            raise NotMeasured(f"{Path(command[0]).name} failed: {errors.read().decode(errors='replace').strip()}")


def _take_turns(one: int, other: int, over: threading.Event) -> None:
    """Between two processes, until it is ``over``; then both run."""
    for running, waiting in cycle([(one, other), (other, one)]):
        _signal(waiting, signal.SIGSTOP)
        _signal(running, signal.SIGCONT)
        if over.wait(TURN_S):
            break
    _signal(one, signal.SIGCONT)
    _signal(other, signal.SIGCONT)


def _signal(pid: int, number: signal.Signals) -> None:
    with suppress(ProcessLookupError):
        os.kill(pid, number)
