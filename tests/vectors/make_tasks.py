"""Writes tasks/: examples, the windows that they are encoded to, raw outputs and the answers that follow from them.

``PYTHONPATH=host python -m tests.vectors.make_tasks``. Windows are made by `tokenizers`' own truncation; answers by the
plainest reading of docs/protocol.md.

README.md says how the files are laid out.
"""

from __future__ import annotations

from itertools import product
from typing import Any

import numpy as np
from scipy.special import expit
from seqeval.metrics.sequence_labeling import get_entities
from tokenizers import Encoding

from devbench.tasks.settings import (
    FillMaskSettings,
    MultipleChoiceSettings,
    TextClassificationSettings,
    TokenClassificationSettings,
)
from tests.vectors.generation_cases import generation_cases
from tests.vectors.task_cases import (
    BIOES,
    FOLDER,
    INFINITY,
    LABELS,
    MASK,
    NAN,
    VOCABULARY,
    Case,
    by_greatness,
    case,
    encode,
    random_logits,
    reference,
    refuse,
    softmax,
    window,
    write,
)

# -- text classification -----------------------------------------------------------------------------------------------


def class_case(name: str, length: int, text: str, pair: str | None = None, logits: list[float] | None = None) -> Case:
    values = logits or random_logits(name, 3)
    label = by_greatness(values)[0]
    answer = {"label": label, "probability": softmax(values)[label]}
    return document_case(name, length, text, pair, TextClassificationSettings(), values, answer)


def labels_case(name: str, logits: list[float], threshold: float = 0.5) -> Case:
    """Probabilities are scipy's."""
    shares = expit(np.array(logits)).tolist()
    task = TextClassificationSettings(problem_type="multi_label_classification", threshold=threshold)
    answer = {"labels": [label for label, share in enumerate(shares) if share > threshold], "probabilities": shares}
    return document_case(name, 8, "cat", None, task, logits, answer)


def value_case(name: str, logit: float) -> Case:
    task = TextClassificationSettings(problem_type="regression")
    return document_case(name, 8, "cat", "hat", task, [logit], {"value": float(np.float32(logit))})


def document_case(
    name: str,
    length: int,
    text: str,
    pair: str | None,
    task: TextClassificationSettings,
    logits: list[float],
    answer: dict[str, Any],
) -> Case:
    encoding, truncated = encode(length, text, pair)
    example = {"text": text} if pair is None else {"text": text, "text_pair": pair}
    outputs = [{"logits": logits}]
    return case(name, length, task, example, [window(encoding)], truncated=truncated, outputs=outputs, answer=answer)


def class_cases() -> list[Case]:
    cats, hats = "the cat sat on the hat.", "a hat, the cats sat in paris!"
    cut = [
        class_case(f"pair of {first} and {second} tokens in {length}", length, "cat " * first, "hat " * second)
        for length in (8, 9, 10)
        for first, second in ((2, 9), (9, 2), (3, 3), (4, 4), (3, 4), (9, 9), (0, 9), (9, 0), (5, 0))
    ]
    return [
        class_case("one text", 16, cats),
        class_case("two texts", 24, cats, hats),
        class_case("text cut", 6, cats),
        class_case("text that fits just so", 9, cats),
        class_case("empty text", 8, ""),
        class_case("empty pair", 8, "", ""),
        class_case("special tokens in the text", 16, "[SEP] cat[MASK]", "[CLS] [PAD]"),
        class_case("characters beyond the BMP", 16, "😀😀 京都", "é 😀"),
        class_case("first of equals", 8, "cat", logits=[1.0, 2.0, 2.0]),
        class_case("NaN loses", 8, "cat", logits=[NAN, 0.5, 1.0]),
        class_case("NaN before minus infinity", 8, "cat", logits=[NAN, -INFINITY, NAN]),
        class_case("all NaN", 8, "cat", logits=[NAN, NAN, NAN]),
        class_case("infinite", 8, "cat", logits=[0.0, INFINITY, -INFINITY]),
        class_case("infinitely unlikely", 8, "cat", logits=[-INFINITY, 0.0, 0.0]),
        class_case("far apart", 8, "cat", logits=[1000.0, -1000.0, 999.0]),
        labels_case("several labels", [1.5, -0.25, 0.125, 0.0, -8.0]),
        labels_case("no label", [-1.0, -2.0]),
        labels_case("all labels of a low threshold", [-1.0, -2.0, 3.0], threshold=0.1),
        labels_case("a threshold that is met, not passed", [0.0, 0.25], threshold=0.5),
        labels_case("a high threshold", [4.0, 5.0, 6.0], threshold=0.99),
        labels_case("labels of NaN and infinities", [NAN, INFINITY, -INFINITY, 1.0]),
        labels_case("labels far apart", [1000.0, -1000.0]),
        labels_case("one label", [2.0]),
        value_case("a value", 3.25),
        value_case("a value in float32", 0.1),
        value_case("a value below zero", -1e-7),
        value_case("a great value", 1e30),
        value_case("a value of zero", 0.0),
        value_case("a value that is not a number", NAN),
        value_case("an infinite value", -INFINITY),
        *cut,
    ]


