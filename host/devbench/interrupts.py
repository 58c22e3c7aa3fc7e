"""Ctrl-C and SIGTERM once: what has to be cleaned up is cleaned up, however often somebody asks to stop."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import TypeAlias

_Handler: TypeAlias = Callable[[int, FrameType | None], object] | signal.Handlers

_DEFAULTS: dict[signal.Signals, _Handler] = {signal.SIGINT: signal.default_int_handler, signal.SIGTERM: signal.SIG_DFL}


class _FirstSignal:
    """Raises KeyboardInterrupt at the first signal, or when `held` allows it; the others change nothing."""

    def __init__(self) -> None:
        self.held = 0
        self.is_waiting = False
        self._is_over = False

    def __call__(self, _number: int = 0, _frame: FrameType | None = None) -> None:
        if self.held:
            self.is_waiting = True
        elif not self._is_over:
            self._is_over = True
            raise KeyboardInterrupt


_installed: list[_FirstSignal] = []


@contextmanager
def heeded_once() -> Iterator[None]:
    """The first SIGINT or SIGTERM raises KeyboardInterrupt here, and those that follow cut no clean-up short.

    Only in the main thread, which alone gets signals, and only for a signal that is nobody else's: handlers of the
    program that uses devbench stay, and so does a signal that is ignored.
    """
    free = threading.current_thread() is threading.main_thread()
    ours = [number for number, default in _DEFAULTS.items() if free and signal.getsignal(number) is default]
    first = _FirstSignal()
    _installed.append(first)
    try:
        for number in ours:
            signal.signal(number, first)
        yield
    finally:
        for number in ours:
            signal.signal(number, _DEFAULTS[number])
        _installed.remove(first)


@contextmanager
def put_off() -> Iterator[None]:
    """A signal that comes meanwhile raises KeyboardInterrupt at the end."""
    first = _installed[-1] if _installed and threading.current_thread() is threading.main_thread() else _FirstSignal()
    first.held += 1
    try:
        yield
    finally:
        first.held -= 1
        if first.is_waiting and not first.held:
            first.is_waiting = False
            first()
