"""Programs that deal with text and numbers, worded as toybox's."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Callable
from io import FileIO

from devbench.virtual.shell.programs.base import Context, ProgramError, copy, each_input, options, out, program

ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "a": "\a", "b": "\b", "f": "\f", "v": "\v", "\\": "\\"}


@program("echo")
def _echo(_context: Context, arguments: list[str]) -> int:
    words = arguments[1:]
    new_line, escapes = "\n", True
    while words and words[0] in ("-n", "-e", "-E"):
        flag = words.pop(0)
        new_line = "" if flag == "-n" else new_line
        escapes = flag != "-E" if flag != "-n" else escapes
    text = " ".join(words)
    out((_unescaped(text) if escapes else text) + new_line)
    return 0


@program("printf")
def _printf(_context: Context, arguments: list[str]) -> int:
    """The format is used again as long as there are arguments."""
    if len(arguments) < 2:
        raise ProgramError("printf: Needs 1 argument")
    pattern, values = _unescaped(arguments[1]), arguments[2:]
    while True:
        before = len(values)

        def value(match: re.Match[str]) -> str:
            if match[2] == "%":
                return "%"
            argument = values.pop(0) if values else ""
            if match[2] == "b":
                return _unescaped(argument)
            converted = _number(argument) if match[2] in "dixXou" else argument
            return f"%{match[1]}{'d' if match[2] in 'iu' else match[2]}" % converted

        out(re.sub(r"%([-0-9.]*)([sbdixXouc%])", value, pattern))
        if not values or len(values) == before:
            return 0


def _number(text: str) -> int:
    try:
        return int(text or "0", 0)
    except ValueError:
        raise ProgramError(f"printf: {text}: expected a numeric value") from None


def _unescaped(text: str) -> str:
    def character(match: re.Match[str]) -> str:
        if match[1] in ESCAPES:
            return ESCAPES[match[1]]
        return os.fsdecode(bytes([int(match[1].removeprefix("x"), 16 if match[1][0] == "x" else 8) & 0xFF]))

    return re.sub(r"\\([ntrabfv\\]|x[0-9a-fA-F]{1,2}|0?[0-7]{1,3})", character, text)


@program("head")
def _head(context: Context, arguments: list[str]) -> int:
    flags, names = options(arguments, "n:c:")

    def show(_name: str, file: FileIO) -> None:
        if "c" in flags:
            out(file.read(int(flags["c"])))
        else:
            for _ in range(int(flags.get("n", "10"))):
                out(file.readline())

    return each_input(context, arguments, names, show)


@program("tail")
def _tail(context: Context, arguments: list[str]) -> int:
    """``-c +N`` and ``-n +N`` begin at byte or line N."""
    flags, names = options(arguments, "n:c:")
    wanted = flags.get("c") or flags.get("n", "10")
    count = int(wanted.lstrip("+-"))
    start = count - 1 if wanted.startswith("+") else -count
    start = max(start, 0) if wanted.startswith("+") else start

    def show(_name: str, file: FileIO) -> None:
        if "c" in flags and start >= 0 and file.seekable():
            file.seek(start)
            copy(file.fileno())
        elif "c" in flags:
            data = file.read()
            out(data[start:] if start or wanted.startswith("+") else b"")
        else:
            lines = file.read().splitlines(keepends=True)
            out(b"".join(lines[start:] if start or wanted.startswith("+") else []))

    return each_input(context, arguments, names, show)


@program("wc")
def _wc(context: Context, arguments: list[str]) -> int:
    flags, names = options(arguments, "clw")

    def show(name: str, file: FileIO) -> None:
        data = file.read()
        counts = {"l": data.count(b"\n"), "w": len(data.split()), "c": len(data)}
        chosen = [str(count) for key, count in counts.items() if key in flags or not flags]
        out(" ".join([*chosen, *([name] if name != "-" else [])]) + "\n")

    return each_input(context, arguments, names, show)


@program("grep")
def _grep(context: Context, arguments: list[str]) -> int:
    flags, operands = options(arguments, "cEFHiqsvxo")
    if not operands:
        raise ProgramError("grep: no regex", 2)
    text = re.escape(operands[0]) if "F" in flags else operands[0]
    try:
        pattern = re.compile(os.fsencode(text), re.IGNORECASE if "i" in flags else 0)
    except re.error as error:
        raise ProgramError(f"grep: bad regex '{text}': {error}", 2) from None
    found = 0
    names_shown = len(operands) > 2 or "H" in flags

    def show(name: str, file: FileIO) -> None:
        nonlocal found
        for line in file.read().splitlines():
            match = pattern.fullmatch(line) if "x" in flags else pattern.search(line)
            if bool(match) == ("v" in flags):
                continue
            found += 1
            if not {"c", "q"} & flags.keys():
                prefix = os.fsencode(f"{name}:") if names_shown else b""
                out(prefix + (match[0] if match and "o" in flags else line) + b"\n")

    status = each_input(context, arguments, operands[1:], show, quiet="s" in flags)
    if "c" in flags:
        out(f"{found}\n")
    return 2 if status else int(not found)


@program("seq")
def _seq(_context: Context, arguments: list[str]) -> int:
    first, last = ("1", arguments[1]) if len(arguments) == 2 else (arguments[1], arguments[-1])
    out("".join(f"{number}\n" for number in range(int(first), int(last) + 1)))
    return 0


@program("yes")
def _yes(_context: Context, arguments: list[str]) -> int:
    while True:
        out(f"{' '.join(arguments[1:]) or 'y'}\n" * 64)


@program("test", "[")
def _test(context: Context, arguments: list[str]) -> int:
    operands = arguments[1:]
    if arguments[0].endswith("["):
        if operands[-1:] != ["]"]:
            raise ProgramError("[: missing ]", 2)
        operands = operands[:-1]
    negated = False
    while operands[:1] == ["!"] and len(operands) > 1:
        negated, operands = not negated, operands[1:]
    return int(_holds(context, operands) is negated)


def _holds(context: Context, operands: list[str]) -> bool:
    match operands:
        case []:
            return False
        case [text]:
            return bool(text)
        case ["-n" | "-z" as operator, text]:
            return bool(text) is (operator == "-n")
        case [operator, name] if operator in FILE_TESTS:
            try:
                path = context.path(name, follow=operator not in ("-h", "-L"))
                return FILE_TESTS[operator](path.lstat())
            except OSError:
                return False
        case [left, "-nt" | "-ot" as operator, right]:
            newer, older = (left, right) if operator == "-nt" else (right, left)
            return _modified_ns(context, newer) > _modified_ns(context, older)
        case [left, "=" | "==" | "!=" as operator, right]:
            return (left == right) is (operator != "!=")
        case [left, operator, right] if operator in NUMBER_TESTS:
            try:
                return NUMBER_TESTS[operator](int(left), int(right))
            except ValueError:
                raise ProgramError(f"test: '{left}' or '{right}' is no number", 2) from None
    raise ProgramError(f"test: '{' '.join(operands)}' is not supported by the virtual device", 2)


def _modified_ns(context: Context, name: str) -> int:
    """Before all times where there is no such file."""
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
    "-r": lambda state: bool(state.st_mode & 0o444),
    "-w": lambda state: bool(state.st_mode & 0o222),
    "-x": lambda state: bool(state.st_mode & 0o111),
}
NUMBER_TESTS: dict[str, Callable[[int, int], bool]] = {
    "-eq": lambda left, right: left == right,
    "-ne": lambda left, right: left != right,
    "-lt": lambda left, right: left < right,
    "-le": lambda left, right: left <= right,
    "-gt": lambda left, right: left > right,
    "-ge": lambda left, right: left >= right,
}
