"""`devbench run` as a user starts it: the real command in a process of its own."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from devbench import assets
from devbench.device import ROOT
from tests.conftest import FaultyDevice, OwnAdbServer
from tests.kinds import Devbench, Left


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


@pytest.fixture
def version_2(tmp_path: Path) -> Path:
    """Bundled questions, every other one asked where nothing answers it."""
    squad = json.loads(assets.dataset("qa-en.json").read_text(encoding="utf-8"))
    paragraphs = [paragraph for article in squad["data"] for paragraph in article["paragraphs"]]
    questions = [(paragraph, question) for paragraph in paragraphs for question in paragraph["qas"]][:20]
    for _, question in questions[::2]:
        question |= {"question": "Which color did nobody ever see?", "answers": [], "is_impossible": True}
    kept = [{"paragraphs": [{**paragraph, "qas": [question]}]} for paragraph, question in questions]
    path = tmp_path / "version-2.json"
    path.write_text(json.dumps({"version": "v2.0", "data": kept}), encoding="utf-8")
    return path


@pytest.fixture
def left_on_device(virtual_device: FaultyDevice) -> Left:

    def left() -> list[str]:
        folder = virtual_device.root / ROOT[1:]
        jobs = folder / "jobs"
        return [
            *([path.name for path in jobs.iterdir()] if jobs.is_dir() else []),
            *(["lock"] if (folder / "lock").exists() else []),
        ]

    return left