# -- token classification ----------------------------------------------------------------------------------------------


def entity_case(
    name: str, length: int, text: str, labels: str = "", default: str = "O", names: list[str] = LABELS
) -> Case:
    """``labels`` of the words in turn; then ``default``. Tokens inside a word are labelled to mislead."""
    encoding, truncated = encode(length, text)
    tokens = list(range(1, len(encoding.ids) - 1))
    starts = [t for t in tokens if t == 1 or not VOCABULARY[encoding.ids[t]].startswith("##")]
    chosen = (labels.split() + [default] * len(starts))[: len(starts)]
    by_token = dict(zip(starts, chosen, strict=True))
    values = [value / 16 for value in random_logits(name, length * len(names))]
    for position in range(length):
        values[position * len(names) + names.index(by_token.get(position, "B-LOC"))] = 1.0
    return case(
        name,
        length,
        TokenClassificationSettings(labels=names),
        {"text": text},
        [window(encoding)],
        truncated=truncated,
        outputs=[{"logits": values}],
        answer={"entities": entities(text, encoding, starts, chosen)},
    )


def entities(text: str, encoding: Encoding, starts: list[int], labels: list[str]) -> list[dict[str, Any]]:
    """seqeval's, from the first character of their first word to the last of their last."""
    ends = [*(start - 1 for start in starts[1:]), len(encoding.ids) - 2]
    found = []
    for type_, first, last in get_entities(labels):
        begin, end = encoding.offsets[starts[first]][0], encoding.offsets[ends[last]][1]
        found.append({"type": type_, "start": begin, "end": end, "text": text[begin:end]})
    return found


def entity_cases() -> list[Case]:
    bob = "Bob lives in New York."
    by_letter = [
        entity_case(f"{one} and {other} after one another", 16, bob, f"O {one} {other} {one}", names=BIOES)
        for one, other in product([label for label in BIOES if label.endswith("PER")], BIOES)
    ]
    return [
        *by_letter,
        entity_case("ends and singles", 16, bob, "S-PER O B-LOC I-LOC E-LOC S-LOC", names=BIOES),
        entity_case("ends of words of several tokens", 16, "Bobby Anna cats", "B-PER E-PER I-PER", names=BIOES),
        entity_case("two entities", 16, bob, "B-PER O O B-LOC I-LOC O"),
        entity_case("inside begins one", 16, bob, "I-PER O O I-LOC I-LOC I-LOC"),
        entity_case("inside of another type begins one", 16, bob, "B-PER I-LOC I-PER B-LOC I-PER I-PER"),
        entity_case("begin ends one", 16, bob, "B-PER B-PER B-PER I-PER B-LOC B-LOC"),
        entity_case("nothing", 16, bob),
        entity_case("all", 16, bob, "B-LOC", default="I-LOC"),
        entity_case("words of several tokens", 16, "Bobby Anna cats", "B-PER I-PER B-LOC"),
        entity_case("the last word cut within", 5, "in Bob Bobby", "O B-PER I-PER"),
        entity_case("the last words cut off", 6, "Bob lives in New York", "B-PER O O B-LOC I-LOC"),
        entity_case("one word, cut within", 3, "Bobby", "B-LOC"),
        entity_case("characters beyond the BMP", 16, "😀 Ann 京都😀", "O B-PER B-LOC I-LOC O"),
        entity_case("unknown words", 16, "Zoë sat in Zürich", "B-PER O O B-LOC"),
        entity_case("special tokens in the text", 16, "[MASK] Ann[SEP]Paris", "B-PER I-PER O B-LOC"),
        entity_case("empty text", 8, ""),
        entity_case("white space", 8, " \n\u200b "),
    ]


