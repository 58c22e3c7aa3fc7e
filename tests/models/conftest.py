"""Checkpoints and models that several tests look at: each is made once."""

import checkpoints
import pytest
from exports import export_case


@pytest.fixture(scope="session")
def checkpoint(tmp_path_factory):
    """A function from a case's name to its checkpoint's folder."""
    root = tmp_path_factory.mktemp("checkpoints")

    def written(name):
        folder = root / name
        return folder if folder.exists() else checkpoints.write(checkpoints.CASES[name], folder)

    return written


@pytest.fixture(scope="session")
def exported(checkpoint, tmp_path_factory):
    """A function from a case's name and a quantization to what its export reports."""
    root, reports = tmp_path_factory.mktemp("exported"), {}

    def report(name, quantize="fp32"):
        if (name, quantize) not in reports:
            output = root / name / f"model.{quantize}.tflite"
            reports[name, quantize] = export_case(checkpoint(name), output, name, quantize)
        return reports[name, quantize]

    return report
