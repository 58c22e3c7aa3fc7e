"""`devbench run` as a user starts it: the real command in a process of its own."""

import os
import subprocess
import sys

import pytest


@pytest.fixture
def environment(adb_server, tmp_path):
    return {**os.environ, **adb_server.environment, "DEVBENCH_HOME": str(tmp_path / "devbench"), "NO_COLOR": "1"}


@pytest.fixture
def devbench(environment):
    """Runs it and returns what it printed and how it exited."""

    def run(*arguments):
        command = [sys.executable, "-m", "devbench", *map(str, arguments)]
        return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=300)

    return run
