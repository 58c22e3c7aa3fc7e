"""What somebody who mistyped a name may have meant: a hint for a message that says that there is no such name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

_MOST_NEAR = 3
_MOST_LISTED = 12
_ALIKE = 0.6
_AS_GOOD = 0.05
"""Of two names that are alike, both are suggested if their likeness differs by no more than this."""


class UnknownName(ValueError):
    """``str()`` of it says why a name makes no sense, ``hint`` what may have been meant."""

    def __init__(self, why: str, hint: str) -> None:
        super().__init__(why)
        self.hint = hint


def closest(word: str, known: Iterable[str]) -> str:
    """``Did you mean X?`` if a known name is like the word, else ``Choose from: A, B.``; empty if none is known."""
    names = list(dict.fromkeys(known))
    if near := did_you_mean(word, names):
        return near
    if len(names) < 2:
        return f"Use {names[0]}." if names else ""
    more = f" and {len(names) - _MOST_LISTED} more" if len(names) > _MOST_LISTED else ""
    return f"Choose from: {', '.join(names[:_MOST_LISTED])}{more}."


def did_you_mean(word: str, known: Sequence[str]) -> str:
    """Empty if no known name is like the word."""
    near = like(word, known)
    return f"Did you mean {' or '.join(filter(None, (', '.join(near[:-1]), near[-1])))}?" if near else ""


def like(word: str, known: Sequence[str]) -> Sequence[str]:
    """The names that begin with the word, else those that look most like it; neither capitals nor the dashes of an
    option matter.
    """
    from difflib import SequenceMatcher

    wanted = _bare(word)
    if len(wanted) > 1 and (begun := [name for name in known if _bare(name).startswith(wanted)]):
        return begun[:_MOST_NEAR]
    likeness = {name: SequenceMatcher(None, wanted, _bare(name)).ratio() for name in known}
    best = max(likeness.values(), default=0.0)
    return [name for name, ratio in likeness.items() if ratio >= max(_ALIKE, best - _AS_GOOD)][:_MOST_NEAR]


def _bare(name: str) -> str:
    return name.lower().lstrip("-")
