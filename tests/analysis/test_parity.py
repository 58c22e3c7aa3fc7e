"""Where device and host disagree: each disagreement for its cause."""

import numpy as np
import pytest

from devbench.analysis import parity
from devbench.analysis.parity import Answered, ExamplePair
from devbench.results.findings import judge
from devbench.results.schema import Parity
from tests.kinds import present


def side(ids: list[int], logits: list[float], text: str = "a") -> Answered:
    """One example with one window."""
    return Answered(token_ids=[ids], outputs=[{"start_logits": np.asarray([logits], np.float32)}], answer=text)


def compared(device: Answered, host: Answered) -> Parity:
    return parity.compare([ExamplePair("q1", device, host, answers_equal=device.answer == host.answer)])


@pytest.mark.parametrize(
    ("device", "host", "expected"),
    [
        (side([1, 2], [1, 2]), side([1, 2], [1, 2.00001]), []),
        (side([1, 3], [1, 2]), side([1, 2], [1, 2]), ["TOKENS_DIFFER"]),
        (side([1, 2], [2, 1]), side([1, 2], [1, 2]), ["OUTPUTS_DIFFER"]),
        (side([1, 2], [1, np.nan]), side([1, 2], [1, 2]), ["OUTPUTS_NOT_FINITE"]),
        (side([1, 2], [1, 2], "b"), side([1, 2], [1, 2]), ["ANSWERS_DIFFER"]),
    ],
)
def test_each_disagreement_is_found_for_its_cause(device: Answered, host: Answered, expected: list[str]) -> None:
    found = parity.findings(compared(device, host), "fp32")
    assert [finding.name for finding, _ in found] == expected
    assert judge(found).status == ("WRONG" if expected else "VALID")


def test_outputs_that_are_not_finite_have_no_figures() -> None:
    outputs = present(compared(side([1, 2], [1, np.inf]), side([1, 2], [1, 2])).outputs)
    assert (outputs.max_abs_diff, outputs.cosine) == (None, None)


def test_a_quantized_model_may_round_otherwise() -> None:
    agreement = compared(side([1], [1, 2, 3.1]), side([1], [1, 2, 3]))
    assert parity.findings(agreement, "int8") == []
    assert parity.findings(agreement, "fp32") != []
