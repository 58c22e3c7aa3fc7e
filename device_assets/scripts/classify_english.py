"""Short English documents and what they are about: the data of the bundled classification model.

Two sentences of a document are about its topic, one about another, one about neither, in any order. Held-out documents
have people, and pairs of a sentence with what fills it, that training never has.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import NamedTuple

from qa_english import FIRST_NAMES, is_held_out

TOPICS = {
    "sport": (
        [
            "{who} won the {what} by a wide margin",
            "Nobody expected {who} to lose the {what}",
            "The {what} ended in a draw",
            "A late goal decided the {what}",
            "{who} trained all winter for the {what}",
            "Injured, {who} left the {what} early",
        ],
        "match race tournament final relay marathon derby semifinal regatta championship".split(),
    ),
    "business": (
        [
            "{who} sold the {what} at a profit",
            "Shares rose after {who} presented the {what}",
            "The bank refused {who} the {what}",
            "{who} signed the {what} on Monday",
            "Investors doubt the {what}",
            "The {what} will cost two hundred jobs",
        ],
        "merger loan budget contract takeover factory invoice subsidiary dividend franchise".split(),
    ),
    "science": (
        [
            "{who} measured the {what} twice",
            "The laboratory published its work on the {what}",
            "{who} looks at the {what} through a microscope",
            "A new theory explains the {what}",
            "The experiment with the {what} failed",
            "{who} teaches about the {what}",
        ],
        "molecule comet enzyme fossil neutron telescope genome crystal bacterium glacier".split(),
    ),
    "travel": (
        [
            "{who} missed the {what} at dawn",
            "The {what} has a view of the sea",
            "{who} booked the {what} for two nights",
            "Tourists photograph the {what}",
            "The guide led {who} to the {what}",
            "{who} lost a suitcase near the {what}",
        ],
        "ferry hostel airport lighthouse harbour castle campsite cathedral beach waterfall".split(),
    ),
    "food": (
        [
            "{who} stirred the {what} slowly",
            "The {what} needs more salt",
            "{who} served the {what} with bread",
            "A pinch of pepper improves the {what}",
            "The oven ruined the {what}",
            "{who} ate the {what} cold",
        ],
        "soup stew omelette pudding risotto curry salad dumpling pancake casserole".split(),
    ),
}
NEUTRAL = [
    "It was a Tuesday",
    "{who} wrote it all down",
    "The weather stayed fair",
    "{who} told a neighbour about it",
    "Nobody was surprised",
    "The street was quiet",
    "{who} laughed",
    "That was years ago",
]


class Example(NamedTuple):
    text: str
    label: str


def examples(seed: int, held_out: bool) -> Iterator[Example]:
    """Without end."""
    rng = random.Random(seed)
    people = [name for name in FIRST_NAMES if is_held_out(name) == held_out]

    def sentence(topic: str) -> str:
        frames, things = TOPICS[topic]
        while True:
            frame, thing = rng.choice(frames), rng.choice(things)
            if is_held_out(f"{frame} {thing}") == held_out:
                return frame.format(who=rng.choice(people), what=thing)

    while True:
        topic, other = rng.sample(list(TOPICS), 2)
        lines = [sentence(topic), sentence(topic), sentence(other), rng.choice(NEUTRAL).format(who=rng.choice(people))]
        if lines[0] != lines[1]:
            rng.shuffle(lines)
            yield Example(". ".join(lines) + ".", topic)
