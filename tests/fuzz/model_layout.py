"""Lays the inputs and outputs of an exported model out as a combination says: names, order, types, what is missing."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path
from typing import Any

import flatbuffers
import numpy as np
from ai_edge_litert import schema_py_generated as schema

_TEXT = ("input_ids", "attention_mask", "token_type_ids")
_GOOGLE = dict(zip(_TEXT, ("input_word_ids", "input_mask", "segment_ids"), strict=True))
_FILLED = {"attention_mask": 1, "token_type_ids": 0}
_UNKNOWN = ["bravo", "tango", "echo", "kilo"]


def lay_out(path: Path, said: dict[str, Any]) -> None:
    """In place. Names of roles are those that the exporter gives."""
    model = schema.ModelT.InitFromPackedBuf(path.read_bytes(), 0)
    if said["left_out"]:
        _fill(model, said["left_out"])
    graph, (signature,) = model.subgraphs[0], model.signatureDefs
    if said["type"] == "int64":
        for named in signature.inputs:
            if graph.tensors[named.tensorIndex].type == schema.TensorType.INT32:
                _widen(model, named)
    inputs = _new_names([_text(named.name) for named in signature.inputs], said, "input")
    outputs = _new_names([_text(named.name) for named in signature.outputs], said, "output")
    for named, (name, tensor_name) in zip([*signature.inputs, *signature.outputs], [*inputs, *outputs], strict=True):
        named.name = name
        graph.tensors[named.tensorIndex].name = tensor_name
    if said["open"]:
        for index in graph.inputs:
            tensor = graph.tensors[index]
            if tensor.type in (schema.TensorType.INT32, schema.TensorType.INT64):
                tensor.shapeSignature = [*tensor.shape[:-1], -1]
    if said["more"]:
        graph.outputs = [*graph.outputs, next(iter(graph.operators[len(graph.operators) // 2].outputs))]
    graph.inputs = _ordered(list(graph.inputs), said["order"])
    graph.outputs = _ordered(list(graph.outputs), said["order"])
    if not said["signature"]:
        model.signatureDefs = []
    builder = flatbuffers.Builder(1 << 16)
    builder.Finish(model.Pack(builder), b"TFL3")
    path.write_bytes(bytes(builder.Output()))


def _fill(model: Any, role: str) -> None:
    """The input becomes a constant."""
    graph, (signature,) = model.subgraphs[0], model.signatureDefs
    named = next((each for each in signature.inputs if _text(each.name) == role), None)
    if named is None:
        return
    tensor = graph.tensors[named.tensorIndex]
    buffer = schema.BufferT()
    buffer.data = np.frombuffer(np.full(tensor.shape, _FILLED[role], np.int32).tobytes(), np.uint8)
    tensor.buffer = len(model.buffers)
    model.buffers.append(buffer)
    graph.inputs = [index for index in graph.inputs if index != named.tensorIndex]
    signature.inputs.remove(named)


def _widen(model: Any, named: Any) -> None:
    """The input becomes int64, with a cast behind it."""
    graph = model.subgraphs[0]
    old, new = named.tensorIndex, len(graph.tensors)
    tensor = schema.TensorT()
    tensor.type, tensor.shape, tensor.buffer = schema.TensorType.INT64, graph.tensors[old].shape, 0
    tensor.hasRank = True
    graph.tensors.append(tensor)
    code = schema.OperatorCodeT()
    code.builtinCode = code.deprecatedBuiltinCode = schema.BuiltinOperator.CAST
    code.version = 1
    model.operatorCodes.append(code)
    cast = schema.OperatorT()
    cast.opcodeIndex, cast.inputs, cast.outputs = len(model.operatorCodes) - 1, [new], [old]
    cast.builtinOptionsType, cast.builtinOptions = schema.BuiltinOptions.CastOptions, schema.CastOptionsT()
    cast.builtinOptions.inDataType, cast.builtinOptions.outDataType = schema.TensorType.INT64, schema.TensorType.INT32
    graph.operators.insert(0, cast)
    graph.inputs = [new if index == old else index for index in graph.inputs]
    named.tensorIndex = new


def _new_names(names: list[str], said: dict[str, Any], side: str) -> list[tuple[str, str]]:
    """Of the signature and of the tensor; ``names`` come in the order in which models without names have them."""
    counted = list(range(len(names)))
    if said["swapped"]:
        counted.reverse()
    match said["names"], side:
        case "numbered inputs", "input":
            return [(f"input_{n + 1}", f"serving_default_input_{n + 1}:0") for n in range(len(names))]
        case "args", "input":
            return [(f"args_{n}", f"serving_default_args_{n}:0") for n in range(len(names))]
        case (("numbered inputs" | "args"), "output"):
            return [(f"output_{n}", f"StatefulPartitionedCall:{n}") for n in range(len(names))]
        case "serving", "input":
            return [(name, f"serving_default_{name}:0") for name in names]
        case "serving", "output":
            return [(name, f"StatefulPartitionedCall:{n}") for name, n in zip(names, counted, strict=True)]
        case "google", "input":
            return [(_GOOGLE.get(name, name),) * 2 for name in names]
        case "google", "output":
            return [(name.replace("_logits", "_positions"),) * 2 for name in names]
        case "unknown", _:
            return [(_UNKNOWN[n] + side,) * 2 for n in counted]
        case "identity", "output":
            return [("Identity" + (f"_{n}" if n else ""),) * 2 for n in counted]
    return [(name, name) for name in names]


def _ordered(indices: list[int], order: int) -> list[int]:
    orders = list(permutations(indices))
    return list(orders[order % len(orders)])


def _text(name: Any) -> str:
    return name.decode() if isinstance(name, bytes) else str(name)
