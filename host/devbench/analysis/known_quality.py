"""Has a model kept the quality that it is known to have: by its card on the card's own data, or by ``--expect``?

What is known is of the whole data. On a part of it the model has lost its quality only if chance does not explain it:
if even the upper confidence bound of what was measured lies below the least that must be kept.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from devbench.results.findings import Finding
from devbench.results.schema import ExampleScores, Result, SideRun

KEPT_FP32 = 0.99
KEPT = 0.93
"""Of what is known: MLPerf Mobile's bounds for a model as it is, and for a quantized one."""
CONFIDENCE = 0.99
"""Of the upper bound. With 95 %, a bundled model would be found wrong at its first 16 examples."""
LEAST_CORRELATED = 20
"""Examples, for a correlation."""

_MEANS = ("accuracy", "exact_match", "rouge_l")
_CORRELATIONS = ("pearson", "spearman")
_SPEARMAN = 1.06
"""Its standard error in Fisher's z is greater by that factor (Fieller, Hartley & Pearson 1957)."""


@dataclass(frozen=True)
class QualityCheck:
    """One metric. ``most`` is what all of the data may give at most, ``at_worst`` the same had all been answered
    wrongly; both None if the examples that ran say nothing of it. All in percent."""

    metric: str
    known: float
    is_expected: bool
    """By ``--expect``; else by the card."""
    least: float
    measured: float | None
    most: float | None
    at_worst: float | None
    visited: int
    available: int

    @property
    def is_lost(self) -> bool:
        return self.most is not None and self.most < self.least

    @property
    def is_kept(self) -> bool:
        """Not lost, though the examples could have shown it."""
        return not self.is_lost and self.at_worst is not None and self.at_worst < self.least


def least(known: float, quantization: str) -> float:
    """What must be left of a quality; of one below 0, as correlations may be, no more is taken off than of its like."""
    kept = KEPT_FP32 if quantization == "fp32" else KEPT
    return known - (1 - kept) * abs(known)


def checks(result: Result) -> list[QualityCheck]:
    """Of what the card states and of what ``--expect`` says, each by itself: neither hides a loss from the other."""
    visited, available = result.parity.tokens.total, result.data.available or result.data.examples
    is_whole = visited == result.data.examples == available
    run, found = result.device_run, []
    stated = [(metric, known, False) for metric, known in result.model.stated_quality.items()]
    expected = [(metric, known, True) for metric, known in result.model.expected_quality.items()]
    for metric, known, is_expected in stated + expected:
        measured = run.quality.get(metric)
        most, at_worst = measured, None if measured is None else 0.0
        if measured is not None and not is_whole:
            count = min(_scored(run, visited), available)  # what was taken from the start again shows nothing new
            most, at_worst = upper_bound(run, result.task, metric, count), _at_worst(run, result.task, metric, count)
        found.append(
            QualityCheck(
                metric=metric,
                known=known,
                is_expected=is_expected,
                least=least(known, result.model.quantization),
                measured=measured,
                most=most,
                at_worst=at_worst,
                visited=visited,
                available=available,
            )
        )
    return found


def _scored(run: SideRun, visited: int) -> int:
    """How many examples have a right answer; older documents do not say it of correlations."""
    if run.scored is not None:
        return run.scored
    return len(run.example_scores.points) if run.example_scores else visited


def findings(result: Result) -> Iterator[tuple[Finding, str]]:
    for check in checks(result):
        if check.is_lost:
            yield Finding.QUALITY_LOST, _lost(check)
        elif check.is_expected and (why := _unchecked(check, result)):
            yield Finding.QUALITY_UNCHECKED, why


def is_known_right(result: Result) -> bool:
    """Whether what is known could have shown the answers wrong, and did not."""
    found = checks(result)
    return _all_ran(result) and any(check.is_kept for check in found) and not any(check.is_lost for check in found)


def _all_ran(result: Result) -> bool:
    return result.parity.tokens.total == result.data.examples


def _lost(check: QualityCheck) -> str:
    source = "--expect says" if check.is_expected else "the model's card says"
    assert check.measured is not None
    words = f"{_name(check.metric)} is {check.measured:.1f}"
    if check.most != check.measured:
        words += f" on {check.visited} of {check.available} examples, at most {check.most:.1f} on all"
    return f"{words}, but {source} {check.known:.1f} (at least {check.least:.1f} is needed)."


