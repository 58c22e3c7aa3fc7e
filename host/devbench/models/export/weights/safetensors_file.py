"""Reads safetensors: the length of a header, the header in JSON, and the values of all tensors one after the other.

Its own library has no bfloat16 for numpy where ml_dtypes is not installed.
https://huggingface.co/docs/safetensors, "Format".
"""

from __future__ import annotations

import json
import math

import msgspec

from devbench.models.export.weights.stored_tensor import (
    BrokenWeights,
    MappedFile,
    StoredTensor,
    contiguous,
    item_bytes,
    place,
)

_LENGTH_BYTES = 8
_MAX_HEADER_BYTES = 100_000_000
"""The library's own limit."""
_METADATA = "__metadata__"
_DTYPES = {
    **{f"F{bits}": f"float{bits}" for bits in (16, 32, 64)},
    **{f"I{bits}": f"int{bits}" for bits in (8, 16, 32, 64)},
    **{f"U{bits}": f"uint{bits}" for bits in (8, 16, 32, 64)},
    "BF16": "bfloat16",
    "BOOL": "bool",
}


class _Entry(msgspec.Struct):
    dtype: str
    shape: tuple[int, ...]
    data_offsets: tuple[int, int]


def read_safetensors(file: MappedFile) -> dict[str, StoredTensor]:
    """By name. Raises BrokenWeights."""
    length = int.from_bytes(file.read(0, _LENGTH_BYTES), "little")
    if length > _MAX_HEADER_BYTES:
        raise BrokenWeights("it does not begin with the length of its header")
    metadata, entries = _header(file.read(_LENGTH_BYTES, length))
    start = _LENGTH_BYTES + length
    _check_layout(entries, len(file) - start)
    tensors = {name: _tensor(file, start, entry) for name, entry in entries.items()}
    # safetensors.torch.save_model keeps one of the names of a shared tensor, and says here which stands for which
    shared = {name: tensors[kept] for name, kept in metadata.items() if kept in tensors and name not in tensors}
    return tensors | shared


def _header(content: bytes) -> tuple[dict[str, str], dict[str, _Entry]]:
    try:
        header = msgspec.convert(json.loads(content), dict[str, object])
        metadata = msgspec.convert(header.pop(_METADATA, {}), dict[str, str])
        return metadata, msgspec.convert(header, dict[str, _Entry])
    except (ValueError, RecursionError) as error:
        raise BrokenWeights(f"its header is broken: {error}") from error


def _check_layout(entries: dict[str, _Entry], size: int) -> None:
    """All bytes belong to exactly one tensor."""
    end = 0
    for begin, following in sorted(entry.data_offsets for entry in entries.values()):
        if begin != end or following < begin:
            raise BrokenWeights("its tensors overlap or leave gaps")
        end = following
    if end != size:
        raise BrokenWeights(f"its header declares {end} bytes of tensors, but there are {size}")


def _tensor(file: MappedFile, start: int, entry: _Entry) -> StoredTensor:
    dtype = _DTYPES.get(entry.dtype, entry.dtype)
    begin, end = entry.data_offsets
    if end - begin != math.prod(entry.shape) * item_bytes(dtype):
        raise BrokenWeights(f"a tensor of shape {list(entry.shape)} and type {dtype} has {end - begin} bytes")
    return place(file, dtype, range(start + begin, start + end), 0, entry.shape, contiguous(entry.shape))
