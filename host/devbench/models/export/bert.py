"""BERT (Devlin et al. 2018), with the names of transformers' BertModel."""

from __future__ import annotations

from typing import Literal

import msgspec

from devbench.models.export.checkpoint import Checkpoint
from devbench.models.export.network import Inputs, Network, query_scale
from devbench.models.export.writer import WrittenTensor


class BertConfig(msgspec.Struct, frozen=True, kw_only=True):
    """What is not here does not change what a trained model computes; what has one value alone, devbench cannot do."""

    hidden_size: int
    num_attention_heads: int
    num_hidden_layers: int
    hidden_act: str = "gelu"
    layer_norm_eps: float = 1e-12
    position_embedding_type: Literal["absolute"] = "absolute"
    tie_word_embeddings: bool = True


class _EncoderConfig(BertConfig, frozen=True, kw_only=True):
    is_decoder: Literal[False] = False


class Bert:
    prefix = "bert."
    takes_types = True

    def __init__(self, checkpoint: Checkpoint) -> None:
        self._config = checkpoint.configure(_EncoderConfig)

    def encode(self, net: Network, inputs: Inputs) -> WrittenTensor:
        return encode(net, inputs, self._config)

    def pool(self, net: Network, hidden: WrittenTensor) -> WrittenTensor:
        return net.graph.tanh(net.linear(net.first_token(hidden), "pooler.dense"))

    def vocabulary_logits(self, net: Network, hidden: WrittenTensor) -> WrittenTensor:
        return vocabulary_logits(
            net.at_root().within("cls.predictions."), hidden, self._config, f"{net.prefix}embeddings.word_embeddings"
        )


def encode(net: Network, inputs: Inputs, config: BertConfig) -> WrittenTensor:
    """Hidden states [batch, length, hidden]."""
    x = embed(net.within("embeddings."), inputs, config)
    bias = net.mask_bias(inputs.mask)
    for number in range(config.num_hidden_layers):
        layer = net.within(f"encoder.layer.{number}.")
        x = self_attention(layer, x, bias, config)
        x = feed_forward(layer, x, config)
    return x


def embed(net: Network, inputs: Inputs, config: BertConfig) -> WrittenTensor:
    """``net`` is within the embeddings."""
    graph = net.graph
    x = net.embed(inputs.ids, "word_embeddings")
    positions = net.positions("position_embeddings", inputs.ids.shape[1])
    if inputs.types is None:
        positions = positions + net.weight("token_type_embeddings.weight")[0]
    else:
        x = graph.add(x, net.embed(inputs.types, "token_type_embeddings"))
    x = graph.add(x, graph.constant(positions, "positions"))
    return net.layer_norm(x, "LayerNorm", config.layer_norm_eps)


def self_attention(layer: Network, x: WrittenTensor, bias: WrittenTensor, config: BertConfig) -> WrittenTensor:
    return attention(layer.within("attention."), x, x, bias, config)


def attention(
    block: Network, x: WrittenTensor, memory: WrittenTensor, bias: WrittenTensor, config: BertConfig
) -> WrittenTensor:
    """From ``x`` to ``memory``, with what follows it: projection, residual and norm."""
    heads = config.num_attention_heads
    query = block.linear(x, "self.query", scale=query_scale(config.hidden_size, heads))
    key = block.linear(memory, "self.key")
    value = block.linear(memory, "self.value")
    context = block.linear(block.attention(query, key, value, heads, bias), "output.dense")
    return block.layer_norm(block.graph.add(context, x), "output.LayerNorm", config.layer_norm_eps)


def feed_forward(layer: Network, x: WrittenTensor, config: BertConfig) -> WrittenTensor:
    y = layer.activated_linear(x, "intermediate.dense", config.hidden_act)
    y = layer.linear(y, "output.dense")
    return layer.layer_norm(layer.graph.add(y, x), "output.LayerNorm", config.layer_norm_eps)


def vocabulary_logits(head: Network, hidden: WrittenTensor, config: BertConfig, embeddings: str) -> WrittenTensor:
    """``head`` is within the predictions, ``embeddings`` the full name of the matrix that it is tied to."""
    x = head.activated_linear(hidden, "transform.dense", config.hidden_act)
    x = head.layer_norm(x, "transform.LayerNorm", config.layer_norm_eps)
    tied = config.tie_word_embeddings
    matrix = embeddings if tied else f"{head.prefix}decoder"
    return head.at_root().tied_linear(x, f"{matrix}.weight", decoder_bias(head, tied))


def decoder_bias(head: Network, tied: bool) -> str:
    """Its full name; the decoder has one of its own where nothing is tied, unless it was saved before 2025."""
    own = "decoder.bias"
    return head.prefix + (own if not tied and head.has(own) else "bias")
