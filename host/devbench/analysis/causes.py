"""Findings by their likely cause: a wrong vocabulary is one finding, not nine. The result document keeps them all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from devbench.results.findings import Finding, label, leads_to
from devbench.results.schema import Verdict, VerdictFinding

_QUALITY = (Finding.QUALITY_AT_CHANCE, Finding.QUALITY_LOST, Finding.REFERENCE_DIFFERS)
_ANSWERS = (Finding.ANSWERS_DIFFER, *_QUALITY)
_OUTPUTS = (Finding.OUTPUTS_DIFFER, *_ANSWERS)
_NOISE = (Finding.REPEATS_BIMODAL, Finding.DRIFT, Finding.HUMP, Finding.WIDE_INTERVAL, Finding.WARMUP_UNCONVERGED)
_CLOCKS = (Finding.CLOCKS_BELOW_MAXIMUM, Finding.CLOCKS_UNSTEADY, Finding.CLOCKS_CHANGED)

_EXPLAINS: Mapping[Finding, tuple[Finding, ...]] = {
    Finding.UNKNOWN_TOKENS: (
        Finding.CAPITALS_UNKNOWN,
        Finding.CAPITALS_LOST,
        Finding.OUTPUTS_CONSTANT,
        *_QUALITY,
    ),
    Finding.CAPITALS_UNKNOWN: _QUALITY,
    Finding.CAPITALS_LOST: _QUALITY,
    Finding.MODEL_DOUBTFUL: _QUALITY,
    Finding.TASK_DOUBTFUL: _QUALITY,
    Finding.TOKENS_DIFFER: (Finding.RUNTIMES_DIFFER, *_ANSWERS),
    Finding.OUTPUTS_NOT_FINITE: (Finding.OUTPUTS_CONSTANT, Finding.RUNTIMES_DIFFER, Finding.ANSWERS_CHANGE, *_OUTPUTS),
    Finding.OUTPUTS_CONSTANT: (Finding.RUNTIMES_DIFFER, *_OUTPUTS),
    Finding.RUNTIMES_DIFFER: _OUTPUTS,
    Finding.OUTPUTS_DIFFER: _ANSWERS,
    Finding.ANSWERS_CHANGE: _ANSWERS,
    Finding.ANSWERS_DIFFER: _QUALITY,
    Finding.QUALITY_AT_CHANCE: _QUALITY,
    Finding.QUALITY_LOST: _QUALITY,
    Finding.EXAMPLES_MISSING: (Finding.HOST_INCOMPLETE, Finding.QUALITY_UNCHECKED, Finding.TOO_FEW_SAMPLES),
    Finding.HOST_INCOMPLETE: (Finding.HOST_INCOMPLETE, Finding.QUALITY_UNCHECKED),
    Finding.THROTTLED: (Finding.HOT_AT_START, Finding.REDONE, *_CLOCKS, *_NOISE),
    Finding.HOT_AT_START: (Finding.REDONE, *_CLOCKS, *_NOISE),
    Finding.CLOCKS_BELOW_MAXIMUM: (*_CLOCKS, *_NOISE),
    Finding.BUSY_DEVICE: (Finding.FEWER_THREADS_AT_WORK, *_NOISE),
    Finding.CLOCKS_UNSTEADY: (Finding.CLOCKS_CHANGED, *_NOISE),
    Finding.REPEATS_BIMODAL: _NOISE,
    Finding.DRIFT: _NOISE,
    Finding.HUMP: _NOISE,
    Finding.WIDE_INTERVAL: (Finding.WARMUP_UNCONVERGED,),
    Finding.MORE_THREADS_THAN_CORES: (Finding.FEWER_THREADS_AT_WORK,),
}
"""What a finding makes likely, such as more of the same. A cause stands before its effects in `Finding`.

Device and host have the same vocabulary, so a wrong one explains no difference between them.
"""

_ON_THIS_COMPUTER = (Finding.BUSY_DEVICE, *_NOISE)
"""On a virtual device or an emulator these disturb the host run, too."""

_ORDER = {name: place for place, name in enumerate(Finding.__members__)}


@dataclass(frozen=True)
class Cause:
    """The finding that most likely led to the ``effects``."""

    finding: VerdictFinding
    effects: tuple[VerdictFinding, ...] = ()

    @property
    def text(self) -> str:
        """Of the cause alone."""
        return self.finding.text

    @property
    def remedy(self) -> str:
        return self.finding.remedy

    @property
    def evidence(self) -> str:
        """What it explains, in a few words each; empty if it stands alone."""
        return ", ".join(dict.fromkeys(label(effect.id) for effect in self.effects))

    @property
    def sentences(self) -> str:
        return f"{self.text} This probably also caused: {self.evidence}." if self.effects else self.text

    def leads_to(self, word: str) -> bool:
        return any(leads_to(each.id) == word for each in (self.finding, *self.effects))

    @property
    def is_plain(self) -> bool:
        """A remark that decides nothing, or one that this devbench does not know."""
        return all(leads_to(each.id) in ("plain", None) for each in (self.finding, *self.effects))


def in_order(verdict: Verdict) -> list[VerdictFinding]:
    """In the order of `Finding`; what this devbench does not know comes last."""
    return sorted(verdict.findings, key=lambda finding: _ORDER.get(finding.id, len(_ORDER)))


def causes(verdict: Verdict) -> list[Cause]:
    """Each finding once, as a cause or as the effect of an earlier one; the most likely cause first."""
    left, found = in_order(verdict), []
    while left:
        first, *left = left
        explained = _explained(first.id, verdict)
        found.append(Cause(first, tuple(each for each in left if each.id in explained)))
        left = [each for each in left if each.id not in explained]
    return found


def _explained(name: str, verdict: Verdict) -> set[str]:
    if name not in Finding.__members__:
        return set()
    cause = Finding[name]
    explained = {effect.name for effect in _EXPLAINS.get(cause, ())}
    if cause in _ON_THIS_COMPUTER and verdict.device != "PHYSICAL":
        explained.add(Finding.HOST_UNSTEADY.name)
    return explained


def wrong(verdict: Verdict) -> Cause:
    """The likely cause of answers that are WRONG: a doubt only if nothing else is."""
    found = [cause for cause in causes(verdict) if cause.leads_to("WRONG")]
    return min(found, key=lambda cause: leads_to(cause.finding.id) != "WRONG")
