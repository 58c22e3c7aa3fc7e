"""DistilBERT (Sanh et al. 2019), with the names of transformers' DistilBertModel."""

from __future__ import annotations

from devbench.models.export.attention_heads import Heads, PrunableConfig, layer_heads
from devbench.models.export.checkpoint import Checkpoint
from devbench.models.export.network import Inputs, Network
from devbench.models.export.writer import WrittenTensor

_EPSILON = 1e-12


class DistilBertConfig(PrunableConfig, frozen=True, kw_only=True):
    dim: int
    n_heads: int
    n_layers: int
    activation: str = "gelu"
    vocab_size: int | None = None
    tie_word_embeddings: bool = True


class DistilBert:
    prefix = "distilbert."
    takes_types = False

    def __init__(self, checkpoint: Checkpoint) -> None:
        config = self._config = checkpoint.configure(DistilBertConfig)
        self._heads = layer_heads(checkpoint, config.dim, config.n_heads, config.n_layers, config)

    def encode(self, net: Network, inputs: Inputs) -> WrittenTensor:
        x = self._embed(net.within("embeddings."), inputs)
        bias = net.mask_bias(inputs.mask)
        for number, heads in enumerate(self._heads):
            layer = net.within(f"transformer.layer.{number}.")
            x = self._attend(layer, x, bias, heads)
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
        matrix = root.output_matrix("vocab_projector.weight", f"{net.prefix}embeddings.word_embeddings.weight", tied)
        return root.tied_linear(x, matrix, "vocab_projector.bias")

    def _embed(self, net: Network, inputs: Inputs) -> WrittenTensor:
        rows = net.positions("position_embeddings", inputs.ids.shape[1], self._config.dim)
        positions = net.graph.constant(rows, "positions")
        x = net.graph.add(net.embed(inputs.ids, "word_embeddings", self._config.vocab_size), positions)
        return net.layer_norm(x, "LayerNorm", _EPSILON)

    def _attend(self, layer: Network, x: WrittenTensor, bias: WrittenTensor, heads: Heads) -> WrittenTensor:
        names = ("attention.q_lin", "attention.k_lin", "attention.v_lin")
        context = layer.attention((x, x, x), names, heads, bias)
        y = layer.linear(context, "attention.out_lin", size=self._config.dim)
        return layer.layer_norm(layer.graph.add(y, x), "sa_layer_norm", _EPSILON)
