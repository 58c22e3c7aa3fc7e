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
_KANA = re.compile("[\u3041-\u30ff\u31f0-\u31ff\uff66-\uff9f]")
_IDEOGRAPH = re.compile("[々〆〇\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_NOT_ALPHANUMERIC = re.compile(r"[^a-z0-9]+")


def percent(values: Iterable[float]) -> float:
    values = list(values)
    return 100 * sum(values) / len(values)


# -- texts -------------------------------------------------------------------------------------------------------------


def is_unspaced(text: str) -> bool:
    """Whether a text is of a script without spaces: it has kana, or half of its letters are CJK ideographs."""
    ideographs = len(_IDEOGRAPH.findall(text))
    return bool(_KANA.search(text)) or 2 * ideographs >= max(1, sum(character.isalpha() for character in text))


def words(text: str) -> list[str]:
    """In lower case without punctuation and articles: SQuAD's official evaluation script, v1.1."""
    return _ARTICLES.sub(" ", text.lower().translate(_PUNCTUATION)).split()


def characters(text: str) -> list[str]:
    """NFKC in lower case without punctuation and white space."""
    normal = unicodedata.normalize("NFKC", text).lower()
    return [c for c in normal if not c.isspace() and not unicodedata.category(c).startswith("P")]


def _answer_units(text: str, by_characters: bool) -> list[str]:
    return characters(text) if by_characters else words(text)


def exact_match(prediction: str, golds: Sequence[str], by_characters: bool = False) -> float:
    units = _answer_units(prediction, by_characters)
    return float(any(units == _answer_units(gold, by_characters) for gold in golds or [""]))


def f1(prediction: str, golds: Sequence[str], by_characters: bool = False) -> float:
    """Bag-of-words F1 against the best of the gold answers, as SQuAD's script; no gold answer means ''."""
    units = _answer_units(prediction, by_characters)
    return max(_overlap(units, _answer_units(gold, by_characters)) for gold in golds or [""])


def _overlap(prediction: Sequence[str], gold: Sequence[str]) -> float:
    if not prediction and not gold:
        return 1.0
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


def commonest_share(golds: Sequence[int]) -> float:
    """What always answering the commonest label would get right."""
    return max(Counter(golds).values()) / len(golds)


def macro_f1(predictions: Sequence[int], golds: Sequence[int]) -> float:
    """The mean over the labels that were predicted or are right somewhere, in percent."""
    hits = Counter(a for a, b in zip(predictions, golds, strict=True) if a == b)
    counts = Counter(predictions) + Counter(golds)
    return percent(2 * hits[label] / count for label, count in counts.items())


def matthews(predictions: Sequence[int], golds: Sequence[int]) -> float:
    """Correlation for any number of labels (Gorodkin 2004), times 100; 0 where one side has a single label."""
    n = len(golds)
    hits = sum(a == b for a, b in zip(predictions, golds, strict=True))
    predicted, right = Counter(predictions), Counter(golds)
    covariance = n * hits - sum(predicted[label] * right[label] for label in right)
    spreads = [n * n - sum(count * count for count in counts.values()) for counts in (predicted, right)]
    return 100 * covariance / math.sqrt(spreads[0] * spreads[1]) if all(spreads) else 0.0


# -- sets and ranks ----------------------------------------------------------------------------------------------------


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


def spearman(a: Sequence[float], b: Sequence[float]) -> float | None:
    """Rank correlation times 100, equal values sharing their mean rank; None where a side has no two values."""
    import numpy as np

    if not a:
        return None

    def centred_ranks(values: Sequence[float]) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
        _, inverse, counts = np.unique(values, return_inverse=True, return_counts=True)
        ranks = (np.cumsum(counts) - counts / 2)[inverse]
        return ranks - ranks.mean()  # type: ignore[no-any-return]

    x, y = centred_ranks(a), centred_ranks(b)
    norm = math.sqrt(float(x @ x) * float(y @ y))
    return 100 * float(x @ y) / norm if norm else None
