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
Tokenize = Literal["device", "host"]
Delegate = Literal["cpu", "xnnpack-off", "nnapi", "gpu"]
"""``cpu`` is TFLite's own choice: XNNPACK if it can."""
HostRuntime = Literal["ai-edge-litert", "tflite-runtime"]
Side = Literal["device", "host"]
DeviceKind = Literal["physical", "emulator", "virtual"]
Status = Literal["WRONG", "PARTIAL", "VIRTUAL", "EMULATOR", "THROTTLED", "NOISY", "SEMIVALID", "VALID"]
"""The worst first: a verdict's status is the first that one of its findings leads to."""

TASKS: tuple[TaskName, ...] = get_args(TaskName)
QUANTIZATIONS: tuple[Quantization, ...] = get_args(Quantization)
TOKENIZE: tuple[Tokenize, ...] = get_args(Tokenize)
DELEGATES: tuple[Delegate, ...] = get_args(Delegate)
HOST_RUNTIMES: tuple[HostRuntime, ...] = get_args(HostRuntime)
"""The preferred one first."""
STATUSES: tuple[Status, ...] = get_args(Status)

DEFAULT_MODEL = "qa-en-tiny"
DEFAULT_VARIANT: Quantization = "fp32"
DEFAULT_CHOICES = 4
DEFAULT_DECODER_LENGTH = 64
"""Of exported models."""


@dataclass(frozen=True)
class Mode:
    """How long to measure. The figures are argued in docs/measurement.md."""

    name: str
    repeats: int
    min_invokes: int
    min_seconds: float
    memory_pass: bool = True


MODES = {
    mode.name: mode
    for mode in (
        Mode("quick", repeats=1, min_invokes=64, min_seconds=6, memory_pass=False),
        Mode("normal", repeats=3, min_invokes=22, min_seconds=2),
        Mode("official", repeats=3, min_invokes=342, min_seconds=20),
    )
}


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

    @property
    def has_memory_pass(self) -> bool:
        return self.mode.memory_pass or self.memory
