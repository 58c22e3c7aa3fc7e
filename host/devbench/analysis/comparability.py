"""Were two results measured alike? What differs is named, so that it can be allowed by that name."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import msgspec

from devbench.results.comparison import ConditionDifference
from devbench.results.findings import Finding
from devbench.results.schema import Result

_REFUSED = ("WRONG", "PARTIAL", "THROTTLED")

CONDITIONS: Mapping[str, Callable[[Result], object]] = {
    "device": lambda result: (
        result.device.kind,
        result.device.model,
        result.device.fingerprint,
        result.device.abi,
        result.device.cores,
        # over Wi-Fi the serial is an address; a virtual one is the port it happened to get
        result.device.serial if result.device.kind == "physical" and ":" not in result.device.serial else "",
    ),
    "host": lambda result: (result.host.cpu, result.host.cores),
    "model": lambda result: result.model.sha256,
    "quantization": lambda result: result.model.quantization,
    "vocabulary": lambda result: result.vocabulary.sha256,
    "task": lambda result: (result.task, msgspec.json.encode(result.settings.task, order="sorted").decode()),
    "data": lambda result: (result.data.sha256, result.data.examples),
    "threads": lambda result: result.settings.threads,
    "mode": lambda result: (result.settings.mode, result.settings.repeats),
    "length": lambda result: result.settings.sequence_length,
    "tokenize": lambda result: result.settings.tokenize,
    "cpus": lambda result: result.settings.cpus,
    "clocks": lambda result: "fixed" if result.settings.fixed_performance else "free",
    "delegate": lambda result: (result.settings.delegate, result.device_run.runtime.delegate),
    "runtime": lambda result: (result.device_run.runtime.name, result.device_run.runtime.version),
    "devbench": lambda result: (result.run.devbench, result.harness.sha256 if result.harness else ""),
}
"""What must be alike, by the name that lets it differ on purpose."""

ALLOWABLE = (*CONDITIONS, "verdict", "virtual")
"""``verdict``: compare what is WRONG, PARTIAL or THROTTLED, too. ``virtual``: let times of no phone fail."""


def differences(baseline: Result, other: Result) -> Iterator[ConditionDifference]:
    for name, condition in CONDITIONS.items():
        mine, theirs = condition(baseline), condition(other)
        if mine != theirs:
            yield ConditionDifference(name=name, baseline=_words(mine, theirs), other=_words(theirs, mine))
    refused = [_refused(baseline), _refused(other)]
    if any(refused):
        yield ConditionDifference(name="verdict", baseline=refused[0] or "sound", other=refused[1] or "sound")


def _words(value: object, other: object) -> str:
    """Of a condition of several parts, those that differ."""
    if isinstance(value, tuple) and isinstance(other, tuple):
        return ", ".join(str(a) for a, b in zip(value, other, strict=True) if a != b)
    return str(value)


def _statuses(result: Result) -> set[str | None]:
    """Of all findings, not of the worst alone: VIRTUAL hides NOISY."""
    known = Finding.__members__
    return {known[reason.id].status for reason in result.verdict.reasons if reason.id in known}


def _refused(result: Result) -> str:
    return ", ".join(status for status in _REFUSED if status in _statuses(result))
