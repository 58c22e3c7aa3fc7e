"""Pairs of English sentences and how alike they are, from 0 to 5: the data of the bundled sentence-embedding model.

A sentence tells who does what to which thing of whose, where and when. Another one has some of these parts in common
with it, in other words and in another order; how alike the two are is the sum of what the parts weigh that they share.
Who does it and whose it is change places now and then, so that the words alone do not tell. Held-out pairs tell of
deeds, people and things that training never tells of together, one sentence of each in an order of its parts that it
never sees.
"""

from __future__ import annotations

import random
import zlib
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

PARTS: dict[str, float] = {"deed": 1.75, "thing": 1.0, "person": 1.0, "owner": 0.5, "place": 0.45, "time": 0.3}
"""What each weighs; 5 together."""


class Pair(NamedTuple):
    text: str
    text2: str
    score: float


Meaning = dict[str, int]
"""The row of each part in its table below; the words of a row mean the same."""

PEOPLE = [
    ["the teacher", "the schoolmaster"],
    ["the doctor", "the physician"],
    ["the child", "the kid"],
    ["the policeman", "the police officer"],
    ["the lawyer", "the attorney"],
    ["the farmer", "the peasant"],
    ["the writer", "the author"],
    ["the boss", "the manager"],
    ["the tourist", "the traveller"],
    ["the neighbour", "the man next door"],
    ["the cook", "the chef"],
    ["the seaman", "the sailor"],
]
THINGS = [
    ["bicycle", "bike"],
    ["sofa", "couch"],
    ["computer", "laptop"],
    ["boat", "ship"],
    ["car", "automobile"],
    ["coat", "jacket"],
    ["picture", "painting"],
    ["phone", "telephone"],
    ["carpet", "rug"],
    ["bag", "sack"],
    ["fence", "railing"],
    ["pot", "pan"],
    ["cup", "mug"],
    ["bin", "dustbin"],
]
DEEDS = [
    [("buys", "is bought"), ("purchases", "is purchased")],
    [("sells", "is sold"), ("offers for sale", "is offered for sale")],
    [("repairs", "is repaired"), ("fixes", "is fixed"), ("mends", "is mended")],
    [("breaks", "is broken"), ("destroys", "is destroyed")],
    [("finds", "is found"), ("discovers", "is discovered")],
    [("loses", "is lost"), ("mislays", "is mislaid")],
    [("paints", "is painted"), ("colours", "is coloured")],
    [("cleans", "is cleaned"), ("washes", "is washed"), ("scrubs", "is scrubbed")],
    [("steals", "is stolen"), ("pinches", "is pinched")],
    [("carries", "is carried"), ("transports", "is transported")],
    [("hides", "is hidden"), ("conceals", "is concealed")],
    [("shows", "is shown"), ("displays", "is displayed")],
    [("throws away", "is thrown away"), ("discards", "is discarded")],
]
PLACES = [
    ["in the garden", "among the flowers"],
    ["in the street", "on the road"],
    ["at home", "in the house"],
    ["in town", "in the city"],
    ["at the sea", "on the shore"],
    ["in the forest", "in the woods"],
    ["at work", "in the office"],
]
TIMES = [
    ["in the morning", "before noon"],
    ["at night", "after midnight"],
    ["on Sunday", "at the weekend"],
    ["in summer", "in July"],
    ["in winter", "in January"],
    ["now", "at this moment"],
    ["every day", "daily"],
]
TABLES: dict[str, Sequence[Any]] = {
    "deed": DEEDS,
    "thing": THINGS,
    "person": PEOPLE,
    "owner": PEOPLE,
    "place": PLACES,
    "time": TIMES,
}
ORDERS = [
    "{person} {active} the {thing} of {owner} {place} {time}",
    "{time}, {person} {active} the {thing} of {owner} {place}",
    "{place}, {person} {active} the {thing} of {owner} {time}",
    "the {thing} of {owner} {passive} by {person} {place} {time}",
    "{place} the {thing} of {owner} {passive} {time} by {person}",
    "it is {person} who {active} the {thing} of {owner} {time} {place}",
]
HELD_OUT_ORDERS = [
    "{time}, the {thing} of {owner} {passive} by {person} {place}",
    "{time} it is {person} who {active} the {thing} of {owner} {place}",
]
SWAPPED_SHARE = 0.15


def pairs(seed: int, held_out: bool) -> Iterator[Pair]:
    """Without end."""
    rng = random.Random(seed)
    while True:
        first = _meaning(rng, held_out)
        second = _relative(rng, first, held_out)
        text2 = sentence(rng, second, HELD_OUT_ORDERS if held_out else ORDERS)
        yield Pair(sentence(rng, first, ORDERS), text2, score(first, second))


def score(first: Meaning, second: Meaning) -> float:
    return round(sum(weight for part, weight in PARTS.items() if first[part] == second[part]), 2)


def is_held_out(meaning: Meaning) -> bool:
    told = "/".join(str(meaning[part]) for part in ("deed", "thing", "person"))
    return zlib.crc32(told.encode()) % 5 == 0


def sentence(rng: random.Random, meaning: Meaning, orders: list[str]) -> str:
    words = {part: rng.choice(table[meaning[part]]) for part, table in TABLES.items()}
    active, passive = words.pop("deed")
    text = rng.choice(orders).format(**words, active=active, passive=passive)
    return f"{text[0].upper()}{text[1:]}."


def _meaning(rng: random.Random, held_out: bool) -> Meaning:
    while True:
        meaning = {part: rng.randrange(len(table)) for part, table in TABLES.items()}
        if meaning["person"] != meaning["owner"] and is_held_out(meaning) == held_out:
            return meaning


def _relative(rng: random.Random, meaning: Meaning, held_out: bool) -> Meaning:
    """With any number of the parts changed, from none to all."""
    parts = rng.sample(list(PARTS), rng.randint(0, len(PARTS)))
    while True:
        changed = dict(meaning)
        if rng.random() < SWAPPED_SHARE:
            changed["person"], changed["owner"] = meaning["owner"], meaning["person"]
        for part in parts:
            changed[part] = rng.randrange(len(TABLES[part]))
        if changed["person"] != changed["owner"] and is_held_out(changed) == held_out:
            return changed
