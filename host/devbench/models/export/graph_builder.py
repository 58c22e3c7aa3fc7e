"""A graph that grows operator by operator: each method adds one and gives its output.

Operator versions are those that TFLite's converter writes for the same types and options.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np

from devbench.models.export.writer import TYPES, ModelWriter, WrittenTensor
from devbench.models.schema import schema

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[Any]

_SHARED_BYTES = 64
_Options = TypeVar("_Options")


class GraphBuilder:
    """``expected_bytes`` of the finished file save copying while it grows."""

    def __init__(self, expected_bytes: int = 1 << 16) -> None:
        self._writer = ModelWriter(expected_bytes)
        self._constants: dict[tuple[Any, ...], WrittenTensor] = {}
        self._operators = 0

    def input(self, name: str, shape: Sequence[int], dtype: type = np.int32) -> WrittenTensor:
        return self._writer.input(name, shape, dtype)

    def output(self, name: str, tensor: WrittenTensor) -> None:
        self._writer.output(name, tensor)

    def finish(self, description: str) -> memoryview:
        """The whole .tflite file. Raises UsageError where it is larger than the format can be."""
        return self._writer.finish(description)

    def constant(self, value: Array, name: str = "constant", scale: float | None = None) -> WrittenTensor:
        """Small equal constants, such as shapes and axes, share one tensor."""
        if value.nbytes > _SHARED_BYTES:
            return self._writer.constant(value, name, scale)
        key = (value.dtype, value.shape, scale, value.tobytes())
        if key not in self._constants:
            self._constants[key] = self._writer.constant(value, name, scale)
        return self._constants[key]

    def scalar(self, value: float) -> WrittenTensor:
        return self.constant(np.array(value, np.float32))

    # -- operators

    def add(self, a: WrittenTensor, b: WrittenTensor, relu: bool = False) -> WrittenTensor:
        return self._binary("ADD", a, b, self._activated(schema.AddOptionsT(), relu))

    def subtract(self, a: WrittenTensor, b: WrittenTensor) -> WrittenTensor:
        return self._binary("SUB", a, b, schema.SubOptionsT())

    def multiply(self, a: WrittenTensor, b: WrittenTensor) -> WrittenTensor:
        return self._binary("MUL", a, b, schema.MulOptionsT())

    def divide(self, a: WrittenTensor, b: WrittenTensor) -> WrittenTensor:
        return self._binary("DIV", a, b, schema.DivOptionsT())

    def squared_difference(self, a: WrittenTensor, b: WrittenTensor) -> WrittenTensor:
        return self._binary("SQUARED_DIFFERENCE", a, b, schema.SquaredDifferenceOptionsT())

    def reciprocal_root(self, x: WrittenTensor) -> WrittenTensor:
        return self._operator("RSQRT", [x], x.shape)

    def tanh(self, x: WrittenTensor) -> WrittenTensor:
        return self._operator("TANH", [x], x.shape)

    def relu(self, x: WrittenTensor) -> WrittenTensor:
        return self._operator("RELU", [x], x.shape)

    def gelu(self, x: WrittenTensor, approximate: bool = False) -> WrittenTensor:
        options = schema.GeluOptionsT()
        options.approximate = approximate
        return self._operator("GELU", [x], x.shape, options)

    def softmax(self, x: WrittenTensor) -> WrittenTensor:
        options = schema.SoftmaxOptionsT()
        options.beta = 1.0
        return self._operator("SOFTMAX", [x], x.shape, options)

    def mean(self, x: WrittenTensor, axis: int) -> WrittenTensor:
        return self._reduce("MEAN", x, axis)

    def sum(self, x: WrittenTensor, axis: int) -> WrittenTensor:
        return self._reduce("SUM", x, axis)

    def l2_normalize(self, x: WrittenTensor) -> WrittenTensor:
        """Along the last axis."""
        return self._operator("L2_NORMALIZATION", [x], x.shape, schema.L2NormOptionsT())

    def cast(self, x: WrittenTensor, dtype: type = np.float32) -> WrittenTensor:
        options = schema.CastOptionsT()
        to: np.dtype[Any] = np.dtype(dtype)
        options.inDataType, options.outDataType = TYPES[x.dtype], TYPES[to]
        return self._operator("CAST", [x], x.shape, options, dtype=to)

    def equal(self, a: WrittenTensor, b: WrittenTensor) -> WrittenTensor:
        return self._binary("EQUAL", a, b, schema.EqualOptionsT(), np.bool_)

    def not_equal(self, a: WrittenTensor, b: WrittenTensor) -> WrittenTensor:
        return self._binary("NOT_EQUAL", a, b, schema.NotEqualOptionsT(), np.bool_)

    def greater(self, a: WrittenTensor, b: WrittenTensor) -> WrittenTensor:
        return self._binary("GREATER", a, b, schema.GreaterOptionsT(), np.bool_)

    def logical_and(self, a: WrittenTensor, b: WrittenTensor) -> WrittenTensor:
        return self._binary("LOGICAL_AND", a, b, schema.LogicalAndOptionsT(), np.bool_)

    def arg_max(self, x: WrittenTensor) -> WrittenTensor:
        """Where the last axis, which is kept with length 1, has its first maximum; int32."""
        options = schema.ArgMaxOptionsT()
        options.outputType = schema.TensorType.INT32
        index = self._operator("ARG_MAX", [x, self._integers([-1])], x.shape[:-1], options, dtype=np.dtype(np.int32))
        return self.reshape(index, (*x.shape[:-1], 1))

    def dequantize(self, x: WrittenTensor) -> WrittenTensor:
        """From int8 or float16 to float32."""
        return self._operator("DEQUANTIZE", [x], x.shape, version=3 if x.dtype == np.float16 else 2)

    def fully_connected(
        self, x: WrittenTensor, weight: WrittenTensor, bias: WrittenTensor | None, relu: bool = False
    ) -> WrittenTensor:
        """``x @ weight.T + bias`` over the last axis; weight is [out, in], float32 or int8."""
        options = self._activated(schema.FullyConnectedOptionsT(), relu)
        options.keepNumDims = True
        return self._operator(
            "FULLY_CONNECTED", [x, weight, bias], (*x.shape[:-1], weight.shape[0]), options, version=5
        )

    def matrix_multiply(self, a: WrittenTensor, b: WrittenTensor, transpose_b: bool = False) -> WrittenTensor:
        options = schema.BatchMatMulOptionsT()
        options.adjY = transpose_b
        columns = b.shape[-2] if transpose_b else b.shape[-1]
        return self._operator("BATCH_MATMUL", [a, b], (*a.shape[:-1], columns), options)

    def gather(self, table: WrittenTensor, rows: WrittenTensor) -> WrittenTensor:
        """Rows of a matrix, in the matrix's own type."""
        version = 2 if table.dtype == np.int8 else 1
        shape = (*rows.shape, *table.shape[1:])
        return self._operator(
            "GATHER", [table, rows], shape, schema.GatherOptionsT(), version, table.dtype, table.scale
        )

    def reshape(self, x: WrittenTensor, shape: Sequence[int]) -> WrittenTensor:
        """One dimension may be -1."""
        known = math.prod(size for size in shape if size != -1)
        full = tuple(math.prod(x.shape) // known if size == -1 else size for size in shape)
        if x.shape == full:
            return x
        options = schema.ReshapeOptionsT()
        options.newShape = list(full)
        return self._operator("RESHAPE", [x, self._integers(full)], full, options, dtype=x.dtype)

    def transpose(self, x: WrittenTensor, order: Sequence[int]) -> WrittenTensor:
        shape = tuple(x.shape[axis] for axis in order)
        return self._operator("TRANSPOSE", [x, self._integers(order)], shape, schema.TransposeOptionsT())

    def slice(self, x: WrittenTensor, begin: Sequence[int], shape: Sequence[int]) -> WrittenTensor:
        inputs = [x, self._integers(begin), self._integers(shape)]
        return self._operator("SLICE", inputs, tuple(shape), schema.SliceOptionsT())

    def concatenate(self, parts: Sequence[WrittenTensor], axis: int) -> WrittenTensor:
        options = schema.ConcatenationOptionsT()
        options.axis = axis
        shape = list(parts[0].shape)
        shape[axis] = sum(part.shape[axis] for part in parts)
        return self._operator("CONCATENATION", parts, tuple(shape), options)

    # -- parts of operators

    def _binary(
        self, name: str, a: WrittenTensor, b: WrittenTensor, options: Any, dtype: type = np.float32
    ) -> WrittenTensor:
        return self._operator(name, [a, b], np.broadcast_shapes(a.shape, b.shape), options, dtype=np.dtype(dtype))

    def _reduce(self, name: str, x: WrittenTensor, axis: int) -> WrittenTensor:
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

    def _integers(self, values: Sequence[int]) -> WrittenTensor:
        return self.constant(np.array(values, np.int32))

    def _operator(
        self,
        name: str,
        inputs: Sequence[WrittenTensor | None],
        shape: tuple[int, ...],
        options: Any = None,
        version: int = 1,
        dtype: np.dtype[Any] | None = None,
        scale: float | None = None,
    ) -> WrittenTensor:
        """The output is named after the operator and is float32 unless ``dtype`` says otherwise."""
        dtype = dtype or np.dtype(np.float32)
        output = self._writer.tensor(f"{name.lower()}_{self._operators}", shape, dtype, scale=scale)
        self._writer.operator(name, version, inputs, output, options)
        self._operators += 1
        return output
