"""What is asked of an export, checked once."""

from __future__ import annotations

from dataclasses import dataclass

from devbench.choices import DEFAULT_MODEL_INPUTS, MODEL_INPUTS, QUANTIZATIONS, TASKS
from devbench.errors import UsageError
from devbench.suggest import closest

_MIN_LENGTH = 4


@dataclass(frozen=True)
class ExportSettings:
    """``choices`` counts only for multiple choice, ``decoder_length`` and ``greedy`` only for generation. ``inputs`` is
    ``all``, or ``ids`` for a model that takes token ids alone.

    ``decoder_length`` is the most tokens that are decoded, with the one that begins; None: what the checkpoint asks
    for. ``greedy``: whatever else the checkpoint asks for.
    """

    task: str
    sequence_length: int
    quantize: str
    choices: int
    inputs: str = DEFAULT_MODEL_INPUTS
    decoder_length: int | None = None
    greedy: bool = False

    def __post_init__(self) -> None:
        for what, value, known in (
            ("task", self.task, TASKS),
            ("quantization", self.quantize, QUANTIZATIONS),
            ("inputs", self.inputs, MODEL_INPUTS),
        ):
            if value not in known:
                raise UsageError(f"devbench cannot export for the {what} {value!r}.", closest(value, known))
        if self.sequence_length < _MIN_LENGTH:
            raise UsageError(
                f"A sequence length of {self.sequence_length} leaves no room for text.", f"Use at least {_MIN_LENGTH}."
            )
        if self.choices < 1 or (self.decoder_length is not None and self.decoder_length < 2):
            raise UsageError(
                "A decoder needs at least 2 tokens, and multiple choice at least 1 choice.", "Use larger numbers."
            )
        if self.inputs == "ids" and self.task == "generation":
            raise UsageError("A decoder needs more inputs than token ids.", "Leave out --inputs.")
