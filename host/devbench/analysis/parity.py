"""Do device and host agree: token ids, raw outputs, answers, in this order for every example."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from devbench.results.findings import Finding
from devbench.results.schema import Count, DifferingExample, OutputParity, Parity

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Outputs = Mapping[str, NDArray[np.float32]]

SHOWN = 20
"""So many differing examples stand in the document."""


@dataclass(frozen=True)
class Tolerance:
    """``cosine``: the least between raw outputs; ``answers``: the least share that is equal."""

    cosine: float
    answers: float


TOLERANCES = {"fp32": Tolerance(cosine=0.9999, answers=1.0)}
QUANTIZED = Tolerance(cosine=0.99, answers=0.98)
"""Runtimes round activations of quantized models differently; what they answer must still agree."""


@dataclass(frozen=True)
class Answered:
    """One example as one side answered it: token ids and raw outputs by role of each window, the answer in words."""

    token_ids: Sequence[Sequence[int]]
    outputs: Sequence[Outputs]
    answer: str


@dataclass(frozen=True)
class ExamplePair:
    """One example on both sides; ``answers_equal`` by the rules of its task."""

    example: str
    device: Answered
    host: Answered
    answers_equal: bool


def compare(pairs: Iterable[ExamplePair]) -> Parity:
    """Over the examples that both sides visited. Raw outputs are compared if the tokens are equal."""
    differing: list[DifferingExample] = []
    total = tokens = answers = 0
    worst_diff, worst_cosine = 0.0, None
    for pair in pairs:
        mine, theirs = pair.device, pair.host
        same_tokens = mine.token_ids == theirs.token_ids
        total += 1
        tokens += same_tokens
        answers += pair.answers_equal
        if same_tokens:
            for diff, cosine in _distances(mine, theirs):
                worst_diff = _worse(worst_diff, diff)
                worst_cosine = cosine if worst_cosine is None else -_worse(-worst_cosine, -cosine)
        if not same_tokens:
            ids = str(list(mine.token_ids)), str(list(theirs.token_ids))
            differing.append(DifferingExample(example=pair.example, what="tokens", device=ids[0], host=ids[1]))
        elif not pair.answers_equal:
            differing.append(
                DifferingExample(example=pair.example, what="answers", device=mine.answer, host=theirs.answer)
            )
    return Parity(
        tokens=Count(equal=tokens, total=total),
        answers=Count(equal=answers, total=total),
        outputs=None if worst_cosine is None else _output_parity(worst_diff, worst_cosine),
        differing=differing[:SHOWN],
    )


def findings(parity: Parity, quantization: str) -> list[tuple[Finding, str]]:
    tolerance = TOLERANCES.get(quantization, QUANTIZED)
    found = []
    if parity.tokens.equal < parity.tokens.total:
        found.append((Finding.TOKENS_DIFFER, f"Token ids are equal on {_of(parity.tokens)} examples only."))
    if (outputs := parity.outputs) is not None:
        if outputs.cosine is None:
            found.append((Finding.OUTPUTS_NOT_FINITE, "Raw outputs are not finite."))
        elif outputs.cosine < tolerance.cosine:
            summary = f"Raw outputs differ: cosine {outputs.cosine:.6f}, below {tolerance.cosine}."
            found.append((Finding.OUTPUTS_DIFFER, summary))
    if parity.answers.equal < tolerance.answers * parity.answers.total:
        found.append((Finding.ANSWERS_DIFFER, f"Answers are equal on {_of(parity.answers)} examples only."))
    return found


def _output_parity(max_abs_diff: float, cosine: float) -> OutputParity:
    if math.isfinite(max_abs_diff) and math.isfinite(cosine):
        return OutputParity(max_abs_diff=max_abs_diff, cosine=cosine)
    return OutputParity(max_abs_diff=None, cosine=None)


def _of(count: Count) -> str:
    return f"{count.equal} of {count.total}"


def _distances(mine: Answered, theirs: Answered) -> Iterable[tuple[float, float]]:
    """Of each raw output that both sides kept."""
    for a, b in zip(mine.outputs, theirs.outputs, strict=True):
        yield from (_distance(a[role], b[role]) for role in a if role in b)


def _distance(a: NDArray[np.float32], b: NDArray[np.float32]) -> tuple[float, float]:
    """Greatest absolute difference and cosine; infinity and NaN if a value is not finite."""
    import numpy as np

    if not (np.isfinite(a).all() and np.isfinite(b).all()):
        return float("inf"), float("nan")
    x, y = a.reshape(-1).astype(np.float64), b.reshape(-1).astype(np.float64)
    norm = float(np.linalg.norm(x) * np.linalg.norm(y))
    return float(np.abs(x - y).max()), float(x @ y) / norm if norm else float(np.array_equal(x, y))


def _worse(a: float, b: float) -> float:
    """The greater, where NaN is the greatest."""
    return b if b != b or b > a else a
