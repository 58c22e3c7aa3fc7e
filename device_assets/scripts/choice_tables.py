"""What the prompts of choice_english.py are made of: frames, purposes with their endings, properties."""

from __future__ import annotations

from typing import NamedTuple


class Kind(NamedTuple):
    """``purposes`` of each ending; the last one of each is held out."""

    frames: list[str]
    purposes: dict[str, list[str]]


TOOLS = Kind(
    [
        "{person} wants to {purpose} and looks for",
        "To {purpose}, {person} needs",
        "{person} has to {purpose}. {other} brings",
        "It is hard to {purpose} without",
        "{person} asks {other} how to {purpose}. {other} gives {person}",
    ],
    {
        "a knife.": ["cut the bread", "slice the cake", "peel the apples", "cut the cheese", "slice the bread"],
        "an umbrella.": ["stay dry in the rain", "walk through the storm", "go out in the rain", "stay dry outside"],
        "a key.": ["open the locked door", "lock the house", "unlock the box", "open the locked box"],
        "a torch.": ["see in the dark", "look around the dark cellar", "find the way at night", "see at night"],
        "a broom.": ["sweep the floor", "clean the yard of leaves", "sweep the kitchen", "sweep the yard"],
        "a pen.": ["write a letter", "sign the contract", "write down the address", "sign the letter"],
        "a hammer.": [
            "drive a nail into the wall",
            "hang up the picture",
            "nail two boards together",
            "hang the picture on the wall",
        ],
        "a rope.": [
            "tie the boat to the pier",
            "climb down the cliff",
            "pull the car out of the mud",
            "tie the car to the boat",
        ],
        "a towel.": ["dry the wet hair", "dry the dishes", "wipe off the water", "dry the wet dishes"],
        "a ladder.": [
            "climb onto the roof",
            "pick the cherries high in the tree",
            "reach the high shelf",
            "climb to the high shelf",
        ],
        "a needle.": ["sew on a button", "mend the torn shirt", "sew a new dress", "sew the torn shirt"],
        "a spade.": ["dig a hole", "plant a tree in the garden", "dig up the potatoes", "dig a hole in the garden"],
        "a pair of glasses.": [
            "read the small print",
            "see the small letters",
            "read the far signs",
            "read the small letters",
        ],
        "a bucket.": ["carry water from the well", "collect the water that drips", "fetch milk", "carry milk"],
        "some soap.": ["wash the dirty hands", "get the stain out", "clean the greasy pans", "wash the greasy hands"],
        "a ticket.": ["take the train", "get into the concert", "ride on the bus", "get into the train"],
        "a map.": [
            "find the hotel in the foreign city",
            "plan the hike",
            "know where the trail leads",
            "plan where the hike leads",
        ],
        "a match.": ["light the candle", "start the fire", "light the stove", "light the fire"],
        "a camera.": [
            "take photos of the wedding",
            "take a picture of the birds",
            "film the party",
            "take photos of the birds",
        ],
        "a blanket.": [
            "keep warm in the cold tent",
            "cover the sleeping child",
            "sleep warm on the sofa",
            "keep the child warm",
        ],
        "a ruler.": [
            "measure the length of the line",
            "draw a straight line",
            "measure the page",
            "draw a line of that length",
        ],
        "a pan.": ["fry two eggs", "fry the fish", "make pancakes", "fry the pancakes"],
    },
)
PLACES = Kind(
    [
        "{person} wants to {purpose} and goes to",
        "To {purpose}, {person} drives to",
        "{person} will {purpose} tomorrow and meets {other} at",
        "{other} asks where one can {purpose}. {person} shows {other} the way to",
    ],
    {
        "the library.": ["borrow a novel", "study among books", "return the borrowed books", "return a novel"],
        "the bakery.": ["buy fresh rolls", "order a birthday cake", "buy a loaf of bread", "order fresh rolls"],
        "the station.": ["catch the night train", "ask about the late train", "board the express", "catch the express"],
        "the airport.": ["fly to another country", "board the plane", "pick up guests from the plane", "fly by plane"],
        "the hospital.": ["visit a sick friend", "have the broken leg treated", "see the surgeon", "visit the surgeon"],
        "the pharmacy.": [
            "buy pills for the headache",
            "get the prescribed medicine",
            "buy cough syrup",
            "get pills for the cough",
        ],
        "the bank.": ["open an account", "ask for a loan", "deposit the money", "deposit the loan"],
        "the post office.": ["send a parcel", "buy stamps", "post a letter", "send a letter"],
        "the beach.": ["swim in the sea", "build a castle of sand", "lie in the sand", "swim and lie in the sand"],
        "the theatre.": ["watch a play", "see the famous actors", "hear the opera", "see the opera"],
        "the school.": ["teach a class of children", "talk to the teacher", "help the pupils", "teach the pupils"],
        "the zoo.": ["look at the lions", "see the elephants", "feed the monkeys", "look at the monkeys"],
        "the gym.": ["lift weights", "train the muscles", "run on a treadmill", "train with weights"],
        "the garage.": ["have the car repaired", "get new tyres", "fix the brakes", "have the brakes repaired"],
        "the barber.": ["get a haircut", "have the beard trimmed", "have short hair again", "have the hair trimmed"],
        "the market.": [
            "buy vegetables from the farmers",
            "choose ripe tomatoes",
            "buy fruit at a stall",
            "buy ripe fruit",
        ],
        "the stadium.": [
            "watch the football match",
            "cheer for the team",
            "see the final of the cup",
            "see the football team",
        ],
        "the police.": ["report a theft", "tell of the burglar", "report the stolen bicycle", "report the burglar"],
    },
)
CAUSES = Kind(
    [
        "{person} says that {purpose} because",
        "{other} asks {person} why {purpose}. It is because",
        "Today {purpose}, as {person} can see:",
        "{person} told {other} that {purpose}, since",
    ],
    {
        "it has rained.": [
            "the street is wet",
            "there are puddles",
            "the grass is wet",
            "there are puddles in the street",
        ],
        "it has snowed.": [
            "the hills are white",
            "children build a snowman",
            "the roads are slippery and white",
            "the roads are white",
        ],
        "the battery is empty.": [
            "the phone is dead",
            "the watch has stopped",
            "the phone has switched off",
            "the watch is dead",
        ],
        "the power is out.": [
            "the lamps are off",
            "the whole house is dark",
            "the fridge is off",
            "the whole house has its lamps off",
        ],
        "the dog was hungry.": [
            "the dog has eaten the sausage",
            "the bowl of the dog is empty",
            "the dog barked at the fridge",
            "the dog has emptied its bowl",
        ],
        "the cat was chased.": [
            "the cat sits in the tree",
            "the cat ran away",
            "the cat hides",
            "the cat ran into the tree",
        ],
        "it is a holiday.": [
            "the shops are closed",
            "nobody is at work",
            "the office is empty",
            "the office is closed",
        ],
        "the soup was too salty.": [
            "nobody ate the soup",
            "the cook was blamed for the soup",
            "everyone drank water after the soup",
            "nobody blamed the cook for the soup",
        ],
        "the bus was late.": [
            "we missed the lesson",
            "the passengers waited at the stop",
            "people stood long at the stop",
            "people waited long for the lesson",
        ],
        "the baby is asleep.": [
            "we must be quiet",
            "everybody whispers",
            "the toys make no noise",
            "everybody must be quiet",
        ],
        "the road is blocked.": [
            "the cars take another way",
            "there is a long traffic jam",
            "drivers turn back",
            "the cars turn back",
        ],
        "the window is open.": [
            "the curtains move in the wind",
            "it is draughty in here",
            "a bird flew into the room",
            "a bird moves the curtains",
        ],
        "the wind is strong.": ["the trees bend", "hats fly away", "the kites fly high", "hats and kites fly"],
        "the tooth hurts.": [
            "the dentist is called",
            "the cheek is swollen",
            "nothing can be chewed",
            "the dentist sees the swollen cheek",
        ],
        "the milk was sour.": [
            "the coffee tastes bad",
            "the bottle was thrown away",
            "we pour away the bottle",
            "we pour the coffee away",
        ],
        "the exam is near.": [
            "the students learn all day",
            "the students are nervous",
            "the students learn at night",
            "the nervous students learn",
        ],
    },
)
KINDS = [TOOLS, PLACES, CAUSES]

