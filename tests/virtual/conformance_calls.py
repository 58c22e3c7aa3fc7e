"""The same calls on any device: ``python conformance_calls.py ADB PORT SERIAL FOLDER`` prints the answers as JSON.

Run by test_conformance.py on the virtual device and on a real adbd; needs nothing but the standard library.
"""

import json
import socket
import struct
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

SHELL = [
    "exit 0",
    "exit 7",
    "exit 300",
    "kill -9 $$",
    "echo out; echo err >&2",
    "false; echo $?",
    "true && echo yes || echo no",
    "false && echo yes || echo no",
    "echo 'a b'  \"c $HOME_X d\" e\\ f",
    "X=1; echo $X$? ${X}z",
    "X=5 sh -c 'echo $X'",
    "echo $(echo in $(echo ner))",
    "(echo sub; exit 3); echo $?",
    "if [ 1 -lt 2 ]; then echo less; fi",
    "for i in 1 2; do echo $i; done",
    "seq 3 | head -n 2",
    "yes | head -n 1",
    "echo b | grep b",
    "echo a | grep -c b",
    "printf '%s-%d\\n' x 1",
    "sleep 30 & kill $!; wait $!; echo $?",
    "sh -c 'exit 4' & wait $!; echo $?",
    "trap '' TERM; kill $$; echo alive",
    "nosuchcommand 2>/dev/null; echo $?",
    "echo x >FOLDER/file; cat FOLDER/file; cat <FOLDER/file | wc -l",
    "cd FOLDER && ls && pwd",
    "ls FOLDER/none 2>/dev/null; [ $? -ne 0 ] && echo failed",
    "sha256sum FOLDER/file",
    "stat -c '%s' FOLDER/file",
    "test -f FOLDER/file && [ ! -d FOLDER/file ] && echo file",
    "echo FOLDER/f*; echo 'FOLDER/f*'",
    "ln -s file FOLDER/link && readlink FOLDER/link && cat FOLDER/link",
    "mkdir FOLDER/deep && rmdir FOLDER/deep && echo made",
    "mkdir FOLDER 2>/dev/null || echo there",
    "rm FOLDER/none 2>/dev/null || echo none; rm -f FOLDER/none && echo quiet",
    "cat /proc/self/root/nothing 2>/dev/null || echo nothing",
]


Call = tuple[str, Callable[[], object]]
"""What is tried, in words, and how."""


class Device:
    def __init__(self, adb: str, port: str, serial: str, folder: str) -> None:
        self.adb, self.port, self.serial, self.folder = adb, int(port), serial, folder

    def run(self, *arguments: str, stdin: bytes = b"") -> tuple[int, bytes, bytes]:
        """What the stock adb prints, complains of and exits with."""
        command = [self.adb, "-P", str(self.port), "-s", self.serial, *arguments]
        done = subprocess.run(command, input=stdin, capture_output=True, timeout=30)
        return done.returncode, done.stdout, done.stderr

    def ask(self, service: str, message: bytes = b"", count: int = 1 << 20) -> bytes:
        """What a service answers to a message, to its end or so many bytes."""
        with closing(socket.create_connection(("127.0.0.1", self.port), timeout=5)) as connection:
            for request in (f"host:transport:{self.serial}", service):
                connection.sendall(b"%04x" % len(request) + request.encode())
                status = connection.recv(4, socket.MSG_WAITALL)
                if status != b"OKAY":
                    return status
            connection.sendall(message)
            return connection.recv(count, socket.MSG_WAITALL)

    def sync(self, name: bytes, path: str, rest: bytes = b"", count: int = 1 << 20) -> bytes:
        said = path.encode()
        return self.ask("sync:", name + struct.pack("<I", len(said)) + said + rest, count)

    def refusal(self, name: bytes, path: str, rest: bytes = b"") -> tuple[bytes, bytes]:
        """How a sync request fails, in words. A real adbd may close before they have arrived, and is asked again."""
        for _ in range(20):
            reply = self.sync(name, path, rest, 8)
            length = struct.unpack("<4sI", reply)[1]
            reply = self.sync(name, path, rest, 8 + length)
            if len(reply) == 8 + length:
                break
        return reply[:4], reply[8:]


def shell_calls(device: Device) -> Iterator[Call]:
    for command in SHELL:
        yield f"shell {command}", partial(device.run, "shell", command.replace("FOLDER", device.folder))
    yield "shell without version 2", lambda: device.run("shell", "-x", "echo out; echo err >&2; exit 7")
    yield "standard input", lambda: device.run("shell", "cat", stdin=b"line\n" * 100_000)[1] == b"line\n" * 100_000
    yield "commands on standard input", lambda: device.run("shell", "-T", stdin=b"echo a\nexit 5\n")[:2]
    yield "raw output", lambda: device.run("exec-out", "printf 'a\\r\\n\\000'")
    yield "several commands of exec", lambda: device.run("exec-out", "echo a; echo b >&2; exit 3")


