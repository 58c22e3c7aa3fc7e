"""From an open checkpoint to the bytes of a model with one signature."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from devbench.models.export import heads
from devbench.models.export.architecture import encoder_of
from devbench.models.export.checkpoint import Checkpoint
from devbench.models.export.graph_builder import GraphBuilder
from devbench.models.export.network import Inputs, Network
from devbench.models.export.pooling import Pooling
from devbench.models.export.quantize import BYTES_A_VALUE, STORES
from devbench.models.export.settings import ExportSettings

_STRUCTURE_BYTES = 4 << 20
_ANY_TENSOR = "embeddings.word_embeddings.weight"
_HEADS = {
    "question-answering": heads.question_answering,
    "text-classification": heads.text_classification,
    "token-classification": heads.token_classification,
    "multiple-choice": heads.multiple_choice,
    "fill-mask": heads.fill_mask,
}


def start_network(checkpoint: Checkpoint, quantize: str) -> Network:
    """An empty graph that has room for all of the checkpoint's weights."""
    expected_bytes = int(checkpoint.parameters * BYTES_A_VALUE[quantize]) + _STRUCTURE_BYTES
    return Network(GraphBuilder(expected_bytes), checkpoint, STORES[quantize])


@dataclass(frozen=True)
class SpecialIds:
    padding: int
    separator: int


def build(
    checkpoint: Checkpoint, wanted: ExportSettings, pooling: Pooling | None, ids_only: SpecialIds | None = None
) -> memoryview:
    """An encoder with the task's head; inputs are int32 of [1, length], for multiple choice [1, choices, length].

    ``ids_only`` makes a model that takes the token ids alone: what is no padding is text, and what follows the first
    separator its second part.
    """
    encoder = encoder_of(checkpoint)
    net = start_network(checkpoint, wanted.quantize)
    if net.has(encoder.prefix + _ANY_TENSOR):
        net = net.within(encoder.prefix)
    is_choice = wanted.task == "multiple-choice"
    shape = (1, wanted.choices, wanted.sequence_length) if is_choice else (1, wanted.sequence_length)
    if ids_only:
        inputs = _declare_ids(net.graph, shape, encoder.takes_types, ids_only)
    else:
        inputs = declare_inputs(net.graph, shape, encoder.takes_types)
    hidden = encoder.encode(net, inputs)
    head = heads.feature_extraction(pooling) if wanted.task == "feature-extraction" else _HEADS[wanted.task]
    for name, tensor in head(encoder, net, inputs, hidden).items():
        net.graph.output(name, tensor)
    return net.graph.finish(f"{checkpoint.model_type}, {wanted.task}, {wanted.quantize}")


def declare_inputs(graph: GraphBuilder, shape: tuple[int, ...], takes_types: bool) -> Inputs:
    """Flattened to [rows, length]."""
    length = shape[-1]
    names = ("input_ids", "attention_mask", "token_type_ids")[: 3 if takes_types else 2]
    declared = [graph.input(name, shape) for name in names]
    ids, mask, *types = (graph.reshape(tensor, (-1, length)) for tensor in declared)
    return Inputs(ids, graph.cast(mask), types[0] if types else None)


def _declare_ids(graph: GraphBuilder, shape: tuple[int, ...], takes_types: bool, special: SpecialIds) -> Inputs:
    """As ``declare_inputs``; the graph tells the others from the ids."""
    length = shape[-1]
    ids = graph.reshape(graph.input("input_ids", shape), (-1, length))
    is_text = graph.not_equal(ids, graph.constant(np.array(special.padding, np.int32)))
    mask = graph.cast(is_text)
    if not takes_types:
        return Inputs(ids, mask, None)
    is_end = graph.equal(ids, graph.constant(np.array(special.separator, np.int32)))
    first_end = graph.arg_max(graph.cast(is_end))
    positions = graph.constant(np.arange(length, dtype=np.int32)[None], "places")
    is_second = graph.logical_and(graph.greater(positions, first_end), is_text)
    return Inputs(ids, mask, graph.cast(is_second, np.int32))
