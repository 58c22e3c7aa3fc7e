"""Which token a decoder goes on with: transformers' logits processors in their order, then the greatest."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from devbench.tasks import logits
from devbench.tasks.settings import GenerationSettings

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from devbench.tasks.logits import Logits


class GreedyRules:
    def __init__(self, settings: GenerationSettings, token_id: Callable[[str], int], steps: int) -> None:
        """``token_id`` gives the id of a token, or raises; ``steps`` is the most tokens that are decoded."""

        def ids(tokens: Sequence[str]) -> list[int]:
            return [token_id(token) for token in tokens]

        self._settings = settings
        self._last_step = steps - 1
        self.eos_ids = ids(settings.eos_tokens)
        self._forced_first = ids([settings.forced_bos_token] if settings.forced_bos_token else [])
        self._forced_last = ids(settings.forced_eos_tokens)
        self._suppressed = ids(settings.suppress_tokens)
        self._suppressed_first = ids(settings.begin_suppress_tokens)

    def next(self, row: Logits, decoded: Sequence[int], source: Sequence[int]) -> int:
        """The token after ``decoded``, which begins with the first token; ``source`` are the encoder's tokens."""
        import numpy as np

        scores, rules, step = row.copy(), self._settings, len(decoded) - 1
        if rules.repetition_penalty != 1:
            _penalize(scores, decoded, np.float32(rules.repetition_penalty))
        _exclude(scores, followers(decoded, decoded, rules.no_repeat_ngram_size))
        _exclude(scores, followers(source, decoded, rules.encoder_no_repeat_ngram_size))
        if step < rules.min_new_tokens:
            _exclude(scores, self.eos_ids)
        if step == 0:
            _force(scores, self._forced_first)
        if step == self._last_step:
            _force(scores, self._forced_last)
        _exclude(scores, self._suppressed)
        if step == len(self._forced_first):  # the first step that is free
            _exclude(scores, self._suppressed_first)
        return int(logits.best(scores))


def followers(text: Sequence[int], decoded: Sequence[int], size: int) -> list[int]:
    """The tokens that would end an n-gram of ``text`` after ``decoded``; none for a ``size`` of 0."""
    known = size - 1
    if known < 0 or len(decoded) < known:
        return []
    last = list(decoded[len(decoded) - known :])
    return [text[start + known] for start in range(len(text) - known) if list(text[start : start + known]) == last]


def _penalize(scores: Logits, decoded: Sequence[int], penalty: np.float32) -> None:
    """Keskar et al. 2019, as transformers computes it."""
    import numpy as np

    ids = _within(scores, decoded)
    scores[ids] = np.where(scores[ids] < 0, scores[ids] * penalty, scores[ids] / penalty)


def _force(scores: Logits, ids: Sequence[int]) -> None:
    if ids:
        scores[:] = float("-inf")
        scores[_within(scores, ids)] = 0


def _exclude(scores: Logits, ids: Sequence[int]) -> None:
    scores[_within(scores, ids)] = float("-inf")


def _within(scores: Logits, ids: Sequence[int]) -> NDArray[np.intp]:
    """Without tokens that the model has no logits for: it cannot say them."""
    import numpy as np

    return np.array([each for each in ids if each < len(scores)], np.intp)
