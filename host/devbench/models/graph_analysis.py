"""What the parts of a model's graph are: embeddings and their rows, matrices and how they are quantized, sizes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from devbench.models.graph import Operator, Subgraph, Tensor

LOOKUPS = {"GATHER": (0, 1), "GATHER_ND": (0, 1), "EMBEDDING_LOOKUP": (1, 0)}
"""Operator to the places of its table and of its row numbers among its inputs."""
MATRIX_INPUT = {"FULLY_CONNECTED": 1, "CONV_2D": 1, "DEPTHWISE_CONV_2D": 1, "BATCH_MATMUL": 1, "TRANSPOSE_CONV": 1}
MOST_TYPES = 16
"""Rows of a table of token types, of which BERT has two: no vocabulary is that small."""
_SAME_VALUES = ("CAST", "RESHAPE", "EXPAND_DIMS", "SQUEEZE")
_SQUASHING = ("LOGISTIC", "SOFTMAX")
_SHAPE_ALONE = ("SHAPE", "RANK", "ZEROS_LIKE")
"""Operators that look at the shape of what they are given, not at its values."""
_NARROW_INTEGERS = ("int2", "int4", "uint4", "int8", "uint8", "int16")
_PARAMETERS = ("float32", "float16", "bfloat16", *_NARROW_INTEGERS)


@dataclass(frozen=True)
class Sizes:
    """In bytes; together they are the file. A matrix that serves as embedding and as layer counts as embedding."""

    embeddings: int
    weights: int
    other: int


@dataclass(frozen=True)
class MatrixInfo:
    """A constant that an operator multiplies by.

    ``kind`` is ``fp32``, ``fp16 weights``, or an integer type with ``per-tensor``, ``per-channel`` or ``row-scaled``;
    ``dynamic`` where the other factor is quantized while the model runs.
    """

    operator: Operator
    tensor: Tensor
    kind: str

    @property
    def is_dynamic_per_channel(self) -> bool:
        return self.kind.endswith("per-channel dynamic")


class GraphView:
    """A subgraph with its edges."""

    def __init__(self, subgraph: Subgraph) -> None:
        self.subgraph = subgraph
        self._producer = {index: operator for operator in subgraph.operators for index in operator.outputs}
        self._consumers: dict[int, list[Operator]] = {}
        for operator in subgraph.operators:
            for index in operator.inputs:
                self._consumers.setdefault(index, []).append(operator)

    def consumers(self, index: int) -> Sequence[Operator]:
        return self._consumers.get(index, [])

    def constant(self, index: int) -> Tensor | None:
        """The constant that a tensor is, or is dequantized from."""
        if index < 0:
            return None
        tensor = self.subgraph.tensors[index]
        producer = self._producer.get(index)
        if producer is not None and producer.name == "DEQUANTIZE" and producer.inputs:
            tensor = self.subgraph.tensors[producer.inputs[0]]
        return tensor if tensor.is_constant else None

    def activation(self, index: int) -> str | None:
        """The sigmoid or softmax whose values a tensor holds, as the operator is called; None where there is none."""
        for _ in self.subgraph.operators:  # a broken file may go in circles
            producer = self._producer.get(index)
            if producer is not None and producer.name in _SQUASHING:
                return producer.name
            if producer is None or not producer.inputs or producer.name not in (*_SAME_VALUES, "DEQUANTIZE"):
                break
            index = producer.inputs[0]
        return None

    def tables(self) -> Iterator[tuple[Tensor, int]]:
        """Constants that rows are looked up in, with the tensor that numbers the rows."""
        for operator in self.subgraph.operators:
            if operator.name not in LOOKUPS or len(operator.inputs) < 2:
                continue
            table_at, rows_at = LOOKUPS[operator.name]
            table = self.constant(operator.inputs[table_at])
            if table is not None and table.shape:
                yield table, operator.inputs[rows_at]

    def matrices(self) -> Iterator[MatrixInfo]:
        for operator in self.subgraph.operators:
            place = MATRIX_INPUT.get(operator.name)
            if place is None or len(operator.inputs) <= place:
                continue
            tensor = self.constant(operator.inputs[place])
            if tensor is not None:
                yield MatrixInfo(operator, tensor, self._kind(operator, tensor, operator.inputs[place]))

    def sources(self) -> Mapping[int, int]:
        """The graph's input that a tensor is computed from, for each tensor that comes from one alone."""
        source: dict[int, int | None] = {index: index for index in self.subgraph.inputs}
        for operator in self.subgraph.operators:
            found = {source[index] for index in operator.inputs if index in source}
            if found:
                source.update(dict.fromkeys(operator.outputs, found.pop() if len(found) == 1 else None))
        return {tensor: index for tensor, index in source.items() if index is not None}

    def rows_selected(self) -> Mapping[int, int]:
        """The rows of the largest table that an input alone selects from, by input: positions may be computed from
        token ids, too."""
        sources, found = self.sources(), dict[int, int]()
        for table, rows in self.tables():
            if (source := sources.get(rows)) is not None:
                found[source] = max(table.shape[0], found.get(source, 0))
        return found

    def _kind(self, operator: Operator, tensor: Tensor, used_index: int) -> str:
        if tensor.dtype == "float32":
            return "fp32"
        if tensor.dtype == "float16":
            return "fp16 weights"
        if tensor.index != used_index:
            return f"{tensor.dtype} weights, computed in fp32"
        activation = self.subgraph.tensors[operator.inputs[0]].dtype
        dynamic = " dynamic" if activation == "float32" else ""
        if tensor.scales > 1:
            return f"{tensor.dtype} per-channel{dynamic}"
        return (
            f"{tensor.dtype} row-scaled"
            if self._is_row_scaled(operator, tensor)
            else f"{tensor.dtype} per-tensor{dynamic}"
        )

    def _is_row_scaled(self, operator: Operator, tensor: Tensor) -> bool:
        """The product is multiplied by a constant for each row of the matrix."""
        consumers = self.consumers(operator.outputs[0]) if operator.outputs else []
        if len(consumers) != 1 or consumers[0].name != "MUL":
            return False
        factors = [self.constant(index) for index in consumers[0].inputs]
        return any(factor is not None and factor.shape[-1:] == tensor.shape[:1] for factor in factors)


