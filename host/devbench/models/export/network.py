"""The layers that the architectures share, made of a checkpoint's weights."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from devbench.errors import UsageError
from devbench.models.export.attention_heads import Heads
from devbench.models.export.checkpoint import CONFIG_FILE, Checkpoint
from devbench.models.export.graph_builder import GraphBuilder
from devbench.models.export.quantize import Store, StoredMatrix, linear, lookup
from devbench.models.export.weights import StoredTensor
from devbench.models.export.writer import WrittenTensor

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[np.float32]

MASKED = -1e4
"""Added to the scores of padding: their softmax is 0 exactly, and it stays finite in fp16 on any delegate."""

_GELU = ("gelu", "gelu_python")
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
    _shared: dict[StoredTensor, StoredMatrix] = field(default_factory=dict)

    def within(self, prefix: str) -> Network:
        return replace(self, prefix=self.prefix + prefix)

    def at_root(self) -> Network:
        return replace(self, prefix="")

    def has(self, name: str) -> bool:
        return self.checkpoint.has(self.prefix + name)

    def weight(self, name: str) -> Array:
        return self.checkpoint.tensor(self.prefix + name)

    def matrix(self, name: str, rows: int | None = None, columns: int | None = None) -> Array:
        """Raises UsageError where it has another shape than the configuration tells; None is any number."""
        value = self.weight(name)
        if value.ndim != 2 or rows not in (None, value.shape[0]) or columns not in (None, value.shape[1]):
            raise self._misfit(name, value.shape, (rows, columns))
        return value

    def vector(self, name: str, size: int) -> Array:
        value = self.weight(name)
        if value.shape != (size,):
            raise self._misfit(name, value.shape, (size,))
        return value

    def linear(
        self, x: WrittenTensor, name: str, relu: bool = False, scale: float = 1.0, size: int | None = None
    ) -> WrittenTensor:
        """``scale`` multiplies the result, at no cost when the model runs; ``size`` is that of the result, if known."""
        weight = self.matrix(f"{name}.weight", size, x.shape[-1])
        matrix = self.store(self.graph, weight * np.float32(scale), self.prefix + name)
        bias = self.vector(f"{name}.bias", len(weight)) * np.float32(scale)
        return linear(self.graph, x, matrix, self.graph.constant(bias, f"{self.prefix}{name}.bias"), relu)

    def tied_linear(self, x: WrittenTensor, matrix_name: str, bias_name: str) -> WrittenTensor:
        """With a matrix that is an embedding too, and is stored once for both."""
        rows = self.checkpoint.shape(self.prefix + matrix_name)[0]
        bias = self.graph.constant(self.vector(bias_name, rows), self.prefix + bias_name)
        return linear(self.graph, x, self.shared_matrix(matrix_name, rows, x.shape[-1]), bias)

    def output_matrix(self, own: str, embeddings: str, tied: bool) -> str:
        """Which of the two a masked language model's head multiplies by, both named in full.

        transformers 5 unties them where the checkpoint has both and they differ; before, the embeddings won.
        """
        if not tied:
            return own
        weight, has = self.checkpoint.tensor, self.checkpoint.has
        return own if has(own) and not np.array_equal(weight(own), weight(embeddings)) else embeddings

    def embed(self, ids: WrittenTensor, name: str, rows: int | None = None) -> WrittenTensor:
        return lookup(self.graph, self.shared_matrix(f"{name}.weight", rows), ids)

    def shared_matrix(self, name: str, rows: int | None = None, columns: int | None = None) -> StoredMatrix:
        full_name = self.prefix + name
        stored = self.checkpoint.stored(full_name)
        if stored not in self._shared:
            self._shared[stored] = self.store(self.graph, self.matrix(name, rows, columns), full_name)
        return self._shared[stored]

    def positions(self, name: str, length: int, hidden: int) -> Array:
        """The first ``length`` rows of the position embedding, of shape [1, length, hidden]."""
        table = self.matrix(f"{name}.weight", columns=hidden)
        if length > len(table):
            raise UsageError(
                f"The checkpoint {self.checkpoint.folder} takes at most {len(table)} tokens, "
                f"but {length} were requested.",
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
        size = x.shape[-1]
        weight = graph.constant(self.vector(f"{name}.weight", size), f"{self.prefix}{name}.weight")
        bias = graph.constant(self.vector(f"{name}.bias", size), f"{self.prefix}{name}.bias")
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
            f"Use a checkpoint with {', '.join((*_GELU, *_GELU_TANH, 'relu'))}, or the litert-torch package.",
        )

    def attention(
        self,
        sources: tuple[WrittenTensor, WrittenTensor, WrittenTensor],
        names: tuple[str, str, str],
        heads: Heads,
        bias: WrittenTensor,
    ) -> WrittenTensor:
        """``sources`` and ``names`` are of query, key and value; ``bias`` is added to the scores.

        Of [batch, length, the heads' width].
        """
        graph = self.graph
        scales = (heads.query_scale, 1.0, 1.0)
        query, key, value = (
            self.linear(source, name, scale=scale, size=heads.width)
            for source, name, scale in zip(sources, names, scales, strict=True)
        )
        scores = graph.matrix_multiply(self._split(query, heads), self._split(key, heads), transpose_b=True)
        context = graph.matrix_multiply(graph.softmax(graph.add(scores, bias)), self._split(value, heads))
        return graph.reshape(graph.transpose(context, (0, 2, 1, 3)), query.shape)

    def _split(self, x: WrittenTensor, heads: Heads) -> WrittenTensor:
        batch, length, _ = x.shape
        return self.graph.transpose(self.graph.reshape(x, (batch, length, heads.count, heads.size)), (0, 2, 1, 3))

    def mask_bias(self, mask: WrittenTensor) -> WrittenTensor:
        """What to add to attention's scores, [batch, 1, 1, length]: 0 where the mask is 1, ``MASKED`` where it is 0."""
        graph = self.graph
        batch, length = mask.shape
        hidden = graph.multiply(graph.subtract(mask, graph.scalar(1)), graph.scalar(-MASKED))
        return graph.reshape(hidden, (batch, 1, 1, length))

    def first_token(self, x: WrittenTensor) -> WrittenTensor:
        batch, _, hidden = x.shape
        return self.graph.reshape(self.graph.slice(x, (0, 0, 0), (batch, 1, hidden)), (batch, hidden))

    def _misfit(self, name: str, shape: Sequence[int], expected: Sequence[int | None]) -> UsageError:
        wanted = ", ".join("any" if size is None else str(size) for size in expected)
        return UsageError(
            f"The tensor {self.prefix}{name} of the checkpoint {self.checkpoint.folder} is {list(shape)}, "
            f"but its {CONFIG_FILE} describes [{wanted}].",
            "Use the config.json that came with the weights.",
        )
