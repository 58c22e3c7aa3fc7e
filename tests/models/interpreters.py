"""Runs an exported model on one of the host's runtimes, without anything of devbench."""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]

_MODULES = {"ai-edge-litert": "ai_edge_litert", "tflite-runtime": "tflite_runtime"}
RUNTIMES = [name for name, module in _MODULES.items() if importlib.util.find_spec(module)]


def run(runtime: str, model: Path, inputs: Mapping[str, Array]) -> dict[str, Array]:
    """Outputs by name in the model's signature, which also decides which of the inputs are fed."""
    interpreter_module = importlib.import_module(f"{_MODULES[runtime]}.interpreter")
    interpreter = interpreter_module.Interpreter(model_path=str(model), num_threads=1)
    runner = interpreter.get_signature_runner("serving_default")
    outputs: dict[str, Array] = runner(**{name: inputs[name] for name in runner.get_input_details()})
    return outputs


def cosine(a: Array, b: Array) -> float:
    x, y = a.ravel().astype(np.float64), b.ravel().astype(np.float64)
    return float(x @ y / (np.linalg.norm(x) * np.linalg.norm(y)))
