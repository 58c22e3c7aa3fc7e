"""Warm-up, parity and verdicts: pure decisions over invented values."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest

from devbench.analysis import parity
from devbench.analysis.parity import Answered, ExamplePair
from devbench.harness.messages import WarmUpSettings
from devbench.host_harness.warmup import WarmUp, converged
from devbench.results.findings import Finding, judge
from devbench.results.schema import Parity
from tests.kinds import present

SECOND = 1_000_000_000


def warm(durations_ns: Sequence[int], **settings: Any) -> WarmUp:
    warmup = WarmUp(WarmUpSettings(**settings))
    elapsed = 0
    for duration in durations_ns:
        elapsed += duration
        warmup.add(duration, elapsed)
        if warmup.done:
            break
    return warmup


def test_a_steady_latency_is_warm_after_the_least_time() -> None:
    warmup = warm([SECOND // 10] * 100)
    assert (warmup.runs, warmup.converged) == (5, True)


def test_a_slow_model_is_run_three_times() -> None:
    assert warm([2 * SECOND] * 9).runs == 3


def test_a_falling_latency_is_waited_for_and_flagged_at_the_limit() -> None:
    warmup = warm([int(SECOND * 0.4 * 0.8**i) for i in range(200)], max_ns=SECOND)
    assert warmup.done
    assert not warmup.converged


def test_convergence_needs_two_thirds_to_compare() -> None:
    assert not converged([100])
    assert converged([300, 300, 104, 100, 104, 100])
    assert not converged([100] * 3 + [100] * 3 + [105] * 3)


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


def test_wrong_answers_outweigh_a_virtual_device() -> None:
    verdict = judge([(Finding.VIRTUAL_DEVICE, "No phone."), (Finding.ANSWERS_DIFFER, "2 of 3.")])
    assert verdict.status == "WRONG"
    assert [reason.id for reason in verdict.reasons] == ["VIRTUAL_DEVICE", "ANSWERS_DIFFER"]


def test_a_remark_does_not_change_the_verdict() -> None:
    assert judge([(Finding.BOUND_BY_POSITION, "No signature.")]).status == "VALID"
