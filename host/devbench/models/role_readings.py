"""In which ways a model's tensors may play the roles of a task: by what the user says, by names, by the graph, and by
what is left over. One reading is an answer; several are a question."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, permutations, product
from typing import Literal

from devbench.models import roles
from devbench.models.graph import Tensor, fits, format_shape
from devbench.models.input_evidence import Use

FoundBy = Literal["--bind", "name", "graph", "elimination"]

INTEGERS = ("int32", "int64")
FLOATS = ("float32",)
_ENOUGH = 3
"""More readings than two say no more."""
_ROLES_OF_USE: Mapping[Use, tuple[str, ...]] = {
    "ids": (roles.INPUT_IDS, roles.DECODER_INPUT_IDS),
    "types": (roles.TOKEN_TYPE_IDS,),
    "mask": (roles.ATTENTION_MASK, roles.ENCODER_ATTENTION_MASK),
    "other": (),
}


@dataclass(frozen=True)
class Candidate:
    """An input or output; ``name`` is the signature's, or else the tensor's own. ``ranks`` are the roles that its names
    fit, ``use`` is what the graph does with an input, None if it does not show that; ``activation`` is the sigmoid or
    softmax that an output comes out of."""

    name: str
    position: int
    tensor: Tensor
    ranks: Mapping[str, int]
    use: Use | None = None
    activation: str | None = None

    def __str__(self) -> str:
        return f"{self.name} ({self.tensor.dtype}, {format_shape(self.tensor.shape_signature)})"

    def may_play(self, role: str) -> bool:
        """Neither its name nor the graph says that it plays another role. Logits may be those of a start or an end."""
        named = {known for known, rank in self.ranks.items() if roles.is_clear(rank)}
        is_named = not named or role in named or (named == {"logits"} and role.endswith("_logits"))
        return is_named and role in _ROLES_OF_USE.get(self.use or "none", (role,))


@dataclass(frozen=True)
class Reading:
    """Candidates by role, and how each was found."""

    tensors: Mapping[str, Candidate]
    found_by: Mapping[str, FoundBy]

    def adding(self, tensors: Mapping[str, Candidate], found_by: FoundBy) -> Reading:
        return Reading({**self.tensors, **tensors}, {**self.found_by, **dict.fromkeys(tensors, found_by)})

    def joined(self, other: Reading) -> Reading:
        return Reading({**self.tensors, **other.tensors}, {**self.found_by, **other.found_by})

    def options(self, of: Iterable[str]) -> str:
        """The command line's that say it, for these roles."""
        said = [f"{role}={self.tensors[role].name}" for role in of if role in self.tensors]
        return " ".join(f"--bind {shlex.quote(each)}" for each in said)

    def free(self, candidates: Iterable[Candidate]) -> list[Candidate]:
        return [candidate for candidate in candidates if candidate not in self.tensors.values()]

    def missing(self, wanted: Iterable[str]) -> list[str]:
        return [role for role in wanted if role not in self.tensors]


def of_inputs(
    candidates: Sequence[Candidate], wanted: Sequence[str], asked: Mapping[str, Candidate]
) -> tuple[Reading, list[Reading]]:
    """What is known, and every reading in which each input has a role, as a model cannot run on less, and the first
    role is there. If names and graph contradict each other both have theirs, the graph's first.
    """
    known = Reading({}, {}).adding(asked, "--bind")
    by_name = _by_use(_by_name(known, candidates, wanted), candidates, wanted)
    by_graph = _by_name(_by_use(known, candidates, wanted), candidates, wanted)
    found = _different(_left_inputs(by_name, candidates, wanted))
    others = [each for each in _left_inputs(by_graph, candidates, wanted) if not _is_among(each, found)]
    return by_name, [*_different(others), *found]


def of_outputs(
    candidates: Sequence[Candidate],
    wanted: Sequence[str],
    shape: Sequence[int],
    asked: Mapping[str, Candidate],
) -> tuple[Reading, list[Reading]]:
    """What is known, and every reading in which each role has an output, of this shape if names do not tell; -1 is any
    size. Other outputs are nobody's concern."""

    def is_fit(candidate: Candidate) -> bool:
        return candidate.tensor.dtype in FLOATS and fits(candidate.tensor.shape_signature, shape)

    fit_roles = {role for role in wanted for candidate in candidates if role in candidate.ranks and is_fit(candidate)}
    known = _by_name(
        Reading({}, {}).adding(asked, "--bind"),
        candidates,
        wanted,
        lambda role, candidate: role not in fit_roles or is_fit(candidate),
    )
    missing, rest = known.missing(wanted), [candidate for candidate in known.free(candidates) if is_fit(candidate)]
    chosen = product(*([candidate for candidate in rest if candidate.may_play(role)] for role in missing))
    different = (some for some in chosen if len({candidate.position for candidate in some}) == len(some))
    chosen_ones = islice(different, _ENOUGH)
    return known, [known.adding(dict(zip(missing, some, strict=True)), "elimination") for some in chosen_ones]


def _by_name(
    known: Reading,
    candidates: Sequence[Candidate],
    wanted: Sequence[str],
    is_allowed: Callable[[str, Candidate], bool] = lambda role, candidate: True,
) -> Reading:
    """The best names first; a role that two names fit equally well stays open."""
    while True:
        free, fitting = known.free(candidates), list[tuple[int, str, Candidate]]()
        for role in known.missing(wanted):
            ranked = [candidate for candidate in free if role in candidate.ranks and is_allowed(role, candidate)]
            best = min((candidate.ranks[role] for candidate in ranked), default=0)
            ranked = [candidate for candidate in ranked if candidate.ranks[role] == best]
            if len(ranked) == 1:
                fitting.append((best, role, ranked[0]))
        if not fitting:
            return known
        _, role, candidate = min(fitting, key=lambda each: each[0])
        known = known.adding({role: candidate}, "name")


def _by_use(known: Reading, candidates: Sequence[Candidate], wanted: Sequence[str]) -> Reading:
    """A use that two inputs share tells nothing."""
    for role in known.missing(wanted):
        using = [
            candidate
            for candidate in candidates
            if candidate.use is not None and role in _ROLES_OF_USE.get(candidate.use, ())
        ]
        if len(using) == 1 and using[0] not in known.tensors.values():
            known = known.adding({role: using[0]}, "graph")
    return known


def _left_inputs(known: Reading, candidates: Sequence[Candidate], wanted: Sequence[str]) -> Iterator[Reading]:
    """The inputs that are left over in the roles that are."""
    rest, missing = known.free(candidates), known.missing(wanted)
    orders = permutations(missing, len(rest)) if len(rest) <= len(missing) else iter(())
    for order in orders:
        some = dict(zip(order, rest, strict=True))
        if wanted[0] not in known.tensors and wanted[0] not in some:
            continue
        if all(_is_fed(role, candidate) and candidate.may_play(role) for role, candidate in some.items()):
            yield known.adding(some, "elimination")


def _is_fed(role: str, candidate: Candidate) -> bool:
    return candidate.tensor.dtype in (FLOATS if role == roles.ENCODER_HIDDEN_STATES else INTEGERS)


def _different(readings: Iterable[Reading]) -> list[Reading]:
    found: list[Reading] = []
    for reading in readings:
        if not _is_among(reading, found):
            found.append(reading)
    return found


def _is_among(reading: Reading, found: Sequence[Reading]) -> bool:
    """Inputs that the graph does not use may have any role."""
    return any(_used(reading) == _used(other) for other in found)


def _used(reading: Reading) -> Mapping[str, Candidate]:
    return {role: candidate for role, candidate in reading.tensors.items() if candidate.use != "none"}
