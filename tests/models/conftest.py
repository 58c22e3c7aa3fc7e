"""Checkpoints and models that several tests look at: each is made once."""

import shutil
from pathlib import Path

import pytest

from devbench.models.export import ExportReport
from tests.kinds import Checkpoint, Exported
from tests.models import checkpoints
from tests.models.exports import CASE, export_case


@pytest.fixture(scope="session")
def checkpoint(tmp_path_factory: pytest.TempPathFactory) -> Checkpoint:
    """A function from a case's name to its checkpoint's folder."""
    root = tmp_path_factory.mktemp("checkpoints")

    def written(name: str) -> Path:
        folder = root / name
        return folder if folder.exists() else checkpoints.write(checkpoints.CASES[name], folder)

    return written


@pytest.fixture(scope="session")
def exported(checkpoint: Checkpoint, tmp_path_factory: pytest.TempPathFactory) -> Exported:
    """A function from a case's name and a quantization to what its export reports."""
    root = tmp_path_factory.mktemp("exported")
    reports: dict[tuple[str, str], ExportReport] = {}

    def report(name: str, quantize: str = "fp32") -> ExportReport:
        if (name, quantize) not in reports:
            output = root / name / f"model.{quantize}.tflite"
            reports[name, quantize] = export_case(checkpoint(name), output, name, quantize)
        return reports[name, quantize]

    return report


@pytest.fixture
def copy(checkpoint: Checkpoint, tmp_path: Path) -> Path:
    """A checkpoint of one's own to change."""
    return shutil.copytree(checkpoint(CASE), tmp_path / "checkpoint")
