"""The adb server and its devices. The only module that knows adbutils, and the one that starts servers.

adbutils finds adb and speaks with the server. What is said to devices is in `sync` and `shell`: adbutils limits the
time of a read and not of a call, takes a link that was cut for an empty answer, and loses what a push is told.
"""

from __future__ import annotations

import io
import os
import shlex
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from devbench.device import HOME, ROOT, adb_log, address, disk, program, shell, sync
from devbench.device.disk import DiskSpace
from devbench.device.shell import ShellResult
from devbench.device.stream import Stream
from devbench.device.sync import Stat
from devbench.errors import DeviceError, DeviceLost, DeviceReadOnly, DeviceUnavailable, UsageError

if TYPE_CHECKING:
    import adbutils

ONLINE = "device"
SHORT_S = 20
"""For whatever should be answered at once."""
POLL_S = 0.05
SLOWEST_BYTES_PER_S = 100_000
"""A transfer that is slower than this on the whole is given up; wireless links give some ten times as much."""


@dataclass(frozen=True)
class Listed:
    """A line of ``adb devices``. ``state`` is ``device`` where it is online, else the server's own words."""

    serial: str
    state: str


class AdbServer:
    """The server at an address; it is started when none answers there.

    ``libusb=False`` starts it without libusb, which takes 3 s where the machine has no USB bus.
    """

    def __init__(self, host: str, port: int, *, libusb: bool = True) -> None:
        self.host, self.port = host, port
        self._libusb = libusb
        self._starting = threading.Lock()

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ, *, libusb: bool = True) -> AdbServer:
        """The one that adb itself would ask. Raises UsageError for variables that make no sense."""
        return cls(*address.from_environment(environment), libusb=libusb)

    def devices(self) -> list[Listed]:
        """All that are listed, online or not. (adbutils' list would cut states like ``no permissions`` short.)"""
        lines = self.ask("host:devices").splitlines()
        return [Listed(serial, state) for serial, _, state in (line.partition("\t") for line in lines) if state]

    def device(self, serial: str) -> Device:
        return Device(self, serial)

    def wait_for(self, serial: str, timeout_s: float) -> Device:
        """The device, as soon as it answers. Raises DeviceUnavailable after ``timeout_s``.

        The server's own ``wait-for`` accepts a link that has just been cut."""
        deadline_s = time.monotonic() + timeout_s
        device = self.device(serial)
        while True:
            try:
                device.stat("/")
            except DeviceLost as error:
                if time.monotonic() >= deadline_s:
                    message = f"{serial} did not answer within {timeout_s:g} s: {error.message}"
                    raise DeviceUnavailable(message, "Run `devbench devices` to list what is connected.") from error
            else:
                return device
            time.sleep(POLL_S)

    def ask(self, request: str) -> str:
        """The server's answer to a request. Raises DeviceUnavailable with its words where it refuses."""
        with adb_log.timed("the adb server", request), self.open(request) as connection, self._told():
            answer: str = connection.read_string_block()
            return answer

    @contextmanager
    def open(self, *requests: str, timeout_s: float = SHORT_S) -> Iterator[adbutils.AdbConnection]:
        """A connection on which these requests were granted. Raises DeviceUnavailable with the server's words."""
        import adbutils

        self._start_if_needed()
        with ExitStack() as stack:
            with self._told():
                connection = adbutils.AdbClient(self.host, self.port).make_connection(timeout_s)
                stack.enter_context(connection.conn)  # connection.close() would sleep
                for request in requests:
                    connection.send_command(request)
                    connection.check_okay()
            yield connection

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Tells what goes wrong between us and the server as DeviceUnavailable."""
        import adbutils

        try:
            yield
        except (adbutils.AdbError, OSError, ValueError) as error:
            words = str(error).partition("\n")[0].rstrip(".")
            raise DeviceUnavailable(f"The adb server at {self.host}:{self.port} says: {words}.", _SERVER) from error

    def _start_if_needed(self) -> None:
        """Else adbutils would start one, silently and on the port that it takes from the environment."""
        with self._starting:
            if not self.answers():
                self._start()

    def answers(self) -> bool:
        """Whether something listens there. Starts nothing."""
        try:
            socket.create_connection((self.host, self.port), timeout=SHORT_S).close()
        except OSError:
            return False
        return True

    def _start(self) -> None:
        if self.host not in address.LOOPBACK:
            raise DeviceUnavailable(f"No adb server answers at {self.host}:{self.port}.", "Start it there.")
        environment = address.without_server(os.environ) | ({} if self._libusb else {"ADB_LIBUSB": "0"})
        try:
            command = [program.find(), "-P", str(self.port), "start-server"]
            with adb_log.timed("the adb server", shlex.join(command)):
                done = subprocess.run(command, capture_output=True, text=True, timeout=SHORT_S, env=environment)
        except (OSError, subprocess.TimeoutExpired) as error:
            message = f"No adb server runs at port {self.port}, and none could be started: {error}."
            raise DeviceUnavailable(message, program.INSTALL) from error
        if done.returncode != 0:
            words = (done.stderr.strip().splitlines() or ["it said nothing"])[-1]
            raise DeviceUnavailable(f"The adb server did not start at port {self.port}: {words}.", _SERVER)


class Device:
    """A device by its serial, whether it is there or not.

    Each call is a connection of its own, so threads may share a device. Each raises DeviceLost where the link is gone
    or nobody answers, and DeviceError with the device's own words where it refuses.
    """

    def __init__(self, server: AdbServer, serial: str) -> None:
        self.server, self.serial = server, serial

    # -- commands -----------------------------------------------------------------------------------------------------

    def shell(self, *arguments: str, timeout_s: float = SHORT_S) -> ShellResult:
        """Runs a program with these arguments, to the letter."""
        return self.script(shlex.join(arguments), timeout_s)

    def script(self, text: str, timeout_s: float = SHORT_S) -> ShellResult:
        """Runs a shell script of ours, of at most 4,000 bytes: old devices take no more."""
        doing = f"running `{text.partition(chr(10))[0]:.60}`"
        with self._stream(shell.service(text, self._has_shell_v2), doing, timeout_s, timeout_s) as stream:
            return shell.read_result(stream, self._has_shell_v2)

    def perform(self, purpose: str, text: str, timeout_s: float = SHORT_S) -> str:
        """Runs a script that has to succeed; what it printed. ``purpose`` is for the error: ``make a folder``."""
        result = self.script(text, timeout_s)
        if result.exit_code != 0:
            raise self.refusal(f"could not {purpose}", result.last_words)
        return result.stdout

    def space(self) -> DiskSpace | None:
        """On the disk that holds what is ours. None where the device's ``df`` cannot be made out."""
        with suppress(DeviceLost):
            return disk.parse_df(self.shell("df", HOME).stdout)
        return None

    def refusal(self, what: str, words: str) -> DeviceError:
        """That the device said no, in its own ``words``: DeviceFull or DeviceReadOnly if that is why."""
        if disk.had_no_room(words):
            return disk.said_full(self.serial, f"{what}: {words}", self.space())
        if "Read-only file system" in words:
            return DeviceReadOnly(f"{self.serial} {what}: {words}.", "Restart the device: its disk may be damaged.")
        hint = f"If {ROOT} belongs to root, delete it as root." if "denied" in words else ""
        return DeviceError(f"{self.serial} {what}: {words}.", hint)

    @cached_property
    def _has_shell_v2(self) -> bool:
        """Android 7 and later."""
        with self._unless_gone():
            return "shell_v2" in self.server.ask(f"host-serial:{self.serial}:features").split(",")

    # -- files --------------------------------------------------------------------------------------------------------

    def stat(self, path: str) -> Stat | None:
        """None where there is nothing, or nothing that may be seen. A link is not followed."""
        with self._sync(f"looking at {path}") as stream:
            return sync.read_stat(stream, path)

    def list(self, path: str) -> dict[str, Stat]:
        """Names to what they are; empty where there is no such folder."""
        with self._sync(f"listing {path}") as stream:
            return sync.read_folder(stream, path)

    def read(self, path: str, offset_bytes: int = 0) -> bytes:
        """A small file, from an offset. (adb sends files from their start; what comes before is dropped here.)"""
        return b"".join(self.receive(path))[offset_bytes:]

    def receive(self, path: str, timeout_s: float = SHORT_S) -> Iterator[bytes]:
        """The content of a file, piece by piece."""
        with self._sync(f"reading {path}", timeout_s) as stream:
            yield from sync.receive(stream, path)

    def push(
        self, local: Path, remote: str, mode: int = 0o644, progress: Callable[[int], None] = lambda sent_bytes: None
    ) -> None:
        """Writes a file and the folders above it. ``progress`` is told how many bytes have gone, in all.

        adbd gives group and others the user's mode. Raises UsageError where the local file cannot be read.
        """
        try:
            with local.open("rb") as source:
                self._send(source, local.stat().st_size, remote, mode, int(time.time()), progress)
        except OSError as error:
            raise UsageError(f"Cannot read {local}: {error.strerror}.", "Check the name.") from error

    def push_bytes(self, data: bytes, remote: str, mode: int = 0o644, mtime_s: int | None = None) -> None:
        """Writes a small file. ``mtime_s`` becomes its time; else that is now by the host's clock."""
        when_s = int(time.time()) if mtime_s is None else mtime_s
        self._send(io.BytesIO(data), len(data), remote, mode, when_s, lambda sent_bytes: None)

    def pull(self, remote: str, local: Path) -> None:
        """Fetches a file, all of it or nothing. Raises UsageError where it cannot be written here."""
        stat = self.stat(remote)
        if stat is None or not stat.is_file:
            raise DeviceError(f"{self.serial} has no file {remote}.")
        part = local.with_name(local.name + ".part")
        try:
            with part.open("wb") as target:
                for data in self.receive(remote, transfer_s(stat.size_bytes)):
                    target.write(data)
            received = part.stat().st_size
            if received != stat.size_bytes:
                raise DeviceLost(f"{self.serial} sent {received} of {stat.size_bytes} bytes of {remote}.", _LINK)
            part.replace(local)
        except OSError as error:
            raise UsageError(f"Cannot write {local}: {error.strerror}.", "Choose another place.") from error
        finally:
            with suppress(OSError):
                part.unlink(missing_ok=True)

    def _send(
        self, source: BinaryIO, size_bytes: int, path: str, mode: int, mtime_s: int, progress: Callable[[int], None]
    ) -> None:
        with self._sync(f"writing {path}", transfer_s(size_bytes)) as stream:
            sync.send(stream, source, path, mode, mtime_s, progress)

    # -- links --------------------------------------------------------------------------------------------------------

    @contextmanager
    def _sync(self, doing: str, timeout_s: float = SHORT_S) -> Iterator[Stream]:
        with self._stream("sync:", doing, timeout_s, SHORT_S) as stream:
            try:
                yield stream
            except sync.RefusedError as refused:
                raise self.refusal(f"refused {doing}", str(refused)) from refused

    @contextmanager
    def _stream(self, service: str, doing: str, timeout_s: float, stall_s: float) -> Iterator[Stream]:
        with ExitStack() as stack, adb_log.timed(self.serial, service, doing):
            with self._unless_gone():
                connection = stack.enter_context(self.server.open(f"host:transport:{self.serial}", service))
            yield Stream(connection.conn, self.serial, doing, timeout_s, stall_s)

    @contextmanager
    def _unless_gone(self) -> Iterator[None]:
        try:
            yield
        except DeviceUnavailable as error:
            raise DeviceLost(f"{self.serial} is unreachable: {error.message}", error.hint) from error


def transfer_s(size_bytes: int) -> float:
    """How long a transfer may take."""
    return SHORT_S + size_bytes / SLOWEST_BYTES_PER_S


_LINK = "Check the cable and the device, and run again."
_SERVER = "Run `adb start-server` to see why, or set ANDROID_ADB_SERVER_PORT to use another server."
