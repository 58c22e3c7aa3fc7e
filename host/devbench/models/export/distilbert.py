"""DistilBERT (Sanh et al. 2019), with the names of transformers' DistilBertModel."""

from __future__ import annotations

import msgspec

from devbench.models.export.checkpoint import Checkpoint
from devbench.models.export.network import Inputs, Network, query_scale
from devbench.models.export.writer import WrittenTensor

_EPSILON = 1e-12


class DistilBertConfig(msgspec.Struct, frozen=True, kw_only=True):
    dim: int
    n_heads: int
    n_layers: int
    activation: str = "gelu"
    tie_word_embeddings: bool = True


class DistilBert:
    prefix = "distilbert."
    takes_types = False

    def __init__(self, checkpoint: Checkpoint) -> None:
        self._config = checkpoint.configure(DistilBertConfig)

    def encode(self, net: Network, inputs: Inputs) -> WrittenTensor:
        x = self._embed(net.within("embeddings."), inputs)
        bias = net.mask_bias(inputs.mask)
        for number in range(self._config.n_layers):
            layer = net.within(f"transformer.layer.{number}.")
            x = self._attend(layer, x, bias)
            y = layer.linear(layer.activated_linear(x, "ffn.lin1", self._config.activation), "ffn.lin2")
            x = layer.layer_norm(layer.graph.add(y, x), "output_layer_norm", _EPSILON)
        return x

    def pool(self, net: Network, hidden: WrittenTensor) -> WrittenTensor:
        return net.at_root().linear(net.first_token(hidden), "pre_classifier", relu=True)

    def vocabulary_logits(self, net: Network, hidden: WrittenTensor) -> WrittenTensor:
        root = net.at_root()
        x = root.activated_linear(hidden, "vocab_transform", self._config.activation)
        x = root.layer_norm(x, "vocab_layer_norm", _EPSILON)
        tied = self._config.tie_word_embeddings
        matrix = f"{net.prefix}embeddings.word_embeddings" if tied else "vocab_projector"
        return root.tied_linear(x, f"{matrix}.weight", "vocab_projector.bias")

    def _embed(self, net: Network, inputs: Inputs) -> WrittenTensor:
        positions = net.graph.constant(net.positions("position_embeddings", inputs.ids.shape[1]), "positions")
        x = net.graph.add(net.embed(inputs.ids, "word_embeddings"), positions)
        return net.layer_norm(x, "LayerNorm", _EPSILON)

    def _attend(self, layer: Network, x: WrittenTensor, bias: WrittenTensor) -> WrittenTensor:
        heads = self._config.n_heads
        query = layer.linear(x, "attention.q_lin", scale=query_scale(self._config.dim, heads))
        key, value = layer.linear(x, "attention.k_lin"), layer.linear(x, "attention.v_lin")
        context = layer.linear(layer.attention(query, key, value, heads, bias), "attention.out_lin")
        return layer.layer_norm(layer.graph.add(context, x), "sa_layer_norm", _EPSILON)
