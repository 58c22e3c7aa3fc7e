"""Programs that deal with text and numbers, worded as toybox's."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Callable
from io import FileIO

from devbench.virtual.shell.programs.base import (
    Context,
    ProgramError,
    count,
    each_input,
    operands,
    options,
    out,
    program,
    unsupported,
)
from devbench.virtual.shell.programs.regex import compile_pattern
from devbench.virtual.shell.refusal import NotSupported

ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "\\": "\\"}
BLOCK_BYTES = 4096
"""As toybox reads: what it has read and not used is lost for the next program."""


@program("echo")
def _echo(_context: Context, arguments: list[str]) -> int:
    """mksh's: backslashes mean something without ``-e``."""
    words = arguments[1:]
    flags = ""
    while words and re.fullmatch("-[neE]+", words[0]):
        flags += words.pop(0)
    text = " ".join(words)
    if flags.rfind("E") <= flags.rfind("e"):
        text = _unescaped(arguments, text, "[nt\\\\]")
    out(text + ("" if "n" in flags else "\n"))
    return 0


@program("printf")
def _printf(_context: Context, arguments: list[str]) -> int:
    """``%s``, ``%d`` and ``%%``. The format is used again as long as there are arguments."""
    if len(arguments) < 2 or arguments[1].startswith("-") or re.search("%(?![sd%])", arguments[1].replace("%%", "")):
        raise unsupported(arguments)
    pattern, values = _unescaped(arguments, arguments[1], r"[ntr\\]|[0-7]{3}"), arguments[2:]

    def value(match: re.Match[str]) -> str:
        if match[0] == "%%":
            return "%"
        argument = values.pop(0) if values else ""
        if match[0] == "%d" and argument:
            return "-" * argument.startswith("-") + str(count(arguments, argument.removeprefix("-"), 9))
        return argument or ("0" if match[0] == "%d" else "")

    while True:
        before = len(values)
        out(re.sub("%[sd%]", value, pattern))
        if not values or len(values) == before:
            return 0


def _unescaped(arguments: list[str], text: str, known: str) -> str:
    def character(match: re.Match[str]) -> str:
        if not re.fullmatch(known, match[1]):
            raise unsupported(arguments)
        return ESCAPES.get(match[1]) or os.fsdecode(bytes([int(match[1], 8) & 0xFF]))

    return re.sub(r"\\([0-7]{3}|.?)", character, text, flags=re.DOTALL)


def _lines_and_names(arguments: list[str]) -> tuple[int, list[str]]:
    """What ``head`` and ``tail`` take: a number of lines, and one file at most."""
    flags, names = options(arguments, "n:")
    lines = count(arguments, flags.get("n", "10"))
    if len(names) > 1 or not lines:
        raise unsupported(arguments)
    return lines, names


@program("head")
def _head(context: Context, arguments: list[str]) -> int:
    lines, names = _lines_and_names(arguments)

    def show(_name: str, file: FileIO) -> None:
        left = lines
        while left and (block := file.read(BLOCK_BYTES)):
            found = block.split(b"\n")
            shown = b"\n".join(found[:left]) + (b"\n" if len(found) > left else b"")
            left -= min(left, len(found) - 1)
            out(shown)

    return each_input(context, arguments, names, show)


@program("tail")
def _tail(context: Context, arguments: list[str]) -> int:
    lines, names = _lines_and_names(arguments)

    def show(_name: str, file: FileIO) -> None:
        text = file.read()
        found = text.removesuffix(b"\n").split(b"\n")[-lines:]
        out(b"\n".join(found) + (b"\n" if text.endswith(b"\n") else b""))

    return each_input(context, arguments, names, show)


@program("wc")
def _wc(context: Context, arguments: list[str]) -> int:
    flags, names = options(arguments, "l")
    if not flags or len(names) > 1:
        raise unsupported(arguments)

    def show(name: str, file: FileIO) -> None:
        lines = file.read().count(b"\n")
        out(f"{lines} {name}\n" if names else f"{lines}\n")

    return each_input(context, arguments, names, show)


