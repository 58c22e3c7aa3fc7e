"""Which tensor of a model plays which role of its task, or the question that its names and its graph leave."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from devbench import suggest
from devbench.errors import UsageError
from devbench.harness.messages import TensorBinding
from devbench.models import candidates, role_readings, roles
from devbench.models.candidates import Candidates
from devbench.models.contents import Contents
from devbench.models.role_readings import FLOATS, INTEGERS, Candidate, FoundBy, Reading
from devbench.tasks.base import Task

MULTIPLE_CHOICE = "multiple-choice"
GENERATION = "generation"
START_AND_END = {"start_logits", "end_logits"}

Asked = Sequence[tuple[str, str]]
"""Roles with the names of the tensors that play them, as a user says them."""


def decoder_beside(model: Path) -> Path:
    """Where the second model of an encoder-decoder pair stands: ``m.decoder.tflite`` beside ``m.tflite``."""
    return model.with_name(f"{model.stem}.decoder{model.suffix}")


def is_decoder(model: Path) -> bool:
    return model.stem.endswith(".decoder")


@dataclass(frozen=True)
class Binding:
    """``sequence_length`` is None where the model takes any; ``choices`` where it is not for multiple choice.

    ``found_by`` says how, by role; ``activations`` are the operators of sigmoid and softmax that outputs come out of.
    """

    signature: str | None
    inputs: list[TensorBinding]
    outputs: list[TensorBinding]
    output_shapes: Mapping[str, tuple[int, ...]]
    sequence_length: int | None
    choices: int | None
    found_by: Mapping[str, FoundBy]
    activations: Mapping[str, str]

    @property
    def names(self) -> Mapping[str, str]:
        """Of the tensors, by role."""
        return {tensor.role: tensor.name for tensor in (*self.inputs, *self.outputs)}

    @property
    def remark(self) -> str | None:
        """On the roles that no name tells; None if there are none."""
        words = {"graph": "by its use in the graph", "elimination": "the only one left"}
        found = [f"{role} is {self.names[role]} ({words[how]})" for role, how in self.found_by.items() if how in words]
        return f"The model's names do not identify every tensor: {', '.join(found)}." if found else None


class UnclearRolesError(UsageError):
    """Several readings remain. ``bindings`` are two that differ in start and end alone, which the right answers of a
    data set can tell apart; else there are none."""

    def __init__(self, path: Path, readings: Sequence[Reading], bindings: Sequence[Binding] = ()) -> None:
        every = dict.fromkeys(role for each in readings for role in each.tensors)
        unclear = [
            role for role in every if any(each.tensors.get(role) != readings[0].tensors.get(role) for each in readings)
        ]
        tensors = dict.fromkeys(
            str(each.tensors[role]) for each in readings for role in unclear if role in each.tensors
        )
        lines = [each.options(unclear) for each in readings[:2]]
        apart = f"which tensor is {' and which is '.join(unclear)}"
        super().__init__(
            f"The names and the graph of the model {path} do not show {apart}: {', '.join(tensors)}.",
            f"Add `{lines[0]}` or `{lines[1]}`.",
        )
        self.bindings = bindings


def bind(contents: Contents, task: Task, path: Path, asked: Asked = ()) -> Binding:
    """Raises UsageError where the model has an input that devbench cannot feed, or lacks an output of the task, and
    UnclearRolesError where its tensors can be read in several ways."""
    found = candidates.of(contents, roles.INPUT_IDS)
    known = [*roles.TEXT_INPUTS, *task.output_roles]
    if task.name == GENERATION:
        known += [*roles.DECODER_INPUTS, *roles.DECODER_OUTPUTS]
    if unknown := next((role for role, _ in asked if role not in known), None):
        raise UsageError(
            f"The task {task.name} has no role {unknown!r}.", f"{suggest.closest(unknown, known)} The model's {found}."
        )
    rows = 2 if task.name == MULTIPLE_CHOICE else 1
    return _bind(found, roles.TEXT_INPUTS, task.output_roles, task.output_shape, rows, asked, path)


def bind_decoder(contents: Contents, path: Path, asked: Asked = ()) -> Binding:
    """Of the second model of an encoder-decoder pair; ``sequence_length`` is that of what it decodes."""
    found = candidates.of(contents, roles.DECODER_INPUT_IDS)

    def output_shape(length: int) -> Sequence[int | None]:
        return [1, length, None]

    return _bind(found, roles.DECODER_INPUTS, roles.DECODER_OUTPUTS, output_shape, 1, asked, path)


def _bind(
    found: Candidates,
    input_roles: Sequence[str],
    output_roles: Sequence[str],
    output_shape: Callable[[int], Sequence[int | None]],
    rows: int,
    asked: Asked,
    path: Path,
) -> Binding:
    own = {role: name for role, name in asked if role in (*input_roles, *output_roles)}
    given = found.asked(own, input_roles, path)
    inputs = _input_readings(found, input_roles, given, path)
    shape = _text_shape(inputs[0].tensors, input_roles[0], rows, path)
    wanted = [-1 if size is None else size for size in output_shape(shape[-1])]
    outputs = _output_readings(found, output_roles, wanted, given, path)

    def binding(taken: Reading, made: Reading) -> Binding:
        return Binding(
            signature=found.signature,
            inputs=[_tensor(role, taken.tensors[role]) for role in input_roles if role in taken.tensors],
            outputs=[_tensor(role, made.tensors[role]) for role in output_roles],
            output_shapes={role: each.tensor.shape_signature for role, each in made.tensors.items()},
            sequence_length=_known(shape[-1]),
            choices=_known(shape[1]) if rows == 2 else None,
            found_by={**taken.found_by, **made.found_by},
            activations={role: each.activation for role, each in made.tensors.items() if each.activation},
        )

    bindings = [binding(taken, made) for taken in inputs for made in outputs]
    if len(bindings) > 1:
        readings = [taken.joined(made) for taken in inputs for made in outputs]
        is_start_or_end = len(inputs) == 1 and len(outputs) == 2 and set(output_roles) == START_AND_END
        raise UnclearRolesError(path, readings, [_without(START_AND_END, each) for each in bindings if is_start_or_end])
    return bindings[0]


def _input_readings(
    found: Candidates, input_roles: Sequence[str], given: Mapping[str, Candidate], path: Path
) -> list[Reading]:
    asked = {role: candidate for role, candidate in given.items() if role in input_roles}
    known, readings = role_readings.of_inputs(found.inputs, input_roles, asked)
    if not readings:
        unknown = known.free(found.inputs)
        problem = f"has an input {unknown[0].name!r}" if unknown else f"has no input {input_roles[0]}"
        raise UsageError(
            f"The model {path} {problem}: devbench does not know what to do with it.",
            f"Export the model with {', '.join(input_roles)}, or name them with --bind.",
        )
    for reading in readings:
        for role, candidate in reading.tensors.items():
            _check_type(candidate, FLOATS if role == roles.ENCODER_HIDDEN_STATES else INTEGERS, path)
    return readings


def _output_readings(
    found: Candidates, output_roles: Sequence[str], shape: Sequence[int], given: Mapping[str, Candidate], path: Path
) -> list[Reading]:
    asked = {role: candidate for role, candidate in given.items() if role in output_roles}
    known, readings = role_readings.of_outputs(found.outputs, output_roles, shape, asked)
    if not readings:
        missing = known.missing(output_roles)
        if taken := next((role for role, candidate in asked.items() if missing[0] in candidate.ranks), None):
            left = ", ".join(candidate.name for candidate in known.free(found.outputs)) or "none"
            raise UsageError(
                f"--bind gives {asked[taken].name} of the model {path} to {taken}, so no output is left for "
                f"{missing[0]}.",
                f"Add --bind {missing[0]}=NAME; the outputs left are: {left}.",
            )
        there = ", ".join(candidate.name for candidate in found.outputs)
        raise UsageError(
            f"The model {path} has no output {missing[0]}; it has {there or 'none'}.",
            "Choose the --task that the model was made for, or name the output with --bind.",
        )
    for reading in readings:
        for candidate in reading.tensors.values():
            _check_type(candidate, FLOATS, path)
    return readings


def _check_type(candidate: Candidate, known: Sequence[str], path: Path) -> None:
    if candidate.tensor.dtype not in known:
        raise UsageError(
            f"{candidate.name} of the model {path} is {candidate.tensor.dtype}, not {' or '.join(known)}.",
            "Export the model with int32 inputs and float32 outputs.",
        )


def _text_shape(by_role: Mapping[str, Candidate], first_role: str, rows: int, path: Path) -> tuple[int, ...]:
    """Of the first role: [1, length], or [1, choices, length]; the other inputs of text must agree."""
    first = by_role[first_role].tensor.shape_signature
    dimensions = ("1", "choices", "length") if rows == 2 else ("1", "length")
    for role, candidate in by_role.items():
        shape = candidate.tensor.shape_signature
        is_text = not role.startswith("encoder_")
        if shape[:1] not in ((1,), (-1,)) or (is_text and (len(shape) != len(dimensions) or shape != first)):
            raise UsageError(
                f"{candidate.name} of the model {path} has shape {list(shape)}, not [{', '.join(dimensions)}].",
                "Export the model for one text at a time, all inputs of one length.",
            )
    return first


def _without(unclear: Collection[str], binding: Binding) -> Binding:
    return replace(binding, found_by={role: how for role, how in binding.found_by.items() if role not in unclear})


def _known(size: int) -> int | None:
    return None if size == -1 else size


def _tensor(role: str, candidate: Candidate) -> TensorBinding:
    return TensorBinding(role=role, name=candidate.name, index=candidate.position)
