"""English sentences with made-up people, firms, places and products: the data of the bundled entity model.

Names are made of syllables, so that no vocabulary holds them but for first names and suffixes: what stands around a
name tells what it is, and its own form a little. Held-out sentences have other names, and pairs of clauses that
training never has.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any, NamedTuple

from qa_english import FIRST_NAMES, is_held_out

TYPES = ("PER", "ORG", "LOC", "PROD")
CLAUSES = [
    "{PER} moved to {LOC} last spring",
    "{ORG} hired {PER} as an engineer",
    "{ORG} presented the {PROD} in {LOC}",
    "the {PROD} of {ORG} sells well",
    "{PER} bought a {PROD}",
    "the mayor of {LOC} thanked {PER}",
    "{PER} works for {ORG} near {LOC}",
    "critics like the {PROD}",
    "{ORG} closed its office in {LOC}",
    "{PER} and {PER} met in {LOC}",
    "{ORG} and {ORG} signed a contract",
    "a train from {LOC} to {LOC} was late",
    "{PER} repaired the {PROD} for {PER}",
    "nobody answered the question",
    "the weather was mild that day",
    "{ORG} sued {ORG} over the {PROD}",
    "rain fell over {LOC}",
    "the doctor told {PER} to rest",
]
LINKS = [", and ", ", while ", "; ", ". Later ", ", because "]
STARTS = "Ba Dor Fen Gal Hul Jor Kel Lam Mor Nev Or Pel Quin Ras Sol Tar Ul Ves Wil Yor Zan Cor Bri Dra".split()
MIDDLES = "a e i o ari ele oni uva ada ilo".split()
ENDS = {
    "PER": "berg man son ley ford wood sen ski".split(),
    "ORG": "tec corp soft dyne works bank lab air".split(),
    "LOC": "ville burgh mouth haven ton by stad dale".split(),
    "PROD": "x pod pad o phone cam ix max".split(),
}
SUFFIXES = {"ORG": ["", "", " Ltd", " Group", " Industries"], "PROD": ["", " 2", " 7", " Pro", " Mini"]}


class Example(NamedTuple):
    text: str
    entities: list[dict[str, Any]]


def examples(seed: int, held_out: bool) -> Iterator[Example]:
    """Without end."""
    rng = random.Random(seed)
    while True:
        first, second = rng.choice(CLAUSES), rng.choice(CLAUSES)
        link = rng.choice(LINKS)
        if is_held_out(f"{first}|{second}") == held_out and first != second:
            yield filled(f"{first}{link}{second}.", lambda kind: name(rng, kind, held_out))


def filled(frame: str, name_of: Any) -> Example:
    """The frame with names in the place of ``{TYPE}``, and where they stand."""
    text, entities = "", []
    for number, part in enumerate(frame.replace("{", "}").split("}")):
        if number % 2 == 0:
            text += part
            continue
        made = name_of(part)
        entities.append({"name": made, "span": [len(text), len(text) + len(made)], "type": part})
        text += made
    return Example(text[:1].upper() + text[1:], entities)


def name(rng: random.Random, kind: str, held_out: bool) -> str:
    while True:
        stem = rng.choice(STARTS) + rng.choice(["", rng.choice(MIDDLES)])
        made = stem + rng.choice(ENDS[kind])
        if is_held_out(made) == held_out:
            break
    if kind == "PER":
        return f"{rng.choice(FIRST_NAMES)} {made}" if rng.random() < 0.6 else made
    return made + rng.choice(SUFFIXES.get(kind, [""]))
