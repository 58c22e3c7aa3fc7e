"""The raw outputs that a harness keeps, cut to what can be compared: to tokens, and to steps decoded alike."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from devbench.tasks.base import Task
from devbench.tasks.generation import Generation

Shapes = Mapping[str, Sequence[int | str]]

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Values = NDArray[np.float32]
    Outputs = Mapping[str, Values]

_STEPS = "logits"
"""Of a generated text: [1, steps, V]."""


def shapes(task: Task, length: int, of_model: Mapping[str, Sequence[int]]) -> Shapes:
    """By role, the size of each axis of an output as it is kept, or its name where any size will do. ``of_model`` are
    the model's own shapes, which settle what the task leaves open; -1 is any size."""

    def shape(role: str) -> list[int | str]:
        wanted = task.output_shape(length)
        own = of_model.get(role, [-1] * len(wanted))
        sizes = [size if want is None else want for want, size in zip(wanted, own, strict=True)]
        found: list[int | str] = ["size" if size < 0 else size for size in sizes]
        return [found[0], "tokens", *found[2:]] if _is_long(task, length) else found

    found = {role: shape(role) for role in task.output_roles}
    return {**found, _STEPS: [1, "steps", "vocabulary"]} if task.name == Generation.name else found


def fits(shape: Sequence[int], wanted: Sequence[int | str]) -> bool:
    return len(shape) == len(wanted) and all(
        size == want if isinstance(want, int) else size > 0 for size, want in zip(shape, wanted, strict=True)
    )


def says_all(task: Task, windows: Sequence[Outputs]) -> bool:
    """Whether outputs, without an answer, say what it must be: of a generated text they do not, as it may go on."""
    return (
        task.name != Generation.name
        and len(windows) > 0
        and all(window.keys() >= set(task.output_roles) for window in windows)
    )


def at_tokens(task: Task, length: int, tokens: int, outputs: Outputs) -> dict[str, Values]:
    """Without what stands at padding, of which no task makes use, and which other frameworks do not compute."""
    rank = len(task.output_shape(length))
    is_long = _is_long(task, length)
    return {
        role: values[:, :tokens] if is_long and role in task.output_roles and values.ndim == rank else values
        for role, values in outputs.items()
    }


def _is_long(task: Task, length: int) -> bool:
    """Whether its outputs have a row for each token."""
    shape = task.output_shape(length)
    return len(shape) > 1 and shape[1] == length


def alike_steps(task: Task, mine: Outputs, theirs: Outputs) -> tuple[Outputs, Outputs]:
    """Of a generated text the steps up to the first one with another best token: what follows has other inputs."""
    if task.name != Generation.name or _STEPS not in mine or _STEPS not in theirs:
        return mine, theirs
    import numpy as np

    count = min(mine[_STEPS].shape[1], theirs[_STEPS].shape[1])
    best = [np.argmax(side[_STEPS][0, :count], axis=-1) for side in (mine, theirs)]
    unlike = np.flatnonzero(best[0] != best[1])
    steps = int(unlike[0]) + 1 if unlike.size else count
    return {**mine, _STEPS: mine[_STEPS][:, :steps]}, {**theirs, _STEPS: theirs[_STEPS][:, :steps]}
