"""The inputs and outputs of a model that may play a role, in the order that their names give them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from devbench.errors import UsageError
from devbench.models import input_evidence, roles
from devbench.models.contents import Contents
from devbench.models.graph import Signature, Tensor
from devbench.models.graph_analysis import GraphView
from devbench.models.role_readings import Candidate

_DEFAULT_SIGNATURE = "serving_default"


@dataclass(frozen=True)
class Candidates:
    """``signature`` is None where the model has none: its tensors are then found by position."""

    signature: str | None
    inputs: Sequence[Candidate]
    outputs: Sequence[Candidate]

    def __str__(self) -> str:
        return f"inputs are {_listed(self.inputs)}; outputs are {_listed(self.outputs)}"

    def asked(self, asked: Mapping[str, str], input_roles: Sequence[str], path: Path) -> dict[str, Candidate]:
        """By role, from the names of signature or tensors, or positions; raises UsageError where there is none."""
        found: dict[str, Candidate] = {}
        for role, name in asked.items():
            side = self.inputs if role in input_roles else self.outputs
            candidate = next(_named(side, name), None)
            if candidate is None:
                what = "input" if role in input_roles else "output"
                raise UsageError(
                    f"The model {path} has no {what} {name!r} to be {role}.", f"Choose one of these. Its {self}."
                )
            if candidate in found.values():
                raise UsageError(
                    f"--bind gives {name!r} of the model {path} two roles.", f"Choose one of these. Its {self}."
                )
            found[role] = candidate
        return found


def of(contents: Contents, first_role: str) -> Candidates:
    """Of the default signature, or the first that has an input for ``first_role``, or of the main graph."""
    signature = _choose_signature(contents, first_role)
    graph = contents.subgraphs[signature.subgraph if signature else 0]
    uses, view = input_evidence.uses(graph), GraphView(graph)

    def side(indices: Sequence[int], names: Mapping[str, int] | None, is_input: bool) -> Iterator[Candidate]:
        ranks = roles.input_ranks if is_input else roles.output_ranks
        positions = {index: position for position, index in enumerate(indices)}
        for name, index in names.items() if names is not None else _named_by_tensor(graph.tensors, indices):
            tensor = graph.tensors[index]
            yield Candidate(
                name=name,
                position=positions.get(index, len(positions)),
                tensor=tensor,
                ranks=ranks(name) or ranks(tensor.name),
                use=uses.get(index) if is_input else None,
                activation=None if is_input else view.activation(index),
            )

    return Candidates(
        signature.key if signature else None,
        _ordered(side(graph.inputs, signature.inputs if signature else None, True), signature is not None),
        _ordered(side(graph.outputs, signature.outputs if signature else None, False), signature is not None),
    )


def _choose_signature(contents: Contents, first_role: str) -> Signature | None:
    by_key = {signature.key: signature for signature in contents.signatures}
    if _DEFAULT_SIGNATURE in by_key:
        return by_key[_DEFAULT_SIGNATURE]
    takes_text = [
        signature
        for signature in contents.signatures
        if any(first_role in roles.input_ranks(name) for name in signature.inputs)
    ]
    return next(iter((*takes_text, *contents.signatures)), None)


def _named_by_tensor(tensors: Sequence[Tensor], indices: Sequence[int]) -> Iterator[tuple[str, int]]:
    """A tensor whose name is no other's goes by it, the others by their position."""
    names = [tensors[index].name for index in indices]
    for position, (name, index) in enumerate(zip(names, indices, strict=True)):
        yield (name if name and names.count(name) == 1 else f"#{position}"), index


def _ordered(candidates: Iterator[Candidate], has_signature: bool) -> Sequence[Candidate]:
    """By the numbers in their names. A graph's own order is that of the model's author only without a signature:
    TensorFlow's converter shuffles it."""
    found = sorted(candidates, key=lambda each: each.position)
    stems = {"".join(part for part in each.name if not part.isdecimal()) for each in found}
    if not has_signature and len(stems) > 1:
        return found
    return sorted(found, key=lambda each: roles.natural(each.name))


def _named(side: Sequence[Candidate], name: str) -> Iterator[Candidate]:
    """The best first."""
    yield from (candidate for candidate in side if candidate.name == name)
    by_tensor = [candidate for candidate in side if candidate.tensor.name == name]
    yield from by_tensor if len(by_tensor) == 1 else []
    yield from (candidate for candidate in side if str(candidate.position) == name)


def _listed(side: Sequence[Candidate]) -> str:
    return ", ".join(map(str, side)) or "none"