def _name(metric: str) -> str:
    return metric.replace("_", " ").capitalize()


def _unchecked(check: QualityCheck, result: Result) -> str:
    """Why; empty if it was checked."""
    start = f"{_name(check.metric)} was not checked against {check.known:.1f}"
    if check.measured is None:
        names = ", ".join(result.device_run.quality)
        return f"{start}: this run reports {names}." if names else f"{start}: this run reports no quality."
    if not _all_ran(result):
        return f"{start}: only {check.visited} of {result.data.examples} examples ran on both sides."
    if check.is_kept:
        return ""
    if check.at_worst is None:
        return f"{start}: {check.visited} of {check.available} examples do not show it."
    return f"{start}: {check.visited} of {check.available} examples are too few."


def upper_bound(run: SideRun, task: str, metric: str, count: int) -> float | None:
    """In percent, of all the data, from ``count`` of its examples; None if they do not show it."""
    measured, scores = run.quality[metric], run.example_scores
    if scores is not None and scores.metric == metric:
        return _of_scores(scores, count)
    if metric in _CORRELATIONS:
        pairs = count // 2  # where two examples make a pair, as sentences do
        return _of_correlation(measured, pairs) if pairs >= LEAST_CORRELATED else None
    return 100 * share_upper(count * measured / 100, count) if _is_mean(task, metric) and count else None


def _at_worst(run: SideRun, task: str, metric: str, count: int) -> float | None:
    """The same, had nothing been right."""
    scores = run.example_scores
    if scores is not None and scores.metric == metric:
        singles = _singles(scores, count)
        return 100 * share_upper(0, singles) if singles else None
    if metric in _CORRELATIONS:
        return 0.0 if count // 2 >= LEAST_CORRELATED else None
    return 100 * share_upper(0, count) if _is_mean(task, metric) and count else None


def _is_mean(task: str, metric: str) -> bool:
    """Whether it is the mean of a score of each example, from 0 to 1."""
    return metric in _MEANS or metric.startswith("top_") or (task == "question-answering" and metric == "f1")


def share_upper(hits: float, total: float) -> float:
    """One-sided upper bound of a share (Clopper & Pearson 1934). Of a mean of scores from 0 to 1, whose variance is no
    greater than that of hits and misses, ``hits`` is their sum."""
    from scipy.special import betaincinv

    return 1.0 if hits >= total else float(betaincinv(hits + 1, total - hits, CONFIDENCE))


def _singles(scores: ExampleScores, count: int) -> float:
    """How many hits and misses ``count`` examples have: one each, or as many as they have entities."""
    share = count / len(scores.points) if scores.points else 0
    return share * (sum(scores.weights) / 2 if scores.weights else len(scores.points))


def _of_scores(scores: ExampleScores, count: int) -> float | None:
    """Of hits, or of a ratio of sums such as entity F1: then the greater of the ratio's normal bound, in which the
    entities of an example may go together, and of the bound of as many single hits, which few examples need."""
    singles, total = _singles(scores, count), sum(scores.weights) or len(scores.points)
    if not singles:
        return None
    ratio = sum(scores.points) / total
    of_singles = share_upper(ratio * singles, singles)
    if not scores.weights:
        return 100 * of_singles
    from scipy.special import ndtri

    rests = (point - ratio * weight for point, weight in zip(scores.points, scores.weights, strict=True))
    spread = math.sqrt(sum(rest * rest for rest in rests) * len(scores.points)) / total
    error = spread / math.sqrt(max(1, count - 1))
    return 100 * min(1.0, max(ratio + float(ndtri(CONFIDENCE)) * error, of_singles))


def _of_correlation(measured: float, pairs: int) -> float:
    """By Fisher's z (1921)."""
    from scipy.special import ndtri

    r = min(max(measured / 100, -0.999999), 0.999999)
    return 100 * math.tanh(math.atanh(r) + _SPEARMAN * float(ndtri(CONFIDENCE)) / math.sqrt(pairs - 3))
