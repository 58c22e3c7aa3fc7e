"""Which tensor of a model plays which role of its task: by name, and by position where names tell nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from devbench.errors import UsageError
from devbench.harness.messages import TensorBinding
from devbench.models import roles
from devbench.models.contents import Contents
from devbench.models.graph import Signature, Tensor

MULTIPLE_CHOICE = "multiple-choice"

_INTEGERS = ("int32", "int64")
_FLOATS = ("float32",)
_DEFAULT_SIGNATURE = "serving_default"


def decoder_beside(model: Path) -> Path:
    """Where the second model of an encoder-decoder pair stands: ``m.decoder.tflite`` beside ``m.tflite``."""
    return model.with_name(f"{model.stem}.decoder{model.suffix}")


@dataclass(frozen=True)
class Binding:
    """``sequence_length`` is None where the model takes any; ``choices`` where it is not for multiple choice.

    ``guessed`` are the roles that were given by position.
    """

    signature: str | None
    inputs: list[TensorBinding]
    outputs: list[TensorBinding]
    output_shapes: Mapping[str, tuple[int, ...]]
    sequence_length: int | None
    choices: int | None
    guessed: tuple[str, ...]


@dataclass(frozen=True)
class _Candidate:
    """An input or output; ``name`` is the signature's, or else the tensor's own."""

    name: str
    position: int
    tensor: Tensor

    def rank(self, role: str) -> int | None:
        ranks = [roles.rank(role, name) for name in (self.name, self.tensor.name)]
        return min((value for value in ranks if value is not None), default=None)


def bind(contents: Contents, task: str, output_roles: Sequence[str], path: Path) -> Binding:
    """Raises UsageError where the model has an input that devbench cannot feed, or lacks an output of the task."""
    return _bind(contents, roles.TEXT_INPUTS, output_roles, path, rows=2 if task == MULTIPLE_CHOICE else 1)


def bind_decoder(contents: Contents, path: Path) -> Binding:
    """Of the second model of an encoder-decoder pair; ``sequence_length`` is that of what it decodes."""
    return _bind(contents, roles.DECODER_INPUTS, ("logits",), path, rows=1)


def _bind(
    contents: Contents, input_roles: Sequence[str], output_roles: Sequence[str], path: Path, rows: int
) -> Binding:
    signature = _choose_signature(contents, input_roles)
    inputs, outputs = _candidates(contents, signature)
    by_role, guessed_inputs = _match_inputs(inputs, input_roles, path)
    outputs_by_role, guessed_outputs = _match_outputs(outputs, output_roles, path)
    shape = _text_shape(by_role, rows, path)
    return Binding(
        signature=signature.key if signature else None,
        inputs=[_binding(role, by_role[role]) for role in input_roles if role in by_role],
        outputs=[_binding(role, outputs_by_role[role]) for role in output_roles],
        output_shapes={role: candidate.tensor.shape_signature for role, candidate in outputs_by_role.items()},
        sequence_length=_known(shape[-1]),
        choices=_known(shape[1]) if rows == 2 else None,
        guessed=(*guessed_inputs, *guessed_outputs),
    )


def _choose_signature(contents: Contents, input_roles: Sequence[str]) -> Signature | None:
    """The default one, else the first that takes text."""
    by_key = {signature.key: signature for signature in contents.signatures}
    if _DEFAULT_SIGNATURE in by_key:
        return by_key[_DEFAULT_SIGNATURE]
    takes_text = [
        signature
        for signature in contents.signatures
        if any(roles.rank(input_roles[0], name) is not None for name in signature.inputs)
    ]
    return next(iter((*takes_text, *contents.signatures)), None)


def _candidates(contents: Contents, signature: Signature | None) -> tuple[list[_Candidate], list[_Candidate]]:
    """In the order of the graph's inputs and outputs, which is the only one that has a meaning."""
    graph = contents.subgraphs[signature.subgraph if signature else 0]

    def candidates(tensors: Sequence[int], names: Mapping[str, int]) -> list[_Candidate]:
        positions = {index: position for position, index in enumerate(tensors)}
        if not signature:
            return [_Candidate(graph.tensors[i].name, position, graph.tensors[i]) for i, position in positions.items()]
        found = [_Candidate(name, positions.get(i, len(positions)), graph.tensors[i]) for name, i in names.items()]
        return sorted(found, key=lambda candidate: candidate.position)

    input_names, output_names = (signature.inputs, signature.outputs) if signature else ({}, {})
    return candidates(graph.inputs, input_names), candidates(graph.outputs, output_names)


