"""English sentences with figures and how they are read aloud: the data of the bundled generation model.

Dates, times, prices, weights and the like become words ("at 9:45" is "at quarter to ten"), everything else is copied.
Training and held-out data have no figure, no person's full name and no combination of a sentence's parts in common.
"""

from __future__ import annotations

import random
import zlib
from collections.abc import Callable, Iterator
from typing import NamedTuple

from qa_english import CITIES, FIRST_NAMES, LAST_NAMES, THINGS

ONES = """
zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
eighteen nineteen
""".split()
TENS = "zero ten twenty thirty forty fifty sixty seventy eighty ninety".split()
IRREGULAR = {"one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth", "nine": "ninth"}
IRREGULAR |= {"twelve": "twelfth"}
MONTHS = "January February March April May June July August September October November December".split()
GOODS = "apples potatoes rice sugar coffee flour nails sand salt cheese".split()
CORES = [
    "{person} pays {price} for the {thing}",
    "{person} sold the {thing} for {price}",
    "the {thing} costs {price} in {city}",
    "{person} will meet {other} in {city}",
    "the train to {city} leaves",
    "{person} takes the bus to {city}",
    "{person} orders {weight} of {goods}",
    "the shop has {weight} of {goods} for {price}",
    "it was {temperature} in {city}",
    "{person} measured {temperature}",
    "the {thing} is {percent} cheaper",
    "{person} gave {other} {percent} of the {goods}",
]
LASTING_CORES = [
    "{person} was born in {year}",
    "the old bridge in {city} is from {year}",
    "{person} has lived in {city} since {year}",
]
OPENERS = ["", "", "remember that ", "please note: ", "we know that ", "they say that "]
CLOSERS = ["", " at {time}", " on {date}", " on {date} at {time}", ", said {other}", " again"]
LASTING_CLOSERS = ["", ", said {other}", ", as {other} told us"]
FIRST = [name for name in FIRST_NAMES if name.isascii()]  # the model writes no accents
LAST = [name for name in LAST_NAMES if name.isascii()]
HELD_OUT = 5
"""One in so many figures, names and combinations."""


class Example(NamedTuple):
    source: str
    target: str


class Figure(NamedTuple):
    written: str
    spoken: str


def number(value: int) -> str:
    """In words, below 1,000."""
    if value >= 100:
        rest = f" {number(value % 100)}" if value % 100 else ""
        return f"{ONES[value // 100]} hundred{rest}"
    if value < 20:
        return ONES[value]
    return TENS[value // 10] + (f" {ONES[value % 10]}" if value % 10 else "")


def ordinal(value: int) -> str:
    *tens, last = number(value).split()
    last = IRREGULAR.get(last) or (f"{last[:-1]}ieth" if last.endswith("y") else f"{last}th")
    return " ".join([*tens, last])


def _date(rng: random.Random) -> Figure:
    day, month = rng.randint(1, 28), rng.choice(MONTHS)
    return Figure(rng.choice([f"{day} {month}", f"{month} {day}"]), f"the {ordinal(day)} of {month}")


def _time(rng: random.Random) -> Figure:
    hour, minutes = rng.randint(1, 12), rng.randrange(0, 60, 5)
    this, following = number(hour), number(hour % 12 + 1)
    parts = {0: this, 15: f"quarter past {this}", 30: f"half past {this}", 45: f"quarter to {following}"}
    other = f"{number(minutes)} past {this}" if minutes < 30 else f"{number(60 - minutes)} to {following}"
    return Figure(f"{hour}:{minutes:02}", parts.get(minutes, other))


def _price(rng: random.Random) -> Figure:
    amount = rng.choice([rng.randint(2, 99), rng.randint(100, 999)])
    return rng.choice(
        [Figure(f"${amount}", f"{number(amount)} dollars"), Figure(f"€{amount}", f"{number(amount)} euros")]
    )


def _weight(rng: random.Random) -> Figure:
    amount = rng.randint(2, 999)
    return rng.choice(
        [Figure(f"{amount} kg", f"{number(amount)} kilograms"), Figure(f"{amount} g", f"{number(amount)} grams")]
    )


def _temperature(rng: random.Random) -> Figure:
    degrees = rng.randint(2, 40)
    return rng.choice(
        [
            Figure(f"-{degrees}°", f"minus {number(degrees)} degrees"),
            Figure(f"{degrees}°", f"{number(degrees)} degrees"),
        ]
    )


def _percent(rng: random.Random) -> Figure:
    share = rng.randint(2, 99)
    return Figure(f"{share}%", f"{number(share)} percent")


def _year(rng: random.Random) -> Figure:
    year = rng.randint(1610, 1999)
    first, last = divmod(year, 100)
    rest = "hundred" if last == 0 else f"o {ONES[last]}" if last < 10 else number(last)
    return Figure(str(year), f"{number(first)} {rest}")


def _person(rng: random.Random) -> Figure:
    name = f"{rng.choice(FIRST)} {rng.choice(LAST)}"
    return Figure(name, name)


FIGURES: dict[str, Callable[[random.Random], Figure]] = {
    "date": _date,
    "time": _time,
    "price": _price,
    "weight": _weight,
    "temperature": _temperature,
    "percent": _percent,
    "year": _year,
    "person": _person,
    "other": _person,
}
WORDS = {"thing": THINGS, "goods": GOODS, "city": [city for city in CITIES if city.isascii()]}


def examples(seed: int, held_out: bool) -> Iterator[Example]:
    """Without end."""
    rng = random.Random(seed)

    def ours(make: Callable[[random.Random], Figure]) -> Figure:
        while True:
            figure = make(rng)
            if is_held_out(figure.written) == held_out:
                return figure

    while True:
        cores, closers = rng.choice([(CORES, CLOSERS)] * 4 + [(LASTING_CORES, LASTING_CLOSERS)])
        frame = rng.choice(OPENERS) + rng.choice(cores) + rng.choice(closers)
        if is_held_out(frame) != held_out:
            continue
        words = {slot: rng.choice(choices) for slot, choices in WORDS.items()}
        figures = {slot: ours(make) for slot, make in FIGURES.items()}
        yield Example(
            _sentence(frame, words, {slot: figure.written for slot, figure in figures.items()}),
            _sentence(frame, words, {slot: figure.spoken for slot, figure in figures.items()}),
        )


def is_held_out(text: str) -> bool:
    return zlib.crc32(text.encode()) % HELD_OUT == 0


def _sentence(frame: str, words: dict[str, str], figures: dict[str, str]) -> str:
    text = frame.format(**words, **figures)
    return f"{text[0].upper()}{text[1:]}."
