"""Writes UnicodeData.kt: Unicode as Hugging Face `tokenizers` sees it.

Every character is put through the normalizers and the pre-tokenizer of the installed `tokenizers`, whose crates carry
Unicode tables of several ages. Java's own tables differ from them, and from one Android version to the next.

``python android_harness/core/src/main/python/make_unicode_data.py [FILE]``; FILE is by default the one of the harness.
"""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from textwrap import fill

from tokenizers.normalizers import NFD, BertNormalizer, Lowercase
from tokenizers.pre_tokenizers import BertPreTokenizer

CHARACTERS = [chr(code) for code in range(0x110000) if not 0xD800 <= code < 0xE000]
HANGUL_SYLLABLES = range(0xAC00, 0xD7A4)
GENERATED = Path(__file__).parents[1] / "kotlin/io/devbench/generated"
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"

nfd = NFD().normalize_str
lowercase = Lowercase().normalize_str


# -- what `tokenizers` does to each character --------------------------------------------------------------------------


def bert(step: str) -> BertNormalizer:
    steps = ("clean_text", "handle_chinese_chars", "strip_accents", "lowercase")
    return BertNormalizer(**{name: name == step for name in steps})


def that_become(form: str, normalizer: BertNormalizer) -> list[str]:
    """The characters that come out as ``form`` within a word."""
    return [char for char in CHARACTERS if normalizer.normalize_str(f"a{char}a") == f"a{form.format(char)}a"]


def punctuation() -> list[str]:
    split = BertPreTokenizer().pre_tokenize_str
    return [char for char in CHARACTERS if len(split(f"a{char}a")) == 3]


def nonspacing() -> list[str]:
    """Only of the characters that canonical decomposition leaves alone, because it comes first."""
    strip = bert("strip_accents").normalize_str
    return [char for char in CHARACTERS if nfd(char) == char and not strip(char)]


def exchanged(first: str, second: str) -> bool:
    """Whether canonical ordering puts the second before the first."""
    return nfd(first + second) != first + second


def combining_classes() -> dict[str, int]:
    """The class of a mark is that of the one that it is never exchanged with, of known marks of each class."""
    lowest, highest = "\u0334", "\u0345"
    marks = [char for char in CHARACTERS if nfd(char) == char and (exchanged(highest, char) or exchanged(char, lowest))]
    known = {unicodedata.combining(mark): mark for mark in reversed(marks)}
    known.pop(0, None)  # too new for Python
    in_order = [known[value] for value in sorted(known)]
    assert all(exchanged(above, below) for below, above in pairwise(in_order))
    return {
        mark: next(value for value, other in known.items() if not exchanged(mark, other) and not exchanged(other, mark))
        for mark in marks
    }


def decompositions(classes: Mapping[str, int]) -> dict[str, str]:
    """In full. Those of Hangul syllables are left to arithmetic."""
    found = {char: nfd(char) for char in CHARACTERS if nfd(char) != char and ord(char) not in HANGUL_SYLLABLES}
    for parts in found.values():
        marks = [part in classes for part in parts]
        assert marks == sorted(marks), "a mark before a starter: BasicTokenizer counts on the opposite"
    return found


def lowercase_distances() -> dict[str, int]:
    mapped = {char: lowercase(char) for char in CHARACTERS if lowercase(char) != char}
    del mapped["\u0130"]  # becomes two characters, as the only one
    return {char: ord(lower) - ord(char) for char, lower in mapped.items()}


# -- as numbers --------------------------------------------------------------------------------------------------------


def ranges(characters: Sequence[str]) -> Iterator[int]:
    """Per range: the gap to the range before, the length."""
    for gap, length, _, _ in runs(dict.fromkeys(characters, 0), steps=(1,)):
        yield from (gap, length)


def valued_ranges(values: Mapping[str, int]) -> Iterator[int]:
    """Per range: the gap to the range before, the length, the value."""
    for gap, length, _, value in runs(values, steps=(1,)):
        yield from (gap, length, value)


def stepped_ranges(values: Mapping[str, int]) -> Iterator[int]:
    """Per range: the gap to the range before, the length, the step from character to character, the value."""
    for run in runs(values, steps=(1, 2)):
        yield from run


def runs(values: Mapping[str, int], steps: Sequence[int]) -> Iterator[tuple[int, int, int, int]]:
    """Characters of one value that follow each other at one of ``steps``: gap, length, step, value."""
    codes = {ord(char): value for char, value in sorted(values.items())}
    end = 0
    while codes:
        start, value = next(iter(codes.items()))
        step = next((step for step in steps if codes.get(start + step) == value), 1)
        code = start
        while codes.get(code) == value and not (step == 2 and code - 1 in codes):
            del codes[code]
            code += step
        before, end = end, code - step + 1
        yield start - before, end - start, step, value


def sequences(strings: Mapping[str, str]) -> Iterator[int]:
    """Per entry: the gap to the character before, the length of its string, the string."""
    end = 0
    for char, string in sorted(strings.items()):
        yield from (ord(char) - end, len(string), *map(ord, string))
        end = ord(char) + 1


def base36(number: int) -> str:
    digits = ""
    rest = abs(number)
    while rest or not digits:
        rest, digit = divmod(rest, 36)
        digits = DIGITS[digit] + digits
    return "-" * (number < 0) + digits


# -- as Kotlin ---------------------------------------------------------------------------------------------------------


def constant(name: str, comment: str, numbers: Iterator[int]) -> str:
    text = fill(" ".join(map(base36, numbers)), 118, break_on_hyphens=False)
    return f'    /** {comment} */\n    const val {name} = """\n{text}\n"""\n'


def write(name: str, source: str, constants: Iterable[str]) -> None:
    """Writes the object ``name``, to its own file or to the one that the command line names."""
    file = Path(sys.argv[1]) if len(sys.argv) > 1 else GENERATED / f"{name}.kt"
    script = Path(sys.argv[0]).name
    head = [
        f"// Made by `python android_harness/core/src/main/python/{script}`.",
        "package io.devbench.generated",
        "",
        f"/** {source}, in numbers to base 36. */",
        f"internal object {name} {{",
    ]
    file.write_text("\n".join([*head, *constants]) + "}\n", encoding="utf-8")


def main() -> None:
    clean, cjk = bert("clean_text"), bert("handle_chinese_chars")
    classes = combining_classes()
    constants = [
        constant("CLEANED", "Control characters and the like. Ranges: gap, length.", ranges(that_become("", clean))),
        constant("SPACES", "Ranges: gap, length.", ranges(that_become(" ", clean))),
        constant("CJK", "Ranges: gap, length.", ranges(that_become(" {} ", cjk))),
        constant("PUNCTUATION", "Ranges: gap, length.", ranges(punctuation())),
        constant("NONSPACING", "Accents and other marks of category Mn. Ranges: gap, length.", ranges(nonspacing())),
        constant("COMBINING_CLASSES", "Ranges: gap, length, canonical combining class.", valued_ranges(classes)),
        constant("LOWERCASE", "Ranges: gap, length, step, distance.", stepped_ranges(lowercase_distances())),
        constant("DECOMPOSITIONS", "Characters: gap, length, decomposition.", sequences(decompositions(classes))),
    ]
    write("UnicodeData", "Unicode as `tokenizers` sees it", constants)


if __name__ == "__main__":
    main()
