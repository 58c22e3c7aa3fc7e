"""What mksh with toybox's programs answers: the shell of a phone, of which the virtual device's is a part.

``python tests/virtual/shell_reference.py`` records the answers to all snippets in ``tests/vectors/shell/answers.json``.
Both are Debian packages (``tests/packages.txt``).
"""

import json
import shutil
import subprocess
import tempfile
from pathlib import Path

HOME = "/data/local/tmp"
RECORDED = Path(__file__).parents[1] / "vectors" / "shell" / "answers.json"
PACKAGES = ("mksh", "toybox")
LIMIT_S = 60


class ReferenceShell:
    """In ``folder``, with toybox's programs and no others on PATH."""

    def __init__(self, folder):
        self._folder = folder
        self._programs = folder / "bin"
        self._programs.mkdir()
        mksh, toybox = map(shutil.which, PACKAGES)
        names = subprocess.run([toybox], check=True, capture_output=True, text=True).stdout.split()
        for name in names:
            (self._programs / name).symlink_to(toybox)
        (self._programs / "sh").symlink_to(mksh)
        self._mksh = mksh

    def run(self, snippet):
        with tempfile.TemporaryDirectory(dir=self._folder) as name:
            done = subprocess.run(
                ["sh", "-c", snippet],
                executable=self._mksh,
                cwd=name,
                env={"PATH": str(self._programs), "HOME": name},
                stdin=subprocess.DEVNULL,
                capture_output=True,
                timeout=LIMIT_S,
            )
        status = 128 - done.returncode if done.returncode < 0 else done.returncode
        return {"stdout": done.stdout.decode("latin-1").replace(name, HOME), "exit_code": status}


def is_installed():
    return all(map(shutil.which, PACKAGES))


def recorded():
    return json.loads(RECORDED.read_text())


def record(snippets):
    with tempfile.TemporaryDirectory() as folder:
        reference = ReferenceShell(Path(folder))
        answers = {snippet: reference.run(snippet) for snippet in snippets}
    RECORDED.write_text(json.dumps(answers, indent=1) + "\n")


if __name__ == "__main__":
    from shell_snippets import ALIKE

    record(ALIKE)
