"""Whatever standard output and standard error are: no traceback, and the exit code of what was found."""

import ast
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from devbench.cli import streams, terminal
from devbench.results import document
from tests.history import named
from tests.sample_results import wrong

PACKAGE = Path(streams.__file__).parents[1]
COMMAND = [sys.executable, "-m", "devbench"]
RunIn = Callable[..., subprocess.CompletedProcess[bytes]]


@dataclass(frozen=True)
class Documents:
    sound: str
    wrong: str


@pytest.fixture
def documents(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Documents:
    monkeypatch.setenv("DEVBENCH_HOME", str(tmp_path / "home"))
    paths = []
    for name, made in (("sound", named("sound")), ("wrong", wrong(run=named("wrong").run))):
        paths.append(tmp_path / f"{name}.json")
        paths[-1].write_bytes(document.encode(made))
    return Documents(*map(str, paths))


@pytest.fixture
def run_in() -> RunIn:
    """Runs the command in a shell, with redirections as a user writes them."""

    def run_in(redirection: str, *arguments: str, **variables: str) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(
            ["sh", "-c", f'"$@" {redirection}', "sh", *COMMAND, *arguments],
            env={**os.environ, **variables},
            capture_output=True,
            timeout=60,
        )

    return run_in


@pytest.fixture
def gone() -> Iterator[int]:
    """The end of a pipe whose reader has stopped."""
    read, write = os.pipe()
    os.close(read)
    yield write
    os.close(write)


ENCODINGS = [
    pytest.param({"PYTHONIOENCODING": "ascii"}, "ascii", id="ascii"),
    pytest.param({"PYTHONIOENCODING": "cp1252"}, "cp1252", id="cp1252"),
    pytest.param({"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}, "ascii", id="C locale"),
]


@pytest.mark.parametrize(("variables", "encoding"), ENCODINGS)
def test_what_an_encoding_lacks_is_written_as_something_alike(
    documents: Documents, run_in: RunIn, variables: dict[str, str], encoding: str
) -> None:
    done = run_in("", "report", documents.wrong, **variables)
    assert done.returncode == 0, done.stderr.decode(errors="replace")
    shown = done.stdout.decode(encoding)
    assert "fp32" in shown
    assert "┃" not in shown
    assert "\\u" not in shown, "all that devbench writes itself has a look-alike"


WRITERS = ("analysis", "bench", "cli", "device", "doctor", "reports")
NO_WRITERS = ("streams.py", "sanitize.py", "markdown.py")  # Markdown is UTF-8 whatever the terminal shows


def written() -> Iterator[str]:
    """All strings in the modules whose words a terminal may show."""
    for path in [path for folder in WRITERS for path in (PACKAGE / folder).rglob("*.py")]:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        comments = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in comments:
                yield from [] if path.name in NO_WRITERS else [node.value]


def test_every_character_that_devbench_writes_has_a_look_alike() -> None:
    characters = {
        character for text in written() for character in text if character.isprintable() and not character.isascii()
    }
    assert {"·", "±"} <= characters
    assert {each for each in characters if "\\" in each.encode("ascii", streams.LOOK_ALIKE).decode()} == set()


def test_every_kind_of_output_has_its_encoding(documents: Documents, run_in: RunIn) -> None:
    ascii_only = {"PYTHONIOENCODING": "ascii"}

    unknown = run_in("", "run", "--model", "日本語.tflite", **ascii_only)
    assert unknown.returncode == 2
    assert rb"\u65e5\u672c\u8a9e.tflite" in unknown.stderr

    mistyped = run_in("", "run", "--日本語", **ascii_only)
    assert mistyped.returncode == 2
    assert mistyped.stderr.isascii()

    shown = run_in("", "run", "--help", **ascii_only)
    assert shown.returncode == 0
    assert shown.stdout.isascii()

    markdown = run_in("", "report", documents.wrong, "--markdown", "-", **ascii_only)
    assert markdown.returncode == 0
    assert "·" in markdown.stdout.decode("utf-8"), "a document is UTF-8 whatever the terminal can show"


@pytest.mark.parametrize(
    ("arguments", "exit_code"),
    [
        (["compare", "sound", "wrong"], 3),
        (["report", "sound"], 0),
        (["report", "sound", "--markdown", "-"], 0),
        (["--help"], 0),
        (["nonsense"], 2),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_a_reader_that_stops_early_hides_nothing_and_fails_nothing(
    documents: Documents, gone: int, arguments: list[str], exit_code: int
) -> None:
    command = [*COMMAND, *(getattr(documents, word, word) for word in arguments)]
    done = subprocess.run(command, stdout=gone, stderr=subprocess.PIPE, timeout=60)
    assert done.returncode == exit_code
    assert bool(done.stderr) == (exit_code != 0)
    assert subprocess.run(command, stdout=gone, stderr=gone, timeout=60).returncode == exit_code


def test_colours_in_a_pipe_make_no_terminal_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    terminal.messages.cache_clear()
    console = terminal.messages()
    terminal.messages.cache_clear()
    assert (console.is_terminal, console.is_interactive) == (True, False)


@pytest.mark.parametrize("redirection", [">/dev/full", ">&-"])
@pytest.mark.parametrize("arguments", [["report"], ["--help"]], ids=" ".join)
@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no /dev/full")
def test_output_that_cannot_be_written_is_said_in_a_sentence(
    documents: Documents, run_in: RunIn, redirection: str, arguments: list[str]
) -> None:
    done = run_in(redirection, *arguments, *([documents.sound] if arguments == ["report"] else []))
    assert done.returncode == 2
    assert done.stderr.startswith(b"error: Cannot write to standard output: ")
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize("redirection", ["2>&-", "2>/dev/full", "<&- >/dev/null 2>&-"])
@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no /dev/full")
def test_messages_that_nobody_can_see_change_no_exit_code(
    documents: Documents, run_in: RunIn, redirection: str
) -> None:
    assert run_in(redirection, "report", documents.sound).returncode == 0
    assert run_in(redirection, "report", "nonsense").returncode == 2


@pytest.mark.parametrize("named", ["a\x1b[31mb.tflite", "a\nb.tflite", "mod.tflite"])
def test_an_error_shows_names_on_one_line_and_moves_no_cursor(
    run_in: RunIn, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, named: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mod\nel\x1b[31m.tflite").touch()  # suggested for the last
    done = run_in("", "run", named)
    assert done.returncode == 2
    assert b"\x1b" not in done.stderr
    assert [line[:7] for line in done.stderr.decode().splitlines()] == ["error: ", "  try: "]


def test_a_line_of_progress_shows_names_and_moves_no_cursor(capsys: pytest.CaptureFixture[str]) -> None:
    terminal.messages.cache_clear()
    terminal.messages().print("exported a\x1b[31mb", soft_wrap=True)
    terminal.messages.cache_clear()
    assert capsys.readouterr().err == "exported a\\u001b[31mb\n"
