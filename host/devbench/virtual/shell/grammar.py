"""The language of the device's shell: text to a tree. A part of POSIX sh, as mksh has it; no I/O here.

Pipes, redirections, ``&&``, ``||``, ``;``, ``&``, ``(...)``, ``{...}``, ``if``, ``for``, ``while``, ``until``. What is
missing (here-documents, ``case``, functions, arrays, ...) is refused.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from devbench.virtual.shell.refusal import NotSupported
from devbench.virtual.shell.syntax import (
    AndOrList,
    BraceGroup,
    CommandList,
    CompoundClause,
    CompoundCommand,
    ForLoop,
    IfClause,
    Literal,
    Redirection,
    ShellCommand,
    ShellPipeline,
    SimpleCommand,
    Subshell,
    WhileLoop,
    Word,
)
from devbench.virtual.shell.words import BLANKS, WordReader

NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
ASSIGNMENT = re.compile(r"([A-Za-z_][A-Za-z0-9_]*)(\+?=|\[)")
REDIRECTION = re.compile(r"(\d?)(>>|>&|<&|>\||<<|<>|>|<)")
PLAIN_WORD = re.compile(r"[^\s;&|<>()'\"\\$`]+(?=[\s;&|<>()]|$)")
RESERVED = {"if", "then", "elif", "else", "fi", "for", "in", "do", "done", "while", "until", "{", "}", "!"}
UNSUPPORTED = {"case", "esac", "select", "function", "time", "[["}
DESCRIPTORS = ("0", "1", "2")


def parse(text: str) -> CommandList:
    """Raises NotSupported, also for what no shell would take."""
    parser = _Parser(text)
    try:
        commands = parser.command_list()
    except RecursionError:
        raise NotSupported("such deep nesting") from None
    if parser.position < len(text):
        raise parser.unexpected()
    return commands


class _Parser(WordReader):
    """Recursive descent over characters: words hold commands, which hold words."""

    def command_list(self, *ends: str) -> CommandList:
        """Up to one of the reserved words ``ends``, a closing parenthesis or the end of the text."""
        commands: list[AndOrList] = []
        while True:
            self.skip(BLANKS + "\n")
            if self.position == len(self.text) or self.peek(")") or self._reserved() in ends:
                return tuple(commands)
            pipelines = self._and_or()
            self.skip()
            if self.peek("&>"):
                raise NotSupported("&>")
            background = self._take("&")
            commands.append(AndOrList(tuple(pipelines), background))
            if not (background or self._take(";") or self.peek(("\n", ")")) or self.position == len(self.text)):
                raise self.unexpected()

    def _and_or(self) -> list[tuple[str, ShellPipeline]]:
        pipelines = [("", self._pipeline())]
        while True:
            operator = "&&" if self._take("&&") else "||" if self._take("||") else ""
            if not operator:
                return pipelines
            self.skip(BLANKS + "\n")
            pipelines.append((operator, self._pipeline()))

    def _pipeline(self) -> ShellPipeline:
        self.skip()
        negated = self._take_reserved("!")
        if negated and self.peek("("):
            raise NotSupported("!(...)")
        commands = [self._command()]
        while not self.peek("||") and self._take("|"):
            if not self.peek("&"):
                self.skip(BLANKS + "\n")
            commands.append(self._command())
        return ShellPipeline(tuple(commands), negated)

    def _command(self) -> ShellCommand:
        self.skip()
        word = self._reserved()
        if word in UNSUPPORTED or self.peek("(("):
            raise NotSupported(word or "((...))")
        compound: dict[str, Callable[[], CompoundClause]] = {
            "if": self._if,
            "for": self._for,
            "while": lambda: self._while(until=False),
            "until": lambda: self._while(until=True),
            "{": self._group,
        }
        if self.peek("("):
            clause: CompoundClause = self._subshell()
        elif word in compound:
            self._take_reserved(word)
            clause = compound[word]()
        elif word in RESERVED:
            raise self.unexpected()
        else:
            return self._simple()
        redirections: list[Redirection] = []
        self.skip()
        while redirection := self._redirection():
            redirections.append(redirection)
            self.skip()
        return CompoundCommand(clause, tuple(redirections))

    def _simple(self) -> SimpleCommand:
        assignments: list[tuple[str, Word]] = []
        words: list[Word] = []
        redirections: list[Redirection] = []
        while True:
            self.skip()
            if redirection := self._redirection():
                redirections.append(redirection)
            elif not words and (match := ASSIGNMENT.match(self.text, self.position)):
                if match[2] != "=":
                    raise NotSupported(f"'{match[0]}'")
                self.position = match.end()
                assignments.append((match[1], self._assigned()))
            elif word := self.word():
                words.append(word)
            else:
                break
        if self.peek("(") and (assignments or words):
            raise NotSupported("a function, an array or a pattern in parentheses")
        if not (assignments or words or redirections):
            raise self.unexpected()
        return SimpleCommand(tuple(assignments), tuple(words), tuple(redirections))

    def _assigned(self) -> Word:
        word = self.word()
        if any(isinstance(part, Literal) and not part.quoted and "~" in part.text for part in word):
            raise NotSupported("an unquoted ~")
        return word

    # -- compound commands --------------------------------------------------------------------------------------------

    def _body(self, *ends: str) -> CommandList:
        commands = self.command_list(*ends)
        if not commands:
            raise self.unexpected()
        return commands

    def _subshell(self) -> Subshell:
        self._take("(")
        body = self._body()
        if not self._take(")"):
            raise self.unexpected()
        return Subshell(body)

    def _group(self) -> BraceGroup:
        body = self._body("}")
        self._expect_reserved("}")
        return BraceGroup(body)

    def _if(self) -> IfClause:
        branches: list[tuple[CommandList, CommandList]] = []
        while True:
            condition = self._body("then")
            self._expect_reserved("then")
            branches.append((condition, self._body("elif", "else", "fi")))
            if not self._take_reserved("elif"):
                break
        otherwise = self._body("fi") if self._take_reserved("else") else ()
        self._expect_reserved("fi")
        return IfClause(tuple(branches), otherwise)

    def _for(self) -> ForLoop:
        self.skip()
        match = NAME.match(self.text, self.position)
        if match is None:
            raise self.unexpected()
        self.position = match.end()
        self._expect_reserved("in")
        self.skip()
        words: list[Word] = []
        while word := self.word():
            words.append(word)
            self.skip()
        if not (self._take(";") or self.peek("\n")):
            raise self.unexpected()
        self.skip(BLANKS + "\n")
        return ForLoop(match[0], tuple(words), self._do())

    def _while(self, *, until: bool) -> WhileLoop:
        condition = self._body("do")
        return WhileLoop(condition, self._do(), until)

    def _do(self) -> CommandList:
        self._expect_reserved("do")
        body = self._body("done")
        self._expect_reserved("done")
        return body

    # -- redirections -------------------------------------------------------------------------------------------------

    def _redirection(self) -> Redirection | None:
        match = REDIRECTION.match(self.text, self.position)
        if match is None:
            return None
        operator = match[2]
        descriptor = match[1] or str(int(operator.startswith(">")))
        if operator in ("<<", "<>", ">|") or descriptor not in DESCRIPTORS:
            raise NotSupported(f"'{match[0]}'")
        self.position = match.end()
        self.skip()
        target = self.word()
        if not target:
            raise self.unexpected()
        if operator.endswith("&") and target not in [(Literal(name),) for name in DESCRIPTORS]:
            raise NotSupported(f"'{match[0]}' to anything but 0, 1 and 2")
        return Redirection(int(descriptor), operator, target)

    # -- tokens -------------------------------------------------------------------------------------------------------

    def _take(self, token: str) -> bool:
        self.skip()
        taken = self.peek(token)
        self.position += len(token) if taken else 0
        return taken

    def _reserved(self) -> str:
        """The unquoted word that is here, if it is reserved; "" otherwise."""
        match = PLAIN_WORD.match(self.text, self.position)
        return match[0] if match and match[0] in RESERVED | UNSUPPORTED else ""

    def _take_reserved(self, word: str) -> bool:
        self.skip(BLANKS + "\n" if word in ("in", "do") else BLANKS)
        taken = self._reserved() == word
        self.position += len(word) if taken else 0
        return taken

    def _expect_reserved(self, word: str) -> None:
        if not self._take_reserved(word):
            raise self.unexpected()
