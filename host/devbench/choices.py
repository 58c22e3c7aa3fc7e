"""The choices that users have, and their defaults, each defined once. Imports only the standard library."""

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
"""MeCab's dictionaries, by the names of their packages."""
Tokenize = Literal["device", "host"]
Delegate = Literal["cpu", "xnnpack-off", "nnapi", "gpu"]
"""``cpu`` is TFLite's own choice: XNNPACK if it can."""
HostRuntime = Literal["ai-edge-litert", "tflite-runtime"]
HostRuntimeChoice = Literal[HostRuntime, "all"]
"""With ``all`` the first runtime is measured, and the answers of the other are compared with its answers."""
Side = Literal["device", "host"]
DeviceKind = Literal["physical", "emulator", "virtual"]
Answers = Literal["WRONG", "UNCHECKED", "AGREE", "RIGHT"]
"""Part of a verdict. RIGHT: as on the host, and a known quality or a reference agrees. AGREE: as on the host, but
nothing else confirms it. UNCHECKED: the host run is incomplete, or a known quality or a reference was not checked."""
Timing = Literal["THROTTLED", "NOISY", "TOO_SHORT", "UNWATCHED", "STEADY"]
"""Part of a verdict: the first word that applies."""
DeviceVerdict = Literal["PHYSICAL", "EMULATOR", "VIRTUAL"]
VerdictWord = Literal[Answers, Timing, DeviceVerdict]
StrictPart = Literal["answers", "timing", "device", "partial", "remarks"]
BudgetOutcome = Literal["PASS", "FAIL", "INCONCLUSIVE"]
Capitals = Literal["unknown", "lost"]
"""``unknown``: the texts have capitals and the vocabulary none. ``lost``: the tokenizer removes those that it has."""

TASKS: tuple[TaskName, ...] = get_args(TaskName)
DICTIONARIES: tuple[Dictionary, ...] = get_args(Dictionary)
MODEL_INPUTS: tuple[ModelInputs, ...] = get_args(ModelInputs)
QUANTIZATIONS: tuple[Quantization, ...] = get_args(Quantization)
TOKENIZE: tuple[Tokenize, ...] = get_args(Tokenize)
DELEGATES: tuple[Delegate, ...] = get_args(Delegate)
HOST_RUNTIMES: tuple[HostRuntime, ...] = get_args(HostRuntime)
"""The preferred runtime first."""
HOST_RUNTIME_CHOICES: tuple[HostRuntimeChoice, ...] = get_args(HostRuntimeChoice)
SIDES: tuple[Side, ...] = get_args(Side)
ANSWERS: tuple[Answers, ...] = get_args(Answers)
TIMINGS: tuple[Timing, ...] = get_args(Timing)
DEVICE_VERDICTS: tuple[DeviceVerdict, ...] = get_args(DeviceVerdict)
VERDICT_WORDS: tuple[VerdictWord, ...] = (*ANSWERS, *TIMINGS, *DEVICE_VERDICTS)
STRICT_PARTS: tuple[StrictPart, ...] = get_args(StrictPart)

DEFAULT_MODEL = "qa-en-tiny"
DEFAULT_VARIANT: Quantization = "fp32"
DEFAULT_SEQUENCE_LENGTH = 128
QUESTION_ANSWERING_LENGTH = 384
"""Defaults of exported models, in tokens. A context is read in windows that overlap by 128 (Devlin et al. 2018)."""
DEFAULT_CHOICES = 4
DEFAULT_MODEL_INPUTS: ModelInputs = "all"
"""Default of exported models."""


@dataclass(frozen=True)
class Mode:
    """How many cold processes run, and how long each measures at least. docs/measurement.md explains the figures."""

    name: str
    repeats: int
    min_invokes: int
    min_seconds: float
    memory_pass: bool = True
    host_repeats: int | None = None
    """Fewer on the host if it only checks the answers; None: as many as on the device."""

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

QUALITY_METRICS = (
    "accuracy",
    "exact_match",
    "f1",
    "has_answer_exact_match",
    "has_answer_f1",
    "macro_f1",
    "matthews",
    "micro_f1",
    "no_answer_exact_match",
    "pearson",
    "precision",
    "recall",
    "rouge_l",
    "spearman",
    "subset_accuracy",
)
"""Metrics of all tasks, in percent; higher is better. Fill-mask also has ``top_1``, ``top_5`` and so on."""
GATES = ("invoke.p50", "total.p50", "quality", "tokens", "answers")
"""The metrics that decide a comparison by default."""
TIME_LIMIT_MINUTES = 30.0
"""Maximum duration of a comparison of two models in turn; after that it ends inconclusive."""

LEAST_REPEATS = 5
"""Minimum number of cold processes: fewer say too little about how the next one would differ."""


@dataclass(frozen=True)
class RunSettings:
    """How a model is run. The result keeps all of it; results with different settings are not compared."""

    mode: Mode = MODES["quick"]
    threads: int = 4
    delegate: Delegate = "cpu"
    tokenize: Tokenize = "device"
    max_seconds: float = 600.0
    """A repeat ends after this time even if examples are left."""
    profile: bool = False
    """Time the operators one by one, in a separate process."""
    cpus: tuple[int, ...] = ()
    """The cores that the harness is bound to; empty: the system chooses."""
    fixed_performance: bool = False
    """Request clocks that the device can sustain."""
    max_temperature_c: float | None = 35.0
    """Maximum battery temperature before each repeat; None: no heat gate."""
    cool_down_s: float = 300.0
    """Maximum wait for that temperature."""
    memory: bool = False
    """Run a memory pass even in a mode without one."""
    speed_only: bool = False
    """Do not compute or judge quality, for example for models with random weights."""

    @property
    def has_memory_pass(self) -> bool:
        return self.mode.memory_pass or self.memory
