"""Jobs on a device: each is a folder, and a process in it that outlives the cable."""

from __future__ import annotations

import posixpath
import re
import shlex
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeVar

from devbench.device import ROOT
from devbench.device.adb import Device
from devbench.device.post_mortem import PostMortem, examine
from devbench.errors import DeviceError, DeviceFull, DeviceLost

_T = TypeVar("_T")

JOBS = f"{ROOT}/jobs"
POLL_S = 0.25
SILENCE_S = 10
"""After so long without an event the device is asked whether the process lives. That forks a shell there, and is
therefore not done while events come."""
REATTACH_S = 60
"""So long the device or the adb server may be away at a time."""
KILL_S = 10
"""So long a killed process may take to end: one that waits for a driver does not end before."""

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_EVENTS, _STDERR, _EXIT = "events.jsonl", "stderr.log", "exit"
_ALIVE, _DEAD, _RESTARTED = "alive", "dead", "restarted"
_BOOT_ID = "cat /proc/sys/kernel/random/boot_id"

# Nothing may keep adb's own streams, else adb's shell stays open as long as the job runs. Hence `exec`: a subshell that
# is redirected from outside keeps them in mksh, to put them back in the end. What the shell itself says, such as
# "Killed", goes to stderr.log. `pid` and `exit` get their names when they are whole; with `pid` there, the job can be
# killed. Where there is no room for these files, nothing runs.
_START = f"""
{_BOOT_ID} >boot_id || exit 1
(
exec >{_EVENTS} 2>{_STDERR} </dev/null
trap '' HUP
COMMAND &
echo $! >pid.part && mv pid.part pid || kill -9 $!
wait $!
echo $? >{_EXIT}.part
mv {_EXIT}.part {_EXIT}
) &
echo $! >supervisor || exit 1
until [ -f pid ] || ! kill -0 $! 2>/dev/null; do :; done
"""
_LOOK = f"""
if [ "$(cat boot_id)" != "$({_BOOT_ID})" ]; then echo {_RESTARTED}
elif kill -0 $(cat supervisor); then echo {_ALIVE}
else echo {_DEAD}
fi 2>/dev/null
"""
_KILL = f"""
if [ ! -f {_EXIT} ] && [ "$(cat boot_id)" = "$({_BOOT_ID})" ]
then
kill -9 $(cat pid supervisor)
kill -0 $(cat pid) && cat pid
fi 2>/dev/null
true
"""
"""Prints the pid of what does not end at once."""
_PROBE = f"\n{_BOOT_ID} >room && rm room"