def _match_inputs(
    candidates: Sequence[_Candidate], input_roles: Sequence[str], path: Path
) -> tuple[dict[str, _Candidate], tuple[str, ...]]:
    """Each input must have a role, as a model cannot run on less; the first role must be there."""
    by_role = {role: candidate for role in input_roles if (candidate := _best(candidates, role))}
    if not by_role and len(candidates) <= len(input_roles):
        by_role = dict(zip(input_roles, candidates, strict=False))
        guessed = tuple(by_role)
    else:
        guessed = ()
    unknown = [candidate.name for candidate in candidates if candidate not in by_role.values()]
    if unknown or input_roles[0] not in by_role:
        problem = f"has an input {unknown[0]!r}" if unknown else f"has no input {input_roles[0]}"
        raise UsageError(
            f"The model {path} {problem}: devbench does not know what to do with it.",
            f"It can feed {', '.join(input_roles)}: export the model with these.",
        )
    for role, candidate in by_role.items():
        _check_type(candidate, _FLOATS if role == "encoder_hidden_states" else _INTEGERS, path)
    return by_role, guessed


def _match_outputs(
    candidates: Sequence[_Candidate], output_roles: Sequence[str], path: Path
) -> tuple[dict[str, _Candidate], tuple[str, ...]]:
    by_role = {role: candidate for role in output_roles if (candidate := _best(candidates, role))}
    guessed: tuple[str, ...] = ()
    if not by_role and len(candidates) == len(output_roles):
        by_role = dict(zip(output_roles, candidates, strict=True))
        guessed = tuple(output_roles)
    if missing := [role for role in output_roles if role not in by_role]:
        there = ", ".join(candidate.name for candidate in candidates)
        raise UsageError(
            f"The model {path} has no output {missing[0]}; it has {there or 'none'}.",
            "Choose the --task that the model was made for.",
        )
    for candidate in by_role.values():
        _check_type(candidate, _FLOATS, path)
    return by_role, guessed


def _best(candidates: Sequence[_Candidate], role: str) -> _Candidate | None:
    fitting = [candidate for candidate in candidates if candidate.rank(role) is not None]
    return min(fitting, key=lambda candidate: candidate.rank(role) or 0, default=None)


def _check_type(candidate: _Candidate, known: Sequence[str], path: Path) -> None:
    if candidate.tensor.dtype not in known:
        raise UsageError(
            f"{candidate.name} of the model {path} is {candidate.tensor.dtype}, not {' or '.join(known)}.",
            "Export the model with int32 inputs and float32 outputs.",
        )


def _text_shape(by_role: Mapping[str, _Candidate], rows: int, path: Path) -> tuple[int, ...]:
    """Of the first role: [1, length], or [1, choices, length]; the other inputs must agree."""
    first = next(iter(by_role.values())).tensor.shape_signature
    dimensions = ("1", "choices", "length") if rows == 2 else ("1", "length")
    for candidate in by_role.values():
        shape = candidate.tensor.shape_signature
        text = candidate.tensor.dtype in _INTEGERS and not candidate.name.startswith("encoder_")
        if shape[:1] not in ((1,), (-1,)) or (text and (len(shape) != len(dimensions) or shape != first)):
            raise UsageError(
                f"{candidate.name} of the model {path} has shape {list(shape)}, not [{', '.join(dimensions)}].",
                "Export the model for one text at a time, all inputs of one length.",
            )
    return first


def _known(size: int) -> int | None:
    return None if size == -1 else size


def _binding(role: str, candidate: _Candidate) -> TensorBinding:
    return TensorBinding(role=role, name=candidate.name, index=candidate.position)
