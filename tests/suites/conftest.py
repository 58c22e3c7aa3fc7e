"""A small suite on a stand-in device."""

from pathlib import Path

import pytest

from devbench import assets
from devbench.device.facts import DeviceFacts
from devbench.results.store import ResultStore
from devbench.suites import suite_file
from devbench.suites.kept_cells import KeptCells
from devbench.suites.runner import RunPlans, Suite, SuitePlan, prepare
from devbench.suites.suite_models import Models
from tests.suites.stand_ins import FACTS, SUITE, MakeSuite


@pytest.fixture
def harness(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A stand-in for what Gradle builds: only its content counts here."""
    (tmp_path / "harness.jar").write_bytes(b"dex")
    monkeypatch.setattr(assets, "harness", lambda name: tmp_path / name)


@pytest.fixture
def plan(harness: None, tmp_path: Path) -> SuitePlan:
    (tmp_path / "mine.toml").write_text(SUITE)
    described, folder = suite_file.read(str(tmp_path / "mine.toml"))
    return prepare(described, Models(folder, tmp_path / "cache"))


@pytest.fixture
def suite(plan: SuitePlan, tmp_path: Path) -> MakeSuite:
    store = ResultStore(tmp_path / "results")

    def make(run_plans: RunPlans, serial: str = "R58M", facts: DeviceFacts = FACTS) -> Suite:
        return Suite(plan, KeptCells(store, serial, facts), run_plans)

    return make
