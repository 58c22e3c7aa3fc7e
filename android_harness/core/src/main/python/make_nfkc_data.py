"""Writes NfkcData.kt: what Python's ``unicodedata`` and ``str.lower`` know, as BertJapaneseTokenizer uses them.

Java's own tables are of other Unicode versions, which differ from one Android to the next.

``python android_harness/core/src/main/python/make_nfkc_data.py [FILE]``; FILE is by default the one of the harness.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from make_unicode_data import (
    CHARACTERS,
    HANGUL_SYLLABLES,
    constant,
    ranges,
    sequences,
    stepped_ranges,
    valued_ranges,
    write,
)

FINAL_SIGMA = "ς"


def decompositions() -> dict[str, str]:
    """Form KD, in full. Those of Hangul syllables are left to arithmetic."""
    found = {char: unicodedata.normalize("NFKD", char) for char in CHARACTERS if ord(char) not in HANGUL_SYLLABLES}
    return {char: form for char, form in found.items() if form != char}


def compositions() -> Iterator[int]:
    """First, second, composed: the primary composites but Hangul's."""
    for char in CHARACTERS:
        parts = unicodedata.decomposition(char).split()
        if len(parts) == 2 and parts[0][0] != "<" and unicodedata.normalize("NFC", char) == char:
            yield from (*(int(part, 16) for part in parts), ord(char))


def joining() -> list[str]:
    """What may combine with the characters before: docs/protocol.md, Offsets with ``mecab``."""
    first = {char: unicodedata.normalize("NFKD", char)[0] for char in CHARACTERS}
    return [
        char
        for char, start in first.items()
        if unicodedata.category(start).startswith("M") or "\u1160" <= start <= "\u11ff"
    ]


def lowercase_distances() -> dict[str, int]:
    mapped = {char: char.lower() for char in CHARACTERS if char.lower() != char}
    del mapped["\u0130"]  # becomes two characters, as the only one
    return {char: ord(lower) - ord(char) for char, lower in mapped.items()}


def cased() -> list[str]:
    """Seen as a letter by a Σ after it."""
    return [char for char in CHARACTERS if f"1{char}Σ".lower()[-1] == FINAL_SIGMA]


def case_ignorable() -> list[str]:
    """Looked through by a Σ after it."""
    return [
        char for char in CHARACTERS if f"A{char}Σ".lower()[-1] == FINAL_SIGMA and f"1{char}Σ".lower()[-1] != FINAL_SIGMA
    ]


def main() -> None:
    classes = {char: value for char in CHARACTERS if (value := unicodedata.combining(char))}
    spaces = [char for char in CHARACTERS if char.isspace()]
    constants = [
        constant("DECOMPOSITIONS", "Characters: gap, length, form KD.", sequences(decompositions())),
        constant("COMPOSITIONS", "First, second, composed.", compositions()),
        constant("COMBINING_CLASSES", "Ranges: gap, length, canonical combining class.", valued_ranges(classes)),
        constant("JOINING", "Ranges: gap, length.", ranges(joining())),
        constant("LOWERCASE", "Ranges: gap, length, step, distance.", stepped_ranges(lowercase_distances())),
        constant("CASED", "Ranges: gap, length.", ranges(cased())),
        constant("CASE_IGNORABLE", "Ranges: gap, length.", ranges(case_ignorable())),
        constant("SPACES", "Ranges: gap, length.", ranges(spaces)),
    ]
    write("NfkcData", f"Unicode {unicodedata.unidata_version}", constants)


if __name__ == "__main__":
    main()