@program("grep")
def _grep(context: Context, arguments: list[str]) -> int:
    flags, words = options(arguments, "cEqsv")
    if not words or ("c" in flags and len(words) > 2):
        raise unsupported(arguments)
    pattern = compile_pattern(words[0], extended="E" in flags)
    found = 0

    def show(name: str, file: FileIO) -> None:
        nonlocal found
        data = file.read()
        if b"\0" in data:
            raise NotSupported("grep in binary data")
        if not data.isascii() and {".", "["} & set(words[0]):
            raise NotSupported("grep for . and [...] in text that is not ASCII")
        prefix = f"{name}:" if len(words) > 2 else ""
        for line in os.fsdecode(data).removesuffix("\n").split("\n") if data else []:
            if bool(pattern.search(line)) != ("v" in flags):
                found += 1
                if not {"c", "q"} & flags.keys():
                    out(f"{prefix}{line}\n")

    status = each_input(context, arguments, words[1:], show, quiet="s" in flags)
    if "c" in flags and "q" not in flags and not status:
        out(f"{found}\n")
    return 2 if status else int(not found)


@program("seq")
def _seq(_context: Context, arguments: list[str]) -> int:
    (last,) = operands(arguments, 1, 1)
    out("".join(f"{number}\n" for number in range(1, count(arguments, last) + 1)))
    return 0


@program("yes")
def _yes(_context: Context, arguments: list[str]) -> int:
    while True:
        out(f"{' '.join(arguments[1:]) or 'y'}\n" * 64)


@program("test", "[")
def _test(context: Context, arguments: list[str]) -> int:
    words = arguments[1:]
    if arguments[0].endswith("["):
        if words[-1:] != ["]"]:
            raise ProgramError("[: missing ]", 2)
        words = words[:-1]
    return int(not _holds(context, words))


def _holds(context: Context, words: list[str]) -> bool:
    """What it means depends on how many words there are, as POSIX has it."""
    match words:
        case []:
            return False
        case [text]:
            return bool(text)
        case ["!", text]:
            return not text
        case ["-n" | "-z" as operator, text]:
            return bool(text) is (operator == "-n")
        case ["-w", name]:
            try:
                return os.access(context.path(name, write=True), os.W_OK)
            except OSError:
                return False
        case [operator, name] if operator in FILE_TESTS:
            try:
                path = context.path(name, follow=operator not in ("-h", "-L"))
                return FILE_TESTS[operator](path.lstat())
            except OSError:
                return False
        case [left, "-nt", right]:
            return _modified_ns(context, left) > _modified_ns(context, right)
        case [left, "=" | "==" | "!=" as operator, right]:
            return (left == right) is (operator != "!=")
        case [left, operator, right] if operator in NUMBER_TESTS:
            numbers = (count(["test", *words], text, 9) for text in (left, right))
            return NUMBER_TESTS[operator](*numbers)
        case ["!", *rest] if len(rest) in (2, 3):
            return not _holds(context, rest)
    raise unsupported(["test", *words])


def _modified_ns(context: Context, name: str) -> int:
    """Before all times if there is no such file."""
    try:
        return context.path(name).stat().st_mtime_ns
    except OSError:
        return -1


FILE_TESTS: dict[str, Callable[[os.stat_result], bool]] = {
    "-e": lambda state: True,
    "-f": lambda state: stat.S_ISREG(state.st_mode),
    "-d": lambda state: stat.S_ISDIR(state.st_mode),
    "-h": lambda state: stat.S_ISLNK(state.st_mode),
    "-L": lambda state: stat.S_ISLNK(state.st_mode),
    "-s": lambda state: state.st_size > 0,
}
NUMBER_TESTS: dict[str, Callable[[int, int], bool]] = {
    "-eq": lambda left, right: left == right,
    "-ne": lambda left, right: left != right,
    "-lt": lambda left, right: left < right,
    "-le": lambda left, right: left <= right,
    "-gt": lambda left, right: left > right,
    "-ge": lambda left, right: left >= right,
}
