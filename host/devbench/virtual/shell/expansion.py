"""From a word of a script to the arguments that it stands for: parameters, substitutions, splitting, file names."""

from __future__ import annotations

import fnmatch
import glob
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from devbench.virtual.filesystem import Filesystem
from devbench.virtual.shell.refusal import NotSupported
from devbench.virtual.shell.syntax import CommandList, Literal, Parameter, Substitution, Word

WHITE_SPACE = " \t\n"
WILDCARDS = frozenset("*?[")
PATTERN = re.compile(r"(?:[^][\\]|\[[A-Za-z0-9]+(?:-[A-Za-z0-9]+)?\]|\[\](?!.*\]))*", re.DOTALL)
"""Wildcards in which shells do not differ."""


@dataclass(frozen=True)
class Expansion:
    """Expands as a POSIX shell does with the usual IFS, in the current folder ``cwd`` of the device."""

    filesystem: Filesystem
    cwd: str
    value: Callable[[str], str]
    """Of a parameter; "" if it is not set."""
    arguments: Sequence[str]
    """The positional parameters: $1, $2, ..."""
    output: Callable[[CommandList], str]
    """What commands write to their standard output."""

    def text(self, word: Word) -> str:
        """As in an assignment or a redirection: one text, neither split nor matched with file names."""
        return "".join(self._text(part) for part in word)

    def fields(self, words: Sequence[Word]) -> list[str]:
        return [name for word in words for field in self._split(word) for name in self._file_names(field)]

    def _text(self, part: Literal | Parameter | Substitution) -> str:
        match part:
            case Literal(text):
                return text
            case Parameter("@"):
                raise NotSupported('"$@" here')
            case Parameter(name):
                return self.value(name)
            case Substitution(commands):
                return self.output(commands).rstrip("\n")

    def _split(self, word: Word) -> Iterator[list[tuple[str, bool]]]:
        """Fields as pieces of text, each with whether it was quoted. Unquoted values are split at white space."""
        if word == (Parameter("@", quoted=True),):
            yield from ([(argument, True)] for argument in self.arguments)
            return
        field: list[tuple[str, bool]] = []
        for part in word:
            value = self._text(part)
            if part.quoted or isinstance(part, Literal):
                field.append((value, part.quoted))
                continue
            pieces = re.split(f"[{WHITE_SPACE}]+", value)
            for index, piece in enumerate(pieces):
                if index and field:
                    yield field
                    field = []
                if piece:
                    field.append((piece, False))
        if field:
            yield field

    def _file_names(self, field: list[tuple[str, bool]]) -> list[str]:
        text = "".join(piece for piece, _ in field)
        if not any(WILDCARDS & set(piece) for piece, quoted in field if not quoted) or text == "[":
            return [text]
        pattern = "".join(glob.escape(piece) if quoted else piece for piece, quoted in field)
        unquoted = "".join("x" if quoted else piece for piece, quoted in field)
        if not PATTERN.fullmatch(unquoted) or text.endswith("/") or "//" in text:
            raise NotSupported(f"the pattern {text}")
        return self._matches(pattern) or [text]

    def _matches(self, pattern: str) -> list[str]:
        found = ["/" if pattern.startswith("/") else ""]
        *folders, last = pattern.lstrip("/").split("/")
        for part in folders:
            found = [f"{path}{name}/" for path in found for name in self._names(path, part)]
        return [f"{path}{name}" for path in found for name in self._names(path, last)]

    def _names(self, folder: str, pattern: str) -> list[str]:
        try:
            names = self.filesystem.listing(folder or ".", self.cwd)
        except OSError:
            return []
        if pattern in (".", ".."):
            return [pattern]
        if {"?", "["} & set(pattern) and not all(map(str.isascii, names)):
            raise NotSupported(f"the pattern {pattern} with names that are not ASCII")
        return [name for name in names if fnmatch.fnmatchcase(name, pattern) and (name[0] != "." or pattern[0] == ".")]
