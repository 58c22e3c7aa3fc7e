"""Do device and host agree: token ids, raw outputs, answers, in this order for every example."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from devbench.results.findings import Finding
from devbench.results.schema import Count, DifferingExample, OutputParity, Parity

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Outputs = Mapping[str, NDArray[np.float32]]

_What = Literal["tokens", "outputs", "answers", "quality"]

SHOWN = 10
"""So many examples of each kind stand in the document."""


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
    """One example as one side answered it: token ids and raw outputs by role of each window."""

    token_ids: Sequence[Sequence[int]]
    outputs: Sequence[Outputs]


@dataclass(frozen=True)
class Words:
    """An example as a person reads it: its text, the right answer if there is one, the answers of both sides."""

    text: str
    expected: str | None
    device: str
    host: str


@dataclass(frozen=True)
class ExamplePair:
    """One example on both sides; ``answers_equal`` and ``is_right``, the device's answer, by the rules of its task."""

    example: str
    device: Answered
    host: Answered
    answers_equal: bool
    is_right: bool
    words: Callable[[], Words]


def compare(pairs: Iterable[ExamplePair], quantization: str, is_poor: bool = False) -> Parity:
    """Over the examples that both sides visited. Raw outputs are compared if the tokens are equal.

    ``is_poor``: the quality is found wanting, so that examples with wrong answers are listed.
    """
    shown: dict[_What, list[DifferingExample]] = {what: [] for what in ("tokens", "outputs", "answers", "quality")}
    beyond: list[tuple[ExamplePair, _Output]] = []
    tolerance = _tolerance(quantization)
    total = tokens = answers = 0
    worst_diff, worst_cosine = 0.0, None

    def show(pair: ExamplePair, what: _What, sides: tuple[str, str] | None = None) -> None:
        if len(shown[what]) < SHOWN:
            words = pair.words()
            device, host = sides or (words.device, words.host)
            shown[what].append(
                DifferingExample(
                    example=pair.example, what=what, text=words.text, expected=words.expected, device=device, host=host
                )
            )

    for pair in pairs:
        mine, theirs = pair.device.token_ids, pair.host.token_ids
        same_tokens = mine == theirs
        total += 1
        tokens += same_tokens
        answers += pair.answers_equal
        if not same_tokens:
            show(pair, "tokens", (str(list(mine)), str(list(theirs))))
        elif outputs := list(_outputs(pair)):
            for output in outputs:
                worst_diff = _worse(worst_diff, output.max_abs_diff)
                worst_cosine = output.cosine if worst_cosine is None else -_worse(-worst_cosine, -output.cosine)
            if not (worst := min(outputs, key=_alikeness)).cosine >= tolerance.cosine:
                beyond.append((pair, worst))
        if not pair.answers_equal:
            show(pair, "answers")
        if is_poor and not pair.is_right:
            show(pair, "quality")
    for pair, output in sorted(beyond, key=lambda found: _alikeness(found[1]))[:SHOWN]:
        show(pair, "outputs", output.words())
    return Parity(
        tokens=Count(equal=tokens, total=total),
        answers=Count(equal=answers, total=total),
        outputs=None if worst_cosine is None else _output_parity(worst_diff, worst_cosine),
        differing=[example for examples in shown.values() for example in examples],
    )


def findings(parity: Parity, quantization: str) -> list[tuple[Finding, str]]:
    tolerance = _tolerance(quantization)
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


def _tolerance(quantization: str) -> Tolerance:
    return TOLERANCES.get(quantization, QUANTIZED)


@dataclass(frozen=True)
class _Output:
    """A raw output of one window on both sides."""

    name: str
    device: NDArray[np.float32]
    host: NDArray[np.float32]
    max_abs_diff: float
    cosine: float

    def words(self) -> tuple[str, str]:
        """Of each side: the value that differs most."""
        import numpy as np

        with np.errstate(invalid="ignore"):
            difference = np.abs(self.device.astype(np.float64) - self.host)
        place = np.unravel_index(np.argmax(np.where(np.isnan(difference), np.inf, difference)), difference.shape)
        name = f"{self.name}[{', '.join(map(str, place))}]"
        return (
            f"{name} = {self.device[place]:.6g} (cosine {self.cosine:.6f})",
            f"{name} = {self.host[place]:.6g}",
        )


def _output_parity(max_abs_diff: float, cosine: float) -> OutputParity:
    if math.isfinite(max_abs_diff) and math.isfinite(cosine):
        return OutputParity(max_abs_diff=max_abs_diff, cosine=cosine)
    return OutputParity(max_abs_diff=None, cosine=None)


def _of(count: Count) -> str:
    return f"{count.equal} of {count.total}"


def _outputs(pair: ExamplePair) -> Iterable[_Output]:
    """Each raw output that both sides kept."""
    for number, (mine, theirs) in enumerate(zip(pair.device.outputs, pair.host.outputs, strict=True), start=1):
        window = f"window {number}, " if len(pair.device.outputs) > 1 else ""
        for role in mine:
            if role in theirs:
                yield _Output(f"{window}{role}", mine[role], theirs[role], *_distance(mine[role], theirs[role]))


def _alikeness(output: _Output) -> float:
    return -math.inf if math.isnan(output.cosine) else output.cosine


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