# -- multiple choice ---------------------------------------------------------------------------------------------------


def choice_case(name: str, length: int, prompt: str, choices: list[str], logits: list[float] | None = None) -> Case:
    rows = [encode(length, prompt, choice) for choice in choices]
    values = logits or random_logits(name, len(choices))
    one = {
        "token_ids": [token for encoding, _ in rows for token in encoding.ids],
        "type_ids": [type_ for encoding, _ in rows for type_ in encoding.type_ids],
        "rows": [len(encoding.ids) for encoding, _ in rows],
    }
    return case(
        name,
        length,
        MultipleChoiceSettings(choices=len(choices)),
        {"prompt": prompt, "choices": choices},
        [one],
        truncated=any(truncated for _, truncated in rows),
        outputs=[{"logits": values}],
        answer={"choice": by_greatness(values)[0], "probabilities": softmax(values)},
    )


def choice_cases() -> list[Case]:
    sat = "the cat sat on"
    refused = choice_case("too few choices", 12, sat, ["the hat", "bob"])
    refused["task"]["choices"] = 3
    return [
        choice_case("three choices", 16, sat, ["the hat.", "bob", "new york!"]),
        choice_case("one choice", 16, sat, ["the hat"]),
        choice_case("one row cut", 10, sat, ["the hat in paris", "bob", ""]),
        choice_case("empty prompt", 8, "", ["cat", "hat"]),
        choice_case("first of equals", 8, "cat", ["a", "hat", "bob"], [0.5, 1.0, 1.0]),
        choice_case("NaN loses", 8, "cat", ["a", "hat"], [NAN, -4.0]),
        refuse(refused),
    ]


# -- fill-mask ---------------------------------------------------------------------------------------------------------


def mask_case(name: str, length: int, text: str, logits: list[float] | None = None, top: int = 5) -> Case:
    encoding, truncated = encode(length, text)
    values = logits or random_logits(name, len(VOCABULARY))
    positions = [position for position, token in enumerate(encoding.ids) if token == MASK]
    shares = softmax(values)
    one = case(
        name,
        length,
        FillMaskSettings(top=top),
        {"text": text},
        [window(encoding, output_position=positions[0] if positions else None)],
        truncated=truncated,
        outputs=[{"logits": values}],
        answer={
            "tokens": [
                {"id": i, "token": VOCABULARY[i] if i < len(VOCABULARY) else "", "probability": shares[i]}
                for i in by_greatness(values)[:top]
            ]
        },
    )
    whole = reference().encode(text).ids
    return one if whole.count(MASK) == 1 and positions else refuse(one)


def mask_cases() -> list[Case]:
    size = len(VOCABULARY)
    special = random_logits("special", size)
    special[3:6] = [NAN, INFINITY, -INFINITY]
    return [
        mask_case("a mask", 16, "the [MASK] sat on the hat."),
        mask_case("mask at the beginning", 16, "[MASK] sat"),
        mask_case("mask glued to words", 16, "cat[MASK]hat"),
        mask_case("text after the mask cut", 6, "the [MASK] sat on the hat."),
        mask_case("mask last of what stays", 6, "the cat sat [MASK] on"),
        mask_case("mask cut off", 6, "the cat sat on [MASK]"),
        mask_case("no mask", 16, "the cat sat"),
        mask_case("two masks", 16, "the [MASK] sat on [MASK]"),
        mask_case("two masks, one cut off", 6, "the [MASK] sat on the [MASK]"),
        mask_case("lower case is no mask", 16, "the [mask] sat"),
        mask_case("one token", 16, "the [MASK]", top=1),
        mask_case("more than there are", 16, "the [MASK]", logits=[0.5, 1.0, 0.25], top=5),
        mask_case("all equal", 16, "the [MASK]", logits=[1.0] * size),
        mask_case("beyond the vocabulary", 16, "the [MASK]", logits=[0.0] * size + [2.0, 1.0]),
        mask_case("NaN and infinities", 16, "the [MASK]", logits=special, top=size),
    ]


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    write("text-classification", class_cases())
    write("token-classification", entity_cases())
    write("multiple-choice", choice_cases())
    write("fill-mask", mask_cases())
    write("generation", generation_cases())
