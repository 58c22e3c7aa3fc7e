"""The tree of a shell script, as `grammar` makes it and `interpreter` runs it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Literal:
    text: str
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Variable:
    name: str
    quoted: bool = False
    default: Word | None = None
    """``${name:-default}``"""


@dataclass(frozen=True, slots=True)
class Substitution:
    script: Script
    quoted: bool = False


Word: TypeAlias = "tuple[Literal | Variable | Substitution, ...]"


@dataclass(frozen=True, slots=True)
class Redirect:
    descriptor: int
    operator: str
    """``<``, ``>``, ``>>`` with a file's name, ``<&``, ``>&`` with a descriptor or ``-``."""
    target: Word


@dataclass(frozen=True, slots=True)
class Simple:
    assignments: tuple[tuple[str, Word], ...]
    words: tuple[Word, ...]
    redirects: tuple[Redirect, ...] = ()


@dataclass(frozen=True, slots=True)
class Subshell:
    body: Script
    redirects: tuple[Redirect, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    body: Script
    redirects: tuple[Redirect, ...] = ()


@dataclass(frozen=True, slots=True)
class If:
    branches: tuple[tuple[Script, Script], ...]
    otherwise: Script
    redirects: tuple[Redirect, ...] = ()


@dataclass(frozen=True, slots=True)
class For:
    name: str
    words: tuple[Word, ...]
    body: Script
    redirects: tuple[Redirect, ...] = ()


@dataclass(frozen=True, slots=True)
class While:
    condition: Script
    body: Script
    until: bool
    redirects: tuple[Redirect, ...] = ()


Command: TypeAlias = Simple | Subshell | Group | If | For | While


@dataclass(frozen=True, slots=True)
class Pipeline:
    commands: tuple[Command, ...]
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """Pipelines with what stands before each: ``&&`` or ``||``, and ``""`` before the first."""

    pipelines: tuple[tuple[str, Pipeline], ...]
    background: bool = False


Script: TypeAlias = tuple[Item, ...]
