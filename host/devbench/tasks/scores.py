"""Quality metrics, in percent where the field prints percent."""

from __future__ import annotations

import math
import re
import string
import unicodedata
from collections import Counter
from collections.abc import Collection, Hashable, Iterable, Sequence

_ARTICLES = re.compile(r"\b(a|an|the)\b")
_PUNCTUATION = str.maketrans("", "", string.punctuation)
_KANA = "\u3041-\u30ff\u31f0-\u31ff\uff66-\uff9f"
_IDEOGRAPHS = "々〆〇\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_UNSPACED = re.compile(f"[{_KANA}{_IDEOGRAPHS}]")
_NOT_ALPHANUMERIC = re.compile(r"[^a-z0-9]+")


def percent(values: Iterable[float]) -> float:
    values = list(values)
    return 100 * sum(values) / len(values)


# -- texts -------------------------------------------------------------------------------------------------------------


def is_unspaced(*texts: str) -> bool:
    """Whether texts, taken together, are of a script without spaces: half of their letters are kana or CJK
    ideographs."""
    unspaced = sum(len(_UNSPACED.findall(text)) for text in texts)
    return 2 * unspaced >= max(1, sum(sum(map(str.isalpha, text)) for text in texts))


def words(text: str) -> list[str]:
    """In lower case without punctuation and articles: SQuAD's official evaluation script, v1.1."""
    return _ARTICLES.sub(" ", text.lower().translate(_PUNCTUATION)).split()


def characters(text: str) -> list[str]:
    """NFKC in lower case without punctuation and white space."""
    normal = unicodedata.normalize("NFKC", text).lower()
    return [c for c in normal if not c.isspace() and not unicodedata.category(c).startswith("P")]


def answer_units(text: str, by_characters: bool) -> list[str]:
    return characters(text) if by_characters else words(text)


def exact_match(prediction: str, golds: Sequence[str], by_characters: bool = False) -> float:
    units = answer_units(prediction, by_characters)
    return float(any(units == answer_units(gold, by_characters) for gold in golds or [""]))


def f1(prediction: str, golds: Sequence[str], by_characters: bool = False, of_nothing: float = 1.0) -> float:
    """Bag-of-words F1 against the best of the gold answers, as SQuAD's scripts; no gold answer means ''.

    ``of_nothing`` is that of two texts which both normalize to nothing.
    """
    units = answer_units(prediction, by_characters)
    return max(_overlap(units, answer_units(gold, by_characters), of_nothing) for gold in golds or [""])


def _overlap(prediction: Sequence[str], gold: Sequence[str], of_nothing: float) -> float:
    if not prediction and not gold:
        return of_nothing
    common = sum((Counter(prediction) & Counter(gold)).values())
    return 2 * common / (len(prediction) + len(gold))


def rouge_l(prediction: str, gold: str, by_characters: bool = False) -> float:
    """F-measure of the longest common subsequence (Lin 2004), tokens as rouge_score takes them without stemming."""
    ours, theirs = (
        characters(text) if by_characters else _NOT_ALPHANUMERIC.sub(" ", text.lower()).split()
        for text in (prediction, gold)
    )
    if not ours and not theirs:
        return 0.0
    return 2 * _longest_common_subsequence(ours, theirs) / (len(ours) + len(theirs))


def _longest_common_subsequence(a: Sequence[str], b: Sequence[str]) -> int:
    lengths = [0] * (len(b) + 1)
    for item in a:
        diagonal = 0
        for j, other in enumerate(b, start=1):
            above = lengths[j]
            lengths[j] = diagonal + 1 if item == other else max(above, lengths[j - 1])
            diagonal = above
    return lengths[-1]


# -- labels ------------------------------------------------------------------------------------------------------------


def accuracy(predictions: Sequence[int], golds: Sequence[int]) -> float:
    return percent(a == b for a, b in zip(predictions, golds, strict=True))


def commonest_share(golds: Iterable[Hashable]) -> float:
    """What always giving the commonest answer would get right, of the examples that have one; None is none."""
    counts = Counter(gold for gold in golds if gold is not None)
    return max(counts.values()) / counts.total() if counts else 0.0


