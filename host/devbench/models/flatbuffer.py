"""Reads .tflite files: lazily, without copying weights, and safe on files that are broken or hostile."""

from __future__ import annotations

import mmap
import struct
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from devbench.errors import UsageError
from devbench.models.contents import Contents
from devbench.models.graph import Operator, Signature, Subgraph, Tensor

_IDENTIFIER = b"TFL3"
_IDENTIFIER_AT = 4
_MAX_ITEMS = 1_000_000
"""Of all kinds together, as in flatbuffers' own verifier: offsets may form a file that never ends."""
_MAX_NAME_BYTES = 1 << 16
_METADATA_BYTES = 64
"""So much of a metadata buffer is kept; some hold whole vocabularies."""
_BROKEN = (struct.error, ValueError, TypeError, IndexError, OverflowError)
"""What the schema's classes raise on offsets and lengths that lead nowhere."""


class _BrokenFileError(Exception):
    pass


def read(path: Path) -> Contents:
    """Raises UsageError where the file cannot be read, is no .tflite file, or is broken or cut off."""
    data = _map(path)
    if data[_IDENTIFIER_AT : _IDENTIFIER_AT + len(_IDENTIFIER)] != _IDENTIFIER:
        raise UsageError(
            f"{path} is not a .tflite file.", "Name a TFLite model; `devbench export` makes one from a checkpoint."
        )
    try:
        return _Reader(data).contents()
    except (_BrokenFileError, *_BROKEN) as error:
        raise UsageError(
            f"The model {path} is broken or cut off: {error}.", "Copy or download it again, and compare its size."
        ) from error


def _map(path: Path) -> memoryview:
    try:
        with path.open("rb") as file:
            if path.stat().st_size == 0:
                return memoryview(b"")
            return memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
    except OSError as error:
        raise UsageError(f"Cannot read the model {path}: {error.strerror}.", "Name a .tflite file.") from error


