"""What can be wrong with a result: a closed set. Each finding decides a part of the verdict and has a remedy."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from enum import Enum, unique
from typing import Literal, TypeVar

from devbench.choices import (
    ANSWERS,
    LEAST_REPEATS,
    TIMINGS,
    Answers,
    DeviceKind,
    DeviceVerdict,
    StrictPart,
    Timing,
    VerdictWord,
)
from devbench.results.schema import Verdict, VerdictFinding

Word = TypeVar("Word", Answers, Timing)

Weight = Literal["doubt", "strict", "plain"]
"""Of a finding that decides no part: a doubt about the answers, a remark that fails ``--strict``, or a plain one."""


@unique
class Finding(Enum):
    """``leads_to`` is the word that it puts into the verdict, PARTIAL, or the weight of a remark; ``label`` is what it
    is in a few words; ``remedy`` is what to do unless the result suggests better (analysis/remedies.py).

    The order is that of reports: a likely cause stands before what it explains.
    """

    def __init__(self, leads_to: VerdictWord | Literal["PARTIAL"] | Weight, label: str, remedy: str) -> None:
        self.leads_to = leads_to
        self.label = label
        self.remedy = remedy

    # explains all wrong answers, whatever else is in doubt
    OUTPUTS_NOT_FINITE = ("WRONG", "outputs are NaN or infinite", "Export the model again, in fp32 first.")
    # doubts about the input and the model
    UNKNOWN_TOKENS = (
        "doubt",
        "tokens missing from the vocabulary",
        "Use the model's own vocabulary, and data in its language.",
    )
    CAPITALS_UNKNOWN = (
        "doubt",
        "no capitals in the vocabulary",
        "Add --uncased, or use the model's own cased vocabulary.",
    )
    CAPITALS_LOST = ("doubt", "capitals lost", "Add --cased, or use the model's own uncased vocabulary.")
    MODEL_DOUBTFUL = ("doubt", "doubts about the model", "Run `devbench inspect` on the model for details.")
    TASK_DOUBTFUL = ("doubt", "doubts about the task's settings", "Set the task's options in the model's card.")
    ROLES_TRIED = (
        "plain",
        "start and end found by trial",
        "Name the tensors with --bind, or export the model with tensor names.",
    )
    # answers
    TOKENS_DIFFER = (
        "WRONG",
        "token ids differ from the host",
        "Use the model's own vocabulary and tokenizer settings.",
    )
    OUTPUTS_CONSTANT = ("WRONG", "outputs never change", "Check the model's weights and export it again.")
    RUNTIMES_DIFFER = (
        "WRONG",
        "host runtimes differ",
        "Run `devbench inspect`, and report the model to the runtime that is wrong.",
    )
    OUTPUTS_DIFFER = (
        "WRONG",
        "outputs differ from the host",
        "Run `devbench inspect`: an operator may be too new for the device's runtime.",
    )
    ANSWERS_CHANGE = ("WRONG", "answers change between repeats", "Run again, and report the model to its runtime.")
    ANSWERS_DIFFER = (
        "WRONG",
        "answers differ from the host",
        "Look at the examples that differ, and compare with the fp32 variant.",
    )
    QUALITY_AT_CHANCE = (
        "WRONG",
        "quality at chance",
        "Check the label order, vocabulary and --cased. Random weights: --speed-only.",
    )
    QUALITY_LOST = (
        "WRONG",
        "quality below the known",
        "Check that the vocabulary, tokenizer settings and model belong together.",
    )
    REFERENCE_DIFFERS = (
        "WRONG",
        "answers differ from the reference",
        "Check that the reference was made with this model, vocabulary and tokenizer.",
    )
    EXAMPLES_MISSING = (
        "PARTIAL",
        "not all examples ran",
        "Use fewer examples (--examples) or a higher --max-seconds.",
    )
    HOST_INCOMPLETE = (
        "UNCHECKED",
        "not all examples ran on the host",
        "Use fewer examples (--examples) or a higher --max-seconds.",
    )
    REFERENCE_INCOMPLETE = (
        "UNCHECKED",
        "incomplete reference",
        "Make the reference again, with an answer to each example.",
    )
    QUALITY_UNCHECKED = ("UNCHECKED", "quality not checked", "Run more examples, or leave out --expect.")
    # timing
    THROTTLED = ("THROTTLED", "throttled", "Unplug the device, let it cool, then run again with fewer --threads.")
    HOT_AT_START = ("THROTTLED", "hot at the start", "Let the device cool, or raise --cool-down-seconds.")
    CLOCKS_BELOW_MAXIMUM = (
        "THROTTLED",
        "clocks held down",
        "Turn off the battery saver, let the device cool, then run again.",
    )
    BUSY_DEVICE = ("NOISY", "busy device", "Close other apps, let updates finish, then run again.")
    CLOCKS_UNSTEADY = ("NOISY", "unsteady clocks", "Run again with --fixed-performance, or with --cpus.")
    REPEATS_BIMODAL = ("NOISY", "fast and slow repeats", "Run again with --cpus to stay on one kind of core.")
    DRIFT = ("NOISY", "latency drifted", "Let the device rest, then run again.")
    HUMP = ("NOISY", "latency shifted for a while", "Close other apps, then run again.")
    WIDE_INTERVAL = ("NOISY", "wide interval", "Run again on an idle device.")
    ONE_REPEAT = ("TOO_SHORT", "one repeat", "Run with --mode normal, which measures ten cold processes.")
    FEW_REPEATS = ("TOO_SHORT", "few repeats", "Run with --mode normal, which measures ten cold processes.")
    TOO_FEW_SAMPLES = ("TOO_SHORT", "too few inferences", "Use a higher --max-seconds or a smaller model.")
    WARMUP_UNCONVERGED = ("TOO_SHORT", "warm-up not finished", "Let the device cool, close other apps, then run again.")
    NOT_WATCHED = ("UNWATCHED", "clocks and load unreadable", "Use a device that shows its clocks or its load to adb.")
    # device
    VIRTUAL_DEVICE = ("VIRTUAL", "virtual device", "Run on a phone to measure a phone's latency.")
    EMULATOR = ("EMULATOR", "emulator", "Run on a phone to measure a phone's latency.")
    # remarks that fail --strict
    SILENT_FALLBACK = (
        "strict",
        "another delegate ran",
        "Run `devbench inspect` to see what the requested delegate lacks.",
    )
    LOW_BATTERY = ("strict", "low battery", "Charge the device, then unplug it and run again.")
    CHARGING = ("strict", "charging", "Unplug the device and use adb over Wi-Fi if you publish the figures.")
    HOST_UNSTEADY = ("strict", "noisy host", "Close other programs on this computer, then run again.")
    # remarks
    MORE_THREADS_THAN_CORES = ("plain", "more threads than cores", "Use no more --threads than cores.")
    FEWER_THREADS_AT_WORK = ("strict", "idle threads", "Use fewer --threads, or free the cores of the device.")
    REFERENCE_NOT_INDEPENDENT = (
        "plain",
        "reference made by devbench",
        "Make a reference with the training framework, or use --expect.",
    )
    PARTLY_DELEGATED = (
        "plain",
        "partly delegated",
        "Run `devbench inspect` to see which operators the delegate lacks.",
    )
    CLOCKS_CHANGED = ("plain", "clocks changed", "Run with --fixed-performance if the device supports it.")
    REDONE = ("plain", "repeats redone", "Let the device cool longer between runs.")
    SCRIPTED = ("plain", "scripted figures", "Use these figures only to test devbench.")


DEVICE_VERDICTS: dict[DeviceKind, DeviceVerdict] = {
    "physical": "PHYSICAL",
    "emulator": "EMULATOR",
    "virtual": "VIRTUAL",
}


def default_remedy(finding: Finding) -> str:
    return finding.remedy


def judge(
    found: Sequence[tuple[Finding, str]],
    kind: DeviceKind,
    has_reference: bool,
    remedy: Callable[[Finding], str] = default_remedy,
) -> Verdict:
    """The verdict over findings with their texts. ``has_reference``: known figures or answers could have shown the
    answers wrong.
    """
    words = {finding.leads_to for finding, _ in found}
    return Verdict(
        answers=_first(ANSWERS[:2], words) or ("RIGHT" if has_reference else "AGREE"),
        timing=_first(TIMINGS, words) or "STEADY",
        device=DEVICE_VERDICTS[kind],
        partial="PARTIAL" in words,
        findings=[VerdictFinding(id=finding.name, text=text, remedy=remedy(finding)) for finding, text in found],
    )


def _first(words: Sequence[Word], given: Collection[str]) -> Word | None:
    return next((word for word in words if word in given), None)


def unsound(verdict: Verdict, parts: Collection[StrictPart]) -> list[str]:
    """In words, what in these parts keeps the figures from being published; empty if nothing does."""
    failing: dict[StrictPart, list[str]] = {
        "answers": [] if verdict.answers in ("RIGHT", "AGREE") else [f"answers {verdict.answers}"],
        "timing": [] if verdict.timing == "STEADY" else [f"timing {verdict.timing}"],
        "device": [] if verdict.device == "PHYSICAL" else [f"device {verdict.device}"],
        "partial": ["partial"] if verdict.partial else [],
        "remarks": [label(found.id) for found in verdict.findings if leads_to(found.id) == "strict"],
    }
    return [words for part in failing for words in failing[part] if part in parts]


def few_repeats(count: int) -> list[tuple[Finding, str]]:
    """If there are too few cold processes for an interval, or for a reliable one."""
    if count == 1:
        return [(Finding.ONE_REPEAT, "Only one cold process was measured; the next may differ by several percent.")]
    if count < LEAST_REPEATS:
        return [(Finding.FEW_REPEATS, f"Only {count} cold processes were measured, too few for a reliable interval.")]
    return []


def leads_to(name: str) -> str | None:
    """Of a finding by its name; None if this devbench does not know it."""
    return Finding[name].leads_to if name in Finding.__members__ else None


def label(name: str) -> str:
    return Finding[name].label if name in Finding.__members__ else name
