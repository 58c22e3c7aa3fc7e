"""Words of the shell's language: quoting, parameters, ``$(...)``. What is missing is refused by name."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod

from devbench.virtual.shell.refusal import NotSupported
from devbench.virtual.shell.syntax import CommandList, Literal, Parameter, Substitution, Word

BLANKS = " \t"
PLAIN = re.compile(r"""[^ \t\n;&|<>()'"\\$`]+""")
PARAMETER = re.compile(r"\$(?:([A-Za-z_][A-Za-z0-9_]*|[?$!#@0-9])|\{([A-Za-z_][A-Za-z0-9_]*|[?$!#0-9])\})")
TILDE = re.compile("[=:]~")
UNSUPPORTED_EXPANSIONS = {
    "`": "a backquote: use $(...), it",
    "$((": "arithmetic",
    "${": "this kind of ${...}",
    "$[": "$[...]",
    "$*": "$*",
    "$-": "$-",
}


class UnexpectedEnd(NotSupported):
    """More text could make it right: an interactive shell asks for another line."""

    def __init__(self) -> None:
        super().__init__("a command without its end")


class WordReader(ABC):
    """Reads a text from ``position`` on."""

    def __init__(self, text: str) -> None:
        self.text, self.position = text, 0

    @abstractmethod
    def command_list(self) -> CommandList:
        """Up to a closing parenthesis or the end."""

    def word(self) -> Word:
        """Empty if no word begins here."""
        parts: list[Literal | Parameter | Substitution] = []
        while self.position < len(self.text):
            if match := PLAIN.match(self.text, self.position):
                parts.append(self._plain(match[0], is_first=not parts))
            elif self.peek("\\\n"):
                self.position += 2
            elif self.peek("\\"):
                parts.append(Literal(self._escaped(), quoted=True))
            elif self.peek("'"):
                parts.append(Literal(self._single_quoted(), quoted=True))
            elif self.peek('"'):
                parts += self._double_quoted()
            elif self.peek(("$'", '$"')):
                raise NotSupported(f"{self.text[self.position :][:2]}...")
            elif self.peek(("$", "`")):
                parts.append(self._expansion(quoted=False))
            else:
                break
        word = _joined(parts)
        if any(part in (Parameter("@"), Parameter("@", quoted=True)) for part in word) and word != (
            Parameter("@", quoted=True),
        ):
            raise NotSupported('$@ other than as a word "$@"')
        return word

    def _plain(self, text: str, *, is_first: bool) -> Literal:
        self.position += len(text)
        if "{" in text:
            raise NotSupported("{ in an unquoted word")
        if (is_first and text.startswith("~")) or TILDE.search(text):
            raise NotSupported("an unquoted ~")
        return Literal(text)

    def _escaped(self) -> str:
        if self.position + 1 >= len(self.text):
            raise UnexpectedEnd
        self.position += 2
        return self.text[self.position - 1]

    def _single_quoted(self) -> str:
        end = self.text.find("'", self.position + 1)
        if end < 0:
            raise UnexpectedEnd
        quoted = self.text[self.position + 1 : end]
        self.position = end + 1
        return quoted

    def _double_quoted(self) -> Word:
        self.position += 1
        parts: list[Literal | Parameter | Substitution] = []
        while not self.peek('"'):
            if self.position >= len(self.text):
                raise UnexpectedEnd
            if self.peek("\\\n"):
                self.position += 2
            elif self.peek(("\\\\", '\\"', "\\$", "\\`")):
                parts.append(Literal(self._escaped(), quoted=True))
            elif self.peek(("$", "`")):
                parts.append(self._expansion(quoted=True))
            else:
                parts.append(Literal(self.text[self.position], quoted=True))
                self.position += 1
        self.position += 1
        return _joined(parts) or (Literal("", quoted=True),)

    def _expansion(self, *, quoted: bool) -> Literal | Parameter | Substitution:
        """What a ``$`` begins, which may be itself."""
        if match := PARAMETER.match(self.text, self.position):
            self.position = match.end()
            return Parameter(match[1] or match[2], quoted)
        for beginning, name in UNSUPPORTED_EXPANSIONS.items():
            if self.peek(beginning):
                raise NotSupported(name)
        self.position += 1
        if not self.peek("("):
            return Literal("$", quoted)
        self.position += 1
        self.skip(BLANKS + "\n")
        if self.peek("<"):
            raise NotSupported("$(<...)")
        commands = self.command_list()
        if not self.peek(")"):
            raise self.unexpected()
        self.position += 1
        return Substitution(commands, quoted)

    # -- characters ---------------------------------------------------------------------------------------------------

    def peek(self, token: str | tuple[str, ...]) -> bool:
        return self.text.startswith(token, self.position)

    def skip(self, characters: str = BLANKS) -> None:
        """Over blanks (and newlines), continued lines and comments."""
        while self.position < len(self.text):
            if self.text[self.position] in characters:
                self.position += 1
            elif self.peek("\\\n"):
                self.position += 2
            elif self.peek("#"):
                end = self.text.find("\n", self.position)
                self.position = len(self.text) if end < 0 else end
            else:
                return

    def unexpected(self) -> NotSupported:
        rest = self.text[self.position :].lstrip(BLANKS)
        if not rest:
            return UnexpectedEnd()
        token = re.match(r"\n|&&|\|\||;;|[;&|<>()]|[^\s;&|<>()]+", rest)
        assert token is not None
        return NotSupported("a line end here" if token[0] == "\n" else f"'{token[0]}' here")


def _joined(parts: list[Literal | Parameter | Substitution]) -> Word:
    """Neighbours of one kind are one."""
    joined: list[Literal | Parameter | Substitution] = []
    for part in parts:
        last = joined[-1] if joined else None
        if isinstance(part, Literal) and isinstance(last, Literal) and part.quoted == last.quoted:
            joined[-1] = Literal(last.text + part.text, part.quoted)
        else:
            joined.append(part)
    return tuple(joined)
