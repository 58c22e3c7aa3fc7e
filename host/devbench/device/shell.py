"""adb's shell service, from the host's side: what a command printed and its true exit code."""

from __future__ import annotations

import struct
from dataclasses import dataclass

from devbench.device.stream import Stream

_PACKET = struct.Struct("<BI")
_STDOUT, _STDERR, _EXIT, _CLOSE_STDIN = 1, 2, 3, 4
_READ_BYTES = 64 << 10
_MARK = "devbench-exit-code:"


@dataclass(frozen=True)
class ShellResult:
    """Before Android 7 ``stdout`` holds what went to standard error, too."""

    exit_code: int
    stdout: str
    stderr: str

    @property
    def last_words(self) -> str:
        """The last line of what the device said."""
        lines = (self.stderr.strip() or self.stdout.strip()).splitlines()
        return lines[-1].strip() if lines else f"exit code {self.exit_code}"


def service(text: str, shell_v2: bool) -> str:
    """The name of the service that runs ``text``.

    The old way has no exit code, so the shell itself is made to print it; and as ``shell:`` would make a terminal,
    which turns line ends into CR LF, it is ``exec:``.
    """
    return f"shell,v2,raw:{text}" if shell_v2 else f"exec:({text}\n)\necho {_MARK}$?"


def read_result(stream: Stream, shell_v2: bool) -> ShellResult:
    return _read_v2(stream) if shell_v2 else _read_marked(stream)


def _read_v2(stream: Stream) -> ShellResult:
    stream.send(_PACKET.pack(_CLOSE_STDIN, 0))
    output = {_STDOUT: bytearray(), _STDERR: bytearray()}
    while True:
        kind, length = _PACKET.unpack(stream.read_exactly(_PACKET.size))
        data = stream.read_exactly(length)
        if kind == _EXIT:
            return ShellResult(data[0], _text(output[_STDOUT]), _text(output[_STDERR]))
        if kind not in output:
            raise stream.nonsense(bytes([kind]))
        output[kind] += data


def _read_marked(stream: Stream) -> ShellResult:
    output = bytearray()
    while part := stream.read(_READ_BYTES):
        output += part
    text, mark, exit_code = _text(output).rpartition(_MARK)
    if not mark or not exit_code.strip().isdigit():
        raise stream.nonsense(bytes(output[-100:]))
    return ShellResult(int(exit_code), text, "")


def _text(data: bytearray) -> str:
    return data.decode(errors="replace")
