"""What a harness that failed leads to, on the device and on the host alike: an error that names the remedy."""

from __future__ import annotations

import re
import signal

from devbench.device.post_mortem import PostMortem
from devbench.errors import DevbenchError, HarnessFailed, UsageError
from devbench.harness.messages import ErrorCode, Failed
from devbench.units import format_bytes

_USERS_FAULT: frozenset[ErrorCode] = frozenset({"bad-vocabulary", "bad-example"})
INSPECT = "Run `devbench inspect` on the model: it names what its ops need."
LESS_MEMORY = "Close other apps, or use a smaller variant (--variant int8) or a shorter --sequence-length."
REPORT = "Run again. If it happens again, report it with this whole message and its log."
_REMEDIES: dict[ErrorCode, str] = {
    "bad-example": "Correct this example in the data, or remove it.",
    "bad-vocabulary": "Use --vocab to name the vocabulary that the model was trained with.",
    "out-of-memory": LESS_MEMORY,
    "protocol": REPORT,
    "bad-job": REPORT,
}
"""Of all that is not the model's own."""
_CRASHES = frozenset({"SIGILL", "SIGTRAP", "SIGABRT", "SIGBUS", "SIGFPE", "SIGSEGV"})
"""Ends of native code, which is the runtime with the model."""
_MEMORY_KILLER = re.compile(r"lowmemorykiller|lmkd|[Oo]ut of memory|\boom")


def refusal(failed: Failed, where: str, of_model: str = INSPECT) -> DevbenchError:
    """``failed`` is the harness's own word; ``where`` names the model and the side; ``of_model`` is the remedy where
    the model or the runtime is at fault."""
    kind = UsageError if failed.code in _USERS_FAULT else HarnessFailed
    return kind(f"The harness refused {where}: {failed.message}", _REMEDIES.get(failed.code, of_model))


def died(exit_code: int | None, where: str, found: PostMortem) -> HarnessFailed:
    """On a device."""
    if found.exception is not None:  # Android ends a process by SIGKILL then, too
        return HarnessFailed(
            f"The harness with {where} ended with an exception: {found.exception}.{found.last_words}", REPORT
        )
    if is_killed(exit_code):
        plenty = _plenty(found)
        unsaid = f" and the log does not say {'why' if exit_code is None else 'what killed it'}"
        why = f"{unsaid}; {plenty} are free now, so a shortage is unlikely" if plenty else f", {_for_memory(found)}"
        message = f"The harness with {where} {death(exit_code)}{why}.{found.last_words}"
        return HarnessFailed(message, REPORT if plenty else LESS_MEMORY)
    is_crash = exit_code is not None and _LINUX_SIGNALS.get(exit_code - 128) in _CRASHES
    message = f"The harness with {where} {death(exit_code)}.{found.last_words}"
    return HarnessFailed(message, INSPECT if is_crash else REPORT)


def is_killed(exit_code: int | None) -> bool:
    """By SIGKILL, of which a process can say nothing itself; without an exit code, with the shell around it."""
    return exit_code in (None, -signal.SIGKILL, 128 + signal.SIGKILL)


def death(exit_code: int | None) -> str:
    """In words: of a process of the host (negative for a signal), or of a device's shell (above 128)."""
    if exit_code is None:
        return "ended without an exit code"
    if exit_code < 0:
        return f"was killed by {signal.Signals(-exit_code).name}"
    if exit_code > 128:
        return f"was killed by {_LINUX_SIGNALS.get(exit_code - 128, f'signal {exit_code - 128}')}"
    return f"ended with exit code {exit_code}"


def _is_memory_killer_known(found: PostMortem) -> bool:
    return any(_MEMORY_KILLER.search(line) for line in found.logged)


def _plenty(found: PostMortem) -> str | None:
    """How much memory is free, if a quarter is even without what the process gave back by its end, and no killer is
    known. Of a process that nobody looked at, another quarter counts as given back."""
    available_bytes, total_bytes = found.available_bytes, found.memory_bytes
    if _is_memory_killer_known(found) or available_bytes is None or total_bytes is None:
        return None
    given_back_bytes = total_bytes / 4 if found.peak_bytes is None else found.peak_bytes
    is_plenty = available_bytes - given_back_bytes > total_bytes / 4
    return f"{format_bytes(available_bytes)} of {format_bytes(total_bytes)} of memory" if is_plenty else None


def _for_memory(found: PostMortem) -> str:
    is_certain = _is_memory_killer_known(found)
    cause = "by Android's low-memory killer" if is_certain else "most likely by Android's low-memory killer"
    figures = []
    if found.peak_bytes is not None:
        figures.append(f"its memory had reached {format_bytes(found.peak_bytes)} (VmHWM)")
    if found.available_bytes is not None:
        of = "" if found.memory_bytes is None else f" of the device's {format_bytes(found.memory_bytes)}"
        figures.append(f"{format_bytes(found.available_bytes)}{of} are available now (MemAvailable)")
    return ": ".join([cause, "; ".join(figures)]) if figures else cause


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
