"""Do device and host agree: token ids, raw outputs, answers, in this order for every example."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from devbench.harness.codec import HarnessResult
from devbench.harness.messages import ExampleRecord
from devbench.results.findings import Finding
from devbench.results.schema import Count, Difference, OutputParity, Parity
from devbench.tasks.base import Task

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Tensor = NDArray[np.float32]

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


def compare(task: Task, device: HarnessResult, host: HarnessResult) -> Parity:
    """Over the examples that both sides visited."""
    by_index = {record.index: record for record in host.examples}
    pairs = [(record, by_index[record.index]) for record in device.examples if record.index in by_index]
    differing: list[Difference] = []
    tokens = answers = 0
    worst_diff, worst_cosine = 0.0, None
    for mine, theirs in pairs:
        same_tokens = _token_ids(mine) == _token_ids(theirs)
        same_answer = task.answers_equal(mine.answer, theirs.answer)
        tokens += same_tokens
        answers += same_answer
        if same_tokens:
            for a, b in _outputs(device, mine, host, theirs):
                diff, cosine = _distance(a, b)
                worst_diff = _worse(worst_diff, diff)
                worst_cosine = cosine if worst_cosine is None else -_worse(-worst_cosine, -cosine)
        if not same_tokens:
            differing.append(_difference("tokens", mine.id, str(_token_ids(mine)), str(_token_ids(theirs))))
        elif not same_answer:
            differing.append(_difference("answers", mine.id, task.show(mine.answer), task.show(theirs.answer)))
    return Parity(
        tokens=Count(equal=tokens, total=len(pairs)),
        answers=Count(equal=answers, total=len(pairs)),
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


def _token_ids(record: ExampleRecord) -> Sequence[Sequence[int]]:
    return [window.token_ids for window in record.windows]


def _outputs(
    device: HarnessResult, mine: ExampleRecord, host: HarnessResult, theirs: ExampleRecord
) -> list[tuple[Tensor, Tensor]]:
    pairs = []
    for mine_window, their_window in zip(mine.windows, theirs.windows, strict=True):
        a, b = device.outputs(mine_window), host.outputs(their_window)
        pairs += [(a[role], b[role]) for role in a if role in b]
    return pairs


def _distance(a: Tensor, b: Tensor) -> tuple[float, float]:
    """Greatest absolute difference and cosine; infinity and NaN where a value is not finite."""
    import numpy as np

    if not (np.isfinite(a).all() and np.isfinite(b).all()):
        return float("inf"), float("nan")
    x, y = a.reshape(-1).astype(np.float64), b.reshape(-1).astype(np.float64)
    norm = float(np.linalg.norm(x) * np.linalg.norm(y))
    return float(np.abs(x - y).max()), float(x @ y) / norm if norm else float(np.array_equal(x, y))


def _worse(a: float, b: float) -> float:
    """The greater, where NaN is the greatest."""
    return b if b != b or b > a else a


def _difference(what: str, example: str, device: str, host: str) -> Difference:
    return Difference(example=example, what=what, device=device, host=host)  # type: ignore[arg-type]
