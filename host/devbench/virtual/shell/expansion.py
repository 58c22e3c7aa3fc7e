"""From a word of a script to the arguments that it stands for: variables, substitutions, splitting, file names."""

from __future__ import annotations

import fnmatch
import glob
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from devbench.virtual.filesystem import Filesystem
from devbench.virtual.shell.syntax import Literal, Script, Substitution, Variable, Word

WILDCARDS = frozenset("*?[")


@dataclass(frozen=True)
class Expansion:
    """Expands as a POSIX shell does with the usual IFS, in the current folder ``cwd`` of the device."""

    filesystem: Filesystem
    cwd: str
    variable: Callable[[str], str]
    """The value of a variable or of a special parameter; "" for what is not set."""
    arguments: Sequence[str]
    """The positional parameters: $1, $2, ..."""
    output: Callable[[Script], str]
    """What a script writes to its standard output."""

    def text(self, word: Word) -> str:
        """As in an assignment or a redirection: one text, neither split nor matched with file names."""
        return "".join(self._value(part) for part in word)

    def fields(self, words: Sequence[Word]) -> list[str]:
        return [name for word in words for field in self._split(word) for name in self._file_names(field)]

    def _value(self, part: Literal | Variable | Substitution) -> str:
        match part:
            case Literal(text):
                return text
            case Variable("@" | "*"):
                return " ".join(self.arguments)
            case Variable(name, _, default):
                return self.variable(name) or (self.text(default) if default else "")
            case Substitution(script):
                return self.output(script).rstrip("\n")

    def _split(self, word: Word) -> Iterator[list[tuple[str, bool]]]:
        """Fields as pieces of text, each with whether it was quoted. Unquoted values are split at white space."""
        field: list[tuple[str, bool]] = []
        for part in word:
            if part == Variable("@", quoted=True):
                for index, argument in enumerate(self.arguments):
                    if index:
                        yield field
                        field = []
                    field.append((argument, True))
                continue
            value = self._value(part)
            if part.quoted or isinstance(part, Literal):
                field.append((value, part.quoted))
                continue
            pieces = value.split()
            if field and value[:1].isspace():
                yield field
                field = []
            for index, piece in enumerate(pieces):
                if index:
                    yield field
                    field = []
                field.append((piece, False))
            if pieces and value[-1].isspace():
                yield field
                field = []
        if field:
            yield field

    def _file_names(self, field: list[tuple[str, bool]]) -> list[str]:
        text = "".join(piece for piece, _ in field)
        if not any(WILDCARDS & set(piece) for piece, quoted in field if not quoted):
            return [text]
        pattern = "".join(glob.escape(piece) if quoted else piece for piece, quoted in field)
        return self._matches(pattern) or [text]

    def _matches(self, pattern: str) -> list[str]:
        found = ["/" if pattern.startswith("/") else ""]
        *folders, last = [part for part in pattern.split("/") if part]
        for part in folders:
            found = [f"{path}{name}/" for path in found for name in self._names(path, part)]
        return [f"{path}{name}" for path in found for name in self._names(path, last)]

    def _names(self, folder: str, pattern: str) -> list[str]:
        try:
            names = self.filesystem.listing(folder or ".", self.cwd)
        except OSError:
            return []
        return [name for name in names if fnmatch.fnmatchcase(name, pattern) and (name[0] != "." or pattern[0] == ".")]
