"""What the shell offers after `devbench ...` and a Tab."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from click.shell_completion import ShellComplete

from devbench import assets
from devbench.choices import TASKS
from devbench.cli import devbench
from devbench.results.store import ResultStore, default_root
from devbench.suites import suite_file
from tests.history import named

Offered = Callable[..., list[str]]

SERIALS = ("R5CT1", "emulator-5554")


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEVBENCH_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def offered() -> Offered:
    """For the words that are typed, of which the last one is not finished."""

    def offered(*words: str) -> list[str]:
        items = ShellComplete(devbench, {}, "devbench", "_DEVBENCH_COMPLETE").get_completions(
            list(words[:-1]), words[-1]
        )
        return [item.value if item.type == "plain" else f"({item.type})" for item in items]

    return offered


@pytest.fixture
def adb_port() -> Iterator[int]:
    """Of a server that answers one question: which devices there are."""
    body = "".join(f"{serial}\tdevice\n" for serial in SERIALS).encode()

    def serve() -> None:
        connection, _ = server.accept()
        with connection:
            assert connection.recv(64) == b"000chost:devices"
            connection.sendall(b"OKAY%04x%s" % (len(body), body))

    with socket.create_server(("127.0.0.1", 0)) as server:
        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield server.getsockname()[1]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["rep"], ["report"]),
        (["run", "--strict=answers", "--max-t"], ["--max-temperature"]),
        (["run", "qa-en"], ["qa-en-tiny"]),
        (["run", "-m", "qa-en"], ["qa-en-tiny"]),
        (["run", "mod"], ["model.tflite"]),
        (["run", "sub/"], ["sub/other.tflite"]),
        (["run", "nothing"], ["(file)"]),
        (["run", "--task", ""], list(TASKS)),
        (["run", "--mode", ""], ["quick", "normal", "official"]),
        (["run", "--against", "mai"], ["main"]),
        (["run", "--gate", "load,mem"], ["load,memory", "load,memory_pass"]),
        (["run", "--json", "re"], ["(file)"]),
        (["history", "--plot", "invoke.p5"], ["invoke.p50"]),
        (["suite", ""], suite_file.builtin_names()),
        (["export", "che"], ["checkpoint"]),
        (["report", "2026"], ["20261120T100000-second", "20261119T100000-first"]),
        (["compare", "l"], ["latest"]),
    ],
    ids=" ".join,
)
def test_names_are_offered(offered: Offered, words: Sequence[str], expected: Sequence[str], tmp_path: Path) -> None:
    store = ResultStore(default_root())
    for name in ("20261119T100000-first", "20261120T100000-second"):
        store.save(named(name))
    (store.root / "baselines" / "main").mkdir(parents=True)
    for folder in ("sub", "checkpoint"):
        (tmp_path / folder).mkdir()
    for name in ("model.tflite", "sub/other.tflite", "checkpoint/config.json"):
        (tmp_path / name).touch()
    assert offered(*words) == list(expected)


def test_all_bundled_models_are_offered(offered: Offered) -> None:
    assert offered("inspect", "") == assets.model_names()


def test_serials_are_those_of_the_adb_server(offered: Offered, adb_port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANDROID_ADB_SERVER_PORT", str(adb_port))
    assert offered("run", "-s", "") == list(SERIALS)


@pytest.mark.parametrize("port", ["1", "nonsense"])
def test_without_an_adb_server_no_serial_is_offered_and_no_server_started(port: str, tmp_path: Path) -> None:
    """As the shell asks, through the installed command."""
    words = ["devbench", "run", "--serial", ""]
    asking = {"_DEVBENCH_COMPLETE": "bash_complete", "COMP_WORDS": " ".join(words), "COMP_CWORD": "3"}
    environment = {**os.environ, **asking, "ANDROID_ADB_SERVER_PORT": port, "PATH": str(tmp_path)}  # no adb
    done = subprocess.run([sys.executable, "-m", "devbench"], env=environment, capture_output=True, text=True)
    assert (done.returncode, done.stdout.strip(), done.stderr) == (0, "", "")


def test_a_name_that_cannot_be_looked_up_is_no_error(offered: Offered, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(assets, "model_names", lambda: 1 / 0)
    assert offered("run", "") == ["(file)"]


def test_a_name_that_is_more_than_a_line_is_not_offered(offered: Offered, tmp_path: Path) -> None:
    (tmp_path / "mod\nel.tflite").touch()
    (tmp_path / "model.tflite").touch()
    assert offered("run", "mod") == ["model.tflite"]