def file_calls(device: Device) -> Iterator[Call]:
    file, none = f"{device.folder}/file", f"{device.folder}/none"
    done = b"DONE" + struct.pack("<I", 1_700_000_000)

    def send(path: str, mode: int = 0o100644, data: bytes = b"DATA\1\0\0\0h") -> bytes:
        return device.sync(b"SEND", f"{path},{mode}", data + done, 8)

    def mode(path: str) -> str:
        return oct(struct.unpack("<4sIII", device.sync(b"STAT", path, count=16))[1])

    def received(path: str) -> bytes:
        return device.sync(b"RECV", path, b"QUIT\0\0\0\0")

    def send_with(bits: int) -> tuple[bytes, str]:
        return send(file, bits), mode(file)

    with TemporaryDirectory() as temporary:
        tree = Path(temporary) / "tree"
        for name, content in {"a": b"a", "sub/b": b"b" * 70_000, "empty": b""}.items():
            (tree / name).parent.mkdir(parents=True, exist_ok=True)
            (tree / name).write_bytes(content)
        yield "push a tree", lambda: device.run("push", str(tree), device.folder)[0]
        yield "pull a tree", lambda: device.run("pull", f"{device.folder}/tree", f"{temporary}/back")[0]
        yield (
            "what was pulled",
            lambda: sorted(p.read_bytes()[:1] for p in Path(temporary).rglob("back/**/*") if p.is_file()),
        )
        yield "push onto a folder", lambda: device.run("push", str(tree / "a"), f"{device.folder}/tree")[0]
        yield "pull what is not there", lambda: device.run("pull", none, temporary)
    for bits in (0o444, 0o600, 0o644, 0o755):
        yield f"push with mode {bits:o}", partial(send_with, 0o100000 | bits)
    yield "push an empty file", lambda: (send(file, data=b""), received(file))
    yield "push into folders that are not there", lambda: (send(f"{device.folder}/new/er/file"), received(file))
    yield "push below a file", lambda: device.refusal(b"SEND", f"{file}/x,33188", b"DATA\1\0\0\0h" + done)
    yield "push a link", lambda: (send(f"{device.folder}/pushed", 0o120777), mode(f"{device.folder}/pushed"))
    yield "push onto a link", lambda: (send(f"{device.folder}/pushed"), mode(f"{device.folder}/pushed"))
    yield "push without a mode", lambda: device.refusal(b"SEND", file)
    yield "push too much at once", lambda: device.refusal(b"SEND", f"{file},33188", b"DATA\xff\xff\xff\0")
    yield "what is no sync command", lambda: device.sync(b"NOPE", "a", count=4)
    yield "a path that is too long", lambda: device.sync(b"STAT", "a" * 1025, count=4)
    yield "look at what is not there", lambda: device.sync(b"STAT", none, count=16)
    yield "look at it by version 2", lambda: device.sync(b"STA2", none, count=72)
    yield "look at a folder", lambda: mode(device.folder)[:4]
    yield "list what is not there", lambda: device.sync(b"LIST", none, b"QUIT\0\0\0\0")
    yield "receive what is not there", lambda: device.refusal(b"RECV", none)
    yield "receive a folder", lambda: device.refusal(b"RECV", device.folder)


def connection_calls(device: Device) -> Iterator[Call]:
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_server(("127.0.0.1", 0)) as free:
        here, there = (f"tcp:{probe.getsockname()[1]}" for probe in (free, server))
        free.close()
        yield "what is no service", lambda: device.ask("nosuch:")
        yield "a port that nobody listens on", lambda: device.ask("tcp:1")
        yield "reverse", lambda: device.run("reverse", here, there)[0]
        yield "reverse list", lambda: len(device.run("reverse", "--list")[1].split())
        yield "reverse again", lambda: device.run("reverse", "--no-rebind", here, there)
        yield "reverse any port", lambda: device.run("reverse", "tcp:0", there)[1].strip().isdigit()
        yield "reverse remove", lambda: device.run("reverse", "--remove", here)
        yield "reverse remove again", lambda: device.run("reverse", "--remove", here)[0]
        yield "reverse remove all", lambda: device.run("reverse", "--remove-all")


def answers(device: Device) -> dict[str, str]:
    """The answers to all calls as text, without what differs by nature: serial and folder."""
    device.run("shell", f"rm -rf {device.folder}; mkdir -p {device.folder}")
    told = {}
    for calls in (shell_calls, file_calls, connection_calls):
        for name, call in calls(device):
            try:
                answer = str(call())
            except (OSError, subprocess.TimeoutExpired) as error:
                answer = type(error).__name__
            told[name] = answer.replace(device.folder, "FOLDER").replace(device.serial, "SERIAL")
    device.run("shell", f"rm -rf {device.folder}")
    return told


if __name__ == "__main__":
    json.dump(answers(Device(*sys.argv[1:])), sys.stdout)
