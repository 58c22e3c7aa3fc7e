"""English passages with questions about them, made from templates: the data of the bundled question-answering model.

A passage tells a few facts of different kinds, each about another person, and several of them have a city, a year or a
number: an answer can only be found by reading what the question asks for. Training and held-out data never share a
person's full name.
"""

from __future__ import annotations

import random
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

FIRST_NAMES = """
Anna Ben Clara David Elena Felix Grace Hugo Irene Jonas Karen Leo Maria Nora Oscar Paula Quentin Rosa Simon Tina
Umar Vera Walter Yara Zoe Adam Bella Carlos Diana Emil Farah Gustav Helen Ivan José Kenji Lucía Mateo
""".split()
LAST_NAMES = """
Weber Silva Tanaka Brown Müller Rossi Novak Garcia Smith Dubois Larsen Okafor Patel Kim Lopez Fischer Moreau
Jensen Kowalski Santos Nguyen Haddad Ivanov Murphy Yamada Costa Berg Cohen Duarte Evans Fontaine Grant Huber Ito
""".split()
CITIES = """
Paris Berlin Lisbon Tokyo Madrid Vienna Oslo Dublin Prague Athens Rome London Cairo Lagos Lima Boston Chicago
Osaka Zürich Geneva Naples Porto Seville Krakow Bergen Kyoto Montréal Toronto Sydney Quito Málaga Nairobi
""".split()
CITIES += ["São Paulo", "New York", "Mexico City", "Buenos Aires", "Hong Kong", "Tel Aviv"]
JOBS = """
teacher baker nurse pilot lawyer farmer painter singer engineer librarian carpenter dentist gardener journalist
plumber photographer translator chemist
""".split()
THINGS = """
bicycle camera piano violin sofa lamp carpet tractor boat kettle watch laptop telescope guitar mirror typewriter
ladder tent
""".split()
ANIMALS = "cats dogs horses goats hens parrots rabbits sheep ducks bees".split()
BUILDINGS = "library museum theatre bridge station harbour hospital school castle market".split()
LANGUAGES = "French German Japanese Spanish Arabic Portuguese Polish Korean Greek Hindi Swedish Turkish".split()
DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
COLOURS = "red blue green yellow white black purple orange grey brown".split()

FRAMES = [
    (
        ["{person} was born in {city} in {year}.", "In {year}, {person} was born in {city}."],
        {"city": ["Where was {person} born?"], "year": ["When was {person} born?", "In which year was {person} born?"]},
    ),
    (
        ["{person} works as a {job} in {city}.", "In {city}, {person} works as a {job}."],
        {"job": ["What does {person} work as?", "What is the job of {person}?"], "city": ["Where does {person} work?"]},
    ),
    (
        ["{person} bought a {thing} for {price}.", "For {price}, {person} bought a {thing}."],
        {"thing": ["What did {person} buy?"], "price": ["How much did {person} pay?", "What did the {thing} cost?"]},
    ),
    (
        [
            "{person} keeps {count} {animals} on a farm near {city}.",
            "On a farm near {city}, {person} keeps {count} {animals}.",
        ],
        {
            "count": ["How many {animals} does {person} keep?"],
            "city": ["Near which city does {person} keep {animals}?"],
        },
    ),
    (
        [
            "The {building} of {city} was built by {person} in {year}.",
            "{person} built the {building} of {city} in {year}.",
        ],
        {
            "person": ["Who built the {building} of {city}?", "By whom was the {building} of {city} built?"],
            "year": ["When was the {building} of {city} built?"],
        },
    ),
    (
        ["{person} speaks {language} and learns {language2}.", "{person} learns {language2}, but speaks {language}."],
        {"language": ["Which language does {person} speak?"], "language2": ["Which language does {person} learn?"]},
    ),
    (
        ["{person} painted the door {colour} on {day}.", "On {day}, {person} painted the door {colour}."],
        {"colour": ["Which colour did {person} paint the door?"], "day": ["On which day did {person} paint the door?"]},
    ),
    (
        ["{person} will visit {city} on {day}.", "On {day}, {person} will visit {city}."],
        {
            "city": ["Which city will {person} visit?", "Where will {person} go on {day}?"],
            "day": ["When will {person} visit {city}?"],
        },
    ),
]
FILLERS = [
    "The weather was fine.",
    "Nobody had expected that.",
    "It was in the news.",
    "The neighbours were pleased.",
    "That is all we know.",
    "Much has changed since then.",
    "A letter was found later.",
    "The winter was long that year.",
    "Some people did not agree.",
    "It rained for a week.",
]


@dataclass(frozen=True)
class Question:
    text: str
    answer: str
    answer_start: int


@dataclass(frozen=True)
class Passage:
    text: str
    questions: list[Question]


def is_held_out(person: str) -> bool:
    return zlib.crc32(person.encode()) % 10 == 0


def passages(seed: int, held_out: bool, sentences: tuple[int, int]) -> Iterator[Passage]:
    """Without end. ``sentences`` bounds how many a passage has, fillers among them."""
    rng = random.Random(seed)
    while True:
        yield _passage(rng, held_out, rng.randint(*sentences))


def _passage(rng: random.Random, held_out: bool, length: int) -> Passage:
    facts = min(length, rng.randint(2, 4))
    sentences = [rng.choice(FILLERS) for _ in range(length - facts)]
    told = []
    used: set[str] = set()
    for templates, asked in rng.sample(FRAMES, facts):
        values = _values(rng, held_out, used)
        template = rng.choice(templates)
        told.append((template, asked, values))
        sentences.insert(rng.randint(0, len(sentences)), template.format(**values))
    text = " ".join(sentences)
    questions = []
    for template, asked, values in told:
        sentence = template.format(**values)
        for slot, phrasings in asked.items():
            start = text.index(sentence) + len(template[: template.index(f"{{{slot}}}")].format(**values))
            questions.append(Question(rng.choice(phrasings).format(**values), values[slot], start))
    rng.shuffle(questions)
    return Passage(text, questions)


def _values(rng: random.Random, held_out: bool, used: set[str]) -> dict[str, str]:
    """A value a slot; those of one passage differ, so that every question has one answer."""

    def fresh(values: list[str]) -> str:
        value = rng.choice([value for value in values if value not in used])
        used.add(value)
        return value

    while True:
        person = f"{rng.choice(FIRST_NAMES)} {rng.choice(LAST_NAMES)}"
        if is_held_out(person) == held_out and not used & set(person.split()):
            break
    used.update(person.split())
    amount = fresh([str(number) for number in range(3, 100)])
    return {
        "person": person,
        "city": fresh(CITIES),
        "year": fresh([str(year) for year in range(1900, 2025)]),
        "job": fresh(JOBS),
        "thing": fresh(THINGS),
        "price": rng.choice([f"{amount} euros", f"${amount}", f"{amount} pounds"]),
        "count": fresh([str(number) for number in range(3, 100)]),
        "animals": fresh(ANIMALS),
        "building": fresh(BUILDINGS),
        "language": fresh(LANGUAGES),
        "language2": fresh(LANGUAGES),
        "colour": fresh(COLOURS),
        "day": fresh(DAYS),
    }
