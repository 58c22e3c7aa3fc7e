"""What a harness that failed leads to, on the device and on the host alike: an error that names the remedy."""

from __future__ import annotations

import signal

from devbench.errors import DevbenchError, HarnessFailed, UsageError
from devbench.harness.messages import ErrorCode, Failed

_USERS_FAULT: frozenset[ErrorCode] = frozenset({"bad-vocabulary", "bad-example"})
REMEDY = "Run `devbench inspect` on the model: it names what its ops need."


def refusal(failed: Failed, where: str, remedy: str = REMEDY) -> DevbenchError:
    """``failed`` is the harness's own word; ``where`` names the model and the side."""
    kind = UsageError if failed.code in _USERS_FAULT else HarnessFailed
    return kind(f"The harness refused {where}: {failed.message}", remedy)


def death(exit_code: int) -> str:
    """In words: of a process of the host (negative for a signal), or of a device's shell (above 128)."""
    if exit_code < 0:
        return f"was killed by {signal.Signals(-exit_code).name}"
    if exit_code > 128:
        return f"was killed by {_LINUX_SIGNALS.get(exit_code - 128, f'signal {exit_code - 128}')}"
    return f"ended with exit code {exit_code}"


_LINUX_SIGNALS = {
    4: "SIGILL",
    5: "SIGTRAP",
    6: "SIGABRT",
    7: "SIGBUS",
    8: "SIGFPE",
    9: "SIGKILL",
    11: "SIGSEGV",
    15: "SIGTERM",
}
"""The device's, whatever the host's numbers are."""
