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
from devbench.errors import DeviceError, DeviceLost, HarnessFailed

_T = TypeVar("_T")

JOBS = f"{ROOT}/jobs"
POLL_S = 0.25
SILENCE_S = 10
"""After so long without an event the device is asked whether the process lives. That forks a shell there, and is
therefore not done while events come."""
REATTACH_S = 60
"""So long the device or the adb server may be away at a time."""
LAST_LINES = 8

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_EVENTS, _STDERR, _EXIT = "events.jsonl", "stderr.log", "exit"
_ALIVE, _DEAD, _RESTARTED = "alive", "dead", "restarted"

# Nothing may keep adb's own streams, else adb's shell stays open as long as the job runs. Hence `exec`: a subshell that
# is redirected from outside keeps them in mksh, to put them back in the end. What the shell itself says, such as
# "Killed", goes to stderr.log. `pid` and `exit` get their names when they are whole; with `pid` there, the job can be
# killed.
_START = f"""
cat /proc/sys/kernel/random/boot_id >boot_id
(
exec >{_EVENTS} 2>{_STDERR} </dev/null
trap '' HUP
COMMAND &
echo $! >pid.part
mv pid.part pid
wait $!
echo $? >{_EXIT}.part
mv {_EXIT}.part {_EXIT}
) &
echo $! >supervisor
until [ -f pid ] || ! kill -0 $! 2>/dev/null; do :; done
"""
_LOOK = f"""
if [ "$(cat boot_id)" != "$(cat /proc/sys/kernel/random/boot_id)" ]; then echo {_RESTARTED}
elif kill -0 $(cat supervisor); then echo {_ALIVE}
else echo {_DEAD}
fi 2>/dev/null
"""
_KILL = f"""
if [ ! -f {_EXIT} ] && [ "$(cat boot_id)" = "$(cat /proc/sys/kernel/random/boot_id)" ]
then kill -9 $(cat pid supervisor)
fi 2>/dev/null
true
"""
_LOG = "logcat -d -v brief -b main -b crash -t 300 2>/dev/null"


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
        self.path = f"{JOBS}/{job_id}"
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

    def follow(self, on_line: Callable[[bytes], None]) -> int:
        """Hands over each line that the command prints, without its end, until it has ended; its exit code.

        While it works, the device is only asked for files, which forks nothing there. Raises DeviceLost where the
        device stays away or was restarted, HarnessFailed where the process is gone without an exit code.
        """
        heard_s = self._clock()
        while True:
            is_silent = self._clock() - heard_s > SILENCE_S
            state = self._patiently(self._look) if is_silent else _ALIVE
            exit_code, is_news = self._patiently(lambda: self._poll(on_line))
            if exit_code is not None:
                return exit_code
            if state != _ALIVE:
                raise self._end_without_exit(state)
            if is_silent or is_news:
                heard_s = self._clock()
            self._sleep(self._poll_s)

    def fetch(self, name: str, local: Path) -> None:
        """A file of the job's, whole. Raises DeviceLost where the device stays away."""
        self._patiently(lambda: self._device.pull(f"{self.path}/{name}", local))

    def last_words(self) -> str:
        """To end a message with: what the process said last, and what Android's log says of it; may be empty."""
        lines = self._tail(_STDERR) + self._logged()
        return " Its last words:\n" + "\n".join(f"    {line}" for line in lines) if lines else ""

    def is_alive(self) -> bool:
        return self._look() == _ALIVE

    def kill(self) -> None:
        """Stops the process if it runs."""
        self._device.perform("stop the harness", self._here(_KILL))

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
                    message = (
                        f"{self._device.serial} stayed away for {REATTACH_S} s in the midst of a job: {lost.message}"
                    )
                    raise DeviceLost(message, lost.hint) from lost
            self._sleep(self._poll_s)

    def _poll(self, on_line: Callable[[bytes], None]) -> tuple[int | None, bool]:
        """The exit code once there is one, and whether there were new lines."""
        files = self._device.list(self.path)
        is_news = _EVENTS in files and files[_EVENTS].size_bytes > self._read_bytes
        if is_news:
            *lines, _ = self._device.read(f"{self.path}/{_EVENTS}", self._read_bytes).split(b"\n")
            for line in lines:
                self._read_bytes += len(line) + 1
                on_line(line)
        return self._exit_code() if _EXIT in files else None, is_news

    def _exit_code(self) -> int:
        text = self._device.read(f"{self.path}/{_EXIT}").strip()
        if not text.isdigit():
            raise DeviceError(f"{self._device.serial} could not note the exit code of a job.", "Is its disk full?")
        return int(text)

    def _end_without_exit(self, state: str) -> DeviceLost | HarnessFailed:
        if state == _RESTARTED:
            return DeviceLost(f"{self._device.serial} was restarted while a job ran.", "Run again.")
        return HarnessFailed(
            f"The harness on {self._device.serial} is gone without an exit code.{self.last_words()}",
            "Android may have killed it for memory: close other apps, or try a smaller model.",
        )

    def _look(self) -> str:
        return self._device.perform("look after the harness", self._here(_LOOK)).strip()

    def _tail(self, name: str) -> list[str]:
        content = self._device.read(f"{self.path}/{name}") if name in self._device.list(self.path) else b""
        return content.decode(errors="replace").rstrip().splitlines()[-LAST_LINES:]

    def _logged(self) -> list[str]:
        return lines_about("".join(self._tail("pid")), self._device.script(_LOG).stdout)


def lines_about(pid: str, log: str) -> list[str]:
    """The last lines of a log that speak of a process: its own, the crash dump's, the low-memory killer's."""
    if not pid.isdigit():
        return []
    mentioned = re.compile(rf"(?<!\d){pid}(?!\d)")
    return [line.rstrip() for line in log.splitlines() if mentioned.search(line)][-LAST_LINES:]


def left_over(device: Device) -> list[JobFolder]:
    """The jobs that are on a device."""
    return [JobFolder(device, name) for name in device.list(JOBS) if _NAME.fullmatch(name)]
