"""What can be chosen, and what is chosen if nobody does: names and defaults, each said once. Standard library only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

TaskName = Literal[
    "question-answering",
    "text-classification",
    "token-classification",
    "multiple-choice",
    "fill-mask",
    "feature-extraction",
    "generation",
]
Quantization = Literal["fp32", "fp16", "int8"]
ModelInputs = Literal["all", "ids"]
Dictionary = Literal["ipadic", "unidic-lite"]
"""MeCab's, by the names of their packages."""
Tokenize = Literal["device", "host"]
Delegate = Literal["cpu", "xnnpack-off", "nnapi", "gpu"]
"""``cpu`` is TFLite's own choice: XNNPACK if it can."""
HostRuntime = Literal["ai-edge-litert", "tflite-runtime"]
HostRuntimeChoice = Literal[HostRuntime, "all"]
"""With ``all`` the first one is measured, and the other's answers are compared with it."""
Side = Literal["device", "host"]
DeviceKind = Literal["physical", "emulator", "virtual"]
Answers = Literal["WRONG", "UNCHECKED", "AGREE", "RIGHT"]
"""Of a verdict: RIGHT as on the host, and a known quality or a reference could have shown it wrong; AGREE with the
host, and nothing else to judge by; UNCHECKED: no complete host run, or what is known could not be compared with."""
Timing = Literal["THROTTLED", "NOISY", "TOO_SHORT", "UNWATCHED", "STEADY"]
"""Of a verdict, the first that applies."""
DeviceVerdict = Literal["PHYSICAL", "EMULATOR", "VIRTUAL"]
VerdictWord = Literal[Answers, Timing, DeviceVerdict]
StrictPart = Literal["answers", "timing", "device", "partial", "remarks"]
Capitals = Literal["unknown", "lost"]
"""``unknown``: the texts have capitals and the vocabulary none. ``lost``: the tokenizer removes those that it has."""

TASKS: tuple[TaskName, ...] = get_args(TaskName)
DICTIONARIES: tuple[Dictionary, ...] = get_args(Dictionary)
MODEL_INPUTS: tuple[ModelInputs, ...] = get_args(ModelInputs)
QUANTIZATIONS: tuple[Quantization, ...] = get_args(Quantization)
TOKENIZE: tuple[Tokenize, ...] = get_args(Tokenize)
DELEGATES: tuple[Delegate, ...] = get_args(Delegate)
HOST_RUNTIMES: tuple[HostRuntime, ...] = get_args(HostRuntime)
"""The preferred one first."""
HOST_RUNTIME_CHOICES: tuple[HostRuntimeChoice, ...] = get_args(HostRuntimeChoice)
SIDES: tuple[Side, ...] = get_args(Side)
ANSWERS: tuple[Answers, ...] = get_args(Answers)
TIMINGS: tuple[Timing, ...] = get_args(Timing)
DEVICE_VERDICTS: tuple[DeviceVerdict, ...] = get_args(DeviceVerdict)
VERDICT_WORDS: tuple[VerdictWord, ...] = (*ANSWERS, *TIMINGS, *DEVICE_VERDICTS)
STRICT_PARTS: tuple[StrictPart, ...] = get_args(StrictPart)

DEFAULT_MODEL = "qa-en-tiny"
DEFAULT_VARIANT: Quantization = "fp32"
DEFAULT_CHOICES = 4
DEFAULT_MODEL_INPUTS: ModelInputs = "all"
"""Of exported models."""


@dataclass(frozen=True)
class Mode:
    """How many cold processes, and how long each measures at least. docs/measurement.md argues the figures."""

    name: str
    repeats: int
    min_invokes: int
    min_seconds: float
    memory_pass: bool = True
    host_repeats: int | None = None
    """Fewer on the host, where it is only to say whether the answers are right; None: as many as on the device."""

    def repeats_of(self, side: Side) -> int:
        return self.repeats if side == "device" or self.host_repeats is None else self.host_repeats


MODES = {
    mode.name: mode
    for mode in (
        Mode("quick", repeats=1, min_invokes=64, min_seconds=6, memory_pass=False),
        Mode("normal", repeats=10, min_invokes=7, min_seconds=2),
        Mode("official", repeats=20, min_invokes=34, min_seconds=3),
    )
}

GATES = ("invoke", "total", "quality", "tokens", "answers")
"""The metrics that decide a comparison if nobody names others."""
TIME_LIMIT_MINUTES = 30.0
"""Of a comparison of two models in turn; it ends inconclusive then."""

LEAST_REPEATS = 5
"""Cold processes: fewer say too little about how the next one would differ."""


@dataclass(frozen=True)
class RunSettings:
    """How a model is run. All of it stands in the result; results under unlike settings are not compared."""

    mode: Mode = MODES["quick"]
    threads: int = 4
    delegate: Delegate = "cpu"
    tokenize: Tokenize = "device"
    max_seconds: float = 600.0
    """A repeat ends after that time, whatever is left to do."""
    profile: bool = False
    """Operators are timed one by one, in a process of its own."""
    cpus: tuple[int, ...] = ()
    """The cores that the harness is bound to; empty: the system chooses."""
    fixed_performance: bool = False
    """The device holds clocks that it can sustain."""
    max_temperature_c: float | None = 35.0
    """Of the battery before each repeat; None: no heat gate."""
    cool_down_s: float = 300.0
    """Maximum wait for that temperature."""
    memory: bool = False
    """A memory pass even in a mode that has none."""
    speed_only: bool = False
    """No quality is computed or judged: for models with random weights."""

    @property
    def has_memory_pass(self) -> bool:
        return self.mode.memory_pass or self.memory
