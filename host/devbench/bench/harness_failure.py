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
    """In words; of a process (negative for a signal) or of a shell (above 128)."""
    number = -exit_code if exit_code < 0 else exit_code - 128
    if number > 0:
        known = {each.value: each.name for each in signal.Signals}
        name = known.get(number, f"signal {number}")
        return f"was killed by {name}"
    return f"ended with exit code {exit_code}"
