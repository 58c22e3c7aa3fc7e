"""Quality metrics against plain restatements of their definitions."""

import itertools
import math
import random
from collections import Counter
from collections.abc import Sequence
from typing import TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devbench import tasks
from devbench.tasks import scores, settings
from devbench.tasks.base import Example
from devbench.tasks.entities import Entity, spans
from devbench.tasks.feature_extraction import Pair

LABELS = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=1, max_size=40)

A = TypeVar("A")
B = TypeVar("B")


def sides(pairs: Sequence[tuple[A, B]]) -> tuple[list[A], list[B]]:
    return [one for one, _ in pairs], [other for _, other in pairs]


@given(pairs=LABELS)
def test_macro_f1_is_the_mean_of_each_labels_f1(pairs: list[tuple[int, int]]) -> None:
    predictions, golds = sides(pairs)
    each = []
    for label in set(predictions) | set(golds):
        true = sum(p == g == label for p, g in pairs)
        false = sum(p == label != g for p, g in pairs)
        missed = sum(g == label != p for p, g in pairs)
        each.append(2 * true / (2 * true + false + missed))
    assert scores.macro_f1(predictions, golds) == pytest.approx(100 * sum(each) / len(each))


@given(pairs=st.lists(st.tuples(st.booleans(), st.booleans()), min_size=1, max_size=40))
def test_matthews_of_two_labels_is_the_textbooks(pairs: list[tuple[bool, bool]]) -> None:
    count = Counter(pairs)
    tp, fp, fn, tn = (count[pair] for pair in [(True, True), (True, False), (False, True), (False, False)])
    norm = math.sqrt((tp + fp) * (tp + fn) * (tn + fp) * (tn + fn))
    expected = 100 * (tp * tn - fp * fn) / norm if norm else 0.0
    assert scores.matthews(*([int(value) for value in side] for side in sides(pairs))) == pytest.approx(expected)


@given(pairs=LABELS)
def test_matthews_of_many_labels_is_the_correlation_of_their_indicators(pairs: list[tuple[int, int]]) -> None:
    predictions, golds = sides(pairs)

    def covariance(one: list[int], other: list[int]) -> float:
        total = 0.0
        for label in range(4):
            a, b = [value == label for value in one], [value == label for value in other]
            total += sum((x - sum(a) / len(a)) * (y - sum(b) / len(b)) for x, y in zip(a, b, strict=True))
        return total

    norm = math.sqrt(covariance(predictions, predictions) * covariance(golds, golds))
    expected = 100 * covariance(predictions, golds) / norm if norm > 1e-9 else 0.0
    assert scores.matthews(predictions, golds) == pytest.approx(expected, abs=1e-6)


# -- entities ----------------------------------------------------------------------------------------------------------


@st.composite
def well_formed(draw: st.DrawFn, size: int) -> list[str]:
    """IOB2 labels of ``size`` words."""
    labels: list[str] = []
    for _ in range(size):
        before = labels[-1] if labels else "O"
        possible = ["O", "B-A", "B-B"] + ([f"I-{before[2:]}"] if before != "O" else [])
        labels.append(draw(st.sampled_from(possible)))
    return labels


def strict_entities(labels: list[str]) -> list[tuple[str, int, int]]:
    """seqeval's strict mode with IOB2 in words: a B- and all the I- of its type that follow it."""
    found = []
    for start, label in enumerate(labels):
        if label.startswith("B-"):
            inside = f"I-{label[2:]}"
            rest = itertools.takewhile(inside.__eq__, labels[start + 1 :])
            found.append((label[2:], start, start + len(list(rest))))
    return found


@given(st.integers(0, 12).flatmap(well_formed))
def test_entities_of_well_formed_labels_are_those_of_the_strict_scheme(labels: list[str]) -> None:
    assert list(spans(labels)) == strict_entities(labels)


@given(st.lists(st.sampled_from(["O", "B-A", "I-A", "B-B", "I-B"]), max_size=12))
def test_any_labels_cover_every_word_that_is_not_outside(labels: list[str]) -> None:
    found = list(spans(labels))
    covered = [word for _, first, last in found for word in range(first, last + 1)]
    assert covered == [word for word, label in enumerate(labels) if label != "O"]
    assert all({labels[word][2:] for word in range(first, last + 1)} == {type_} for type_, first, last in found)
    assert [first for _, first, _ in found] == [
        word
        for word, label in enumerate(labels)
        if label != "O" and not (label[0] == "I" and word and labels[word - 1][2:] == label[2:])
    ]


@given(st.lists(st.integers(0, 8).flatmap(lambda size: st.tuples(well_formed(size), well_formed(size))), min_size=1))
def test_entity_f1_is_seqevals_strict_micro_average(sentences: list[tuple[list[str], list[str]]]) -> None:
    golds = {(i, *entity) for i, (gold, _) in enumerate(sentences) for entity in strict_entities(gold)}
    predicted = {(i, *entity) for i, (_, found) in enumerate(sentences) for entity in strict_entities(found)}
    right = len(golds & predicted)
    precision = right / len(predicted) if predicted else 0.0
    recall = right / len(golds) if golds else 0.0
    f1 = 2 * precision * recall / (precision + recall) if right else 0.0

    task = tasks.create(settings.TokenClassificationSettings(labels=["O", "B-A", "I-A", "B-B", "I-B"]))
    examples = [
        Example(id="", device={}, gold=[Entity(type_, first, last + 1) for type_, first, last in spans(gold)])
        for gold, _ in sentences
    ]
    answers = [
        {
            "entities": [
                {"type": type_, "start": first, "end": last + 1, "text": ""} for type_, first, last in spans(found)
            ]
        }
        for _, found in sentences
    ]
    expected = {"f1": 100 * f1, "precision": 100 * precision, "recall": 100 * recall}
    assert task.score(examples, answers) == pytest.approx(expected)