class JobFolder:
    """A job by its id. ``poll_s``, ``clock`` and ``sleep`` (both in seconds) are how it is followed."""

    def __init__(
        self,
        device: Device,
        job_id: str,
        *,
        poll_s: float = POLL_S,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        if not _NAME.fullmatch(job_id):
            raise ValueError(f"{job_id!r} is no name for a job")
        self.id, self.path = job_id, f"{JOBS}/{job_id}"
        self._device = device
        self._poll_s, self._clock, self._sleep = poll_s, clock, sleep
        self._read_bytes = 0

    def create(self, links: Mapping[str, str], files: Mapping[str, bytes]) -> None:
        """Makes the folder, with ``links`` (name to path on the device) and ``files`` (name to content).

        Links are relative, so that they hold in the virtual device's folder, too. Raises DeviceError where the job is
        there already.
        """
        folders = sorted({posixpath.dirname(name) for name in links} - {""})
        made = " && ".join([f"mkdir -p {JOBS}", f"mkdir {self.path}", f"cd {self.path}"])
        lines = [made, *(f"mkdir -p {shlex.quote(folder)}" for folder in folders)]
        lines += [self._link(name, target) for name, target in links.items()]
        self._device.perform("make the job's folder", " || exit 1\n".join(lines))
        for name, content in files.items():
            self._device.push_bytes(content, f"{self.path}/{name}")

    def start(self, command: str) -> None:
        """Runs a simple shell command in the folder, detached. Its standard output are the events."""
        self._device.perform("start the harness", self._here(_START.replace("COMMAND", command)))

    def follow(self, on_line: Callable[[bytes], None]) -> int | None:
        """Hands over each line that the command prints, without its end, until it has ended; its exit code.

        While it works, the device is only asked for files, which forks nothing there. None where it left no exit
        code: its shell was killed, too, or could not write. Raises DeviceLost where the device stays away or was
        restarted.
        """
        heard_s = self._clock()
        while True:
            is_silent = self._clock() - heard_s > SILENCE_S
            state = self._patiently(self._look) if is_silent else _ALIVE
            has_ended, is_news = self._patiently(lambda: self._poll(on_line))
            if has_ended:
                return self._patiently(self._exit_code)
            if state == _RESTARTED:
                raise DeviceLost(f"{self._device.serial} restarted during a job.", "Run again.")
            if state != _ALIVE:
                return None
            if is_silent or is_news:
                heard_s = self._clock()
            self._sleep(self._poll_s)

    def fetch(self, name: str, local: Path) -> None:
        """A file of the job's, whole. Raises DeviceLost where the device stays away."""
        self._patiently(lambda: self._device.pull(f"{self.path}/{name}", local))

    def post_mortem(self) -> PostMortem:
        """What the process said last, what Android's log says of it, and its memory."""
        return examine(self._device, self.path, _STDERR)

    def has_room(self) -> bool:
        """Whether another block can be written: a real test, because old devices count what root may use as free."""
        try:
            self._device.perform("write to its disk", self._here(_PROBE))
        except DeviceFull:
            return False
        except DeviceLost:
            pass
        return True

    def is_alive(self) -> bool:
        return self._look() == _ALIVE

    def kill(self) -> None:
        """Stops the process if it runs, and sees that it is gone. Raises DeviceError where it does not end."""
        began_s = self._clock()
        while pid := self._device.perform("stop the harness", self._here(_KILL)).strip():
            if self._clock() - began_s > KILL_S:
                serial = self._device.serial
                message = f"The harness on {serial} still runs as process {pid}, {KILL_S} s after it was killed."
                raise DeviceError(message, f"Try `adb -s {serial} shell kill -9 {pid}`, or restart the device.")
            self._sleep(self._poll_s)

    def remove(self) -> None:
        """Stops the process if it runs, and deletes the folder."""
        self.kill()
        self._device.perform("delete the job's folder", f"rm -rf {self.path}")

    # -----------------------------------------------------------------------------------------------------------------

    def _here(self, script: str) -> str:
        return f"cd {self.path} || exit 1{script}"

    def _link(self, name: str, target: str) -> str:
        """Where links are not allowed, a copy."""
        relative = posixpath.relpath(target, posixpath.dirname(f"{self.path}/{name}"))
        return f"ln -s {shlex.quote(relative)} {shlex.quote(name)} || cat {shlex.quote(target)} >{shlex.quote(name)}"

    def _patiently(self, act: Callable[[], _T]) -> _T:
        """Again and again while the link is gone, up to a limit."""
        began_s = self._clock()
        while True:
            try:
                return act()
            except DeviceError:
                raise
            except DeviceLost as lost:
                if self._clock() - began_s > REATTACH_S:
                    message = f"{self._device.serial} was unreachable for {REATTACH_S} s during the run: {lost.message}"
                    raise DeviceLost(message, lost.hint) from lost
            self._sleep(self._poll_s)

    def _poll(self, on_line: Callable[[bytes], None]) -> tuple[bool, bool]:
        """Whether the process has ended, and whether there were new lines."""
        files = self._device.list(self.path)
        has_ended = _EXIT in files
        is_news = _EVENTS in files and files[_EVENTS].size_bytes > self._read_bytes
        if is_news or (has_ended and _EVENTS in files):  # what it said last may have come while the files were listed
            *lines, _ = self._device.read(f"{self.path}/{_EVENTS}", self._read_bytes).split(b"\n")
            for line in lines:
                self._read_bytes += len(line) + 1
                on_line(line)
        return has_ended, is_news

    def _exit_code(self) -> int | None:
        text = self._device.read(f"{self.path}/{_EXIT}").strip()
        return int(text) if text.isdigit() else None

    def _look(self) -> str:
        return self._device.perform("look after the harness", self._here(_LOOK)).strip()


def left_over(device: Device) -> list[JobFolder]:
    """The jobs that are on a device."""
    return [JobFolder(device, name) for name in device.list(JOBS) if _NAME.fullmatch(name)]
