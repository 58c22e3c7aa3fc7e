"""What a task is on the host: read its data, encode, decode, compare and score, the twin of the harness's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import msgspec

from devbench.tasks.settings import TaskSettings
from devbench.tokenizers.reference import ReferenceTokenizer

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Outputs = Mapping[str, NDArray[np.float32]]
    """Raw outputs of one invoke by role."""

Answer = dict[str, Any]
"""A task's own answer, as it stands in an example record."""


class Example(msgspec.Struct, frozen=True, kw_only=True):
    """One row of data. ``device`` is what the harness is given; ``gold`` the right answer, which stays on the host."""

    id: str
    device: dict[str, Any]
    gold: Any = None


class EncodedWindow(msgspec.Struct, frozen=True, kw_only=True):
    """The input of one invoke, without padding.

    ``offsets`` are those of the tokens from position ``first``, in code points of the text that the answer is cut from.
    """

    token_ids: list[int]
    type_ids: list[int]
    first: int = 0
    offsets: list[tuple[int, int]] = []


class EncodedExample(msgspec.Struct, frozen=True, kw_only=True):
    windows: list[EncodedWindow]
    truncated: bool = False


class Task(Protocol):
    """One task with its settings. Stateless: the same inputs give the same answers on host and device."""

    @property
    def settings(self) -> TaskSettings: ...

    @property
    def name(self) -> str: ...

    @property
    def output_roles(self) -> Sequence[str]: ...

    def read(self, path: Path) -> list[Example]:
        """All examples of a data file. Raises UsageError naming file and line."""
        ...

    def encode(self, tokenizer: ReferenceTokenizer, example: Mapping[str, Any], length: int) -> EncodedExample: ...

    def decode(self, example: Mapping[str, Any], encoded: EncodedExample, outputs: Sequence[Outputs]) -> Answer: ...

    def answers_equal(self, device: Answer, host: Answer) -> bool: ...

    def score(self, examples: Sequence[Example], answers: Sequence[Answer]) -> dict[str, float]:
        """Quality by metric, in percent where the field prints percent; empty where the data has no gold answers."""
        ...

    def show(self, answer: Answer) -> str:
        """The answer as a person reads it."""
        ...
