"""English sentences with one word hidden: the data of the bundled fill-mask model.

A fact is a row of words that belong together (a country with its capital, an animal with its young), or one that can
be worked out (the day after Friday, who of two people is older); a frame tells it. Only words that the rest of the
sentence determines are hidden. Held-out sentences tell facts in frames that training never tells them in, though it
tells them in others.
"""

from __future__ import annotations

import random
import zlib
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from qa_english import LAST_NAMES

MASK = "[MASK]"
WOMEN = "Anna Clara Elena Grace Irene Karen Maria Nora Paula Rosa Tina Vera Zoe Bella Diana Helen".split()
MEN = "Ben David Felix Hugo Jonas Leo Oscar Quentin Simon Walter Adam Carlos Emil Gustav Ivan Mateo".split()


class Example(NamedTuple):
    text: str
    answer: str


class Kind(NamedTuple):
    """``hidden`` are the slots of a fact that the rest of the sentence determines."""

    slots: tuple[str, ...]
    hidden: tuple[str, ...]
    facts: Sequence[tuple[str, ...]]
    frames: list[str]


def _rows(text: str) -> list[tuple[str, ...]]:
    return [tuple(part.split()) for part in text.split(";")]


def _turned(words: str, step: int = 1) -> list[tuple[str, ...]]:
    """Each word with the one that many places after it, around the circle."""
    circle = words.split()
    return list(zip(circle, circle[step:] + circle[:step], strict=True))


CAPITALS = Kind(
    ("country", "city"),
    ("country", "city"),
    _rows(
        "France Paris; Germany Berlin; Portugal Lisbon; Japan Tokyo; Spain Madrid; Austria Vienna; Norway Oslo;"
        "Ireland Dublin; Greece Athens; Italy Rome; England London; Egypt Cairo; Peru Lima; Kenya Nairobi;"
        "Cuba Havana; Poland Warsaw; Sweden Stockholm; Russia Moscow; China Beijing; Chile Santiago;"
        "Canada Ottawa; Finland Helsinki; Belgium Brussels; Hungary Budapest"
    ),
    [
        "The capital of {country} is {city}.",
        "{city} is the capital of {country}.",
        "{person} moved to {country} and lives in its capital, {city}.",
        "{person} flew to {city} to see the capital of {country}.",
        "The king of {country} came to the capital, {city}.",
        "In {country}, all trains lead to {city}, the capital.",
    ],
)
DAYS = Kind(
    ("day", "next"),
    ("day", "next"),
    _turned("Monday Tuesday Wednesday Thursday Friday Saturday Sunday"),
    [
        "The day after {day} is {next}.",
        "The day before {next} is {day}.",
        "Today is {day}, so tomorrow is {next}.",
        "If today is {next}, yesterday was {day}.",
        "{person} came on {day} and left the day after, on {next}.",
        "{person} works from {day} to the day after it, {next}.",
    ],
)
MONTHS = Kind(
    ("month", "next"),
    ("month", "next"),
    _turned("January February March April May June July August September October November December"),
    [
        "The month after {month} is {next}.",
        "The month before {next} is {month}.",
        "{month} is over, and {next} begins.",
        "{person} came in {month} and left a month later, in {next}.",
        "After {month} there comes {next}.",
        "{person} waited for a month, from {month} to {next}.",
    ],
)
NUMBERS = Kind(
    ("number", "next"),
    ("number", "next"),
    _turned("one two three four five six seven eight nine ten eleven twelve")[:-1],
    [
        "The number after {number} is {next}.",
        "One less than {next} is {number}.",
        "{number} and one more make {next}.",
        "{person} had {number} coins, found another one, and now has {next}.",
        "{person} counts: {number}, {next}.",
        "Of {next} eggs one broke, and {person} has {number} left.",
    ],
)
OPPOSITES = Kind(
    ("word", "other"),
    ("word", "other"),
    _rows(
        "hot cold; big small; old young; light dark; fast slow; high low; rich poor; wet dry; strong weak; full empty;"
        "early late; long short; hard soft; clean dirty; happy sad; thick thin; loud quiet; open closed"
    ),
    [
        "The opposite of {word} is {other}.",
        "What is not {word} is {other}.",
        "It was {word}, not {other}, said {person}.",
        "{person} says {word} where others say {other}.",
        "First it was {word}, then it was the opposite, {other}.",
        "{word} and {other} are opposites.",
    ],
)
YOUNG = Kind(
    ("animal", "young"),
    ("animal", "young"),
    _rows(
        "cat kitten; dog puppy; cow calf; sheep lamb; horse foal; hen chick; goat kid; bear cub; pig piglet;"
        "duck duckling; goose gosling; frog tadpole"
    ),
    [
        "A young {animal} is called a {young}.",
        "A {young} grows up to be a {animal}.",
        "The {animal} licked its {young}.",
        "{person} saw a {animal} with its {young}.",
        "{person} fed the {young} of the old {animal}.",
        "The {young} ran after its mother, the {animal}.",
    ],
)
COLOURS = Kind(
    ("thing", "colour"),
    ("colour",),
    _rows(
        "grass green; snow white; coal black; blood red; lemons yellow; carrots orange; plums purple; ashes grey;"
        "chocolate brown; milk white; tomatoes red; spinach green; bananas yellow; ravens black"
    ),
    [
        "The colour of {thing} is {colour}.",
        "It was {colour} like {thing}.",
        "As {colour} as {thing}, said {person}.",
        "{person} painted {thing} in their colour, {colour}.",
        "Everybody knows that {thing} must be {colour}.",
        "{person} never saw {thing} that did not look {colour}.",
    ],
)
MAKERS = Kind(
    ("maker", "made"),
    ("maker", "made"),
    _rows(
        "baker bread; tailor clothes; potter pots; poet poems; painter pictures; brewer beer; cobbler shoes;"
        "carpenter tables; author books; farmer wheat; miller flour; jeweller rings"
    ),
    [
        "A {maker} makes {made}.",
        "{made} are the work of a {maker}.",
        "{person} is a {maker} and sells {made}.",
        "{person} buys {made} from the {maker}.",
        "The {maker} is proud of the {made}.",
        "Who needs {made} asks a {maker}.",
    ],
)
PAST = Kind(
    ("now", "then"),
    ("now", "then"),
    _rows(
        "go went; see saw; eat ate; take took; write wrote; give gave; sing sang; run ran; buy bought; come came;"
        "speak spoke; drink drank; swim swam; fall fell; sleep slept; find found"
    ),
    [
        "Today I {now}, yesterday I {then}.",
        "The past of {now} is {then}.",
        "We {now} as {person} {then} long ago.",
        "{person} {then} when others did not {now}.",
        "They {now} every day, but {person} {then} only once.",
        "You {now} now; {person} {then} last year.",
    ],
)
KINDS = [CAPITALS, DAYS, MONTHS, NUMBERS, OPPOSITES, YOUNG, COLOURS, MAKERS, PAST]
PRONOUNS = [
    "{person} lost {his} keys.",
    "{person} was ill, so {he} stayed at home.",
    "{person} was hungry, and {he} ate all the bread.",
    "{person} looked at {himself} in the mirror.",
    "{person} took {his} coat and left.",
    "{person} hurt {himself} with a knife.",
    "The dog of {person} is old, but {he} loves it.",
    "{person} asked {other} for money because {he} had lost {his} purse.",
]
FORMS = {
    False: {"he": "he", "his": "his", "himself": "himself"},
    True: {"he": "she", "his": "her", "himself": "herself"},
}
AGES = [
    ("{one} is older than {two}, so {two} is {word} than {one}.", "younger"),
    ("{one} is younger than {two}, so {two} is {word} than {one}.", "older"),
    ("{one} is older than {two}, and {two} is older than {three}, so {one} is {word} than {three}.", "older"),
    ("{one} is younger than {two}, and {two} is younger than {three}, so {one} is {word} than {three}.", "younger"),
    ("{one} is older than {two}. The younger one is {two}, the {word} one is {one}.", "older"),
    ("{one} is younger than {two}. The older one is {two}, the {word} one is {one}.", "younger"),
]
SPECIAL_SHARE = 0.2
"""Of sentences about pronouns, and of as many about ages."""


