"""What a device still knows of a harness that died: its last lines, Android's log, memory."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

from devbench.device.adb import Device
from devbench.device.facts import memory_bytes
from devbench.device.telemetry import LOG as TELEMETRY
from devbench.errors import DeviceLost
from devbench.harness.log_lines import without_chatter

LAST_LINES = 8
LOG_S = 5
"""A log that takes longer is done without."""
_LOGCAT = "logcat -d -v brief -t 1000 2>/dev/null"
"""In all buffers that Android shows by itself: what crashes is logged to another one since Android 5."""
_FATAL = "FATAL EXCEPTION"
_TAG = re.compile(r"E/AndroidRuntime\s*\(\s*\d+\): ?")
_NO_EXCEPTION = re.compile(r"(PID|Process): ")
_PEAK = re.compile(r"VmHWM:\s*(\d+) kB")


@dataclass(frozen=True)
class PostMortem:
    """What cannot be known is absent."""

    said: Sequence[str] = ()
    """On its standard error, without TFLite's chatter."""
    logged: Sequence[str] = ()
    """What Android's log says of the process: its own lines, the crash dump's, the low-memory killer's."""
    peak_bytes: int | None = None
    """Of its memory (VmHWM), when it was looked at last."""
    available_bytes: int | None = None
    """The device's memory now, after the end."""
    memory_bytes: int | None = None

    @property
    def exception(self) -> str | None:
        """Class and message of an exception that nobody caught, with those of its cause."""
        trace = self._trace
        thrown = next((line for line in trace[1:] if not _NO_EXCEPTION.match(line)), None)
        causes = [line.removeprefix("Caused by: ") for line in trace if line.startswith("Caused by: ")]
        return f"{thrown} (caused by {causes[-1]})" if thrown and causes else thrown

    @property
    def last_words(self) -> str:
        """To end a message with; may be empty. Of a trace the beginning says most, of all else the end."""
        logged = self._trace[:LAST_LINES] or self.logged[-LAST_LINES:]
        lines = [*self.said[-LAST_LINES:], *logged]
        return " Its last words:\n" + "\n".join(f"    {line}" for line in lines) if lines else ""

    @property
    def _trace(self) -> Sequence[str]:
        """Android's own words for an exception, from its headline on."""
        lines = [line[tag.end() :] for line in self.logged if (tag := _TAG.match(line))]
        starts = [index for index, line in enumerate(lines) if _FATAL in line]
        return lines[starts[-1] :] if starts else []


def examine(device: Device, folder: str, stderr: str) -> PostMortem:
    """Of the process in a job's folder. Nothing that fails here hides why it was asked for."""
    memory = _shell(device, "cat /proc/meminfo")
    peaks = _PEAK.findall(_file(device, f"{folder}/{TELEMETRY}"))
    return PostMortem(
        said=without_chatter(_file(device, f"{folder}/{stderr}")),
        logged=lines_about(_file(device, f"{folder}/pid").strip(), _shell(device, _LOGCAT)),
        peak_bytes=1024 * int(peaks[-1]) if peaks else None,
        available_bytes=memory_bytes(memory, "MemAvailable"),
        memory_bytes=memory_bytes(memory, "MemTotal"),
    )


def lines_about(pid: str, log: str) -> list[str]:
    """The lines of a log that speak of a process."""
    if not pid.isdigit():
        return []
    mentioned = re.compile(rf"(?<!\d){pid}(?!\d)")
    return [line.rstrip() for line in log.splitlines() if mentioned.search(line)]


def _file(device: Device, path: str) -> str:
    with suppress(DeviceLost):
        return device.read(path).decode(errors="replace")
    return ""


def _shell(device: Device, command: str) -> str:
    with suppress(DeviceLost):
        return device.script(command, LOG_S).stdout
    return ""
