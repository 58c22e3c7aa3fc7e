"""What can be wrong with a result: a closed set, each with the part of the verdict that it decides, and its remedy."""

from __future__ import annotations

from collections.abc import Collection, Sequence
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

Weight = Literal["strict", "plain"]
"""Of a finding that decides no part: a remark, which ``--strict`` fails or does not."""


@unique
class Finding(Enum):
    """``leads_to`` is the word that it puts into the verdict, PARTIAL, or the weight of a remark.

    Reports list findings in the order in which they stand here.
    """

    def __init__(self, leads_to: VerdictWord | Literal["PARTIAL"] | Weight, remedy: str) -> None:
        self.leads_to = leads_to
        self.remedy = remedy

    # remarks on the input, which make one doubt the answers
    UNKNOWN_TOKENS = ("plain", "Check that the vocabulary is the model's own and covers the language of the data.")
    CAPITALS_UNKNOWN = ("plain", "Use --uncased, or the model's own cased vocabulary.")
    CAPITALS_LOST = ("plain", "Use --cased, or the model's own uncased vocabulary.")
    # answers
    TOKENS_DIFFER = ("WRONG", "Check that the vocabulary and the tokenizer settings are the model's own.")
    OUTPUTS_DIFFER = ("WRONG", "Run `devbench inspect` on the model: its ops may be newer than the device's runtime.")
    OUTPUTS_NOT_FINITE = ("WRONG", "The model gives NaN or infinity; export it again, in fp32 first.")
    OUTPUTS_CONSTANT = ("WRONG", "The model ignores its input; check its weights and its export.")
    ANSWERS_DIFFER = ("WRONG", "Look at the differing examples; compare with the fp32 variant of the model.")
    ANSWERS_CHANGE = ("WRONG", "Measure again; with --delegate cpu, if another one ran.")
    REFERENCE_DIFFERS = (
        "WRONG",
        "Look at the examples; check that the reference was made with this model, vocabulary and tokenizer.",
    )
    RUNTIMES_DIFFER = ("WRONG", "Run `devbench inspect` on the model; report the model to the runtime that is wrong.")
    QUALITY_LOST = ("WRONG", "Check that vocabulary, tokenizer settings and model file belong together.")
    QUALITY_AT_CHANCE = (
        "WRONG",
        "Check the order of the labels, the vocabulary, and --cased or --uncased; use --speed-only for random weights.",
    )
    QUALITY_UNCHECKED = ("UNCHECKED", "Use more --examples, or leave --expect out.")
    REFERENCE_INCOMPLETE = ("UNCHECKED", "Make the reference again, with all examples and an answer to each.")
    HOST_INCOMPLETE = ("UNCHECKED", "Use fewer examples (--examples) or a higher --max-seconds.")
    EXAMPLES_MISSING = ("PARTIAL", "Use fewer examples (--examples) or a higher --max-seconds.")
    # timing
    THROTTLED = ("THROTTLED", "Let the device cool, unplug it, lower --threads; or measure with fixed clocks.")
    HOT_AT_START = ("THROTTLED", "Let the device cool, or raise --cool-down-seconds.")
    CLOCKS_BELOW_MAXIMUM = (
        "THROTTLED",
        "Turn off battery saver and let the device cool; look at the clocks in the report.",
    )
    WIDE_INTERVAL = ("NOISY", "Run again on an idle device, or use --mode official, which has more repeats.")
    DRIFT = ("NOISY", "Let the device rest, then run again; look at clocks and temperatures in the report.")
    HUMP = ("NOISY", "Close what else runs on the device, then run again.")
    CLOCKS_UNSTEADY = (
        "NOISY",
        "Use --fixed-performance if the device offers it, or --cpus to keep to one kind of core.",
    )
    REPEATS_BIMODAL = ("NOISY", "Use --cpus to keep to one kind of core, then run again.")
    BUSY_DEVICE = ("NOISY", "Close what else runs on the device, let updates and indexing end, then run again.")
    ONE_REPEAT = ("TOO_SHORT", "Use --mode normal to measure ten cold processes.")
    FEW_REPEATS = ("TOO_SHORT", "Measure five cold processes at least; --mode normal has ten.")
    TOO_FEW_SAMPLES = ("TOO_SHORT", "Use a higher --max-seconds or a smaller model.")
    WARMUP_UNCONVERGED = ("TOO_SHORT", "Let the device cool and close what else runs on it, then run again.")
    NOT_WATCHED = ("UNWATCHED", "Use a device that shows its clocks or its load to the shell user.")
    # device
    VIRTUAL_DEVICE = ("VIRTUAL", "Run on a phone to know the phone's latency.")
    EMULATOR = ("EMULATOR", "Run on a phone to know the phone's latency.")
    # remarks that --strict fails
    FEWER_THREADS_AT_WORK = ("strict", "Use --threads with as many as work, or free the cores of the device.")
    SILENT_FALLBACK = ("strict", "Use the delegate that ran, or run `devbench inspect` to see what the other lacks.")
    LOW_BATTERY = ("strict", "Charge the device first.")
    CHARGING = ("strict", "Unplug it and use adb over Wi-Fi to publish figures.")
    HOST_UNSTEADY = ("strict", "Close what else runs on this computer, then run again.")
    # remarks
    NO_THERMAL_SENSOR = ("plain", "Nothing to do; drift and clocks are still checked.")
    MODEL_DOUBTFUL = ("plain", "Run `devbench inspect` on the model for the whole of it.")
    TASK_DOUBTFUL = ("plain", "Set it for good in the task of the model's card.")
    REFERENCE_NOT_INDEPENDENT = (
        "plain",
        "Make a reference with the framework that trained the model, or say with --expect what it reaches.",
    )
    ROLES_TRIED = ("plain", "Name the tensors with --bind, or export the model with names that tell their roles.")
    MORE_THREADS_THAN_CORES = ("plain", "Use --threads with no more than the cores.")
    PARTLY_DELEGATED = ("plain", "Run `devbench inspect` to see which operators the delegate lacks.")
    CLOCKS_CHANGED = ("plain", "Measure with fixed clocks if the device offers it.")
    REDONE = ("plain", "Let the device cool longer between runs.")
    SCRIPTED = ("plain", "Use these figures for tests of devbench only.")


