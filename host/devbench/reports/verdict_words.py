"""A verdict in words, once for all reports: its parts with their weight, and its findings in the order to read them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from devbench.choices import Answers, DeviceVerdict, Timing, VerdictWord
from devbench.results.findings import Finding
from devbench.results.schema import Verdict, VerdictFinding

Tone = Literal["good", "info", "warn", "bad"]
_TONES: dict[VerdictWord, Tone] = {
    "RIGHT": "good",
    "AGREE": "good",
    "STEADY": "good",
    "PHYSICAL": "good",
    "EMULATOR": "info",
    "VIRTUAL": "info",
    "WRONG": "bad",
}
"""All others are "warn": what was not measured well enough is not known to be wrong."""

_ORDER = {name: place for place, name in enumerate(Finding.__members__)}


@dataclass(frozen=True)
class VerdictPart:
    """``name`` is empty for "partial", which needs none."""

    name: str
    word: str
    tone: Tone

    def __str__(self) -> str:
        return f"{self.name} {self.word}".strip()


def parts(verdict: Verdict) -> list[VerdictPart]:
    return parts_of(verdict.answers, verdict.timing, verdict.device, verdict.partial)


def parts_of(answers: Answers, timing: Timing, device: DeviceVerdict, partial: bool) -> list[VerdictPart]:
    words: tuple[tuple[str, VerdictWord], ...] = (("answers", answers), ("timing", timing), ("device", device))
    found = [VerdictPart(name, word, _TONES.get(word, "warn")) for name, word in words]
    return [*found, VerdictPart("", "partial", "bad")] if partial else found


def line(verdict: Verdict) -> str:
    """``answers RIGHT · timing TOO_SHORT · device VIRTUAL``."""
    return " · ".join(map(str, parts(verdict)))


def findings(verdict: Verdict) -> list[VerdictFinding]:
    """In the order of `Finding`; what this devbench does not know comes last."""
    return sorted(verdict.findings, key=lambda finding: _ORDER.get(finding.id, len(_ORDER)))


def sentences(verdict: Verdict) -> list[tuple[str, str]]:
    """Each finding's text and its remedy, which is empty where a later one has the same."""
    found = findings(verdict)
    last = {finding.remedy: place for place, finding in enumerate(found)}
    return [
        (finding.text, finding.remedy if last[finding.remedy] == place else "") for place, finding in enumerate(found)
    ]
