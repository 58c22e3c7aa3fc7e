"""What can be wrong with a result: a closed set, each with the verdict that it leads to and its remedy."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum, unique

from devbench.choices import STATUSES, Status
from devbench.results.schema import Reason, Verdict


@unique
class Finding(Enum):
    """A verdict of None makes it a remark."""

    def __init__(self, status: Status | None, remedy: str) -> None:
        self.status = status
        self.remedy = remedy

    TOKENS_DIFFER = ("WRONG", "Check that the vocabulary and the tokenizer settings are the model's own.")
    OUTPUTS_DIFFER = ("WRONG", "Run `devbench inspect` on the model: its ops may be newer than the device's runtime.")
    OUTPUTS_NOT_FINITE = ("WRONG", "The model gives NaN or infinity; export it again, in fp32 first.")
    ANSWERS_DIFFER = ("WRONG", "Look at the differing examples; compare with the fp32 variant of the model.")
    QUALITY_LOST = ("WRONG", "Check that vocabulary, tokenizer settings and model file belong together.")
    EXAMPLES_MISSING = ("PARTIAL", "Use fewer examples (--examples) or a higher --max-seconds.")
    VIRTUAL_DEVICE = ("VIRTUAL", "Its latency is this computer's: run on a phone to know the phone's.")
    EMULATOR = ("EMULATOR", "Its latency is this computer's: run on a phone to know the phone's.")
    TOO_FEW_SAMPLES = ("SEMIVALID", "Use a higher --max-seconds or a smaller model.")
    WARMUP_UNCONVERGED = ("SEMIVALID", "Let the device cool and close what else runs on it, then run again.")
    THROTTLED = ("THROTTLED", "Let the device cool, unplug it, lower --threads; or measure with fixed clocks.")
    SPREAD = ("NOISY", "Close what else runs on the device, then run again; --cpus keeps to one kind of cores.")
    REPEATS_DIFFER = ("NOISY", "Run again in peace; where it stays so, compare interleaved runs only.")
    DRIFT = ("NOISY", "Let the device come to rest, then run again; look at clocks and temperatures in the report.")
    BUSY_DEVICE = ("NOISY", "Close what else runs on the device, and let updates and indexing end, then run again.")
    HOT_AT_START = ("SEMIVALID", "Let the device cool, or allow a longer wait for it.")
    FEWER_THREADS_AT_WORK = ("SEMIVALID", "Use --threads with as many as work, or free the cores of the device.")
    SILENT_FALLBACK = ("SEMIVALID", "Ask for what runs, or run `devbench inspect` to see what the delegate lacks.")
    HOST_NOISY = (None, "Close what else runs on this computer, then run again.")
    MODEL_DOUBTFUL = (None, "Run `devbench inspect` on the model for the whole of it.")
    BOUND_BY_POSITION = (None, "Export the model with a signature, so that tensors are bound by name.")
    MORE_THREADS_THAN_CORES = (None, "Use --threads with no more than the cores.")
    PARTLY_DELEGATED = (None, "Run `devbench inspect` to see which operators the delegate lacks.")
    CLOCKS_CHANGED = (None, "Measure with fixed clocks where the device offers it.")
    REDONE = (None, "Let the device cool longer between runs.")
    CHARGING = (None, "Unplug it and use adb over Wi-Fi to publish figures.")
    LOW_BATTERY = (None, "Charge it first.")
    SCRIPTED = (None, "Take its figures for tests of devbench alone.")


def judge(found: Sequence[tuple[Finding, str]]) -> Verdict:
    """The verdict over findings with their summaries in words."""
    statuses = [finding.status for finding, _ in found if finding.status]
    status: Status = min(statuses, key=STATUSES.index, default="VALID")
    reasons = [Reason(id=finding.name, summary=summary, remedy=finding.remedy) for finding, summary in found]
    return Verdict(status=status, reasons=reasons)
