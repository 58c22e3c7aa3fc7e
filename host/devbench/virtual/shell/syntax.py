"""The tree of a shell's commands, as `grammar` makes it and `interpreter` runs it. The names are POSIX's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Literal:
    text: str
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Parameter:
    """``$name``, ``$1``, ``$?``; ``"$@"`` is a word of its own."""

    name: str
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Substitution:
    commands: CommandList
    quoted: bool = False


Word: TypeAlias = "tuple[Literal | Parameter | Substitution, ...]"


@dataclass(frozen=True, slots=True)
class Redirection:
    descriptor: int
    operator: str
    """``<``, ``>``, ``>>`` with a file's name, ``<&``, ``>&`` with a descriptor."""
    target: Word


@dataclass(frozen=True, slots=True)
class SimpleCommand:
    assignments: tuple[tuple[str, Word], ...]
    words: tuple[Word, ...]
    redirections: tuple[Redirection, ...] = ()


@dataclass(frozen=True, slots=True)
class Subshell:
    body: CommandList


@dataclass(frozen=True, slots=True)
class BraceGroup:
    body: CommandList


@dataclass(frozen=True, slots=True)
class IfClause:
    branches: tuple[tuple[CommandList, CommandList], ...]
    otherwise: CommandList


@dataclass(frozen=True, slots=True)
class ForLoop:
    name: str
    words: tuple[Word, ...]
    body: CommandList


@dataclass(frozen=True, slots=True)
class WhileLoop:
    condition: CommandList
    body: CommandList
    until: bool


CompoundClause: TypeAlias = Subshell | BraceGroup | IfClause | ForLoop | WhileLoop


@dataclass(frozen=True, slots=True)
class CompoundCommand:
    clause: CompoundClause
    redirections: tuple[Redirection, ...] = ()


ShellCommand: TypeAlias = SimpleCommand | CompoundCommand


@dataclass(frozen=True, slots=True)
class ShellPipeline:
    commands: tuple[ShellCommand, ...]
    negated: bool = False


@dataclass(frozen=True, slots=True)
class AndOrList:
    """Pipelines with what stands before each: ``&&`` or ``||``, and ``""`` before the first."""

    pipelines: tuple[tuple[str, ShellPipeline], ...]
    background: bool = False


CommandList: TypeAlias = tuple[AndOrList, ...]
