"""What mksh with toybox's programs answers: the shell of a phone, of which the virtual device's is a part.

Both are Debian packages (``tests/packages.txt``). ``tests/vectors/make_shell.py`` records the answers.
"""

import json
import os
import resource
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path
from typing import TypedDict

HOME = "/data/local/tmp"
RECORDED = Path(__file__).parents[1] / "vectors" / "shell" / "answers.json"
LIMIT_S = 60
LIMIT_BYTES = 1 << 24


class Answer(TypedDict):
    """Bytes as Latin-1."""

    stdout: str
    exit_code: int


class ReferenceShell:
    """In ``folder``, with toybox's programs and no others on PATH."""

    def __init__(self, folder: Path) -> None:
        mksh, toybox = shutil.which("mksh"), shutil.which("toybox")
        assert mksh is not None
        assert toybox is not None
        self._mksh, self._folder, self._programs = mksh, folder, folder / "bin"
        self._programs.mkdir()
        for name in subprocess.run([toybox], check=True, capture_output=True, text=True).stdout.split():
            (self._programs / name).symlink_to(toybox)
        (self._programs / "sh").symlink_to(mksh)

    def run(self, snippet: str) -> Answer:
        """In an empty folder, which is called as on the virtual device."""
        with tempfile.TemporaryDirectory(dir=self._folder) as name:
            process = subprocess.Popen(
                ["sh", "-c", snippet],
                executable=self._mksh,
                cwd=name,
                env={"PATH": str(self._programs), "HOME": name},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
                preexec_fn=_limit_files,
            )
            try:
                stdout, _ = process.communicate(timeout=LIMIT_S)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.communicate()
                raise
        exit_code = 128 - process.returncode if process.returncode < 0 else process.returncode
        return {"stdout": stdout.decode("latin-1").replace(name, HOME), "exit_code": exit_code}


def is_installed() -> bool:
    return bool(shutil.which("mksh") and shutil.which("toybox"))


def recorded() -> dict[str, Answer]:
    answers: dict[str, Answer] = json.loads(RECORDED.read_text())
    return answers


def _limit_files() -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (LIMIT_BYTES, LIMIT_BYTES))