class _Reader:
    """One pass over one file. Each table is checked before it is read, each element is counted."""

    def __init__(self, data: memoryview) -> None:
        from devbench.models.schema import schema

        self._data = data
        self._items = 0
        self._model = self._checked(schema.Model.GetRootAs(data))
        self._types = _names(schema.TensorType)
        self._builtins = _names(schema.BuiltinOperator)
        self._custom_code = schema.BuiltinOperator.CUSTOM

    def contents(self) -> Contents:
        model = self._model
        buffer_bytes = [self._buffer_bytes(buffer) for buffer in self._tables(model.BuffersLength, model.Buffers)]
        codes = [self._code(code) for code in self._tables(model.OperatorCodesLength, model.OperatorCodes)]
        subgraphs = [
            self._subgraph(subgraph, codes, buffer_bytes)
            for subgraph in self._tables(model.SubgraphsLength, model.Subgraphs)
        ]
        if not subgraphs:
            raise _BrokenFileError("it has no graph")
        return Contents(
            file_bytes=len(self._data),
            description=self._text(model.Description()),
            subgraphs=subgraphs,
            signatures=[
                self._signature(signature, subgraphs)
                for signature in self._tables(model.SignatureDefsLength, model.SignatureDefs)
            ],
            metadata=self._metadata(),
        )

    def _code(self, code: Any) -> tuple[str, int, bool]:
        # the old field is a byte; the new one is absent in files of writers older than the 128th operator
        number = max(code.DeprecatedBuiltinCode(), code.BuiltinCode())
        if number == self._custom_code:
            return self._text(code.CustomCode()), code.Version(), True
        return self._builtins.get(number, f"OPERATOR_{number}"), code.Version(), False

    def _subgraph(self, subgraph: Any, codes: Sequence[tuple[str, int, bool]], buffer_bytes: Sequence[int]) -> Subgraph:
        tensors = [
            self._tensor(index, tensor, buffer_bytes)
            for index, tensor in enumerate(self._tables(subgraph.TensorsLength, subgraph.Tensors))
        ]
        count = len(tensors)
        operators = []
        for operator in self._tables(subgraph.OperatorsLength, subgraph.Operators):
            name, version, is_custom = _at(codes, operator.OpcodeIndex(), "operator code")
            inputs = self._indices(operator.InputsAsNumpy(), count, "tensor", optional=True)
            outputs = self._indices(operator.OutputsAsNumpy(), count, "tensor")
            operators.append(Operator(name, version, is_custom, inputs, outputs))
        return Subgraph(
            tensors=tensors,
            operators=operators,
            inputs=self._indices(subgraph.InputsAsNumpy(), count, "tensor"),
            outputs=self._indices(subgraph.OutputsAsNumpy(), count, "tensor"),
        )

    def _tensor(self, index: int, tensor: Any, buffer_bytes: Sequence[int]) -> Tensor:
        shape = self._integers(tensor.ShapeAsNumpy())
        signature = self._integers(tensor.ShapeSignatureAsNumpy())
        quantization = tensor.Quantization()
        scales = self._checked(quantization).ScaleLength() if quantization is not None else 0
        return Tensor(
            index=index,
            name=self._text(tensor.Name()),
            dtype=self._types.get(tensor.Type(), f"type{tensor.Type()}").lower(),
            shape=shape,
            shape_signature=signature if len(signature) == len(shape) else shape,
            buffer=tensor.Buffer(),
            buffer_bytes=_at(buffer_bytes, tensor.Buffer(), "buffer"),
            scales=scales,
        )

    def _buffer_bytes(self, buffer: Any) -> int:
        """The data is within the flatbuffer, or after it where that would be larger than 2 GB."""
        after, size = buffer.Offset(), buffer.Size()
        if after > 1 or size > 1:
            if after + size > len(self._data):
                raise _BrokenFileError(f"its weights end at byte {after + size:,} of {len(self._data):,}")
            return int(size)
        return self._span(buffer.DataAsNumpy()).nbytes

    def _signature(self, signature: Any, subgraphs: Sequence[Subgraph]) -> Signature:
        subgraph = signature.SubgraphIndex()
        count = len(_at(subgraphs, subgraph, "graph").tensors)
        return Signature(
            key=self._text(signature.SignatureKey()),
            subgraph=subgraph,
            inputs=self._tensor_map(signature.InputsLength, signature.Inputs, count),
            outputs=self._tensor_map(signature.OutputsLength, signature.Outputs, count),
        )

    def _tensor_map(self, length: Callable[[], int], get: Callable[[int], Any], count: int) -> Mapping[str, int]:
        entries = {self._text(entry.Name()): entry.TensorIndex() for entry in self._tables(length, get)}
        if wrong := [index for index in entries.values() if index >= count]:
            raise _BrokenFileError(f"a signature names tensor {wrong[0]} of {count}")
        return entries

    def _metadata(self) -> Mapping[str, bytes]:
        model = self._model
        found = {}
        for entry in self._tables(model.MetadataLength, model.Metadata):
            if entry.Buffer() >= model.BuffersLength():
                raise _BrokenFileError(f"there is no buffer {entry.Buffer()}")
            data = self._span(self._checked(model.Buffers(entry.Buffer())).DataAsNumpy())
            found[self._text(entry.Name())] = data[:_METADATA_BYTES].tobytes()
        return found

    # -- the checks

    def _tables(self, length: Callable[[], int], get: Callable[[int], Any]) -> Iterator[Any]:
        for index in range(self._count(length())):
            yield self._checked(get(index))

    def _checked(self, table: Any) -> Any:
        """The table, when its fields lie within the file."""
        position = table._tab.Pos
        virtual = position - struct.unpack_from("<i", self._data, position)[0]
        if virtual < 0:
            raise _BrokenFileError("an offset points before the file")
        virtual_bytes, table_bytes = struct.unpack_from("<HH", self._data, virtual)
        fields = struct.unpack_from(f"<{max(virtual_bytes - 4, 0) // 2}H", self._data, virtual + 4)
        if position + table_bytes > len(self._data) or any(field >= table_bytes for field in fields if field):
            raise _BrokenFileError("an offset points outside the file")
        return table

    def _span(self, vector: Any) -> memoryview:
        """A vector of bytes; the schema's classes give 0 for one that is absent."""
        return memoryview(b"") if isinstance(vector, int) else memoryview(vector)

    def _integers(self, vector: Any) -> tuple[int, ...]:
        if isinstance(vector, int):
            return ()
        self._count(len(vector))
        return tuple(vector.tolist())

    def _indices(self, vector: Any, count: int, what: str, optional: bool = False) -> tuple[int, ...]:
        indices = self._integers(vector)
        for index in indices:
            if not (-1 if optional else 0) <= index < count:
                raise _BrokenFileError(f"there is no {what} {index}")
        return indices

    def _text(self, value: bytes | None) -> str:
        if value is None:
            return ""
        if len(value) > _MAX_NAME_BYTES:
            raise _BrokenFileError(f"a name has {len(value):,} bytes")
        return value.decode("utf-8", "replace")

    def _count(self, count: int) -> int:
        self._items += count
        if self._items > _MAX_ITEMS:
            raise _BrokenFileError(f"it claims more than {_MAX_ITEMS:,} parts")
        return count


def _at(values: Sequence[Any], index: int, what: str) -> Any:
    if not 0 <= index < len(values):
        raise _BrokenFileError(f"there is no {what} {index}")
    return values[index]


def _names(enumeration: type) -> Mapping[int, str]:
    return {number: name for name, number in vars(enumeration).items() if not name.startswith("_")}