DEVICE_VERDICTS: dict[DeviceKind, DeviceVerdict] = {
    "physical": "PHYSICAL",
    "emulator": "EMULATOR",
    "virtual": "VIRTUAL",
}


def judge(found: Sequence[tuple[Finding, str]], kind: DeviceKind, has_reference: bool) -> Verdict:
    """The verdict over findings with their texts. ``has_reference``: what is known could have shown answers wrong."""
    words = {finding.leads_to for finding, _ in found}
    return Verdict(
        answers=_first(ANSWERS[:2], words) or ("RIGHT" if has_reference else "AGREE"),
        timing=_first(TIMINGS, words) or "STEADY",
        device=DEVICE_VERDICTS[kind],
        partial="PARTIAL" in words,
        findings=[VerdictFinding(id=finding.name, text=text, remedy=finding.remedy) for finding, text in found],
    )


def _first(words: Sequence[Word], given: Collection[str]) -> Word | None:
    return next((word for word in words if word in given), None)


def unsound(verdict: Verdict, parts: Collection[StrictPart]) -> list[str]:
    """In words, what of these parts keeps the figures from being published; empty: nothing."""
    failing: dict[StrictPart, list[str]] = {
        "answers": [] if verdict.answers in ("RIGHT", "AGREE") else [f"answers {verdict.answers}"],
        "timing": [] if verdict.timing == "STEADY" else [f"timing {verdict.timing}"],
        "device": [] if verdict.device == "PHYSICAL" else [f"device {verdict.device}"],
        "partial": ["partial"] if verdict.partial else [],
        "remarks": [found.id for found in verdict.findings if leads_to(found.id) == "strict"],
    }
    return [words for part in failing for words in failing[part] if part in parts]


def few_repeats(count: int) -> list[tuple[Finding, str]]:
    """What so many cold processes are too few for."""
    if count == 1:
        return [(Finding.ONE_REPEAT, "One look: a single cold process says nothing about the next.")]
    if count < LEAST_REPEATS:
        return [(Finding.FEW_REPEATS, f"{count} cold processes are too few to know how they differ.")]
    return []


def leads_to(name: str) -> str | None:
    """Of a finding by its name; None if this devbench does not know it."""
    return Finding[name].leads_to if name in Finding.__members__ else None
