"""Do texts and vocabulary go together? Unknown tokens and capitals show that they do not, before any answer does."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from devbench.choices import Capitals
from devbench.tokenizers.reference import special_tokens
from devbench.tokenizers.settings import TokenizerSettings

CASED_SHARE = 0.05
"""Of a vocabulary's tokens: so many have capitals if it is a cased one; bert-base-cased has 37 %."""


def unknown_share(windows: Iterable[Sequence[int]], tokens: Sequence[str], settings: TokenizerSettings) -> float | None:
    """Of the token ids of ``windows`` without special tokens, those that are unknown; None if there are no others.

    ``tokens`` is the vocabulary by id.
    """
    others = [tokens.index(token) for token in special_tokens(settings) if token in tokens]
    unknown_id = tokens.index(settings.unk_token)
    others.remove(unknown_id)
    unknown = total = 0
    for ids in windows:
        unknown += ids.count(unknown_id)
        total += len(ids) - sum(map(ids.count, others))
    return unknown / total if total else None


def capitals(texts: Iterable[str], tokens: Sequence[str], settings: TokenizerSettings) -> Capitals | None:
    """Whether the capitals of ``texts`` are ``unknown`` to the vocabulary or ``lost`` before they reach it.

    A vocabulary without small letters has no case at all.
    """
    words = [token for token in tokens if not (token.startswith("[") and token.endswith("]"))]
    with_capitals = sum(token != token.lower() for token in words)
    if settings.lowercase:
        mismatch: Capitals | None = "lost" if with_capitals > CASED_SHARE * len(words) else None
    else:
        mismatch = "unknown" if not with_capitals and any(token != token.upper() for token in words) else None
    special = special_tokens(settings)
    return mismatch if mismatch and any(_has_capitals(text, special) for text in texts) else None


def _has_capitals(text: str, special: Sequence[str]) -> bool:
    for token in special:
        text = text.replace(token, "")
    return text != text.lower()