def embedding_rows(subgraph: Subgraph) -> int | None:
    """Of the largest table that an input selects from; None where the graph shows none but those of token types."""
    rows = max(GraphView(subgraph).rows_selected().values(), default=0)
    return rows if rows > MOST_TYPES else None


def sees_padding_as_text(subgraph: Subgraph) -> bool:
    """Whether the one input numbers rows of tables and does nothing else: so nothing tells padding from text."""
    if len(subgraph.inputs) != 1:
        return False
    view, pending, has_table = GraphView(subgraph), list(subgraph.inputs), False
    while pending:
        index = pending.pop()
        for operator in view.consumers(index):
            if operator.name in _SAME_VALUES:
                pending += operator.outputs
            elif operator.name in LOOKUPS and operator.inputs[LOOKUPS[operator.name][1]] == index:
                has_table = True
            elif operator.name not in _SHAPE_ALONE:
                return False
    return has_table


def narrowest(kinds: Iterable[str]) -> str:
    """``int8``, ``fp16``, ``fp32``…"""
    types = {kind.partition(" ")[0] for kind in kinds}
    return next((kind for kind in (*_NARROW_INTEGERS, "fp16") if kind in types), "fp32")


def sizes(subgraphs: Sequence[Subgraph], file_bytes: int) -> Sizes:
    tables, parameters = {}, {}
    for subgraph in subgraphs:
        tables.update({table.buffer: table.buffer_bytes for table, _ in GraphView(subgraph).tables()})
        parameters.update(
            {t.buffer: t.buffer_bytes for t in subgraph.tensors if t.is_constant and t.dtype in _PARAMETERS}
        )
    embeddings = sum(tables.values())
    weights = sum(size for buffer, size in parameters.items() if buffer not in tables)
    return Sizes(embeddings, weights, file_bytes - embeddings - weights)
