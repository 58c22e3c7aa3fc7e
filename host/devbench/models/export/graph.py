"""A builder of TFLite graphs: each method adds one operator and gives its output tensor.

Constants go into the file as they come, so that no second copy of a model's weights is ever held. Operator versions are
those that TFLite's converter writes for the same types and options.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

import flatbuffers
import numpy as np
from ai_edge_litert import schema_py_generated as schema

from devbench.errors import UsageError
from devbench.models.requirements import oldest_runtime

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[Any]

SIGNATURE = "serving_default"
MAX_FILE_BYTES = 2**31 - 1
"""Offsets within a flatbuffer are 31 bits wide."""

_IDENTIFIER = b"TFL3"
_SCHEMA_VERSION = 3
_ALIGNMENT_BYTES = 16
_VERSION_BYTES = 16
_SHARED_BYTES = 64
_TYPES: dict[np.dtype[Any], int] = {
    np.dtype(np.float32): schema.TensorType.FLOAT32,
    np.dtype(np.float16): schema.TensorType.FLOAT16,
    np.dtype(np.int32): schema.TensorType.INT32,
    np.dtype(np.int8): schema.TensorType.INT8,
}
_Options = TypeVar("_Options")


@dataclass(frozen=True)
class Tensor:
    """A value in a graph. ``scale`` is the quantization of an int8 tensor: value = scale * integer."""

    index: int
    shape: tuple[int, ...]
    dtype: np.dtype[Any]
    scale: float | None = None


class Graph:
    """One subgraph with one signature. ``expected_bytes`` saves copying while the file grows."""

    def __init__(self, expected_bytes: int = 1 << 16) -> None:
        self._file = flatbuffers.Builder(min(expected_bytes, MAX_FILE_BYTES))
        self._buffers = [_Buffer(None)]
        self._tensors: list[Any] = []
        self._operators: list[Any] = []
        self._codes: dict[tuple[int, int], int] = {}
        self._constants: dict[tuple[Any, ...], Tensor] = {}
        self._inputs: dict[str, Tensor] = {}
        self._outputs: dict[str, Tensor] = {}

    # -- tensors

    def input(self, name: str, shape: Sequence[int], dtype: type = np.int32) -> Tensor:
        tensor = self._tensor(f"{SIGNATURE}_{name}", tuple(shape), np.dtype(dtype))
        self._inputs[name] = tensor
        return tensor

    def output(self, name: str, tensor: Tensor) -> None:
        self._outputs[name] = tensor

    def constant(self, value: Array, name: str = "constant", scale: float | None = None) -> Tensor:
        """Small equal constants, such as shapes and axes, share one tensor."""
        key = (value.dtype, value.shape, scale, value.tobytes()) if value.nbytes <= _SHARED_BYTES else None
        if key in self._constants:
            return self._constants[key]
        self._buffers.append(_Buffer(self._write(value)))
        tensor = self._tensor(name, value.shape, value.dtype, len(self._buffers) - 1, scale)
        if key is not None:
            self._constants[key] = tensor
        return tensor

    def scalar(self, value: float) -> Tensor:
        return self.constant(np.array(value, np.float32))

    # -- operators

    def add(self, a: Tensor, b: Tensor, relu: bool = False) -> Tensor:
        return self._binary("ADD", a, b, self._activated(schema.AddOptionsT(), relu))

    def subtract(self, a: Tensor, b: Tensor) -> Tensor:
        return self._binary("SUB", a, b, schema.SubOptionsT())

    def multiply(self, a: Tensor, b: Tensor) -> Tensor:
        return self._binary("MUL", a, b, schema.MulOptionsT())

    def divide(self, a: Tensor, b: Tensor) -> Tensor:
        return self._binary("DIV", a, b, schema.DivOptionsT())

    def squared_difference(self, a: Tensor, b: Tensor) -> Tensor:
        return self._binary("SQUARED_DIFFERENCE", a, b, schema.SquaredDifferenceOptionsT())

    def reciprocal_root(self, x: Tensor) -> Tensor:
        return self._operator("RSQRT", [x], x.shape)

    def tanh(self, x: Tensor) -> Tensor:
        return self._operator("TANH", [x], x.shape)

    def relu(self, x: Tensor) -> Tensor:
        return self._operator("RELU", [x], x.shape)

    def gelu(self, x: Tensor, approximate: bool = False) -> Tensor:
        options = schema.GeluOptionsT()
        options.approximate = approximate
        return self._operator("GELU", [x], x.shape, options)

    def softmax(self, x: Tensor) -> Tensor:
        options = schema.SoftmaxOptionsT()
        options.beta = 1.0
        return self._operator("SOFTMAX", [x], x.shape, options)

    def mean(self, x: Tensor, axis: int) -> Tensor:
        return self._reduce("MEAN", x, axis)

    def sum(self, x: Tensor, axis: int) -> Tensor:
        return self._reduce("SUM", x, axis)

    def l2_normalize(self, x: Tensor) -> Tensor:
        """Along the last axis."""
        return self._operator("L2_NORMALIZATION", [x], x.shape, schema.L2NormOptionsT())

    def cast_to_float(self, x: Tensor) -> Tensor:
        options = schema.CastOptionsT()
        options.inDataType, options.outDataType = _TYPES[x.dtype], schema.TensorType.FLOAT32
        return self._operator("CAST", [x], x.shape, options)

    def dequantize(self, x: Tensor) -> Tensor:
        """From int8 or float16 to float32."""
        return self._operator("DEQUANTIZE", [x], x.shape, version=3 if x.dtype == np.float16 else 2)

    def fully_connected(self, x: Tensor, weight: Tensor, bias: Tensor | None, relu: bool = False) -> Tensor:
        """``x @ weight.T + bias`` over the last axis; weight is [out, in], float32 or int8."""
        options = self._activated(schema.FullyConnectedOptionsT(), relu)
        options.keepNumDims = True
        return self._operator(
            "FULLY_CONNECTED", [x, weight, bias], (*x.shape[:-1], weight.shape[0]), options, version=5
        )

    def matrix_multiply(self, a: Tensor, b: Tensor, transpose_b: bool = False) -> Tensor:
        options = schema.BatchMatMulOptionsT()
        options.adjY = transpose_b
        columns = b.shape[-2] if transpose_b else b.shape[-1]
        return self._operator("BATCH_MATMUL", [a, b], (*a.shape[:-1], columns), options)

    def gather(self, table: Tensor, rows: Tensor) -> Tensor:
        """Rows of a matrix, in the matrix's own type."""
        version = 2 if table.dtype == np.int8 else 1
        shape = (*rows.shape, *table.shape[1:])
        return self._operator(
            "GATHER", [table, rows], shape, schema.GatherOptionsT(), version, table.dtype, table.scale
        )

    def reshape(self, x: Tensor, shape: Sequence[int]) -> Tensor:
        """One dimension may be -1."""
        known = math.prod(size for size in shape if size != -1)
        full = tuple(math.prod(x.shape) // known if size == -1 else size for size in shape)
        if x.shape == full:
            return x
        options = schema.ReshapeOptionsT()
        options.newShape = list(full)
        return self._operator("RESHAPE", [x, self._integers(full)], full, options, dtype=x.dtype)

    def transpose(self, x: Tensor, order: Sequence[int]) -> Tensor:
        shape = tuple(x.shape[axis] for axis in order)
        return self._operator("TRANSPOSE", [x, self._integers(order)], shape, schema.TransposeOptionsT())

    def slice(self, x: Tensor, begin: Sequence[int], shape: Sequence[int]) -> Tensor:
        inputs = [x, self._integers(begin), self._integers(shape)]
        return self._operator("SLICE", inputs, tuple(shape), schema.SliceOptionsT())

    def concatenate(self, parts: Sequence[Tensor], axis: int) -> Tensor:
        options = schema.ConcatenationOptionsT()
        options.axis = axis
        shape = list(parts[0].shape)
        shape[axis] = sum(part.shape[axis] for part in parts)
        return self._operator("CONCATENATION", parts, tuple(shape), options)

    # -- the file

    def finish(self, description: str) -> memoryview:
        """The whole .tflite file. Raises UsageError where it is larger than the format can be."""
        names = {number: name for name, number in vars(schema.BuiltinOperator).items() if not name.startswith("_")}
        oldest = oldest_runtime((names[code], version) for code, version in self._codes)
        version = oldest.encode().ljust(_VERSION_BYTES, b"\0")
        self._buffers.append(_Buffer(self._write(np.frombuffer(version, np.uint8))))
        try:
            self._file.Finish(self._model(description).Pack(self._file), _IDENTIFIER)
        except flatbuffers.builder.BuilderSizeError as error:
            raise _too_large() from error
        return memoryview(self._file.Bytes)[self._file.Head() :]

    def _model(self, description: str) -> Any:
        model = schema.ModelT()
        model.version = _SCHEMA_VERSION
        model.description = description
        model.operatorCodes = [_operator_code(code, version) for code, version in self._codes]
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

    # -- parts of operators

    def _binary(self, name: str, a: Tensor, b: Tensor, options: Any) -> Tensor:
        return self._operator(name, [a, b], np.broadcast_shapes(a.shape, b.shape), options)

    def _reduce(self, name: str, x: Tensor, axis: int) -> Tensor:
        """Keeps the axis, with length 1."""
        options = schema.ReducerOptionsT()
        options.keepDims = True
        axis %= len(x.shape)
        shape = (*x.shape[:axis], 1, *x.shape[axis + 1 :])
        return self._operator(name, [x, self._integers([axis])], shape, options)

    def _activated(self, options: _Options, relu: bool) -> _Options:
        kinds = schema.ActivationFunctionType
        options.fusedActivationFunction = kinds.RELU if relu else kinds.NONE  # type: ignore[attr-defined]
        return options

    def _integers(self, values: Sequence[int]) -> Tensor:
        return self.constant(np.array(values, np.int32))

    def _operator(
        self,
        name: str,
        inputs: Sequence[Tensor | None],
        shape: tuple[int, ...],
        options: Any = None,
        version: int = 1,
        dtype: np.dtype[Any] | None = None,
        scale: float | None = None,
    ) -> Tensor:
        """The output is named after the operator and is float32 unless ``dtype`` says otherwise."""
        code = getattr(schema.BuiltinOperator, name)
        output = self._tensor(f"{name.lower()}_{len(self._operators)}", shape, dtype or np.dtype(np.float32), 0, scale)
        operator = schema.OperatorT()
        operator.opcodeIndex = self._codes.setdefault((code, version), len(self._codes))
        operator.inputs = [-1 if tensor is None else tensor.index for tensor in inputs]
        operator.outputs = [output.index]
        if options is not None:
            operator.builtinOptions = options
            operator.builtinOptionsType = getattr(schema.BuiltinOptions, type(options).__name__.removesuffix("T"))
        self._operators.append(operator)
        return output

    def _tensor(
        self, name: str, shape: tuple[int, ...], dtype: np.dtype[Any], buffer: int = 0, scale: float | None = None
    ) -> Tensor:
        tensor = schema.TensorT()
        tensor.name = name
        tensor.shape = list(shape)
        tensor.hasRank = True
        tensor.type = _TYPES[dtype]
        tensor.buffer = buffer
        if scale is not None:
            tensor.quantization = _quantization(scale)
        self._tensors.append(tensor)
        return Tensor(len(self._tensors) - 1, shape, dtype, scale)

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


def _operator_code(code: int, version: int) -> Any:
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


def _named(name: str, tensor: Tensor) -> Any:
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
    limit = math.floor(MAX_FILE_BYTES / 1e9 * 10) / 10
    return UsageError(
        f"The model would be larger than {limit} GB, which a .tflite file cannot be.",
        "Export it with --quantize fp16 or int8.",
    )
