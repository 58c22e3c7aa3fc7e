"""The language of the device's shell: text to a tree. A part of POSIX sh, as mksh has it; no I/O here.

Quoting, variables, ``$(...)``, pipes, redirections, ``&&``, ``||``, ``;``, ``&``, ``(...)``, ``{...}``, ``if``,
``for``, ``while``, ``until``. What is missing (here-documents, ``case``, functions, arithmetic, backquotes) is refused
by name.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from devbench.virtual.shell.syntax import (
    Command,
    For,
    Group,
    If,
    Item,
    Literal,
    Pipeline,
    Redirect,
    Script,
    Simple,
    Subshell,
    Substitution,
    Variable,
    While,
    Word,
)

NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
ASSIGNMENT = re.compile(r"([A-Za-z_][A-Za-z0-9_]*)=")
REDIRECTION = re.compile(r"(\d?)(>>|>&|<&|>\||<<|<>|>|<)")
PLAIN_WORD = re.compile(r"[^\s;&|<>()'\"\\$`]+(?=[\s;&|<>()]|$)")
SPECIAL_PARAMETERS = "?$!#@*0123456789"
BLANKS = " \t"
METACHARACTERS = BLANKS + "\n;&|<>()"
RESERVED = {"if", "then", "elif", "else", "fi", "for", "in", "do", "done", "while", "until", "{", "}", "!"}
UNSUPPORTED = {"case", "select", "function", "time", "[["}


class ShellSyntaxError(Exception):
    pass


class UnexpectedEndError(ShellSyntaxError):
    """More text could make it right: an interactive shell asks for another line."""

    def __init__(self) -> None:
        super().__init__("unexpected end of file")


def parse(text: str) -> Script:
    """Raises ShellSyntaxError."""
    parser = _Parser(text)
    try:
        script = parser.script()
    except RecursionError:
        raise ShellSyntaxError("nested too deeply") from None
    if parser.position < len(text):
        raise parser.unexpected()
    return script


class _Parser:
    """Recursive descent over characters: words hold scripts, which hold words."""

    def __init__(self, text: str) -> None:
        self.text, self.position = text, 0

    def script(self, *ends: str) -> Script:
        """Up to one of the reserved words ``ends``, a closing parenthesis or the end of the text."""
        items: list[Item] = []
        while True:
            self._skip(BLANKS + "\n")
            if self.position == len(self.text) or self._peek(")") or self._reserved() in ends:
                return tuple(items)
            pipelines = self._and_or()
            self._skip(BLANKS)
            background = self._take("&")
            items.append(Item(tuple(pipelines), background=bool(background)))
            if not (background or self._take(";") or self._peek(("\n", ")")) or self.position == len(self.text)):
                raise self.unexpected()

    def _and_or(self) -> list[tuple[str, Pipeline]]:
        pipelines = [("", self._pipeline())]
        while operator := self._take("&&") or self._take("||"):
            self._skip(BLANKS + "\n")
            pipelines.append((operator, self._pipeline()))
        return pipelines

    def _pipeline(self) -> Pipeline:
        self._skip(BLANKS)
        negated = bool(self._take_reserved("!"))
        commands = [self._command()]
        while not self._peek("||") and self._take("|"):
            self._skip(BLANKS + "\n")
            commands.append(self._command())
        return Pipeline(tuple(commands), negated)

    def _command(self) -> Command:
        self._skip(BLANKS)
        word = self._reserved()
        if word in UNSUPPORTED:
            raise ShellSyntaxError(f"'{word}' is not supported by the virtual device")
        compound: dict[str, Callable[[], Command]] = {
            "if": self._if,
            "for": self._for,
            "while": lambda: self._while(until=False),
            "until": lambda: self._while(until=True),
            "{": self._group,
        }
        if self._take("("):
            body = self._body()
            self._expect(")")
            return Subshell(body, self._redirects())
        if word in compound:
            self._take_reserved(word)
            return compound[word]()
        if word in RESERVED:
            raise self.unexpected()
        return self._simple()

    def _simple(self) -> Simple:
        assignments: list[tuple[str, Word]] = []
        words: list[Word] = []
        redirects: list[Redirect] = []
        while True:
            self._skip(BLANKS)
            if redirect := self._redirect():
                redirects.append(redirect)
            elif not words and (match := ASSIGNMENT.match(self.text, self.position)):
                self.position = match.end()
                assignments.append((match[1], self._word()))
            elif word := self._word():
                words.append(word)
                if self._peek("(") and len(words) == 1:
                    raise ShellSyntaxError("functions are not supported by the virtual device")
            else:
                break
        if not (assignments or words or redirects):
            raise self.unexpected()
        return Simple(tuple(assignments), tuple(words), tuple(redirects))

    # -- compound commands --------------------------------------------------------------------------------------------

    def _body(self, *ends: str) -> Script:
        script = self.script(*ends)
        if not script:
            raise self.unexpected()
        return script

    def _group(self) -> Group:
        body = self._body("}")
        self._expect_reserved("}")
        return Group(body, self._redirects())

    def _if(self) -> If:
        branches: list[tuple[Script, Script]] = []
        while True:
            condition = self._body("then")
            self._expect_reserved("then")
            branches.append((condition, self._body("elif", "else", "fi")))
            if not self._take_reserved("elif"):
                break
        otherwise = self._body("fi") if self._take_reserved("else") else ()
        self._expect_reserved("fi")
        return If(tuple(branches), otherwise, self._redirects())

    def _for(self) -> For:
        self._skip(BLANKS)
        match = NAME.match(self.text, self.position)
        if match is None:
            raise self.unexpected()
        self.position = match.end()
        self._skip(BLANKS + "\n")
        words: list[Word] = [(Variable("@", quoted=True),)]
        if self._take_reserved("in"):
            words.clear()
            self._skip(BLANKS)
            while word := self._word():
                words.append(word)
                self._skip(BLANKS)
        self._take(";")
        self._skip(BLANKS + "\n")
        return For(match[0], tuple(words), self._do(), self._redirects())

    def _while(self, *, until: bool) -> While:
        condition = self._body("do")
        return While(condition, self._do(), until, self._redirects())

    def _do(self) -> Script:
        self._expect_reserved("do")
        body = self._body("done")
        self._expect_reserved("done")
        return body

    # -- redirections and words ---------------------------------------------------------------------------------------

    def _redirects(self) -> tuple[Redirect, ...]:
        redirects: list[Redirect] = []
        self._skip(BLANKS)
        while redirect := self._redirect():
            redirects.append(redirect)
            self._skip(BLANKS)
        return tuple(redirects)

    def _redirect(self) -> Redirect | None:
        match = REDIRECTION.match(self.text, self.position)
        if match is None:
            return None
        operator = ">" if match[2] == ">|" else match[2]
        if operator in ("<<", "<>"):
            raise ShellSyntaxError(f"'{operator}' is not supported by the virtual device")
        self.position = match.end()
        self._skip(BLANKS)
        target = self._word()
        if not target:
            raise self.unexpected()
        descriptor = int(match[1]) if match[1] else int(operator.startswith(">"))
        return Redirect(descriptor, operator, target)

    def _word(self) -> Word:
        """Empty where no word begins."""
        parts: list[Literal | Variable | Substitution] = []
        plain = ""
        while self.position < len(self.text):
            character = self.text[self.position]
            if character in METACHARACTERS:
                break
            if character == "\\":
                if self.text.startswith("\\\n", self.position):
                    self.position += 2
                    continue
                escaped = self._escaped()
                part: Literal | Variable | Substitution | None = Literal(escaped, quoted=True)
            elif character == "'":
                part = Literal(self._up_to_quote(), quoted=True)
            elif character == '"':
                parts += [Literal(plain)] if plain else []
                plain = ""
                parts += self._double_quoted()
                continue
            else:
                part = self._dollar(quoted=False)
            if part is None:
                plain += character
                self.position += 1
            else:
                parts += [Literal(plain), part] if plain else [part]
                plain = ""
        return (*parts, Literal(plain)) if plain else tuple(parts)

    def _escaped(self) -> str:
        if self.position + 1 >= len(self.text):
            raise UnexpectedEndError
        self.position += 2
        return self.text[self.position - 1]

    def _up_to_quote(self) -> str:
        end = self.text.find("'", self.position + 1)
        if end < 0:
            raise UnexpectedEndError
        quoted = self.text[self.position + 1 : end]
        self.position = end + 1
        return quoted

    def _double_quoted(self) -> Word:
        self.position += 1
        parts: list[Literal | Variable | Substitution] = []
        text = ""
        while True:
            if self.position >= len(self.text):
                raise UnexpectedEndError
            character = self.text[self.position]
            if character == '"':
                self.position += 1
                return (*parts, Literal(text, quoted=True)) if text or not parts else tuple(parts)
            if character == "\\" and self.text[self.position + 1 : self.position + 2] in tuple('"\\$`\n'):
                escaped = self._escaped()
                text += "" if escaped == "\n" else escaped
            elif part := self._dollar(quoted=True):
                parts += [Literal(text, quoted=True), part] if text else [part]
                text = ""
            else:
                text += character
                self.position += 1

    def _dollar(self, *, quoted: bool) -> Variable | Substitution | None:
        """What a ``$`` begins; None where it, or the character that is here, stands for itself."""
        if self._peek("`"):
            raise ShellSyntaxError("backquotes are not supported by the virtual device: use $(...)")
        if self._peek("$(("):
            raise ShellSyntaxError("arithmetic is not supported by the virtual device")
        if self._take("$("):
            script = self.script()
            self._expect(")")
            return Substitution(script, quoted)
        if self._take("${"):
            return self._braced(quoted)
        if not self._peek("$"):
            return None
        following = self.text[self.position + 1 : self.position + 2]
        if following and following in SPECIAL_PARAMETERS:
            self.position += 2
            return Variable(following, quoted)
        if match := NAME.match(self.text, self.position + 1):
            self.position = match.end()
            return Variable(match[0], quoted)
        return None

    def _braced(self, quoted: bool) -> Variable:
        start = self.position
        end = self.text.find("}", start)
        if end < 0:
            raise UnexpectedEndError
        name = self.text[start:end]
        match = NAME.match(name)
        if match is None and name[:1] and name[0] in SPECIAL_PARAMETERS:
            match = re.match(".", name)
        rest = name[match.end() :] if match else name
        if match is None or (rest and not rest.startswith(":-")):
            raise ShellSyntaxError(f"'${{{name}}}' is not supported by the virtual device")
        self.position = end + 1
        return Variable(match[0], quoted, (Literal(rest[2:], quoted),) if rest else None)

    # -- characters ---------------------------------------------------------------------------------------------------

    def unexpected(self) -> ShellSyntaxError:
        rest = self.text[self.position :].lstrip(BLANKS)
        if not rest:
            return UnexpectedEndError()
        operator = re.match(r"&&|\|\||;;|[\n;&|<>()]", rest)
        token = operator[0] if operator else rest.split(None, 1)[0]
        return ShellSyntaxError(f"unexpected '{'newline' if token == chr(10) else token}'")

    def _skip(self, characters: str) -> None:
        """Over blanks (and newlines), continued lines and comments."""
        while self.position < len(self.text):
            if self.text[self.position] in characters:
                self.position += 1
            elif self.text.startswith("\\\n", self.position):
                self.position += 2
            elif self.text[self.position] == "#":
                end = self.text.find("\n", self.position)
                self.position = len(self.text) if end < 0 else end
            else:
                return

    def _peek(self, token: str | tuple[str, ...]) -> bool:
        return self.text.startswith(token, self.position)

    def _take(self, token: str) -> str:
        if not token.startswith("$"):
            self._skip(BLANKS)
        if not self._peek(token):
            return ""
        self.position += len(token)
        return token

    def _expect(self, token: str) -> None:
        if not self._take(token):
            raise self.unexpected()

    def _reserved(self) -> str:
        """The unquoted word that is here, if it is reserved; "" otherwise."""
        match = PLAIN_WORD.match(self.text, self.position)
        return match[0] if match and match[0] in RESERVED | UNSUPPORTED else ""

    def _take_reserved(self, word: str) -> str:
        self._skip(BLANKS + "\n" if word in ("in", "do") else BLANKS)
        if self._reserved() != word:
            return ""
        self.position += len(word)
        return word

    def _expect_reserved(self, word: str) -> None:
        if not self._take_reserved(word):
            raise self.unexpected()
