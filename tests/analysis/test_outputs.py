"""Raw outputs: what differs in size or in one value is found, what never changes is dead, rounding is neither."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from devbench.analysis import outputs, parity
from devbench.analysis.parity import Answered, ExamplePair, Words
from devbench.results.findings import Finding
from devbench.results.schema import Parity

Values = NDArray[np.float32]

RANDOM = np.random.default_rng(7)
LOGITS: list[Values] = [(4 * RANDOM.standard_normal((1, 700))).astype(np.float32) for _ in range(20)]
"""As of a fill-mask model: of 20 examples, with a standard deviation of 4."""


def pair(place: int, device: Values, host: Values) -> ExamplePair:
    one, other = (Answered([[2, place, 3]], [{"logits": values}]) for values in (device, host))
    words = Words(text="text", expected=None, device="a", host="a")
    return ExamplePair(f"e{place}", one, other, answers_equal=True, loss=0.0, words=lambda: words)


def compared(device: Sequence[Values], host: Sequence[Values], quantization: str = "fp32") -> Parity:
    pairs = (pair(place, *both) for place, both in enumerate(zip(device, host, strict=True)))
    return parity.compare(pairs, quantization)


def found(device: Sequence[Values], host: Sequence[Values], quantization: str = "fp32") -> list[Finding]:
    return [finding for finding, _ in parity.findings(compared(device, host, quantization), quantization)]


def raised(values: Values) -> Values:
    """One token by 3.6."""
    changed = values.copy()
    changed[0, 17] += np.float32(3.6)
    return changed


@pytest.mark.parametrize("quantization", ["fp32", "fp16", "int8"])
@pytest.mark.parametrize(
    ("change", "finding"),
    [
        (lambda values: values / 2, Finding.OUTPUTS_DIFFER),
        (lambda values: values * 1000, Finding.OUTPUTS_DIFFER),
        (raised, Finding.OUTPUTS_DIFFER),
    ],
    ids=["halved", "a thousand times", "one token raised"],
)
def test_what_the_cosine_lets_pass_is_found(
    change: Callable[[Values], Values], finding: Finding, quantization: str
) -> None:
    device = [change(values) for values in LOGITS]
    result = compared(device, LOGITS, quantization)
    assert result.outputs is not None
    assert result.outputs.cosine is not None
    assert result.outputs.cosine > 0.99
    assert found(device, LOGITS, quantization) == [finding]
    assert [example.what for example in result.differing] == ["outputs"] * 10


def test_one_token_raised_in_one_example_is_found_and_named() -> None:
    device = [raised(values) if place == 4 else values for place, values in enumerate(LOGITS)]
    (listed,) = compared(device, LOGITS).differing
    assert listed.example == "e4"
    assert listed.device.startswith("logits[0, 17] = ")


def test_zeros_against_zeros_are_a_dead_model() -> None:
    zeros = [np.zeros((1, 700), np.float32)] * 20
    assert found(zeros, zeros) == [Finding.OUTPUTS_CONSTANT]
    assert found(zeros[:1], zeros[:1]) == [Finding.OUTPUTS_CONSTANT]
    assert compared(zeros, zeros).constant == ["logits"]


def test_outputs_alike_on_unlike_inputs_are_a_dead_model_from_five_examples_on() -> None:
    same = LOGITS[:1] * 5
    assert found(same, same) == [Finding.OUTPUTS_CONSTANT]
    assert found(same[:4], same[:4]) == []
    assert found([*same, LOGITS[1]], [*same, LOGITS[1]]) == []


def test_outputs_alike_as_far_as_both_texts_go_are_a_dead_model_too() -> None:
    of_lengths = [np.arange(length, dtype=np.float32).reshape(1, -1) for length in (3, 4, 5, 6, 7)]
    assert found(of_lengths, of_lengths) == [Finding.OUTPUTS_CONSTANT]


def test_a_single_value_of_a_single_example_is_neither_dead_nor_without_scale() -> None:
    host = [np.array([[3.5]], np.float32)]
    assert found(host, host) == []
    assert found([np.array([[3.5002]], np.float32)], host) == []
    assert found([np.array([[3.7]], np.float32)], host) == [Finding.OUTPUTS_DIFFER]


@pytest.mark.parametrize(("quantization", "noise"), [("fp32", 1e-3), ("fp16", 5e-3), ("int8", 0.05)])
def test_rounding_is_no_difference(quantization: str, noise: float) -> None:
    """Of 100 times what was measured with fp32 and fp16, and twice as much with int8."""
    device = [
        values + np.float32(4 * noise) * RANDOM.standard_normal(values.shape).astype(np.float32) for values in LOGITS
    ]
    assert found(device, LOGITS, quantization) == []


def test_the_spread_is_that_of_all_examples_and_leaves_a_common_offset_out() -> None:
    both = [outputs.pair(place, "", "logits", values + 1000, values + 1000) for place, values in enumerate(LOGITS)]
    assert outputs.spreads(both)["logits"] == pytest.approx(np.std(np.stack(LOGITS)), rel=1e-3)


def test_the_norm_ratio_is_the_one_furthest_from_1() -> None:
    host = [np.array([[3.0, 4.0]], np.float32)] * 3
    device = [host[0] * factor for factor in (np.float32(1.01), np.float32(0.9), np.float32(1.05))]
    result = compared(device, host).outputs
    assert result is not None
    assert result.norm_ratio == pytest.approx(0.9)


def test_outputs_of_other_shapes_have_nothing_in_common() -> None:
    result = compared([LOGITS[0][:, :5]], [LOGITS[0]])
    assert result.outputs is not None
    assert result.outputs.cosine == 0
    (listed,) = result.differing
    assert (listed.device, listed.host) == ("logits of shape [1, 5]", "logits of shape [1, 700]")


def test_nothing_is_said_of_the_size_of_what_is_not_finite() -> None:
    broken = [np.array([[1.0, math.nan]], np.float32)] * 6
    assert found(broken, broken) == [Finding.OUTPUTS_NOT_FINITE]
