"""What a model is known to answer, as a reference file says it: values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from devbench.tasks.base import Answer

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True)
class KnownExample:
    """``token_ids`` and ``outputs`` are those of each window, ``token_ids`` None if they are not known; ``answer`` is
    the task's own, or its words."""

    token_ids: Sequence[Sequence[int]] | None
    outputs: Sequence[Mapping[str, NDArray[np.float32]]]
    answer: Answer | str | None

    @property
    def says_something(self) -> bool:
        return self.answer is not None or any(self.outputs)


@dataclass(frozen=True)
class Reference:
    """``made_by``, ``model``, ``model_sha256`` and ``quantization`` are what it says of itself, if it does."""

    file: str
    sha256: str
    made_by: str | None
    model: str | None
    model_sha256: str | None
    quantization: str | None
    examples: Mapping[str, KnownExample]
    """By id."""