# the last wording of a verb and the last one of a property are held out together
VERBS = {"drink": ["drink", "sip"], "eat": ["eat", "cook"], "wear": ["wear", "put on"], "drive": ["drive", "steer"]}
PROPERTIES = {
    "warm": ["warming", "against the cold", "for a winter day"],
    "cool": ["cooling", "against the heat", "for a summer day"],
    "cheap": ["cheap", "for little money", "that costs little"],
    "dear": ["expensive", "for a lot of money", "that costs a lot"],
}
CONDITIONED = {
    ("drink", "warm"): ["a cup of hot tea.", "hot cocoa."],
    ("drink", "cool"): ["iced lemonade.", "cold juice."],
    ("drink", "cheap"): ["tap water.", "plain water."],
    ("drink", "dear"): ["champagne.", "an old wine."],
    ("eat", "warm"): ["hot soup.", "a stew."],
    ("eat", "cool"): ["ice cream.", "a salad."],
    ("eat", "cheap"): ["dry bread.", "boiled potatoes."],
    ("eat", "dear"): ["caviar.", "lobster."],
    ("wear", "warm"): ["a fur hat.", "woollen socks."],
    ("wear", "cool"): ["a straw hat.", "sandals."],
    ("wear", "cheap"): ["an old shirt.", "worn trousers."],
    ("wear", "dear"): ["a golden crown.", "a diamond ring."],
    ("drive", "warm"): ["a snow plough.", "a sledge."],
    ("drive", "cool"): ["an open car.", "a car without a roof."],
    ("drive", "cheap"): ["a rusty van.", "a used moped."],
    ("drive", "dear"): ["a limousine.", "a new sports car."],
}
CONDITIONED_FRAMES = [
    "{person} wants to {verb} something {property} and chooses",
    "{other} would like to {verb} something {property}. {person} offers",
    "To those who want to {verb} something {property}, {person} recommends",
]
