"""Tensors where they lie in a file of weights: nothing is read before it is asked for."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[np.float32]

_BFLOAT16 = "bfloat16"
FLOATS = {"float64": "<f8", "float32": "<f4", "float16": "<f2", _BFLOAT16: "<u2"}
_TYPES = {
    **FLOATS,
    "int64": "<i8",
    "int32": "<i4",
    "int16": "<i2",
    "int8": "i1",
    "uint64": "<u8",
    "uint32": "<u4",
    "uint16": "<u2",
    "uint8": "u1",
    "bool": "u1",
}
"""As numpy reads them; numpy has no bfloat16, which is the upper half of a float32."""


class BrokenWeights(ValueError):
    """A file of weights that is not what it should be; says what is wrong with it."""


class MappedFile:
    """The bytes of a file, little-endian, which stays mapped for as long as a tensor of it is used."""

    def __init__(self, path: Path) -> None:
        if not path.stat().st_size:
            raise BrokenWeights("the file is empty")
        self.bytes: NDArray[np.uint8] = np.asarray(np.memmap(path, np.uint8, mode="r"))

    def __len__(self) -> int:
        return len(self.bytes)

    def read(self, start: int, size: int) -> bytes:
        if not 0 <= start <= start + size <= len(self):
            raise BrokenWeights("the file is cut off")
        return self.bytes[start : start + size].tobytes()


@dataclass(frozen=True)
class StoredTensor:
    """``offset`` in bytes of the file, ``strides`` in elements. Those that share their values are equal."""

    file: MappedFile
    dtype: str
    offset: int
    shape: tuple[int, ...]
    strides: tuple[int, ...]

    @property
    def is_float(self) -> bool:
        return self.dtype in FLOATS

    def read(self) -> Array:
        """Of ``shape``, as float32; float32 itself is not copied."""
        numbers = np.dtype(_TYPES[self.dtype])
        span = self.file.bytes[self.offset : self.offset + _span(self.shape, self.strides) * numbers.itemsize]
        strides = [stride * numbers.itemsize for stride in self.strides]
        values: NDArray[Any] = np.lib.stride_tricks.as_strided(span.view(numbers), self.shape, strides, writeable=False)
        if self.dtype == _BFLOAT16:
            return (values.astype(np.uint32) << 16).view(np.float32)
        with np.errstate(over="ignore"):  # of float64: who reads it looks for infinity
            return values.astype(np.float32, copy=False)


def item_bytes(dtype: str) -> int:
    """Raises BrokenWeights where the type is not known."""
    if dtype not in _TYPES:
        raise BrokenWeights(f"it holds values of type {dtype}, which devbench does not read")
    return np.dtype(_TYPES[dtype]).itemsize


def contiguous(shape: Sequence[int]) -> tuple[int, ...]:
    """The strides of a tensor whose values lie one after the other, the last axis first."""
    return tuple(math.prod(shape[axis + 1 :]) for axis in range(len(shape)))


def place(
    file: MappedFile,
    dtype: str,
    storage: range,
    first: int,
    shape: tuple[int, ...],
    strides: tuple[int, ...],
) -> StoredTensor:
    """A tensor that begins at the element ``first`` of a storage, which is a range of the file's bytes.

    Raises BrokenWeights where a value would lie outside of the storage, or the storage outside of the file.
    """
    size = item_bytes(dtype)
    if not 0 <= storage.start <= storage.stop <= len(file):
        raise BrokenWeights("the file is cut off")
    if len(shape) != len(strides) or first < 0 or any(number < 0 for number in (*shape, *strides)):
        raise BrokenWeights(f"a tensor of shape {list(shape)} has strides {list(strides)} and begins at {first}")
    held = len(storage) // size
    if first + _span(shape, strides) > held or math.prod(shape) > held:
        raise BrokenWeights(f"a tensor of shape {list(shape)} lies outside its storage, which holds {held} values")
    return StoredTensor(file, dtype, storage.start + first * size, shape, strides)


def _span(shape: Sequence[int], strides: Sequence[int]) -> int:
    """Elements from the first to the last."""
    if 0 in shape:
        return 0
    return 1 + sum((size - 1) * stride for size, stride in zip(shape, strides, strict=True))
