"""MobileBERT (Sun et al. 2020), with the names of transformers' MobileBertModel."""

from __future__ import annotations

from typing import Literal

import numpy as np

from devbench.models.export.attention_heads import Heads, PrunableConfig, layer_heads
from devbench.models.export.bert import decoder_bias
from devbench.models.export.checkpoint import Checkpoint
from devbench.models.export.network import Inputs, Network
from devbench.models.export.quantize import linear
from devbench.models.export.writer import WrittenTensor

_FIXED_EPSILON = 1e-5
"""Of the embeddings and of a layer's last feed-forward network: transformers forgets the configuration's there."""


class MobileBertConfig(PrunableConfig, frozen=True, kw_only=True):
    """The defaults are those of transformers, which leaves them out of a config.json."""

    hidden_size: int = 512
    embedding_size: int = 128
    intra_bottleneck_size: int = 128
    num_hidden_layers: int = 24
    num_attention_heads: int = 4
    num_feedforward_networks: int = 4
    hidden_act: str = "relu"
    layer_norm_eps: float = 1e-12
    type_vocab_size: int = 2
    vocab_size: int | None = None
    normalization_type: Literal["no_norm", "layer_norm"] = "no_norm"
    trigram_input: bool = True
    use_bottleneck: bool = True
    use_bottleneck_attention: bool = False
    key_query_shared_bottleneck: bool = True
    classifier_activation: bool = True
    tie_word_embeddings: bool = True

    @property
    def inner_size(self) -> int:
        return self.intra_bottleneck_size if self.use_bottleneck else self.hidden_size


class MobileBert:
    prefix = "mobilebert."

    def __init__(self, checkpoint: Checkpoint) -> None:
        config = self._config = checkpoint.configure(MobileBertConfig)
        heads, layers = config.num_attention_heads, config.num_hidden_layers
        self._heads = layer_heads(checkpoint, config.inner_size, heads, layers, config)
        self.takes_types = config.type_vocab_size > 1

    def encode(self, net: Network, inputs: Inputs) -> WrittenTensor:
        x = self._embed(net.within("embeddings."), inputs)
        bias = net.mask_bias(inputs.mask)
        for number, heads in enumerate(self._heads):
            x = self._layer(net.within(f"encoder.layer.{number}."), x, bias, heads)
        return x

    def pool(self, net: Network, hidden: WrittenTensor) -> WrittenTensor:
        first = net.first_token(hidden)
        return net.graph.tanh(net.linear(first, "pooler.dense")) if self._config.classifier_activation else first

    def vocabulary_logits(self, net: Network, hidden: WrittenTensor) -> WrittenTensor:
        """The first part of each hidden state meets the word embeddings, the rest a matrix of the head's own."""
        config, graph = self._config, net.graph
        head = net.at_root().within("cls.predictions.")
        x = head.activated_linear(hidden, "transform.dense", config.hidden_act)
        x = head.layer_norm(x, "transform.LayerNorm", config.layer_norm_eps)
        batch, length, size = x.shape
        start = graph.slice(x, (0, 0, 0), (batch, length, config.embedding_size))
        tied = config.tie_word_embeddings
        embeddings = f"{net.prefix}embeddings.word_embeddings.weight"
        matrix = head.output_matrix(f"{head.prefix}decoder.weight", embeddings, tied)
        logits = net.at_root().tied_linear(start, matrix, decoder_bias(head))
        if config.embedding_size == size:
            return logits
        rest = graph.slice(x, (0, 0, config.embedding_size), (batch, length, size - config.embedding_size))
        columns = head.matrix("dense.weight", rest.shape[-1], logits.shape[-1]).T
        own = head.store(graph, np.ascontiguousarray(columns), f"{head.prefix}dense")
        return graph.add(logits, linear(graph, rest, own, None))

    def _embed(self, net: Network, inputs: Inputs) -> WrittenTensor:
        config, graph = self._config, net.graph
        x = net.embed(inputs.ids, "word_embeddings", config.vocab_size)
        if config.trigram_input:
            x = _with_neighbours(net, x)
        if config.trigram_input or config.embedding_size != config.hidden_size:
            x = net.linear(x, "embedding_transformation")
        hidden = config.hidden_size
        positions = net.positions("position_embeddings", inputs.ids.shape[1], hidden)
        if inputs.types is None:
            positions = positions + net.matrix("token_type_embeddings.weight", config.type_vocab_size, hidden)[0]
        x = graph.add(x, graph.constant(positions, "positions"))
        if inputs.types is not None:
            x = graph.add(x, net.embed(inputs.types, "token_type_embeddings", config.type_vocab_size))
        return self._norm(net, x, "LayerNorm", _FIXED_EPSILON)

    def _layer(self, layer: Network, x: WrittenTensor, bias: WrittenTensor, heads: Heads) -> WrittenTensor:
        config, graph = self._config, layer.graph
        attended, value, residual = self._narrow(layer, x)
        attention = layer.within("attention.")
        names = ("self.query", "self.key", "self.value")
        context = attention.attention((attended, attended, value), names, heads, bias)
        y = attention.linear(context, "output.dense", size=config.inner_size)
        y = self._norm(attention, graph.add(y, residual), "output.LayerNorm")
        for number in range(config.num_feedforward_networks - 1):
            y = self._feed_forward(layer.within(f"ffn.{number}."), y)
        y = self._feed_forward(layer, y, _FIXED_EPSILON)
        if not config.use_bottleneck:
            return y
        output = layer.within("output.bottleneck.")
        return self._norm(output, graph.add(output.linear(y, "dense"), x), "LayerNorm")

    def _narrow(self, layer: Network, x: WrittenTensor) -> tuple[WrittenTensor, WrittenTensor, WrittenTensor]:
        """What queries and keys, what values are made of, and the residual: through the bottlenecks that there are."""
        if not self._config.use_bottleneck:
            return x, x, x
        narrow = self._bottleneck(layer, x, "input")
        if self._config.use_bottleneck_attention:
            return narrow, narrow, narrow
        if self._config.key_query_shared_bottleneck:
            return self._bottleneck(layer, x, "attention"), x, narrow
        return x, x, narrow

    def _bottleneck(self, layer: Network, x: WrittenTensor, name: str) -> WrittenTensor:
        block = layer.within(f"bottleneck.{name}.")
        return self._norm(block, block.linear(x, "dense"), "LayerNorm")

    def _feed_forward(self, block: Network, x: WrittenTensor, epsilon: float | None = None) -> WrittenTensor:
        y = block.activated_linear(x, "intermediate.dense", self._config.hidden_act)
        return self._norm(block, block.graph.add(block.linear(y, "output.dense"), x), "output.LayerNorm", epsilon)

    def _norm(self, net: Network, x: WrittenTensor, name: str, epsilon: float | None = None) -> WrittenTensor:
        if self._config.normalization_type == "no_norm":
            return net.affine(x, name)
        return net.layer_norm(x, name, epsilon or self._config.layer_norm_eps)


def _with_neighbours(net: Network, x: WrittenTensor) -> WrittenTensor:
    """Each token's embedding between that of the next and that of the one before; zeros beyond the ends."""
    graph = net.graph
    batch, length, size = x.shape
    nothing = graph.constant(np.zeros((batch, 1, size), np.float32))
    following = graph.concatenate([graph.slice(x, (0, 1, 0), (batch, length - 1, size)), nothing], axis=1)
    preceding = graph.concatenate([nothing, graph.slice(x, (0, 0, 0), (batch, length - 1, size))], axis=1)
    return graph.concatenate([following, x, preceding], axis=2)
