"""Documents of older formats in the shape of today's, as far as what they hold allows. Plain JSON values throughout."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from devbench.results.findings import Finding, few_repeats, judge

_RENAMED = {"SPREAD": "WIDE_INTERVAL", "REPEATS_DIFFER": "WIDE_INTERVAL", "HOST_NOISY": "HOST_UNSTEADY"}
_WATCHED = re.compile(r"cpu\d+_frequency|load_other")
_STAGES = ("tokenize", "invoke", "decode", "total")

_SINCE_4: dict[str, dict[str, Any]] = {
    "question-answering": {"null_threshold": 0.0, "n_best": 1},
    "generation": {
        "min_new_tokens": 0,
        "repetition_penalty": 1.0,
        "no_repeat_ngram_size": 0,
        "encoder_no_repeat_ngram_size": 0,
        "forced_bos_token": None,
        "forced_eos_tokens": [],
        "suppress_tokens": [],
        "begin_suppress_tokens": [],
    },
}
"""Settings of tasks that came with format 4, with the values by which everything ran before."""


def upgraded(document: Mapping[str, Any], format_number: int) -> dict[str, Any]:
    """Formats 1 and 2 had one status and intervals by a bootstrap, which do not hold: these go. In format 3 labels were
    enough for RIGHT. KeyError, TypeError or ValueError where it is no whole document.
    """
    if format_number > 3:
        return dict(document)
    document = {**document, "settings": _with_later_settings(document["settings"])}
    if format_number == 3:
        return {**document, "verdict": _without_labels(document)}
    sides = {side: _without_intervals(document[side]) for side in ("device_run", "host_run")}
    changed = {**document, **sides, "ratio": {"p50": document["ratio"]["p50"]}}
    reference = bool(document["model"].get("stated_quality"))
    verdict = judge(list(_findings(changed)), document["device"]["kind"], reference)
    return {**changed, "verdict": msgspec.to_builtins(verdict)}


def _with_later_settings(settings: Mapping[str, Any]) -> dict[str, Any]:
    task = settings["task"]
    return {**settings, "task": {**task, **_SINCE_4.get(task["name"], {})}}


def _without_labels(document: Mapping[str, Any]) -> dict[str, Any]:
    verdict = dict(document["verdict"])
    if verdict["answers"] == "RIGHT" and not document["model"].get("stated_quality"):
        verdict["answers"] = "AGREE"
    return verdict


def _without_intervals(run: Mapping[str, Any]) -> dict[str, Any]:
    stages = {**run["latency_ms"]}
    for name in _STAGES:
        stages[name] = {key: value for key, value in stages[name].items() if not key.endswith(("_low", "_high"))}
    return {**run, "latency_ms": stages}


def _findings(document: Mapping[str, Any]) -> Iterator[tuple[Finding, str]]:
    """Those that were raised then, and those of today that can be seen without the samples."""
    for reason in document["verdict"]["reasons"]:
        name = _RENAMED.get(reason["id"], reason["id"])
        if name in Finding.__members__:
            yield Finding[name], reason["summary"]
    if len({sample["example"] for sample in document["host_run"]["samples"]}) < document["data"]["examples"]:
        yield Finding.HOST_INCOMPLETE, "Not all examples ran on the host."
    yield from few_repeats(len(document["device_run"]["repeats"]))
    if not any(_WATCHED.fullmatch(series["name"]) for series in document["device_run"].get("series", ())):
        yield Finding.NOT_WATCHED, "Neither the device's clocks nor the load of other processes could be read."
