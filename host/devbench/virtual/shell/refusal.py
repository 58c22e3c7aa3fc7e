"""How the shell says no. What it would not do as mksh and toybox do, it refuses, and the whole command ends.

A refusal has to be heard where a script throws standard error away or goes on after a failure. So all processes of a
command share a piece of memory: the one that refuses leaves the reason there, and those that wait for it end as well.
"""

from __future__ import annotations

import mmap

EXIT_CODE = 125
"""As of ``env`` and ``timeout``: the fault is not the command's, which was not run."""
_REASON_BYTES = 1024


class NotSupported(Exception):
    def __init__(self, what: str) -> None:
        super().__init__(f"devbench virtual shell: {what} is not supported")
        self.what = what


class Refusal:
    """Empty until a process of the command leaves a reason."""

    def __init__(self) -> None:
        self._reason = mmap.mmap(-1, _REASON_BYTES)

    def leave(self, error: NotSupported) -> None:
        reason = error.what.encode(errors="replace")[: _REASON_BYTES - 1]
        self._reason[: len(reason)] = reason

    def check(self) -> None:
        """Raises NotSupported if there is a reason."""
        if reason := self._reason[:].rstrip(b"\0"):
            raise NotSupported(reason.decode(errors="replace"))

    def clear(self) -> None:
        self._reason[:] = bytes(_REASON_BYTES)
