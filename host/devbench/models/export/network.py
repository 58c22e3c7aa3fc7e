"""The layers that the architectures share, made of a checkpoint's weights."""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from devbench.errors import UsageError
from devbench.models.export.checkpoint import Checkpoint
from devbench.models.export.graph_builder import GraphBuilder
from devbench.models.export.quantize import Store, StoredMatrix, linear, lookup
from devbench.models.export.writer import WrittenTensor

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[np.float32]

MASKED = -1e4
"""Added to the scores of padding: their softmax is 0 exactly, and it stays finite in fp16 on any delegate."""

_GELU = ("gelu",)
_GELU_TANH = ("gelu_new", "gelu_fast", "gelu_pytorch_tanh")


@dataclass(frozen=True)
class Inputs:
    """Of one model: int32 of [batch, length], the mask as float32."""

    ids: WrittenTensor
    mask: WrittenTensor
    types: WrittenTensor | None


@dataclass(frozen=True)
class Network:
    """A graph that grows, with the weights whose names begin with ``prefix``."""

    graph: GraphBuilder
    checkpoint: Checkpoint
    store: Store
    prefix: str = ""
    _shared: dict[str, StoredMatrix] = field(default_factory=dict)

    def within(self, prefix: str) -> Network:
        return replace(self, prefix=self.prefix + prefix)

    def at_root(self) -> Network:
        return replace(self, prefix="")

    def has(self, name: str) -> bool:
        return self.checkpoint.has(self.prefix + name)

    def weight(self, name: str) -> Array:
        return self.checkpoint.tensor(self.prefix + name)

    def linear(self, x: WrittenTensor, name: str, relu: bool = False, scale: float = 1.0) -> WrittenTensor:
        """``scale`` multiplies the result, at no cost when the model runs."""
        matrix = self.store(self.graph, self.weight(f"{name}.weight") * np.float32(scale), self.prefix + name)
        bias = self.graph.constant(self.weight(f"{name}.bias") * np.float32(scale), f"{self.prefix}{name}.bias")
        return linear(self.graph, x, matrix, bias, relu)

    def tied_linear(self, x: WrittenTensor, matrix_name: str, bias_name: str) -> WrittenTensor:
        """With a matrix that is an embedding too, and is stored once for both."""
        bias = self.graph.constant(self.weight(bias_name), self.prefix + bias_name)
        return linear(self.graph, x, self.shared_matrix(matrix_name), bias)

    def embed(self, rows: WrittenTensor, name: str) -> WrittenTensor:
        return lookup(self.graph, self.shared_matrix(f"{name}.weight"), rows)

    def shared_matrix(self, name: str) -> StoredMatrix:
        full_name = self.prefix + name
        if full_name not in self._shared:
            self._shared[full_name] = self.store(self.graph, self.weight(name), full_name)
        return self._shared[full_name]

    def positions(self, name: str, length: int) -> Array:
        """The first ``length`` rows of the position embedding, of shape [1, length, hidden]."""
        table = self.weight(f"{name}.weight")
        if length > len(table):
            raise UsageError(
                f"The checkpoint {self.checkpoint.folder} takes at most {len(table)} tokens, not {length}.",
                f"Use --sequence-length {len(table)} or less.",
            )
        return table[None, :length]

    def layer_norm(self, x: WrittenTensor, name: str, epsilon: float) -> WrittenTensor:
        """Over the last axis (Ba et al. 2016)."""
        graph = self.graph
        mean = graph.mean(x, -1)
        variance = graph.mean(graph.squared_difference(x, mean), -1)
        factor = graph.reciprocal_root(graph.add(variance, graph.scalar(epsilon)))
        return self.affine(graph.multiply(graph.subtract(x, mean), factor), name)

    def affine(self, x: WrittenTensor, name: str) -> WrittenTensor:
        """``x * weight + bias``, which is all there is of MobileBERT's NoNorm."""
        graph = self.graph
        weight = graph.constant(self.weight(f"{name}.weight"), f"{self.prefix}{name}.weight")
        bias = graph.constant(self.weight(f"{name}.bias"), f"{self.prefix}{name}.bias")
        return graph.add(graph.multiply(x, weight), bias)

    def activated_linear(self, x: WrittenTensor, name: str, activation: str) -> WrittenTensor:
        if activation == "relu":
            return self.linear(x, name, relu=True)
        return self.activate(self.linear(x, name), activation)

    def activate(self, x: WrittenTensor, activation: str) -> WrittenTensor:
        if activation in _GELU:
            return self.graph.gelu(x)
        if activation in _GELU_TANH:
            return self.graph.gelu(x, approximate=True)
        if activation == "relu":
            return self.graph.relu(x)
        raise UsageError(
            f"devbench cannot export the activation {activation!r} of {self.checkpoint.folder}.",
            f"It knows {', '.join((*_GELU, *_GELU_TANH, 'relu'))}; for others use the litert-torch package.",
        )

    def attention(
        self, query: WrittenTensor, key: WrittenTensor, value: WrittenTensor, heads: int, bias: WrittenTensor | None
    ) -> WrittenTensor:
        """Scaled by whoever made the query. All are [batch, length, hidden]; ``bias`` is added to the scores."""
        graph = self.graph
        scores = graph.matrix_multiply(self._split(query, heads), self._split(key, heads), transpose_b=True)
        if bias is not None:
            scores = graph.add(scores, bias)
        context = graph.matrix_multiply(graph.softmax(scores), self._split(value, heads))
        return graph.reshape(graph.transpose(context, (0, 2, 1, 3)), query.shape)

    def _split(self, x: WrittenTensor, heads: int) -> WrittenTensor:
        batch, length, hidden = x.shape
        return self.graph.transpose(self.graph.reshape(x, (batch, length, heads, hidden // heads)), (0, 2, 1, 3))

    def mask_bias(self, mask: WrittenTensor) -> WrittenTensor:
        """What to add to attention's scores, [batch, 1, 1, length]: 0 where the mask is 1, ``MASKED`` where it is 0."""
        graph = self.graph
        batch, length = mask.shape
        hidden = graph.multiply(graph.subtract(mask, graph.scalar(1)), graph.scalar(-MASKED))
        return graph.reshape(hidden, (batch, 1, 1, length))

    def first_token(self, x: WrittenTensor) -> WrittenTensor:
        batch, _, hidden = x.shape
        return self.graph.reshape(self.graph.slice(x, (0, 0, 0), (batch, 1, hidden)), (batch, hidden))


def query_scale(hidden: int, heads: int) -> float:
    return 1 / math.sqrt(hidden // heads)
