"""Where device and host disagree: each disagreement for its cause."""

import numpy as np
import pytest

from devbench.bench import parity
from devbench.harness.codec import HarnessResult
from devbench.harness.messages import (
    ExampleRecord,
    Header,
    MemoryRecord,
    OutputSlice,
    Runtime,
    WarmUpRecord,
    Window,
)
from devbench.results.findings import judge
from devbench.tasks.question_answering import QuestionAnswering
from devbench.tasks.settings import QuestionAnswering as Settings
from tests.kinds import present

HEADER = Header(
    protocol="0",
    job="j",
    runtime=Runtime(name="r", version="1", delegate="none"),
    platform={},
    threads=1,
    binding="signature",
    load_ns=1,
    first_inference_ns=1,
    inputs=[],
    outputs=[],
)


def run(ids: list[int], logits: list[float], text: str = "a") -> HarnessResult:
    """A side with one example."""
    raw = np.asarray(logits, "<f4")
    window = Window(token_ids=ids, outputs=[OutputSlice(role="start_logits", shape=[1, raw.size], offset=0)])
    answer = {"text": text, "start": 0, "end": len(text), "score": 0.0}
    record = ExampleRecord(index=0, id="q1", windows=[window], answer=answer)
    return HarnessResult(
        header=HEADER,
        warmup=WarmUpRecord(runs=3, elapsed_ns=1, converged=True),
        examples=[record],
        samples=[],
        memory=MemoryRecord(vm_hwm_bytes=1),
        raw_outputs=raw.tobytes(),
    )


TASK = QuestionAnswering(Settings())


@pytest.mark.parametrize(
    ("device", "host", "expected"),
    [
        (run([1, 2], [1, 2]), run([1, 2], [1, 2.00001]), []),
        (run([1, 3], [1, 2]), run([1, 2], [1, 2]), ["TOKENS_DIFFER"]),
        (run([1, 2], [2, 1]), run([1, 2], [1, 2]), ["OUTPUTS_DIFFER"]),
        (run([1, 2], [1, np.nan]), run([1, 2], [1, 2]), ["OUTPUTS_NOT_FINITE"]),
        (run([1, 2], [1, 2], "b"), run([1, 2], [1, 2]), ["ANSWERS_DIFFER"]),
    ],
)
def test_each_disagreement_is_found_for_its_cause(
    device: HarnessResult, host: HarnessResult, expected: list[str]
) -> None:
    found = parity.findings(parity.compare(TASK, device, host), "fp32")
    assert [finding.name for finding, _ in found] == expected
    assert judge(found).status == ("WRONG" if expected else "VALID")


def test_outputs_that_are_not_finite_have_no_figures() -> None:
    outputs = present(parity.compare(TASK, run([1, 2], [1, np.inf]), run([1, 2], [1, 2])).outputs)
    assert (outputs.max_abs_diff, outputs.cosine) == (None, None)


def test_a_quantized_model_may_round_otherwise() -> None:
    agreement = parity.compare(TASK, run([1], [1, 2, 3.1]), run([1], [1, 2, 3]))
    assert parity.findings(agreement, "int8") == []
    assert parity.findings(agreement, "fp32") != []
