"""What stored matrices compute on the host's runtimes, against numpy."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from devbench.models import flatbuffer
from devbench.models.export.graph_builder import GraphBuilder
from devbench.models.export.quantize import BYTES_A_VALUE, STORES, StoredMatrix, linear, lookup
from devbench.models.export.writer import WrittenTensor
from tests.models import interpreters

Array = NDArray[Any]

ROWS, COLUMNS = 40, 64
RNG = np.random.default_rng(1)
# Rows of very different sizes, which one scale for all would lose
MATRIX = (RNG.normal(size=(ROWS, COLUMNS)) * np.geomspace(1e-3, 1e3, ROWS)[:, None]).astype(np.float32)
X = RNG.normal(size=(2, 3, COLUMNS)).astype(np.float32)
BIAS = RNG.normal(size=ROWS).astype(np.float32)
PRECISION = {"fp32": 1e-6, "fp16": 2**-11, "int8": 0.5 / 127}
"""Of a value: the greatest error / the greatest magnitude in its row."""

every_store = pytest.mark.parametrize("store", STORES)
every_runtime = pytest.mark.parametrize("runtime", interpreters.RUNTIMES)


def finished(graph: GraphBuilder, folder: Path, output: WrittenTensor) -> Path:
    graph.output("y", output)
    path = folder / "model.tflite"
    path.write_bytes(graph.finish("a test"))
    return path


def computed(runtime: str, model: Path, inputs: Mapping[str, Array]) -> Array:
    found: Array = interpreters.run(runtime, model, inputs)["y"]
    return found


def stored(graph: GraphBuilder, store: str, matrix: Array = MATRIX) -> StoredMatrix:
    return STORES[store](graph, matrix, "weights")


def constants(model: Path) -> dict[str, tuple[str, tuple[int, ...]]]:
    tensors = flatbuffer.read(model).main.tensors
    return {each.name: (each.dtype, each.shape) for each in tensors if each.is_constant and np.prod(each.shape) > 8}


@every_runtime
@every_store
def test_rows_are_looked_up(store: str, runtime: str, tmp_path: Path) -> None:
    graph = GraphBuilder()
    rows = np.array([[39, 0, 20], [1, 1, 38]], np.int32)
    model = finished(graph, tmp_path, lookup(graph, stored(graph, store), graph.input("rows", rows.shape)))
    found, expected = computed(runtime, model, {"rows": rows}), MATRIX[rows]
    assert found.dtype == np.float32
    assert found.shape == expected.shape
    limit = 1.001 * PRECISION[store] * np.abs(expected).max(axis=-1, keepdims=True)
    assert np.all(np.abs(found - expected) <= limit)


@every_runtime
@pytest.mark.parametrize("relu", [False, True], ids=["linear", "relu"])
@pytest.mark.parametrize("bias", [None, BIAS], ids=["no bias", "bias"])
@every_store
def test_a_product_is_numpys(store: str, bias: Array | None, relu: bool, runtime: str, tmp_path: Path) -> None:
    graph = GraphBuilder()
    matrix = stored(graph, store)
    b = None if bias is None else graph.constant(bias, "bias")
    model = finished(graph, tmp_path, linear(graph, graph.input("x", X.shape, np.float32), matrix, b, relu))
    expected = X.astype(np.float64) @ MATRIX.T.astype(np.float64) + (0 if bias is None else bias)
    if relu:
        expected = np.maximum(expected, 0)
    found = computed(runtime, model, {"x": X})
    # Each of the products may be off by the precision of its weight
    limit = 1e-5 + 2 * PRECISION[store] * np.abs(MATRIX).max(axis=1) * np.abs(X).sum(axis=-1, keepdims=True)
    assert found.shape == expected.shape
    assert np.all(np.abs(found - expected) <= limit)
    assert relu == (found.min() >= 0)


@every_runtime
def test_a_product_is_linear_where_nothing_is_said_of_relu(runtime: str, tmp_path: Path) -> None:
    for store in STORES:
        graph = GraphBuilder()
        x = graph.input("x", X.shape, np.float32)
        model = finished(graph, tmp_path, linear(graph, x, stored(graph, store), None))
        assert computed(runtime, model, {"x": X}).min() < 0


@pytest.mark.parametrize(
    ("store", "expected"),
    [
        ("fp32", {"weights": ("float32", (ROWS, COLUMNS))}),
        ("fp16", {"weights": ("float16", (ROWS, COLUMNS))}),
        ("int8", {"weights": ("int8", (ROWS, COLUMNS)), "weights.row_scales": ("float32", (ROWS,))}),
    ],
)
def test_the_file_names_its_weights_and_stores_them_once(
    store: str, expected: dict[str, tuple[str, tuple[int, ...]]], tmp_path: Path
) -> None:
    graph = GraphBuilder()
    x = graph.input("x", X.shape, np.float32)
    model = finished(graph, tmp_path, linear(graph, x, stored(graph, store), None))
    assert constants(model) == expected
    assert np.dtype(expected["weights"][0]).itemsize == BYTES_A_VALUE[store]


@pytest.mark.parametrize(
    ("shape", "small"),
    [
        ((32, 32), False),
        ((31, 1000), True),  # the labels of a classifier
        ((32, 31), True),  # less than 1024 values
        ((1024, 1), False),
    ],
)
@pytest.mark.parametrize(("store", "dtype"), [("fp16", "float16"), ("int8", "int8")])
def test_small_matrices_stay_fp32(store: str, dtype: str, shape: tuple[int, int], small: bool, tmp_path: Path) -> None:
    graph = GraphBuilder()
    matrix = stored(graph, store, np.ones(shape, np.float32))
    y = linear(graph, graph.input("x", (1, shape[1]), np.float32), matrix, None)
    assert constants(finished(graph, tmp_path, y))["weights"][0] == ("float32" if small else dtype)


def test_what_fp16_cannot_hold_becomes_its_greatest_value(tmp_path: Path) -> None:
    matrix = np.ones((ROWS, COLUMNS), np.float32)
    matrix[0, 0], matrix[1, 1] = 1e9, -1e9
    graph = GraphBuilder()
    rows = np.array([0, 1], np.int32)
    model = finished(graph, tmp_path, lookup(graph, stored(graph, "fp16", matrix), graph.input("rows", rows.shape)))
    found = computed(interpreters.RUNTIMES[0], model, {"rows": rows})
    assert (found[0, 0], found[1, 1], found[0, 1]) == (65504, -65504, 1)


@every_runtime
def test_int8_keeps_rows_of_zeros_and_both_ends_of_a_row(runtime: str, tmp_path: Path) -> None:
    matrix = np.zeros((ROWS, COLUMNS), np.float32)
    matrix[1, :2] = 1e-9, -1e-9
    matrix[2, :3] = 127, -127, 1
    graph = GraphBuilder()
    rows = np.array([0, 1, 2], np.int32)
    model = finished(graph, tmp_path, lookup(graph, stored(graph, "int8", matrix), graph.input("rows", rows.shape)))
    np.testing.assert_allclose(computed(runtime, model, {"rows": rows}), matrix[:3], rtol=1e-6)
