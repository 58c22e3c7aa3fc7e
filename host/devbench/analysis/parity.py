"""Do two sides agree: token ids, raw outputs, answers, in this order for every example."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from devbench.analysis import outputs
from devbench.analysis.outputs import OutputPair
from devbench.results.findings import Finding
from devbench.results.schema import Agreement, Count, DifferingExample, DifferingKind, OutputParity, Parity

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Outputs = Mapping[str, NDArray[np.float32]]

SHOWN = 10
"""So many examples of each kind stand in the document."""


@dataclass(frozen=True)
class Tolerance:
    """``cosine``: the least between raw outputs. ``relative_diff``: the greatest difference of two values, in standard
    deviations of the output; ``lone_diff``: the same of one that stands out from the others. ``size_error``: how far
    the ratio of norms may be from 1. ``typical``: how far its median over the examples may, and how far from 0 that of
    the mean difference, in standard deviations. ``answers``: the least share that is equal. docs/measurement.md has the
    measured figures that these leave room for."""

    cosine: float
    relative_diff: float
    lone_diff: float
    size_error: float
    typical: float
    answers: float


TOLERANCES = {
    "fp32": Tolerance(cosine=0.9999, relative_diff=0.02, lone_diff=0.02, size_error=0.02, typical=0.02, answers=1.0),
    "fp16": Tolerance(cosine=0.99, relative_diff=0.05, lone_diff=0.05, size_error=0.02, typical=0.02, answers=0.98),
}
QUANTIZED = Tolerance(cosine=0.99, relative_diff=0.85, lone_diff=0.25, size_error=0.10, typical=0.02, answers=0.98)
"""Runtimes round activations of quantized models differently; what they answer must still agree."""


@dataclass(frozen=True)
class Answered:
    """One example as one side answered it: token ids and raw outputs by role of each window. A reference may know
    neither; ``token_ids`` is None then."""

    token_ids: Sequence[Sequence[int]] | None
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
    """One example on both sides, judged by the rules of its task. ``answers_equal`` is None if a side has no answer.
    ``loss`` is how wrong the device's answer is; 0 if it is right, or if the data has no right answer."""

    example: str
    device: Answered
    host: Answered
    answers_equal: bool | None
    loss: float
    words: Callable[[], Words]

    @property
    def tokens_equal(self) -> bool | None:
        """None if a side does not say."""
        mine, theirs = self.device.token_ids, self.host.token_ids
        return None if mine is None or theirs is None else mine == theirs


class _Listing:
    """The first few examples of each kind."""

    def __init__(self, kind: DifferingKind | None) -> None:
        self._kind = kind
        self._shown: dict[DifferingKind, list[DifferingExample]] = {"tokens": [], "outputs": [], "answers": []}

    def add(self, pair: ExamplePair, what: DifferingKind, sides: tuple[str, str] | None = None) -> None:
        if len(self._shown[what]) < SHOWN:
            self._shown[what].append(listed(pair, self._kind or what, sides))

    def examples(self) -> list[DifferingExample]:
        return [example for shown in self._shown.values() for example in shown]


def listed(pair: ExamplePair, what: DifferingKind, sides: tuple[str, str] | None = None) -> DifferingExample:
    """``sides`` are the words for both, if these are not their answers."""
    words = pair.words()
    device, host = sides or (words.device, words.host)
    return DifferingExample(
        example=pair.example, what=what, text=words.text, expected=words.expected, device=device, host=host
    )


def compare(pairs: Iterable[ExamplePair], quantization: str, kind: DifferingKind | None = None) -> Parity:
    """Over the examples that both sides have. Raw outputs are compared if the tokens are equal or not known.

    ``kind``: what all examples that differ are listed as, if the host is another side than the host run.
    """
    listing = _Listing(kind)
    found = list(pairs)
    of_outputs: list[OutputPair] = []
    for place, pair in enumerate(found):
        if pair.tokens_equal is False:
            listing.add(pair, "tokens", (_ids(pair.device), _ids(pair.host)))
        else:
            of_outputs += _output_pairs(place, pair)
    for pair in _worst_first(pair for pair in found if pair.answers_equal is False):
        listing.add(pair, "answers")
    for output in _beyond(of_outputs, tolerance(quantization)):
        listing.add(found[output.example], "outputs", output.words())
    return Parity(
        tokens=_count(pair.tokens_equal for pair in found),
        answers=_count(pair.answers_equal for pair in found),
        outputs=outputs.summary(of_outputs),
        constant=outputs.constant(of_outputs, [pair.device.token_ids for pair in found]),
        differing=listing.examples(),
    )


def wrong_answers(pairs: Iterable[ExamplePair]) -> list[DifferingExample]:
    """The worst few, whether or not both sides agree on them."""
    return [listed(pair, "quality") for pair in _worst_first(pair for pair in pairs if pair.loss)[:SHOWN]]


