"""The TFLite runtimes of the host behind one interface. Only this module knows them."""

from __future__ import annotations

import importlib.metadata
import importlib.util
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from devbench.errors import UsageError
from devbench.harness.messages import Job, TensorInfo

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Array = NDArray[np.generic]

_MODULES = {"ai-edge-litert": "ai_edge_litert.interpreter", "tflite-runtime": "tflite_runtime.interpreter"}
NAMES = tuple(_MODULES)


def default_name() -> str:
    """The first runtime that is installed; `ai-edge-litert` before `tflite-runtime`."""
    for name, module in _MODULES.items():
        if importlib.util.find_spec(module.partition(".")[0]):
            return name
    raise UsageError("No TFLite runtime is installed on the host.", "Run `pip install ai-edge-litert`.")


class HostModel:
    """A model with its tensors allocated; inputs and outputs stand in the order of the job's roles.

    ``load`` may kill the process on a broken model: call it in a child process only.
    """

    def __init__(self, runtime: str, job: Job, folder: Path) -> None:
        module = importlib.import_module(_MODULES[runtime])
        self.version = importlib.metadata.version(runtime)
        self._interpreter: Any = module.Interpreter(model_path=str(folder / job.model), num_threads=job.threads)
        details = self._resize(job)
        self._interpreter.allocate_tensors()
        self._input_details, self._output_details = details
        self.invoke = self._interpreter.invoke

    def _resize(self, job: Job) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
        inputs, outputs = self._details(job)
        for detail in inputs:
            if list(detail["shape"]) != [1, job.sequence_length]:
                self._interpreter.resize_tensor_input(detail["index"], [1, job.sequence_length], strict=True)
        return inputs, outputs

    def _details(self, job: Job) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
        """Of the job's tensors, by name through the signature, else by position."""
        if job.signature is None:
            all_inputs, all_outputs = self._interpreter.get_input_details(), self._interpreter.get_output_details()
            return [all_inputs[t.index] for t in job.inputs], [all_outputs[t.index] for t in job.outputs]
        self._interpreter.allocate_tensors()  # the runner cannot be had before
        runner = self._interpreter.get_signature_runner(job.signature)
        by_input, by_output = runner.get_input_details(), runner.get_output_details()
        return [by_input[t.name] for t in job.inputs], [by_output[t.name] for t in job.outputs]

    @property
    def delegate(self) -> str:
        """``xnnpack`` where the runtime really gave nodes to it, else ``none``."""
        operators = self._interpreter._get_ops_details()
        return "xnnpack" if any(op["op_name"] == "DELEGATE" for op in operators) else "none"

    @property
    def inputs(self) -> Sequence[TensorInfo]:
        return [self._info(detail) for detail in self._input_details]

    @property
    def outputs(self) -> Sequence[TensorInfo]:
        return [self._info(detail) for detail in self._output_details]

    def _info(self, detail: dict[str, Any]) -> TensorInfo:
        tensor = self._interpreter.get_tensor(detail["index"])
        return TensorInfo(name=detail["name"], shape=list(tensor.shape), dtype=tensor.dtype.name)

    def set_input(self, position: int, value: Array) -> None:
        detail = self._input_details[position]
        self._interpreter.set_tensor(detail["index"], value.astype(detail["dtype"], copy=False))

    def output(self, position: int) -> Array:
        """A copy of the output's values."""
        value: Array = self._interpreter.get_tensor(self._output_details[position]["index"])
        return value
