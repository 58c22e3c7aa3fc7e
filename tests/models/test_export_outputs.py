"""Exported models give what PyTorch gives, on every runtime of the host.

The references are those of make_references.py.
"""

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from devbench.models import flatbuffer
from devbench.models.export.exporter import ExportReport
from tests.kinds import Exported
from tests.models import checkpoints, interpreters
from tests.models.checkpoints import Case

REFERENCES = np.load(Path(__file__).with_name("references.npz"))
LEAST_COSINE = {"fp16": 0.99999, "int8": 0.998}

every_case = pytest.mark.parametrize("case", checkpoints.CASES.values(), ids=lambda case: case.name)
every_runtime = pytest.mark.parametrize("runtime", interpreters.RUNTIMES)


def outputs(runtime: str, report: ExportReport, case: Case) -> dict[str, NDArray[np.float32]]:
    """Of the one model, or of both of an encoder-decoder pair, the second fed with what the first gave."""
    values = checkpoints.inputs(case)
    found = interpreters.run(runtime, report.models[0], values)
    for decoder in report.models[1:]:
        memory = {
            "encoder_hidden_states": found["last_hidden_state"],
            "encoder_attention_mask": values["attention_mask"],
        }
        found |= interpreters.run(runtime, decoder, {**values, **memory})
    return found


def references(case: Case) -> dict[str, NDArray[np.float32]]:
    found = {key.partition("/")[2]: value for key, value in REFERENCES.items() if key.partition("/")[0] == case.name}
    assert found
    return found


@every_runtime
@every_case
def test_fp32_equals_pytorch(exported: Exported, case: Case, runtime: str) -> None:
    found, expected = outputs(runtime, exported(case.name), case), references(case)
    assert found.keys() == expected.keys()
    for name, value in expected.items():
        np.testing.assert_allclose(found[name], value, rtol=0, atol=1e-5)


@every_runtime
@pytest.mark.parametrize("quantize", LEAST_COSINE)
@every_case
def test_quantized_stays_close_to_pytorch(exported: Exported, case: Case, quantize: str, runtime: str) -> None:
    report, expected = exported(case.name, quantize), references(case)
    assert all(flatbuffer.read(model).quantization == quantize for model in report.models)
    found = outputs(runtime, report, case)
    for name, value in expected.items():
        assert found[name].shape == value.shape
        assert interpreters.cosine(found[name], value) >= LEAST_COSINE[quantize]
