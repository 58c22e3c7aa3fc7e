"""Quality metrics against the packages that the field reports them with."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from rouge_score.rouge_scorer import RougeScorer
from scipy import stats
from seqeval.metrics import f1_score, precision_score, recall_score
from seqeval.metrics.sequence_labeling import get_entities
from seqeval.scheme import IOB2
from sklearn import metrics

from devbench import tasks
from devbench.tasks import scores, settings
from devbench.tasks.base import Example
from devbench.tasks.entities import spans

LABELS = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=1, max_size=40)
RANKED = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), min_size=2, max_size=30)
VALUES = st.integers(-500, 500).map(lambda value: value / 100)
TEXT = st.text(st.sampled_from("ab cB9é.-\n"), max_size=30)
IOB = st.lists(st.sampled_from(["O", "B-A", "I-A", "B-B", "I-B"]), min_size=1, max_size=10)


@given(pairs=LABELS)
def test_label_metrics_are_those_of_scikit_learn(pairs: list[tuple[int, int]]) -> None:
    predictions, golds = [found for found, _ in pairs], [gold for _, gold in pairs]
    assert scores.accuracy(predictions, golds) == pytest.approx(100 * metrics.accuracy_score(golds, predictions))
    assert scores.macro_f1(predictions, golds) == pytest.approx(
        100 * metrics.f1_score(golds, predictions, average="macro", zero_division=0)
    )
    if len(set(golds)) > 1 and len(set(predictions)) > 1:  # scikit-learn warns of others
        expected = 100 * metrics.matthews_corrcoef(golds, predictions)
        assert scores.matthews(predictions, golds) == pytest.approx(expected, abs=1e-9)
    else:
        assert scores.matthews(predictions, golds) == 0


@given(pairs=st.lists(st.tuples(st.integers(0, 1), st.integers(0, 1)), min_size=1, max_size=40))
def test_f1_of_the_positive_label_is_that_of_scikit_learn(pairs: list[tuple[int, int]]) -> None:
    predictions, golds = [found for found, _ in pairs], [gold for _, gold in pairs]
    expected = 100 * metrics.f1_score(golds, predictions, zero_division=0)
    assert scores.binary_f1(predictions, golds) == pytest.approx(expected)


@given(pairs=st.lists(st.tuples(st.frozensets(st.integers(0, 3)), st.frozensets(st.integers(0, 3))), min_size=1))
def test_scores_of_several_labels_are_those_of_scikit_learn(pairs: list[tuple[frozenset[int], frozenset[int]]]) -> None:
    def indicators(sets: Iterable[frozenset[int]]) -> list[list[int]]:
        return [[int(label in each) for label in range(4)] for each in sets]

    found, golds = indicators(one for one, _ in pairs), indicators(other for _, other in pairs)
    task = tasks.create(settings.TextClassificationSettings(problem_type="multi_label_classification"))
    quality = task.score(
        [Example(id="", device={}, gold=tuple(sorted(gold))) for _, gold in pairs],
        [{"labels": sorted(one), "probabilities": [0.0] * 4} for one, _ in pairs],
    )
    assert quality == pytest.approx(
        {
            "micro_f1": 100 * metrics.f1_score(golds, found, average="micro", zero_division=0),
            "macro_f1": 100 * metrics.f1_score(golds, found, average="macro", zero_division=0),
            "subset_accuracy": 100 * metrics.accuracy_score(golds, found),
        }
    )


@given(pairs=st.lists(st.tuples(VALUES, VALUES), min_size=2, max_size=30), shift=st.sampled_from([0.0, 1e6]))
def test_correlation_of_values_is_scipys(pairs: list[tuple[float, float]], shift: float) -> None:
    a, b = [value + shift for value, _ in pairs], [value for _, value in pairs]
    if len(set(a)) > 1 and len(set(b)) > 1:
        assert scores.pearson(a, b) == pytest.approx(100 * stats.pearsonr(a, b).statistic, abs=1e-6)
    else:
        assert scores.pearson(a, b) is None


@given(pairs=RANKED)
def test_rank_correlation_is_scipys(pairs: list[tuple[int, int]]) -> None:
    a, b = [float(value) for value, _ in pairs], [float(value) for _, value in pairs]
    if len(set(a)) > 1 and len(set(b)) > 1:
        assert scores.spearman(a, b) == pytest.approx(100 * stats.spearmanr(a, b).statistic)
    else:
        assert scores.spearman(a, b) is None


@given(prediction=TEXT, gold=TEXT)
def test_rouge_l_is_rouge_scores(prediction: str, gold: str) -> None:
    expected = RougeScorer(["rougeL"]).score(gold, prediction)["rougeL"].fmeasure
    assert scores.rouge_l(prediction, gold) == pytest.approx(expected)


@given(labels=IOB)
def test_entities_of_any_labels_are_those_of_seqeval(labels: list[str]) -> None:
    assert list(spans(labels)) == get_entities(labels)


@hypothesis_settings(max_examples=40)
@given(sentences=st.lists(st.lists(st.tuples(st.sampled_from("OAB"), st.sampled_from("OAB")), min_size=1), min_size=1))
def test_entity_scores_are_seqevals_strict_micro_average(sentences: list[list[tuple[str, str]]]) -> None:
    def iob(types: list[str]) -> list[str]:
        """Equal types beside each other are one entity."""
        before = ["O", *types]
        return [
            "O" if type_ == "O" else f"{'I' if type_ == last else 'B'}-{type_}"
            for last, type_ in zip(before, types, strict=False)
        ]

    found = [iob([one for one, _ in sentence]) for sentence in sentences]
    golds = [iob([other for _, other in sentence]) for sentence in sentences]
    how = {"mode": "strict", "scheme": IOB2, "average": "micro", "zero_division": 0}
    assert scores.exact_sets(
        (list(spans(one)), list(spans(other))) for one, other in zip(found, golds, strict=True)
    ) == pytest.approx(
        {
            "f1": 100 * f1_score(golds, found, **how),
            "precision": 100 * precision_score(golds, found, **how),
            "recall": 100 * recall_score(golds, found, **how),
        }
    )


# -- answers, for which SQuAD's script is no package -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("prediction", "golds", "exact", "f1"),
    [
        ("The Denver Broncos!", ["denver broncos"], 1, 1),  # cases, articles and punctuation do not count
        ("an  apple\na day", ["apple day"], 1, 1),
        ("another theme", ["other me"], 0, 0),  # articles are words of their own
        ("co-operation", ["cooperation"], 1, 1),  # punctuation goes without a trace
        ("Denver", ["Denver Broncos"], 0, 2 / 3),
        ("Denver Denver", ["Denver Broncos"], 0, 1 / 2),  # a word counts as often as it is in both
        ("Denver", ["Carolina", "Denver Broncos", "the Denver"], 1, 1),  # the best of the right answers
        ("Denver", ["Carolina", "Denver Broncos"], 0, 2 / 3),
        ("", [], 1, 1),  # a question without an answer
        ("", [""], 1, 1),
        ("the", [], 1, 1),
        ("Denver", [], 0, 0),
        ("", ["Denver"], 0, 0),
        ("XXXX", [], 0, 0),
        ("東京都", ["東京"], 0, 0),  # without spaces a text is one word
    ],
)
def test_answers_are_scored_as_by_squads_script(prediction: str, golds: list[str], exact: float, f1: float) -> None:
    assert scores.exact_match(prediction, golds) == exact
    assert scores.f1(prediction, golds) == pytest.approx(f1)


def test_answers_by_characters_are_compared_in_one_form() -> None:
    assert scores.characters("「Ａｂ C。」!") == ["a", "b", "c"]
    assert scores.characters("か\u3099 ｶﾞ") == ["が", "ガ"]
    assert scores.f1("東京都", ["東京"], by_characters=True) == pytest.approx(4 / 5)
    assert scores.f1("", [], by_characters=True) == 1
    assert scores.rouge_l("", "東京", by_characters=True) == 0


@pytest.mark.parametrize(
    ("text", "expected"), [("水x", True), ("水ab", False), ("水", True), ("1985年", True), ("々", True)]
)
def test_half_of_the_letters_make_a_script_without_spaces(text: str, expected: bool) -> None:
    assert scores.is_unspaced(text) is expected


@pytest.mark.parametrize(
    "metric", [scores.accuracy, scores.binary_f1, scores.macro_f1, scores.matthews], ids=lambda each: each.__name__
)
def test_labels_that_do_not_pair_are_no_score(metric) -> None:  # type: ignore[no-untyped-def]
    for predictions, golds in ([0, 1], [0]), ([0], [0, 1]):
        with pytest.raises(ValueError, match="zip"):
            metric(predictions, golds)


def test_no_items_give_zero_and_no_ranks_none() -> None:
    assert scores.exact_sets([]) == {"f1": 0, "precision": 0, "recall": 0}
    assert scores.exact_sets([([], ["a"])]) == {"f1": 0, "precision": 0, "recall": 0}
    assert scores.spearman([], []) is None
    assert scores.pearson([], []) is None
    assert scores.spearman([1.0, float("nan")], [1.0, 2.0]) is None


@pytest.mark.parametrize("scale", [1e-300, 1e300])
def test_correlation_has_no_scale(scale: float) -> None:
    assert scores.pearson([scale, 2 * scale, 4 * scale], [1.0, 2.0, 3.0]) == pytest.approx(
        100 * stats.pearsonr([1, 2, 4], [1, 2, 3]).statistic
    )
