"""Reads what ``torch.save`` writes: a zip file since PyTorch 1.6, before that pickles followed by the storages.

Formats: torch/serialization.py, ``_save``, ``_legacy_save`` and what loads them.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path, PurePosixPath
from typing import Any

from devbench.models.export.weights.stored_tensor import BrokenWeights, MappedFile, StoredTensor, item_bytes, place
from devbench.models.export.weights.unpickler import ForeignPickle, Storage, TensorView, unpickle

_MAGIC_NUMBER = 0x1950A86A20F9469CFC6C
_PROTOCOL_VERSION = 1001
_COUNT_BYTES = 8
_ZIP_MAGIC = b"PK\x03\x04"
_LOCAL_HEADER_BYTES = 30
_NAME_LENGTH = slice(26, 28)
_EXTRA_LENGTH = slice(28, 30)

_Places = Callable[[Storage], range]
"""Where in the file the bytes of a whole storage are."""


def read_torch(path: Path, file: MappedFile) -> dict[str, StoredTensor]:
    """By name. Raises BrokenWeights, or ForeignPickle where the file holds or asks for more than tensors."""
    is_zip = file.bytes[: len(_ZIP_MAGIC)].tobytes() == _ZIP_MAGIC
    views, place_of = _read_zip(path, file) if is_zip else _read_legacy(path, file)
    return {name: _tensor(file, view, place_of) for name, view in views.items()}


def _views(state: Any) -> dict[str, TensorView]:
    if not isinstance(state, dict) or not state:
        raise ForeignPickle(f"it holds a {type(state).__name__}, not tensors by name")
    for name, value in state.items():
        if not isinstance(value, TensorView):
            raise ForeignPickle(f"it holds {str(name)!r}, a {type(value).__name__}, beside tensors")
    return {str(name): view for name, view in state.items()}


def _tensor(file: MappedFile, view: TensorView, place_of: _Places) -> StoredTensor:
    storage = view.storage
    size = item_bytes(storage.dtype)
    whole = place_of(storage)
    if len(whole) != storage.whole * size:
        raise BrokenWeights(f"a storage of {storage.whole} values has {len(whole)} bytes")
    part = whole[storage.first * size : (storage.first + storage.count) * size]
    return place(file, storage.dtype, part, view.first, view.shape, view.strides)


# -- since PyTorch 1.6


def _read_zip(path: Path, file: MappedFile) -> tuple[dict[str, TensorView], _Places]:
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OverflowError) as error:
        raise BrokenWeights(f"its zip file is broken: {error}") from error
    by_name = {entry.filename: entry for entry in entries}
    _check_entries(entries, by_name)
    roots = [name.removesuffix("data.pkl") for name in by_name if PurePosixPath(name).name == "data.pkl"]
    if len(roots) != 1:
        raise BrokenWeights("it is a zip file that torch.save did not write")
    root = roots[0]

    def content(name: str) -> range:
        if root + name not in by_name:
            raise BrokenWeights(f"its zip file lacks {name!r}")
        return _content(file, by_name[root + name])

    def read(name: str) -> bytes:
        where = content(name)
        return file.read(where.start, len(where))

    if f"{root}byteorder" in by_name and read("byteorder") != b"little":
        raise BrokenWeights("it was written by a big-endian machine")
    return _views(unpickle(io.BytesIO(read("data.pkl")))), lambda storage: content(f"data/{storage.key}")


def _check_entries(entries: list[zipfile.ZipInfo], by_name: dict[str, zipfile.ZipInfo]) -> None:
    """torch.save stores each entry once, as it is."""
    if any(PurePosixPath(name).name == "constants.pkl" for name in by_name):
        raise ForeignPickle("it is a TorchScript program")
    if len(by_name) != len(entries):
        raise BrokenWeights("its zip file has two entries with the same name")
    for entry in entries:
        if entry.filename.startswith("/") or ".." in PurePosixPath(entry.filename).parts:
            raise ForeignPickle(f"its zip file has an entry outside of itself, {entry.filename!r}")
        if entry.compress_type != zipfile.ZIP_STORED or entry.file_size != entry.compress_size:
            raise BrokenWeights(
                f"its zip file has a compressed entry, {entry.filename!r}, as torch.save never writes it"
            )


def _content(file: MappedFile, entry: zipfile.ZipInfo) -> range:
    """The bytes of an entry, which begin after a header of its own."""
    header = file.read(entry.header_offset, _LOCAL_HEADER_BYTES)
    if not header.startswith(_ZIP_MAGIC):
        raise BrokenWeights(f"its zip file has no entry {entry.filename!r} where its directory says")
    lengths = (int.from_bytes(header[field], "little") for field in (_NAME_LENGTH, _EXTRA_LENGTH))
    start = entry.header_offset + _LOCAL_HEADER_BYTES + sum(lengths)
    return range(start, start + entry.file_size)


# -- before PyTorch 1.6


def _read_legacy(path: Path, file: MappedFile) -> tuple[dict[str, TensorView], _Places]:
    with path.open("rb") as pickles:
        if unpickle(pickles) != _MAGIC_NUMBER or unpickle(pickles) != _PROTOCOL_VERSION:
            raise BrokenWeights("torch.save did not write it")
        system = unpickle(pickles)
        if not isinstance(system, dict) or system.get("little_endian") is not True:
            raise BrokenWeights("it was written by a big-endian machine")
        views, keys = _views(unpickle(pickles)), unpickle(pickles)
        position = pickles.tell()
    sizes = {view.storage.key: item_bytes(view.storage.dtype) for view in views.values()}
    if not isinstance(keys, list) or not set(sizes) <= set(map(str, keys)):
        raise BrokenWeights("its list of storages is incomplete")
    places = {}
    for key in map(str, keys):
        if key not in sizes:
            raise ForeignPickle("it holds a storage that belongs to no tensor")
        count = int.from_bytes(file.read(position, _COUNT_BYTES), "little", signed=True)
        start = position + _COUNT_BYTES
        position = start + count * sizes[key]
        if not start <= position <= len(file):
            raise BrokenWeights("the file is cut off")
        places[key] = range(start, position)
    return views, lambda storage: places[storage.key]
