"""Were two results measured alike? What differs is named, so that it can be allowed by that name."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping

import msgspec

from devbench.errors import UsageError
from devbench.results.comparison import ConditionDifference
from devbench.results.schema import Result
from devbench.suggest import closest

_REFUSED = ("WRONG", "UNCHECKED", "THROTTLED")

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
    "mode": lambda result: result.settings.mode,
    "length": lambda result: result.settings.sequence_length,
    "tokenize": lambda result: result.settings.tokenize,
    "cpus": lambda result: result.settings.cpus,
    "clocks": lambda result: "fixed" if result.settings.fixed_performance else "free",
    "speed-only": lambda result: result.settings.speed_only,
    "delegate": lambda result: (result.settings.delegate, result.device_run.runtime.delegate),
    "runtime": lambda result: (result.device_run.runtime.name, result.device_run.runtime.version),
    "devbench": lambda result: (result.run.devbench, _harness(result)),
}
"""What must be alike, by the name that lets it differ on purpose."""

ALLOWABLE = (*CONDITIONS, "verdict", "virtual")
"""``verdict``: compare results that are WRONG, UNCHECKED, THROTTLED or partial, too. ``virtual``: let the times of a
virtual device or an emulator gate."""


def differences(baseline: Result, other: Result) -> Iterator[ConditionDifference]:
    for name, condition in CONDITIONS.items():
        mine, theirs = condition(baseline), condition(other)
        if mine != theirs:
            yield ConditionDifference(name=name, baseline=_words(mine, theirs), other=_words(theirs, mine))
    refused = [_refused(baseline), _refused(other)]
    if any(refused):
        yield ConditionDifference(name="verdict", baseline=refused[0] or "sound", other=refused[1] or "sound")


def _harness(result: Result) -> str:
    files = result.harness.sha256 if result.harness else {}
    return ", ".join(f"{name} {sha256[:12]}" for name, sha256 in sorted(files.items())) or "no harness"


def _words(value: object, other: object) -> str:
    """Of a condition of several parts, those that differ."""
    if isinstance(value, tuple) and isinstance(other, tuple):
        return ", ".join(str(a) for a, b in zip(value, other, strict=True) if a != b)
    return str(value)


def _refused(result: Result) -> str:
    verdict = result.verdict
    words = [word for word in (verdict.answers, verdict.timing) if word in _REFUSED]
    return ", ".join([*words, *(["partial"] if verdict.partial else [])])


def check_allowed(names: Collection[str]) -> None:
    """Raises UsageError for names that no condition has."""
    if unknown := sorted(set(names) - set(ALLOWABLE)):
        raise UsageError(f"There is no condition {', '.join(unknown)}.", closest(unknown[0], ALLOWABLE))
