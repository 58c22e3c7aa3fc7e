"""How matrices are stored: fp32, fp16, or int8 with a scale for each row.

Row-scaled int8 is ordinary per-tensor int8 to the runtime: each row is divided by its greatest magnitude, and the
result of the product is multiplied by it again. It is as precise as per-channel quantization, which TFLite up to 2.16
either refuses (FULLY_CONNECTED 12) or, under an older version number, computes wrongly without a word.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from devbench.models.export.graph_builder import GraphBuilder
from devbench.models.export.writer import WrittenTensor

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[np.float32]

_INT8_MAX = 127
_SMALLEST_SCALE = 1e-12
_MIN_SIZE = 1024
_MIN_ROWS = 32
"""A smaller matrix stays fp32: it costs no room, and a classifier of few labels is where precision counts most."""


@dataclass(frozen=True)
class StoredMatrix:
    """A stored matrix of [rows, columns]; ``row_scales`` of [rows] where it is int8."""

    values: WrittenTensor
    row_scales: WrittenTensor | None = None


Store = Callable[[GraphBuilder, "Array", str], StoredMatrix]


def store_fp32(graph: GraphBuilder, matrix: Array, name: str) -> StoredMatrix:
    return StoredMatrix(graph.constant(matrix, name))


def store_fp16(graph: GraphBuilder, matrix: Array, name: str) -> StoredMatrix:
    """The runtime turns it into fp32 once, when it loads the model."""
    if not _worthwhile(matrix):
        return store_fp32(graph, matrix, name)
    limit = float(np.finfo(np.float16).max)
    return StoredMatrix(graph.dequantize(graph.constant(np.clip(matrix, -limit, limit).astype(np.float16), name)))


def store_int8(graph: GraphBuilder, matrix: Array, name: str) -> StoredMatrix:
    if not _worthwhile(matrix):
        return store_fp32(graph, matrix, name)
    scales = np.maximum(np.abs(matrix).max(axis=1), _SMALLEST_SCALE).astype(np.float32)
    integers = np.rint(matrix * (_INT8_MAX / scales)[:, None]).astype(np.int8)
    return StoredMatrix(
        graph.constant(integers, name, scale=1 / _INT8_MAX), graph.constant(scales, f"{name}.row_scales")
    )


STORES: dict[str, Store] = {"fp32": store_fp32, "fp16": store_fp16, "int8": store_int8}
BYTES_A_VALUE = {"fp32": 4.0, "fp16": 2.0, "int8": 1.0}


def linear(
    graph: GraphBuilder, x: WrittenTensor, matrix: StoredMatrix, bias: WrittenTensor | None, relu: bool = False
) -> WrittenTensor:
    """``x @ matrix.T + bias`` over the last axis."""
    if matrix.row_scales is None:
        return graph.fully_connected(x, matrix.values, bias, relu)
    y = graph.multiply(graph.fully_connected(x, matrix.values, None), matrix.row_scales)
    if bias is not None:
        return graph.add(y, bias, relu)
    return graph.relu(y) if relu else y


def lookup(graph: GraphBuilder, matrix: StoredMatrix, rows: WrittenTensor) -> WrittenTensor:
    """The float32 rows of a matrix."""
    values = graph.gather(matrix.values, rows)
    if matrix.row_scales is None:
        return values
    scales = graph.gather(matrix.row_scales, rows)
    return graph.multiply(graph.dequantize(values), graph.reshape(scales, (*rows.shape, 1)))


def _worthwhile(matrix: Array) -> bool:
    return matrix.size >= _MIN_SIZE and matrix.shape[0] >= _MIN_ROWS
