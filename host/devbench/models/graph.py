"""The parts of a .tflite file, as values that need the file no more."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


def fits(shape: Sequence[int], wanted: Sequence[int]) -> bool:
    """-1 on either side is any size."""
    return len(shape) == len(wanted) and all(a == b or -1 in (a, b) for a, b in zip(shape, wanted, strict=True))


def format_shape(shape: Sequence[int]) -> str:
    return " × ".join("any" if size == -1 else str(size) for size in shape) or "scalar"


@dataclass(frozen=True)
class Tensor:
    """``shape_signature`` has -1 where a dimension may be resized, and equals ``shape`` where none may.

    ``buffer_bytes`` is 0 where the tensor is no constant; ``scales`` counts its quantization scales, 0 for none.
    """

    index: int
    name: str
    dtype: str
    shape: tuple[int, ...]
    shape_signature: tuple[int, ...]
    buffer: int
    buffer_bytes: int
    scales: int

    @property
    def is_constant(self) -> bool:
        return self.buffer_bytes > 0


@dataclass(frozen=True)
class Operator:
    """``inputs`` and ``outputs`` number the subgraph's tensors; an input that is left out is -1.

    ``name`` is the builtin's, or the custom operator's own.
    """

    name: str
    version: int
    is_custom: bool
    inputs: tuple[int, ...]
    outputs: tuple[int, ...]

    @property
    def is_flex(self) -> bool:
        """A TensorFlow operator that only a runtime with the Flex delegate has."""
        return self.is_custom and self.name.startswith("Flex")


@dataclass(frozen=True)
class Subgraph:
    """``inputs`` and ``outputs`` number the tensors, in order."""

    tensors: Sequence[Tensor]
    operators: Sequence[Operator]
    inputs: tuple[int, ...]
    outputs: tuple[int, ...]


@dataclass(frozen=True)
class Signature:
    """Names of inputs and outputs to the numbers of tensors in a subgraph."""

    key: str
    subgraph: int
    inputs: Mapping[str, int]
    outputs: Mapping[str, int]
