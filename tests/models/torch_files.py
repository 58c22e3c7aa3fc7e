"""Writes files as ``torch.save`` does, right or broken or hostile, without torch and without Python's own pickler."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

MAGIC_NUMBER = 0x1950A86A20F9469CFC6C
OLD_SYSTEM = {"protocol_version": 1001, "little_endian": True}
FLOATS = "torch FloatStorage"
REBUILD = "torch._utils _rebuild_tensor_v2"


@dataclass(frozen=True)
class Named:
    """What a pickle imports: module and name."""

    name: str


@dataclass(frozen=True)
class Called:
    function: Any
    arguments: tuple[Any, ...]


@dataclass(frozen=True)
class Kept:
    """What stands outside of the pickle."""

    identity: tuple[Any, ...]


def pickled(value: Any) -> bytes:
    return b"\x80\x02" + _encode(value) + b"."


def tensor(key: str, shape: tuple[int, ...], count: int, first: int = 0, strides: Any = None, view: Any = ()) -> Called:
    """Of float32; ``view`` is what older files add to the storage."""
    if strides is None:
        strides = tuple(int(np.prod(shape[axis + 1 :])) for axis in range(len(shape)))
    storage = Kept(("storage", Named(FLOATS), key, "cpu", count, *view))
    return Called(Named(REBUILD), (storage, first, shape, strides, False, Called(Named("collections OrderedDict"), ())))


def state_dict(tensors: Mapping[str, NDArray[np.float32]]) -> dict[str, Called]:
    return {name: tensor(str(number), value.shape, value.size) for number, (name, value) in enumerate(tensors.items())}


def write_zip(path: Path, state: Any, storages: Mapping[str, bytes], **entries: bytes) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("archive/data.pkl", pickled(state))
        for name, content in {**{f"data/{key}": data for key, data in storages.items()}, **entries}.items():
            archive.writestr(f"archive/{name}", content)


def write_legacy(path: Path, state: Any, storages: Mapping[str, bytes], system: Any = OLD_SYSTEM) -> None:
    head = b"".join(pickled(value) for value in (MAGIC_NUMBER, 1001, system, state, list(storages)))
    with path.open("wb") as file:
        file.write(head)
        for data in storages.values():
            file.write(struct.pack("<q", len(data) // 4))
            file.write(data)


def _encode(value: Any) -> bytes:
    match value:
        case None:
            return b"N"
        case bool():
            return b"\x88" if value else b"\x89"
        case int():
            size = value.bit_length() // 8 + 1
            return b"\x8a" + bytes([size]) + value.to_bytes(size, "little", signed=True)
        case str():
            return b"X" + struct.pack("<I", len(value.encode())) + value.encode()
        case tuple():
            return b"(" + b"".join(map(_encode, value)) + b"t"
        case list():
            return b"](" + b"".join(map(_encode, value)) + b"e"
        case dict():
            return b"}(" + b"".join(_encode(part) for pair in value.items() for part in pair) + b"u"
        case Named(name):
            return b"c" + name.replace(" ", "\n").encode() + b"\n"
        case Called(function, arguments):
            return _encode(function) + _encode(arguments) + b"R"
        case Kept(identity):
            return _encode(identity) + b"Q"
        case bytes():
            return value  # instructions as they are
        case _:
            raise TypeError(type(value))
