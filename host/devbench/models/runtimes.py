"""The TFLite runtimes of the host behind one interface. Only this module knows them."""

from __future__ import annotations

import contextlib
import importlib
import importlib.metadata
import importlib.util
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from devbench.choices import HOST_RUNTIME_CHOICES, HOST_RUNTIMES, HostRuntime, HostRuntimeChoice
from devbench.errors import UsageError
from devbench.harness.messages import Job, ModelSpec, TensorInfo

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Array = NDArray[np.generic]


def installed() -> list[HostRuntime]:
    """The preferred one first. Raises UsageError if there is none."""
    found = [name for name in HOST_RUNTIMES if importlib.util.find_spec(name.replace("-", "_"))]
    if not found:
        raise UsageError("No TFLite runtime is installed on this computer.", "Run `pip install ai-edge-litert`.")
    return found


def default_name() -> HostRuntime:
    return installed()[0]


def chosen(choice: HostRuntimeChoice | None) -> list[HostRuntime]:
    """The runtime to measure with, and after it one to compare with if all are wanted. None: the preferred one that is
    installed. Raises UsageError if one is missing that is asked for."""
    if choice not in (None, *HOST_RUNTIME_CHOICES):
        raise UsageError(f"There is no host runtime {choice!r}.", f"Use one of {', '.join(HOST_RUNTIME_CHOICES)}.")
    if choice == "all":
        if missing := [name for name in HOST_RUNTIMES if name not in installed()]:
            raise UsageError(
                f"--host-runtime all needs {' and '.join(HOST_RUNTIMES)}; {', '.join(missing)} is not installed.",
                f"Run `pip install {missing[0]}`, or choose the installed runtime.",
            )
        return list(HOST_RUNTIMES)
    return [choice or default_name()]


@dataclass(frozen=True)
class LoadedRuntime:
    """A runtime with numpy and its own libraries loaded, none of which is a model's time."""

    version: str
    module: Any = field(repr=False)


def load_runtime(name: str) -> LoadedRuntime:
    if name == "ai-edge-litert":
        from ai_edge_litert import interpreter
    else:
        from tflite_runtime import interpreter
    with contextlib.suppress(ImportError):  # numpy 1 has it under this name for extensions of numpy 2, which ask late
        importlib.import_module("numpy._core._multiarray_umath")
    return LoadedRuntime(importlib.metadata.version(name), interpreter)


def try_out(name: str, model: Path) -> str:
    """The version of a runtime that runs this model on zeros. An import proves little: TFLite 2.14 loads with numpy 2
    and fails at the first model. May kill the process, so it is to be called in a child process only."""
    import numpy as np

    runtime = load_runtime(name)
    interpreter = runtime.module.Interpreter(model_path=str(model), num_threads=1)
    interpreter.allocate_tensors()
    for detail in interpreter.get_input_details():
        interpreter.set_tensor(detail["index"], np.zeros(detail["shape"], detail["dtype"]))
    interpreter.invoke()
    for detail in interpreter.get_output_details():
        interpreter.get_tensor(detail["index"])
    return runtime.version


class HostModel:
    """A model with its tensors allocated; inputs and outputs stand in the order of the spec's roles.

    ``spec`` is one of the models of ``job``. ``shapes`` are those of the inputs by role, None if the model's own size
    stays. Android's delegates are not the host's: it runs without them. May kill the process on a broken model: to be
    made in a child process only.
    """

    def __init__(
        self,
        runtime: LoadedRuntime,
        job: Job,
        spec: ModelSpec,
        folder: Path,
        shapes: Mapping[str, Sequence[int | None]],
    ) -> None:
        module = runtime.module
        kinds = module.OpResolverType
        self._interpreter: Any = module.Interpreter(
            model_path=str(folder / spec.file),
            num_threads=job.threads,
            experimental_op_resolver_type=(
                kinds.BUILTIN_WITHOUT_DEFAULT_DELEGATES if job.delegate == "xnnpack-off" else kinds.AUTO
            ),
        )
        self._input_details, self._output_details = self._details(spec)
        for binding, detail in zip(spec.inputs, self._input_details, strict=True):
            self._resize(detail, shapes[binding.role])
        self._interpreter.allocate_tensors()
        self.invoke = self._interpreter.invoke

    def _resize(self, detail: dict[str, Any], wanted: Sequence[int | None]) -> None:
        own = list(detail["shape"])
        shape = [size if want is None else want for want, size in zip(wanted, own, strict=True)]
        if shape != own:
            self._interpreter.resize_tensor_input(detail["index"], shape, strict=True)

    def _details(self, spec: ModelSpec) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
        """Of the spec's tensors, by name through the signature, else by position."""
        if spec.signature is None:
            all_inputs, all_outputs = self._interpreter.get_input_details(), self._interpreter.get_output_details()
            return [all_inputs[t.index] for t in spec.inputs], [all_outputs[t.index] for t in spec.outputs]
        self._interpreter.allocate_tensors()  # the runner cannot be had before
        runner = self._interpreter.get_signature_runner(spec.signature)
        by_input, by_output = runner.get_input_details(), runner.get_output_details()
        return [by_input[t.name] for t in spec.inputs], [by_output[t.name] for t in spec.outputs]

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

    def output(self, position: int, row: int | None = None) -> Array:
        """A copy of an output's values: of shape [1, L, V] only ``row``, as [1, 1, V], where one is named."""
        index = self._output_details[position]["index"]
        if row is None:
            value: Array = self._interpreter.get_tensor(index)
            return value
        # A view into the runtime's memory; the runtime refuses to invoke while one is alive.
        part: Array = self._interpreter.tensor(index)()[:, row : row + 1].copy()
        return part
