"""A verdict in words, once for all reports: its parts with their weight."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from devbench.analysis.causes import Cause
from devbench.choices import Answers, DeviceVerdict, Timing, VerdictWord
from devbench.results.schema import Verdict

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


def tone(cause: Cause) -> Tone:
    """Of a finding with what it explains."""
    if cause.leads_to("WRONG") or cause.leads_to("PARTIAL"):
        return "bad"
    return "info" if cause.is_plain or any(map(cause.leads_to, ("VIRTUAL", "EMULATOR"))) else "warn"


def line(verdict: Verdict) -> str:
    """``answers RIGHT · timing TOO_SHORT · device VIRTUAL``."""
    return " · ".join(map(str, parts(verdict)))
