"""What a user sees of a run while it goes on, through the installed command: in a pipe and on a terminal."""

import os
import pty
import re
import select
import signal
import subprocess
import sys
import termios
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from tests.conftest import FaultyDevice
from tests.kinds import Devbench

FEW = ("--examples", "3", "--max-seconds", "0.3", "--threads", "1")
SHOW_CURSOR, HIDE_CURSOR = "\x1b[?25h", "\x1b[?25l"


def test_a_pipe_gets_a_header_and_a_line_a_step(devbench: Devbench, virtual_device: FaultyDevice) -> None:
    done = devbench("run", "--serial", virtual_device.serial, *FEW, "--memory")

    lines = done.stderr.splitlines()
    assert lines[0] == "qa-en-tiny fp32 · question-answering · 3 examples"
    assert re.fullmatch(rf"{virtual_device.serial} · quick mode · 1 thread · about \d+ s", lines[1])
    steps = [line for line in lines if line.startswith("[")]
    assert [re.sub(r"about \d+ s", "about N s", step) for step in steps] == [
        "[1/4] device run, about N s left",
        "[2/4] host run, about N s left",
        "[3/4] device, memory pass, about N s left",
        "[4/4] host, memory pass, about N s left",
    ]
    assert any(line.startswith("push model.fp32.tflite, 1.3 MB") for line in lines)
    assert "\x1b" not in done.stdout + done.stderr
    assert "[1/4]" not in done.stdout


@dataclass
class Terminal:
    """What a process wrote to a terminal of 80 columns so far."""

    process: subprocess.Popen[bytes]
    master: int
    shown: bytearray = field(default_factory=bytearray)

    def read_until(self, holds: Callable[[str], bool]) -> str:
        """Reads on until that holds, or the process has ended and nothing more is there."""
        while not holds(self.shown.decode(errors="replace")):
            has_ended = self.process.poll() is not None
            if select.select([self.master], [], [], 0.1)[0]:
                self.shown += os.read(self.master, 1 << 16)
            elif has_ended:
                break
        return self.shown.decode(errors="replace")


@contextmanager
def on_terminal(environment: dict[str, str], *arguments: str) -> Iterator[Terminal]:
    """The command with its standard error on a terminal, and its standard output in a pipe."""
    master, slave = pty.openpty()
    termios.tcsetwinsize(slave, (24, 80))
    with subprocess.Popen(
        [sys.executable, "-m", "devbench", *arguments], env=environment, stdout=subprocess.PIPE, stderr=slave
    ) as process:
        try:
            yield Terminal(process, master)
        finally:
            process.kill()
            os.close(slave)
            os.close(master)


def never(shown: str) -> bool:
    return False


def test_a_terminal_has_one_line_that_changes_and_is_gone_in_the_end(
    environment: dict[str, str], virtual_device: FaultyDevice
) -> None:
    with on_terminal(environment, "run", "--serial", virtual_device.serial, *FEW) as terminal:
        shown = terminal.read_until(never)
        assert terminal.process.stdout is not None
        data = terminal.process.stdout.read()

    assert "quick mode · 1 thread · about " in shown
    assert "[1/2] device run" in shown
    assert "[2/2] host run" in shown
    assert shown.rindex(SHOW_CURSOR) > shown.rindex(HIDE_CURSOR)
    assert max(len(re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", line)) for line in re.split(r"[\r\n]", shown)) <= 80
    assert b"\x1b" not in data


def test_an_interrupt_gives_the_terminal_back_and_says_what_was_kept(
    environment: dict[str, str], virtual_device: FaultyDevice
) -> None:
    with on_terminal(environment, "run", "--serial", virtual_device.serial, "--mode", "official") as terminal:
        terminal.read_until(lambda shown: "measuring" in shown)
        terminal.process.send_signal(signal.SIGINT)
        shown = terminal.read_until(never)
        assert terminal.process.wait() == 130

    assert shown.rindex(SHOW_CURSOR) > shown.rindex(HIDE_CURSOR)
    assert "No result was kept." in shown.replace("\r\n", "\n").replace("\n", " ")