# -- texts -------------------------------------------------------------------------------------------------------------


def longest_common(a: list[str], b: list[str]) -> int:
    """By trying every subsequence."""
    for size in range(len(a), 0, -1):
        for chosen in itertools.combinations(a, size):
            rest = iter(b)
            if all(word in rest for word in chosen):
                return size
    return 0


WORDS = st.lists(st.sampled_from("abc"), max_size=7)


@given(WORDS, WORDS)
def test_rouge_l_is_the_f_measure_of_the_longest_common_subsequence(ours: list[str], theirs: list[str]) -> None:
    common = longest_common(ours, theirs)
    precision, recall = common / max(1, len(ours)), common / max(1, len(theirs))
    expected = 2 * precision * recall / (precision + recall) if common else 0.0
    assert scores.rouge_l(" ".join(ours), " ".join(theirs)) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("prediction", "gold", "by_characters", "expected"),
    [
        ("The cat-hat, 3rd!", "the CAT hat 3RD", False, 1.0),
        ("testing one two", "testing", False, 0.5),
        ("café", "caf", False, 1.0),  # as rouge_score: letters beyond a-z separate words
        ("東京 に いる 。", "東京にいる", True, 1.0),
        ("東京", "京都", True, 0.5),
        ("", "", False, 0.0),
    ],
)
def test_rouge_l_takes_words_as_rouge_score_does(
    prediction: str, gold: str, by_characters: bool, expected: float
) -> None:
    assert scores.rouge_l(prediction, gold, by_characters) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("東京はどこ?", True),
        ("Androidとは何ですか", False),
        ("アンドロイドとは何ですか", True),
        ("Android水", False),
        ("水道水x", True),
        ("what does 水 mean?", False),
        ("what does の mean?", False),
        ("ﾃｽﾄ", True),
        ("한국어 문장", False),
        ("", False),
        ("123!?", False),
        ("𠮷野", True),
    ],
)
def test_scripts_without_spaces_are_recognized(text: str, expected: bool) -> None:
    assert scores.is_unspaced(text) is expected


def test_generated_text_need_not_have_the_spaces_and_cases_of_its_target() -> None:
    task = tasks.create(settings.GenerationSettings())
    examples = [Example(id="1", device={}, gold="Hello, world."), Example(id="2", device={}, gold="東京です。")]
    answers = [{"text": "hello , world ."}, {"text": "東京 です 。"}]
    assert task.score(examples, answers) == {"rouge_l": 100, "exact_match": 100}


# -- ranks -------------------------------------------------------------------------------------------------------------


def mean_ranks(values: list[int]) -> list[float]:
    return [sum(1 + (other < value) + (other <= value) for other in values) / 2 for value in values]


def correlation(a: list[float], b: list[float]) -> float | None:
    n = len(a)
    x, y = [value - sum(a) / n for value in a], [value - sum(b) / n for value in b]
    norm = math.sqrt(sum(value**2 for value in x) * sum(value**2 for value in y))
    return sum(p * q for p, q in zip(x, y, strict=True)) / norm if norm else None


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), min_size=1, max_size=30))
def test_spearman_is_the_correlation_of_mean_ranks(pairs: list[tuple[int, int]]) -> None:
    a, b = sides(pairs)
    expected = correlation(mean_ranks(a), mean_ranks(b))
    found = scores.spearman(a, b)
    assert found is None if expected is None else found == pytest.approx(100 * expected)


def test_pairs_are_ranked_by_the_cosine_of_their_vectors() -> None:
    """Out of order, with a text alone and half a pair, as a run that ended early leaves them."""
    task = tasks.create(settings.FeatureExtractionSettings())
    pairs = {1: ([1, 0], [1, 0.1], 5.0), 2: ([1, 0], [1, 1], 3.0), 3: ([1, 0], [0, 1], 1.0)}
    rows = [
        (Example(id="", device={}, gold=Pair(number, score)), {"vector": vector})
        for number, (*vectors, score) in pairs.items()
        for vector in vectors
    ]
    rows += [
        (Example(id="", device={}), {"vector": [1, 1]}),
        (Example(id="", device={}, gold=Pair(4, 9.0)), {"vector": [1, 1]}),
    ]
    random.Random(1).shuffle(rows)

    assert task.score(*sides(rows)) == {"spearman": pytest.approx(100)}
    assert task.score(*sides(rows[:1])) == {}


# -- labels and tokens -------------------------------------------------------------------------------------------------


def test_a_perfect_and_a_constant_classifier() -> None:
    task = tasks.create(settings.TextClassificationSettings())
    examples = [Example(id="", device={}, gold=gold) for gold in (0, 1, 1, 2)]

    perfect = task.score(examples, [{"label": label} for label in (0, 1, 1, 2)])
    constant = task.score(examples, [{"label": 1}] * 4)

    assert perfect == {"accuracy": 100, "macro_f1": 100, "matthews": 100}
    assert constant == pytest.approx({"accuracy": 50, "macro_f1": 200 / 9, "matthews": 0})


def test_a_masks_answer_counts_at_the_top_or_among_the_top() -> None:
    task = tasks.create(settings.FillMaskSettings(top=3))
    answer = {"tokens": [{"token": token} for token in ("cat", "dog", "hat")]}
    examples = [Example(id="", device={}, gold=gold) for gold in ("cat", "hat", "bob", "dog")]
    assert task.score(examples, [answer] * 4) == {"top_1": 25, "top_3": 75}