def macro_f1(predictions: Sequence[int], golds: Sequence[int]) -> float:
    """The mean over the labels that were predicted or are right somewhere, in percent."""
    hits = Counter(a for a, b in zip(predictions, golds, strict=True) if a == b)
    counts = Counter(predictions) + Counter(golds)
    return percent(2 * hits[label] / count for label, count in counts.items())


def binary_f1(predictions: Sequence[int], golds: Sequence[int]) -> float:
    """Of label 1, the positive one of GLUE's MRPC and QQP, in percent; 0 where it is neither predicted nor right."""
    hits = sum(a == b == 1 for a, b in zip(predictions, golds, strict=True))
    count = sum(a == 1 for a in predictions) + sum(b == 1 for b in golds)
    return 200 * hits / count if count else 0.0


def matthews(predictions: Sequence[int], golds: Sequence[int]) -> float:
    """Correlation for any number of labels (Gorodkin 2004), times 100; 0 where one side has a single label."""
    n = len(golds)
    hits = sum(a == b for a, b in zip(predictions, golds, strict=True))
    predicted, right = Counter(predictions), Counter(golds)
    covariance = n * hits - sum(predicted[label] * right[label] for label in right)
    spreads = [n * n - sum(count * count for count in counts.values()) for counts in (predicted, right)]
    return 100 * covariance / math.sqrt(spreads[0] * spreads[1]) if all(spreads) else 0.0


# -- sets --------------------------------------------------------------------------------------------------------------


def exact_sets(pairs: Iterable[tuple[Collection[Hashable], Collection[Hashable]]]) -> dict[str, float]:
    """Precision, recall and F1 of predicted against right items, counted over all pairs, in percent; 0 of nothing."""
    hits = predicted = right = 0
    for predictions, golds in pairs:
        hits += len(set(predictions) & set(golds))
        predicted += len(predictions)
        right += len(golds)

    def share(part: int, whole: int) -> float:
        return 100 * part / whole if whole else 0.0

    return {
        "f1": share(2 * hits, predicted + right),
        "precision": share(hits, predicted),
        "recall": share(hits, right),
    }


def macro_f1_of_sets(pairs: Sequence[tuple[Collection[int], Collection[int]]], labels: int) -> float:
    """The mean over all ``labels`` of the F1 of predicted against right sets, in percent; 0 for one that is nowhere."""

    def f1_of(label: int) -> float:
        count = sum((label in predicted) + (label in right) for predicted, right in pairs)
        return 2 * sum(label in predicted and label in right for predicted, right in pairs) / count if count else 0.0

    return percent(f1_of(label) for label in range(labels))


# -- values and ranks --------------------------------------------------------------------------------------------------


def correlations(predictions: Sequence[float], golds: Sequence[float]) -> dict[str, float]:
    """Pearson's and Spearman's, times 100. Empty where ``golds`` have no two values; 0 where ``predictions`` have none,
    or one that is no number: they show no relation.
    """
    if len(set(golds)) < 2:
        return {}
    return {"pearson": pearson(predictions, golds) or 0.0, "spearman": spearman(predictions, golds) or 0.0}


def pearson(a: Sequence[float], b: Sequence[float]) -> float | None:
    """Correlation times 100; None where a side has no two values, or one that is no number."""
    import numpy as np

    x, y = np.asarray(a, np.float64), np.asarray(b, np.float64)
    if any(not len(side) or not np.isfinite(side).all() or side.min() == side.max() for side in (x, y)):
        return None
    # a part of the greatest: squares neither overflow nor vanish
    x, y = (centred / np.abs(centred).max() for centred in (x - x.mean(), y - y.mean()))
    return 100 * float(x @ y) / math.sqrt(float(x @ x) * float(y @ y))


def spearman(a: Sequence[float], b: Sequence[float]) -> float | None:
    """Correlation of ranks times 100, equal values sharing their mean rank; None as of `pearson`."""
    import numpy as np

    def ranks(values: Sequence[float]) -> list[float]:
        _, inverse, counts = np.unique(values, return_inverse=True, return_counts=True)
        found: list[float] = (np.cumsum(counts) - counts / 2)[inverse].tolist()
        return found

    return pearson(ranks(a), ranks(b)) if np.isfinite([*a, *b]).all() else None
