"""The best spans of a context by the logits of their first and last token; the rules are in docs/protocol.md."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Logits = NDArray[np.float32]


class AnswerSpan(msgspec.Struct, frozen=True):
    """``start`` and ``end`` count characters of the context; both are 0 where it has no answer."""

    start: int
    end: int
    score: float


def of_window(starts: Logits, ends: Logits, longest: int, best_alone: bool) -> Iterator[tuple[int, int, float]]:
    """First and last token with the sum of their logits, the best first, the earliest among equals.

    ``starts`` and ``ends`` are those of the context's tokens alone, one at least; a sum that is NaN is minus infinity.
    """
    import numpy as np

    width = min(longest, len(starts))
    padded = np.concatenate([ends, np.full(width - 1, -np.inf, np.float32)])
    sums = starts[:, None] + np.lib.stride_tricks.sliding_window_view(padded, width)
    sums = np.where(np.isnan(sums), -np.inf, sums)
    order = [np.argmax(sums)] if best_alone else np.argsort(-sums, axis=None, kind="stable")
    for place in order:
        first, more = divmod(int(place), width)
        if first + more < len(starts):
            yield first, first + more, float(sums[first, more])


def best(spans: Iterable[AnswerSpan], count: int) -> list[AnswerSpan]:
    """The best first, the earlier among equals; of a span that is there twice, the better."""
    return first_distinct(sorted(spans, key=lambda span: -span.score), count)


def first_distinct(spans: Iterable[AnswerSpan], count: int) -> list[AnswerSpan]:
    """The first ``count`` of those whose characters are not those of one before."""
    distinct: dict[tuple[int, int], AnswerSpan] = {}
    for span in spans:
        distinct.setdefault((span.start, span.end), span)
        if len(distinct) == count:
            break
    return list(distinct.values())


def with_no_answer(spans: list[AnswerSpan], score: float, threshold: float) -> list[AnswerSpan]:
    """``spans``, best first, and no answer where ``score - threshold`` puts it, after its equals."""
    place = sum(span.score >= score - threshold for span in spans)
    return [*spans[:place], AnswerSpan(0, 0, score), *spans[place:]]


def number(value: float) -> float:
    """Minus infinity for what is no number."""
    return -math.inf if math.isnan(value) else value
