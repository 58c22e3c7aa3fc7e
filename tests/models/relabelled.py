"""A real .tflite file with other names and another order of its inputs and outputs, as other exporters write them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import flatbuffers

from devbench.models.schema import schema

TENSORS = "tensor names"


def relabel(
    source: Path,
    target: Path,
    *,
    inputs: Sequence[int] = (),
    outputs: Sequence[int] = (),
    names: Mapping[str, str] | None = None,
    tensors: Mapping[str, str] | None = None,
) -> Path:
    """``inputs`` and ``outputs`` are the graph's new orders, as positions in the old; ``names`` maps names of the
    signature to new ones, None takes the signature away; ``tensors`` maps names of the signature to new ones of their
    tensors."""
    model: Any = schema.ModelT.InitFromPackedBuf(source.read_bytes())
    graph, signature = model.subgraphs[0], model.signatureDefs[0]
    parts = [*signature.inputs, *signature.outputs]
    for part in parts:
        old = part.name.decode()
        graph.tensors[part.tensorIndex].name = (tensors or {}).get(old, "opaque").encode()
        part.name = (names or {}).get(old, old).encode()
    graph.inputs = [graph.inputs[position] for position in inputs or range(len(graph.inputs))]
    graph.outputs = [graph.outputs[position] for position in outputs or range(len(graph.outputs))]
    if names is None:
        model.signatureDefs = []
    builder = flatbuffers.Builder(source.stat().st_size + (1 << 16))
    builder.Finish(model.Pack(builder), b"TFL3")
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(builder.Output())
    return target
