"""`devbench run` as a user starts it: the real command in a process of its own."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import OwnAdbServer
from tests.kinds import Devbench


@pytest.fixture
def environment(adb_server: OwnAdbServer, tmp_path: Path) -> dict[str, str]:
    return {**os.environ, **adb_server.environment, "DEVBENCH_HOME": str(tmp_path / "devbench"), "NO_COLOR": "1"}


@pytest.fixture
def devbench(environment: dict[str, str]) -> Devbench:
    """Runs it and returns what it printed and how it exited."""

    def run(*arguments: object) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "devbench", *map(str, arguments)]
        return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=300)

    return run
