"""BERT (Devlin et al. 2018), with the names of transformers' BertModel."""

from __future__ import annotations

from collections.abc import Sequence

from devbench.models.export.attention_heads import Heads, PrunableConfig, layer_heads
from devbench.models.export.checkpoint import Checkpoint
from devbench.models.export.network import Inputs, Network
from devbench.models.export.writer import WrittenTensor


class BertConfig(PrunableConfig, frozen=True, kw_only=True):
    """What is neither here nor in refusals.py does not change what a trained model computes."""

    hidden_size: int
    num_attention_heads: int
    num_hidden_layers: int
    hidden_act: str = "gelu"
    layer_norm_eps: float = 1e-12
    type_vocab_size: int = 2
    vocab_size: int | None = None
    tie_word_embeddings: bool = True


class Bert:
    prefix = "bert."

    def __init__(self, checkpoint: Checkpoint) -> None:
        self._config = checkpoint.configure(BertConfig)
        self._heads = heads_of(checkpoint, self._config)
        self.takes_types = self._config.type_vocab_size > 1

    def encode(self, net: Network, inputs: Inputs) -> WrittenTensor:
        return encode(net, inputs, self._config, self._heads)

    def pool(self, net: Network, hidden: WrittenTensor) -> WrittenTensor:
        return net.graph.tanh(net.linear(net.first_token(hidden), "pooler.dense"))

    def vocabulary_logits(self, net: Network, hidden: WrittenTensor) -> WrittenTensor:
        return vocabulary_logits(
            net.at_root().within("cls.predictions."), hidden, self._config, f"{net.prefix}embeddings.word_embeddings"
        )


def heads_of(checkpoint: Checkpoint, config: BertConfig) -> tuple[Heads, ...]:
    return layer_heads(checkpoint, config.hidden_size, config.num_attention_heads, config.num_hidden_layers, config)


def encode(net: Network, inputs: Inputs, config: BertConfig, heads: Sequence[Heads]) -> WrittenTensor:
    """Hidden states [batch, length, hidden]."""
    x = embed(net.within("embeddings."), inputs, config)
    bias = net.mask_bias(inputs.mask)
    for number, own_heads in enumerate(heads):
        layer = net.within(f"encoder.layer.{number}.")
        x = self_attention(layer, x, bias, config, own_heads)
        x = feed_forward(layer, x, config)
    return x


def embed(net: Network, inputs: Inputs, config: BertConfig) -> WrittenTensor:
    """``net`` is within the embeddings."""
    graph = net.graph
    x = net.embed(inputs.ids, "word_embeddings", config.vocab_size)
    positions = net.positions("position_embeddings", inputs.ids.shape[1], x.shape[-1])
    if inputs.types is None:
        positions = positions + net.matrix("token_type_embeddings.weight", config.type_vocab_size, x.shape[-1])[0]
    else:
        x = graph.add(x, net.embed(inputs.types, "token_type_embeddings", config.type_vocab_size))
    x = graph.add(x, graph.constant(positions, "positions"))
    return net.layer_norm(x, "LayerNorm", config.layer_norm_eps)


def self_attention(
    layer: Network, x: WrittenTensor, bias: WrittenTensor, config: BertConfig, heads: Heads
) -> WrittenTensor:
    return attention(layer.within("attention."), x, x, bias, config, heads)


def attention(
    block: Network, x: WrittenTensor, memory: WrittenTensor, bias: WrittenTensor, config: BertConfig, heads: Heads
) -> WrittenTensor:
    """From ``x`` to ``memory``, with what follows it: projection, residual and norm."""
    context = block.attention((x, memory, memory), ("self.query", "self.key", "self.value"), heads, bias)
    y = block.linear(context, "output.dense", size=x.shape[-1])
    return block.layer_norm(block.graph.add(y, x), "output.LayerNorm", config.layer_norm_eps)


def feed_forward(layer: Network, x: WrittenTensor, config: BertConfig) -> WrittenTensor:
    y = layer.activated_linear(x, "intermediate.dense", config.hidden_act)
    y = layer.linear(y, "output.dense")
    return layer.layer_norm(layer.graph.add(y, x), "output.LayerNorm", config.layer_norm_eps)


def vocabulary_logits(head: Network, hidden: WrittenTensor, config: BertConfig, embeddings: str) -> WrittenTensor:
    """``head`` is within the predictions, ``embeddings`` the full name of the matrix that it is tied to."""
    x = head.activated_linear(hidden, "transform.dense", config.hidden_act)
    x = head.layer_norm(x, "transform.LayerNorm", config.layer_norm_eps)
    tied = config.tie_word_embeddings
    matrix = head.output_matrix(f"{head.prefix}decoder.weight", f"{embeddings}.weight", tied)
    return head.at_root().tied_linear(x, matrix, decoder_bias(head))


def decoder_bias(head: Network) -> str:
    """Its full name; the decoder has one of its own since 2025, or where it is not tied."""
    return head.prefix + ("decoder.bias" if head.has("decoder.bias") else "bias")