def is_held_out(*parts: str) -> bool:
    return zlib.crc32("/".join(parts).encode()) % 3 == 0


def examples(seed: int, held_out: bool) -> Iterator[Example]:
    """Without end."""
    rng = random.Random(seed)
    while True:
        chance = rng.random()
        if chance < SPECIAL_SHARE / 2:
            example = _pronoun(rng, held_out)
        elif chance < SPECIAL_SHARE:
            example = _age(rng, held_out)
        else:
            example = _fact(rng, held_out)
        if example:
            yield example


def _fact(rng: random.Random, held_out: bool) -> Example | None:
    """None where the fact in the frame belongs to the other part of the data."""
    kind = rng.choice(KINDS)
    fact, frame, slot = rng.choice(kind.facts), rng.choice(kind.frames), rng.choice(kind.hidden)
    if is_held_out(frame, *fact) != held_out:
        return None
    person = f"{rng.choice(WOMEN + MEN)} {rng.choice(LAST_NAMES)}"
    values = {**dict(zip(kind.slots, fact, strict=True)), "person": person}
    return Example(_sentence(frame, {**values, slot: MASK}), values[slot].lower())


def _pronoun(rng: random.Random, held_out: bool) -> Example | None:
    frame, female = rng.choice(PRONOUNS), rng.random() < 0.5
    name, other = rng.choice(WOMEN if female else MEN), rng.choice(MEN if female else WOMEN)
    if is_held_out(frame, name) != held_out:
        return None
    forms = FORMS[female]
    slot = rng.choice([slot for slot in forms if f"{{{slot}}}" in frame])
    person = f"{name} {rng.choice(LAST_NAMES)}"
    return Example(_sentence(frame, {**forms, "person": person, "other": other, slot: MASK}), forms[slot])


def _age(rng: random.Random, held_out: bool) -> Example | None:
    frame, answer = rng.choice(AGES)
    one, two, three = rng.sample(WOMEN + MEN, 3)
    if is_held_out(one, two) != held_out:
        return None
    return Example(_sentence(frame, {"one": one, "two": two, "three": three, "word": MASK}), answer)


def _sentence(frame: str, values: dict[str, str]) -> str:
    text = frame.format(**values)
    return text[0].upper() + text[1:]