def _worst_first(pairs: Iterable[ExamplePair]) -> list[ExamplePair]:
    return sorted(pairs, key=lambda pair: -pair.loss)


def findings(parity: Parity, quantization: str) -> list[tuple[Finding, str]]:
    """What differs, and outputs that never change, even if both sides agree on them."""
    found = list(differences(parity, quantization))
    if parity.constant:
        names, is_one = " and ".join(parity.constant), len(parity.constant) == 1
        what = f"The output {names} is" if is_one else f"The outputs {names} are"
        found.append((Finding.OUTPUTS_CONSTANT, f"{what} the same for all examples."))
    return found


def differences(agreement: Agreement, quantization: str) -> Iterator[tuple[Finding, str]]:
    """Beyond the tolerance."""
    allowed = tolerance(quantization)
    if agreement.tokens.equal < agreement.tokens.total:
        yield Finding.TOKENS_DIFFER, f"Token ids are equal on only {_of(agreement.tokens)} examples."
    if (measured := agreement.outputs) is not None:
        if measured.cosine is None:
            yield Finding.OUTPUTS_NOT_FINITE, "The model's outputs are NaN or infinite."
        elif words := _beyond_words(measured, measured.cosine, allowed):
            yield Finding.OUTPUTS_DIFFER, f"Raw outputs differ: {'; '.join(words)}."
    if agreement.answers.equal < allowed.answers * agreement.answers.total:
        yield Finding.ANSWERS_DIFFER, f"Answers are equal on only {_of(agreement.answers)} examples."


def tolerance(quantization: str) -> Tolerance:
    return TOLERANCES.get(quantization, QUANTIZED)


def _beyond_words(measured: OutputParity, cosine: float, allowed: Tolerance) -> list[str]:
    found = []
    if cosine < allowed.cosine:
        found.append(f"cosine {cosine:.6f} is below {allowed.cosine}")
    if measured.relative_diff is not None and measured.relative_diff > allowed.relative_diff:
        share = f"{measured.relative_diff:.2g}"
        found.append(f"one value by {share} standard deviations ({allowed.relative_diff} allowed)")
    elif measured.lone_diff is not None and measured.lone_diff > allowed.lone_diff:
        share = f"{measured.lone_diff:.2g}"
        found.append(f"a lone value by {share} standard deviations ({allowed.lone_diff} allowed)")
    if measured.norm_ratio is not None and abs(measured.norm_ratio - 1) > allowed.size_error:
        found.append(f"{measured.norm_ratio:.4g} times as large (1 ± {allowed.size_error} allowed)")
    elif _is_beyond(ratio := measured.typical_norm_ratio, 1, allowed):
        found.append(f"typically {ratio:.4g} times as large (1 ± {allowed.typical} allowed)")
    if _is_beyond(shift := measured.typical_shift, 0, allowed):
        found.append(f"typically shifted by {shift:.2g} standard deviations (± {allowed.typical} allowed)")
    return found


def _is_beyond(median: float | None, right: float, allowed: Tolerance) -> bool:
    return median is not None and abs(median - right) > allowed.typical


def _beyond(found: Sequence[OutputPair], allowed: Tolerance) -> list[OutputPair]:
    """Of each example the worst output that is beyond tolerance, the worst of all first; all if their median is."""
    spread = outputs.spreads(found)
    roles = outputs.of_roles(found, spread)
    shifted = {
        role
        for role, of_role in roles.items()
        if _is_beyond(of_role.norm_ratio, 1, allowed) or _is_beyond(of_role.shift, 0, allowed)
    }

    def is_beyond(output: OutputPair) -> bool:
        return (
            not output.cosine >= allowed.cosine
            or outputs.relative(output, spread) > allowed.relative_diff
            or outputs.lone(output, spread, roles) > allowed.lone_diff
            or output.size_error > allowed.size_error
            or output.role in shifted
        )

    def alikeness(output: OutputPair) -> tuple[float, float]:
        return (-math.inf if math.isnan(output.cosine) else output.cosine, -outputs.relative(output, spread))

    worst: dict[int, OutputPair] = {}
    for output in sorted(filter(is_beyond, found), key=alikeness):
        worst.setdefault(output.example, output)
    return list(worst.values())


def _output_pairs(place: int, pair: ExamplePair) -> Iterator[OutputPair]:
    """Each raw output that both sides kept."""
    several = len(pair.device.outputs) > 1
    for number, (mine, theirs) in enumerate(zip(pair.device.outputs, pair.host.outputs, strict=True), start=1):
        window = f"window {number}, " if several else ""
        for role in mine:
            if role in theirs:
                yield outputs.pair(place, window, role, mine[role], theirs[role])


def _count(known: Iterable[bool | None]) -> Count:
    values = [value for value in known if value is not None]
    return Count(equal=sum(values), total=len(values))


def _ids(side: Answered) -> str:
    return str(list(side.token_ids or []))


def _of(count: Count) -> str:
    return f"{count.equal} of {count.total}"
