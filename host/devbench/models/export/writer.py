"""Writes a .tflite file with one subgraph and one signature, part by part.

Constants go into the file as they come, so that no second copy of a model's weights is ever held.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import flatbuffers
import numpy as np

from devbench.errors import UsageError
from devbench.models.requirements import oldest_runtime
from devbench.models.schema import schema

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[Any]

SIGNATURE = "serving_default"
TYPES: dict[np.dtype[Any], int] = {
    np.dtype(np.float32): schema.TensorType.FLOAT32,
    np.dtype(np.float16): schema.TensorType.FLOAT16,
    np.dtype(np.int32): schema.TensorType.INT32,
    np.dtype(np.int8): schema.TensorType.INT8,
    np.dtype(np.bool_): schema.TensorType.BOOL,
}

_IDENTIFIER = b"TFL3"
_SCHEMA_VERSION = 3
_MAX_BYTES = 2**31 - 1
"""Offsets within a flatbuffer are 31 bits wide."""
_ALIGNMENT_BYTES = 16
_VERSION_BYTES = 16


@dataclass(frozen=True)
class WrittenTensor:
    """A value in a graph. ``scale`` is the quantization of an int8 tensor: value = scale * integer."""

    index: int
    shape: tuple[int, ...]
    dtype: np.dtype[Any]
    scale: float | None = None


class ModelWriter:
    """``expected_bytes`` saves copying while the file grows."""

    def __init__(self, expected_bytes: int) -> None:
        self._file = flatbuffers.Builder(min(expected_bytes, _MAX_BYTES))
        self._buffers = [_Buffer(None)]
        self._tensors: list[Any] = []
        self._operators: list[Any] = []
        self._codes: dict[tuple[str, int], int] = {}
        self._inputs: dict[str, WrittenTensor] = {}
        self._outputs: dict[str, WrittenTensor] = {}

    def input(self, name: str, shape: Sequence[int], dtype: type) -> WrittenTensor:
        tensor = self.tensor(f"{SIGNATURE}_{name}", tuple(shape), np.dtype(dtype))
        self._inputs[name] = tensor
        return tensor

    def output(self, name: str, tensor: WrittenTensor) -> None:
        self._outputs[name] = tensor

    def constant(self, value: Array, name: str, scale: float | None) -> WrittenTensor:
        self._buffers.append(_Buffer(self._write(value)))
        return self.tensor(name, value.shape, value.dtype, len(self._buffers) - 1, scale)

    def tensor(
        self, name: str, shape: tuple[int, ...], dtype: np.dtype[Any], buffer: int = 0, scale: float | None = None
    ) -> WrittenTensor:
        tensor = schema.TensorT()
        tensor.name = name
        tensor.shape = list(shape)
        tensor.hasRank = True
        tensor.type = TYPES[dtype]
        tensor.buffer = buffer
        if scale is not None:
            tensor.quantization = _quantization(scale)
        self._tensors.append(tensor)
        return WrittenTensor(len(self._tensors) - 1, shape, dtype, scale)

    def operator(
        self, name: str, version: int, inputs: Sequence[WrittenTensor | None], output: WrittenTensor, options: Any
    ) -> None:
        """``options`` are the schema's for this operator; an input of None is left out."""
        operator = schema.OperatorT()
        operator.opcodeIndex = self._codes.setdefault((name, version), len(self._codes))
        operator.inputs = [-1 if tensor is None else tensor.index for tensor in inputs]
        operator.outputs = [output.index]
        if options is not None:
            operator.builtinOptions = options
            operator.builtinOptionsType = getattr(schema.BuiltinOptions, type(options).__name__.removesuffix("T"))
        self._operators.append(operator)

    def finish(self, description: str) -> memoryview:
        """The whole file. Raises UsageError where it is larger than the format can be."""
        oldest = oldest_runtime(self._codes).encode().ljust(_VERSION_BYTES, b"\0")
        self._buffers.append(_Buffer(self._write(np.frombuffer(oldest, np.uint8))))
        try:
            self._file.Finish(self._model(description).Pack(self._file), _IDENTIFIER)
        except flatbuffers.builder.BuilderSizeError as error:
            raise _too_large() from error
        return memoryview(self._file.Bytes)[self._file.Head() :]

    def _model(self, description: str) -> Any:
        model = schema.ModelT()
        model.version = _SCHEMA_VERSION
        model.description = description
        model.operatorCodes = [_operator_code(name, version) for name, version in self._codes]
        model.subgraphs = [self._subgraph()]
        model.buffers = self._buffers
        model.signatureDefs = [self._signature()]
        model.metadata = [_metadata("min_runtime_version", len(self._buffers) - 1)]
        return model

    def _subgraph(self) -> Any:
        subgraph = schema.SubGraphT()
        subgraph.name = "main"
        subgraph.tensors = self._tensors
        subgraph.operators = self._operators
        subgraph.inputs = [tensor.index for tensor in self._inputs.values()]
        subgraph.outputs = [tensor.index for tensor in self._outputs.values()]
        return subgraph

    def _signature(self) -> Any:
        signature = schema.SignatureDefT()
        signature.signatureKey = SIGNATURE
        signature.subgraphIndex = 0
        signature.inputs = [_named(name, tensor) for name, tensor in self._inputs.items()]
        signature.outputs = [_named(name, tensor) for name, tensor in self._outputs.items()]
        return signature

    def _write(self, value: Array) -> int:
        """Puts the bytes of a constant into the file, aligned as TFLite's kernels expect; gives their offset."""
        data = np.ascontiguousarray(value).reshape(-1).view(np.uint8)
        try:
            self._file.StartVector(1, data.size, _ALIGNMENT_BYTES)
        except flatbuffers.builder.BuilderSizeError as error:
            raise _too_large() from error
        self._file.head -= data.size
        self._file.Bytes[self._file.head : self._file.head + data.size] = data.data
        offset: int = self._file.EndVector()
        return offset


@dataclass(frozen=True)
class _Buffer:
    """Stands for the schema's BufferT, whose data is in the file already."""

    data_offset: int | None

    def Pack(self, file: Any) -> int:  # noqa: N802 (called by the schema's classes)
        schema.BufferStart(file)
        if self.data_offset is not None:
            schema.BufferAddData(file, self.data_offset)
        end: int = schema.BufferEnd(file)
        return end


def _operator_code(name: str, version: int) -> Any:
    code = getattr(schema.BuiltinOperator, name)
    operator_code = schema.OperatorCodeT()
    operator_code.builtinCode = code
    # the field of readers older than the 128th operator
    operator_code.deprecatedBuiltinCode = min(code, schema.BuiltinOperator.PLACEHOLDER_FOR_GREATER_OP_CODES)
    operator_code.version = version
    return operator_code


def _quantization(scale: float) -> Any:
    quantization = schema.QuantizationParametersT()
    quantization.scale = np.array([scale], np.float32)
    quantization.zeroPoint = np.zeros(1, np.int64)
    return quantization


def _named(name: str, tensor: WrittenTensor) -> Any:
    entry = schema.TensorMapT()
    entry.name = name
    entry.tensorIndex = tensor.index
    return entry


def _metadata(name: str, buffer: int) -> Any:
    metadata = schema.MetadataT()
    metadata.name = name
    metadata.buffer = buffer
    return metadata


def _too_large() -> UsageError:
    return UsageError(
        "The model would be larger than 2 GB, which a .tflite file cannot be.",
        "Export it with --quantize fp16 or int8.",
    )
