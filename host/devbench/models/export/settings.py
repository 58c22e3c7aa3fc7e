"""What is asked of an export, checked once."""

from __future__ import annotations

from dataclasses import dataclass

from devbench.choices import QUANTIZATIONS, TASKS
from devbench.errors import UsageError

_MIN_LENGTH = 4


@dataclass(frozen=True)
class ExportSettings:
    """``choices`` counts only for multiple choice, ``decoder_length`` only for generation: the most tokens that are
    decoded, with the one that begins."""

    task: str
    sequence_length: int
    quantize: str
    choices: int
    decoder_length: int

    def __post_init__(self) -> None:
        for what, value, known in (("task", self.task, TASKS), ("quantization", self.quantize, QUANTIZATIONS)):
            if value not in known:
                raise UsageError(f"devbench cannot export for the {what} {value!r}.", f"It knows {', '.join(known)}.")
        if self.sequence_length < _MIN_LENGTH:
            raise UsageError(
                f"A sequence length of {self.sequence_length} has no room for text.", f"Use {_MIN_LENGTH} at least."
            )
        if self.decoder_length < 2 or self.choices < 1:
            raise UsageError("A decoder needs room for 2 tokens, multiple choice 1 choice.", "Use greater numbers.")
