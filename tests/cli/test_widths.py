"""What the installed command prints at any width, to a terminal and to a pipe."""

from __future__ import annotations

import fcntl
import os
import pty
import struct
import subprocess
import sys
import termios
from pathlib import Path

import pytest

from devbench.results.store import ResultStore
from tests.history import named

COMMANDS = [["report"], ["report", "--details"], ["history"]]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """With two results."""
    store = ResultStore(tmp_path / "results")
    store.save(named("20261121T004812-1c9a55", model="qa-en-tiny"))
    store.save(named("20261121T004813-1c9a56", model="a model with a long name", timing="TOO_SHORT"))
    return tmp_path


def environment(home: Path, columns: int | str | None) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "LINES", "NO_COLOR")}
    return {**kept, "DEVBENCH_HOME": str(home), **({"COLUMNS": str(columns)} if columns else {})}


def in_pipe(home: Path, command: list[str], columns: int | str | None = None) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-m", "devbench", *command],
        env=environment(home, columns) | {"PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        check=True,
    )
    return done.stdout.decode().splitlines()


def on_terminal(home: Path, command: list[str], columns: int) -> list[str]:
    control, terminal = pty.openpty()
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 50, columns, 0, 0))
    with subprocess.Popen(
        [sys.executable, "-m", "devbench", *command],
        env=environment(home, None) | {"TERM": "dumb", "PYTHONIOENCODING": "utf-8"},
        stdin=terminal,
        stdout=terminal,
        stderr=subprocess.DEVNULL,
    ):
        os.close(terminal)
        shown = b""
        try:
            while part := os.read(control, 4096):
                shown += part
        except OSError:  # Linux's end of a terminal that nobody has open
            pass
    os.close(control)
    return shown.decode().splitlines()


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
@pytest.mark.parametrize("columns", [40, 80, 120])
def test_a_pipe_is_as_wide_as_columns_says_and_not_padded(home: Path, command: list[str], columns: int) -> None:
    lines = in_pipe(home, command, columns)
    assert max(map(len, lines)) <= columns
    assert [line for line in lines if line != line.rstrip()] == []


def test_no_columns_at_all_are_as_if_nothing_was_said(home: Path) -> None:
    assert in_pipe(home, ["report"], "0") == in_pipe(home, ["report"])


def test_an_error_is_shown_without_columns(home: Path) -> None:
    command = [sys.executable, "-m", "devbench", "report", "nosuch"]
    done = subprocess.run(command, env=environment(home, "0"), capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr.startswith("error: ")


@pytest.mark.parametrize("command", [["history"], ["run", "--help"]], ids=" ".join)
@pytest.mark.parametrize("columns", [1, 5])
def test_text_of_a_tiny_terminal_is_as_wide_as_that_of_20_columns(home: Path, command: list[str], columns: int) -> None:
    assert in_pipe(home, command, columns) == in_pipe(home, command, 20)
    assert on_terminal(home, command, columns) == on_terminal(home, command, 20)


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_pipe_gets_all_columns_unpadded(home: Path, command: list[str]) -> None:
    lines = in_pipe(home, command)
    assert [line for line in lines if line != line.rstrip()] == []
    if command == ["history"]:
        heading = ["id", "model", "task", "quality", "device", "invoke", "p50", "device", "/", "host", "verdict"]
        assert lines[1].split() == heading
        assert len(lines) == 5  # a line each


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_terminal_of_80_columns_shows_lines_that_fit(home: Path, command: list[str]) -> None:
    lines = on_terminal(home, command, 80)
    assert lines
    assert max(map(len, lines)) <= 80
    assert [line for line in lines if line != line.rstrip()] == []
