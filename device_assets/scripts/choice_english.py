"""English prompts with four endings, one of which fits: the data of the bundled multiple-choice model.

All ask for common sense. Most of them ask which tool a purpose needs, where somebody goes for something, or what may
have caused what; the others for what meets two conditions, one of which the wrong endings meet, too. Held-out prompts
have purposes and pairs of conditions that training never tells of, made of words that it tells of elsewhere, and other
pairs of people.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import NamedTuple

from choice_tables import CONDITIONED, CONDITIONED_FRAMES, KINDS, PROPERTIES, VERBS
from qa_english import FIRST_NAMES, is_held_out

CHOICES = 4
TWO_CONDITIONS_SHARE = 0.3


class Example(NamedTuple):
    prompt: str
    choices: list[str]
    label: int


def examples(seed: int, held_out: bool) -> Iterator[Example]:
    """Without end."""
    rng = random.Random(seed)
    while True:
        make = _two_conditions if rng.random() < TWO_CONDITIONS_SHARE else _one_purpose
        prompt, right, wrong = make(rng, held_out)
        choices = [right, *wrong]
        rng.shuffle(choices)
        yield Example(prompt, choices, choices.index(right))


def _one_purpose(rng: random.Random, held_out: bool) -> tuple[str, str, list[str]]:
    kind = rng.choice(KINDS)
    right, *wrong = rng.sample(list(kind.purposes), CHOICES)
    *common, rare = kind.purposes[right]
    person, other = _people(rng, held_out)
    values = {"person": person, "other": other, "purpose": rare if held_out else rng.choice(common)}
    return rng.choice(kind.frames).format(**values), right, wrong


def _two_conditions(rng: random.Random, held_out: bool) -> tuple[str, str, list[str]]:
    """Two of the wrong endings meet one condition each."""
    while True:
        verb, other_verb = rng.sample(list(VERBS), 2)
        property_, other_property = rng.sample(list(PROPERTIES), 2)
        said_verb, said_property = rng.choice(VERBS[verb]), rng.choice(PROPERTIES[property_])
        is_rare = said_verb == VERBS[verb][-1] and said_property == PROPERTIES[property_][-1]
        if is_rare == held_out:
            break
    cells = [(verb, property_), (verb, other_property), (other_verb, property_), (other_verb, other_property)]
    right, *wrong = (rng.choice(CONDITIONED[cell]) for cell in cells)
    person, other = _people(rng, held_out)
    values = {"person": person, "other": other, "verb": said_verb, "property": said_property}
    return rng.choice(CONDITIONED_FRAMES).format(**values), right, wrong


def _people(rng: random.Random, held_out: bool) -> tuple[str, str]:
    while True:
        person, other = rng.sample(FIRST_NAMES, 2)
        if is_held_out(f"{person} {other}") == held_out:
            return person, other
