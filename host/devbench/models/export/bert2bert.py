"""Encoder-decoders of two BERTs (Rothe et al. 2020), with the names of transformers' EncoderDecoderModel.

Two models come of one checkpoint: the encoder runs once a text, the decoder once a token.
"""

from __future__ import annotations

from typing import Literal

import msgspec
import numpy as np

from devbench.errors import UsageError
from devbench.models.export import bert
from devbench.models.export.attention_heads import all_heads
from devbench.models.export.bert import BertConfig
from devbench.models.export.build import declare_inputs, start_network
from devbench.models.export.checkpoint import CONFIG_FILE, Checkpoint
from devbench.models.export.network import MASKED, Inputs, Network
from devbench.models.export.settings import ExportSettings
from devbench.models.export.writer import WrittenTensor

_ENCODER, _DECODER = "encoder.", "decoder.bert."


class _PartConfig(BertConfig, frozen=True, kw_only=True):
    model_type: str
    vocab_size: int


class _DecoderConfig(_PartConfig, frozen=True, kw_only=True):
    is_decoder: Literal[True]
    add_cross_attention: Literal[True]


class _PairConfig(msgspec.Struct, frozen=True, kw_only=True):
    """``tie_encoder_decoder`` was read up to transformers 4, which saved what both share under one name."""

    encoder: _PartConfig
    decoder: _DecoderConfig
    tie_encoder_decoder: bool = False


class Bert2Bert:
    def __init__(self, checkpoint: Checkpoint) -> None:
        """Raises UsageError where the checkpoint is no pair that can be exported."""
        self._checkpoint = checkpoint
        config = self._config = checkpoint.configure(_PairConfig)
        self._check()
        self._encoder_heads, self._decoder_heads = (
            bert.heads_of(checkpoint, part) for part in (config.encoder, config.decoder)
        )
        # pruning leaves the attention from decoder to encoder whole
        self._cross_heads = all_heads(checkpoint, config.decoder.hidden_size, config.decoder.num_attention_heads)
        if config.tie_encoder_decoder:
            checkpoint.share(_ENCODER, _DECODER)

    def build_encoder(self, wanted: ExportSettings) -> memoryview:
        """From ``input_ids`` and ``attention_mask`` to ``last_hidden_state``, as wide as the decoder is."""
        net = start_network(self._checkpoint, wanted.quantize)
        inputs = declare_inputs(net.graph, (1, wanted.sequence_length), takes_types=False)
        hidden = bert.encode(net.within(_ENCODER), inputs, self._config.encoder, self._encoder_heads)
        if self._config.encoder.hidden_size != self._config.decoder.hidden_size:
            hidden = net.linear(hidden, "enc_to_dec_proj")
        net.graph.output("last_hidden_state", hidden)
        return net.graph.finish(f"bert2bert encoder, {wanted.quantize}")

    def build_decoder(self, wanted: ExportSettings, decoder_length: int) -> memoryview:
        """Logits [1, decoder_length, vocabulary] of the token after each one that was decoded so far."""
        config = self._config.decoder
        net = start_network(self._checkpoint, wanted.quantize)
        graph = net.graph
        ids = graph.input("decoder_input_ids", (1, decoder_length))
        memory = graph.input("encoder_hidden_states", (1, wanted.sequence_length, config.hidden_size), np.float32)
        memory_mask = graph.cast(graph.input("encoder_attention_mask", (1, wanted.sequence_length)))
        decoder = net.within(_DECODER)
        x = bert.embed(decoder.within("embeddings."), Inputs(ids, memory_mask, None), config)
        memory_bias = net.mask_bias(memory_mask)
        past_only = graph.constant(_past_only(decoder_length), "past_only")
        for number, heads in enumerate(self._decoder_heads):
            layer = decoder.within(f"encoder.layer.{number}.")
            x = bert.self_attention(layer, x, past_only, config, heads)
            cross = layer.within("crossattention.")
            x = bert.attention(cross, x, memory, memory_bias, config, self._cross_heads)
            x = bert.feed_forward(layer, x, config)
        graph.output("logits", self._vocabulary_logits(net, x))
        return graph.finish(f"bert2bert decoder, {wanted.quantize}")

    def _vocabulary_logits(self, net: Network, hidden: WrittenTensor) -> WrittenTensor:
        head = net.within("decoder.cls.predictions.")
        return bert.vocabulary_logits(head, hidden, self._config.decoder, f"{_DECODER}embeddings.word_embeddings")

    def _check(self) -> None:
        encoder, decoder = self._config.encoder, self._config.decoder
        path = self._checkpoint.folder / CONFIG_FILE
        for part in (encoder, decoder):
            if part.model_type != "bert":
                raise UsageError(
                    f"devbench cannot export the {part.model_type} in the encoder-decoder of {path}.",
                    "Use a pair of BERTs, or the litert-torch package.",
                )
        if encoder.vocab_size != decoder.vocab_size:
            raise UsageError(
                f"Encoder and decoder of {path} have vocabularies of {encoder.vocab_size} and {decoder.vocab_size}.",
                "Use a pair that shares one vocabulary.",
            )


def _past_only(length: int) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
    """Added to the scores [1, 1, length, length]: no token sees those after it."""
    return np.triu(np.full((1, 1, length, length), MASKED, np.float32), 1)
