"""Text to answer on a loaded model, each stage timed."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from devbench.harness.messages import Job
from devbench.models.runtimes import HostModel
from devbench.tasks.base import Answer, EncodedExample, EncodedWindow, Task, check_output, input_shape
from devbench.tokenizers.reference import ReferenceTokenizer

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from devbench.tasks.base import Outputs


@dataclass(frozen=True)
class Visit:
    """One example through all stages. ``outputs`` are the raw outputs of each window."""

    encoded: EncodedExample
    outputs: Sequence[Outputs]
    answer: Answer
    tokenize_ns: int
    invoke_ns: list[int]
    decode_ns: int


class Pipeline(Protocol):
    def visit(self, example: dict[str, Any]) -> Visit: ...


class InputFiller:
    """Puts windows into the inputs of the job's model, of shape [1, L] or [1, rows, L], padded."""

    def __init__(self, job: Job, model: HostModel, pad_id: int) -> None:
        import numpy as np

        self._model = model
        self._pad_id = pad_id
        shape = input_shape(job.task, job.model.sequence_length)
        self._buffers = {binding.role: np.zeros(shape, np.int32) for binding in job.model.inputs}

    def fill(self, window: EncodedWindow) -> None:
        for position, (role, buffer) in enumerate(self._buffers.items()):
            if role == "input_ids":
                _fill(buffer, window, window.token_ids, self._pad_id)
            elif role == "attention_mask":
                _fill(buffer, window, [1] * len(window.token_ids), 0)
            else:
                _fill(buffer, window, window.type_ids, 0)
            self._model.set_input(position, buffer)


def _fill(buffer: NDArray[np.int32], window: EncodedWindow, values: Sequence[int], padding: int) -> None:
    start = 0
    for row, size in zip(buffer.reshape(-1, buffer.shape[-1]), window.rows or [len(values)], strict=True):
        row[:size], row[size:] = values[start : start + size], padding
        start += size


class WindowPipeline:
    """One model, one invoke a window."""

    def __init__(self, job: Job, task: Task, model: HostModel, tokenizer: ReferenceTokenizer) -> None:
        self._task = task
        self._model = model
        self._tokenizer = tokenizer
        self._length = job.model.sequence_length
        self._inputs = InputFiller(job, model, tokenizer.pad_id)
        self._output_roles = [binding.role for binding in job.model.outputs]
        self._checked = False

    def visit(self, example: dict[str, Any]) -> Visit:
        clock, model = time.perf_counter_ns, self._model
        started = clock()
        encoded = self._task.encode(self._tokenizer, example, self._length)
        tokenize_ns, decode_ns = clock() - started, 0
        invoke_ns: list[int] = []
        outputs: list[Outputs] = []
        for window in encoded.windows:
            started = clock()
            self._inputs.fill(window)
            filled = clock()
            model.invoke()
            invoked = clock()
            if not self._checked:
                self._check()
            outputs.append(self._read(window.output_position))
            tokenize_ns += filled - started
            invoke_ns.append(invoked - filled)
            decode_ns += clock() - invoked
        started = clock()
        answer = self._task.decode(example, encoded, outputs)
        decode_ns += clock() - started
        return Visit(encoded, outputs, answer, tokenize_ns, invoke_ns, decode_ns)

    def _check(self) -> None:
        """After an invoke: before it, the shape of an output need not be known."""
        for role, info in zip(self._output_roles, self._model.outputs, strict=True):
            check_output(role, info.shape, self._task.output_shape(self._length))
        self._checked = True

    def _read(self, output_position: int | None) -> dict[str, NDArray[np.float32]]:
        return {
            role: self._model.output(position, output_position)  # type: ignore[misc]
            for position, role in enumerate(self._output_roles)
        }
