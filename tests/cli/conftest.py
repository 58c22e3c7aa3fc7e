from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from devbench import api
from devbench.bench.prepare import Request
from tests.cli.project_calls import Asked, call
from tests.sample_results import result


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, the top of a repository."""
    for variable in ("DEVBENCH_SERIAL", "ANDROID_SERIAL"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("DEVBENCH_HOME", str(tmp_path / "home"))
    folder = tmp_path / "project"
    (folder / ".git").mkdir(parents=True)
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Asked:
    """What `devbench run` with these options would run, and how."""

    def of(*options: str) -> tuple[Request, dict[str, Any]]:
        calls: list[tuple[list[Request], dict[str, Any]]] = []

        def run_all(requests: list[Request], **settings: Any) -> list[object]:
            calls.append((requests, settings))
            return [result()]

        monkeypatch.setattr(api, "run_all", run_all)
        done = call("run", "--quiet", *options)
        assert done.exception is None, (done.exception, done.output)
        return calls[0][0][0], calls[0][1]

    return of
