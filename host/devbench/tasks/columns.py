"""Which columns of a table, or members of a JSON row, hold texts and right answers, by the names that data gives them.

They are those of the GLUE tasks (Wang et al. 2018), of `datasets` and our own. A ValueError says why a row cannot be
told apart: what a column means is never guessed.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from devbench import suggest
from devbench.suggest import UnknownName

_PAIRS = (
    ("text", "text_pair"),
    ("text", "text2"),
    ("sentence1", "sentence2"),
    ("question1", "question2"),
    ("question", "sentence"),
    ("premise", "hypothesis"),
    ("#1 String", "#2 String"),
)
_SINGLES = ("text", "sentence")
_TEXTS = {name for pair in _PAIRS for name in pair}

_ASIDE = {
    *("id", "idx", "index", "#1 ID", "#2 ID", "qid1", "qid2", "promptID", "pairID"),
    *("source", "star", "genre", "filename", "year", "old_index", "source1", "source2"),
    *("sentence1_binary_parse", "sentence2_binary_parse", "sentence1_parse", "sentence2_parse"),
}
"""What else GLUE's files have; a right answer is in none of them."""


def id_of(row: Mapping[str, Any], line: int) -> str:
    """Its own, or the number of its line."""
    found = row.get("id")
    if found is not None and not isinstance(found, str | int):
        raise ValueError(f"the id {found!r} is neither text nor a whole number")
    return str(line if found is None or found == "" else found)


def number(value: Any) -> float:
    """A right answer that is a value."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise ValueError(f"the score {value!r} is not a number")
    try:
        found = float(value)
    except ValueError:
        found = math.nan
    if not math.isfinite(found):
        raise ValueError(f"the score {value!r} is not a number")
    return found


def texts(row: Mapping[str, Any]) -> tuple[str, str | None]:
    """The text, or the pair of texts."""
    there = {name for name in _TEXTS if row.get(name) is not None}
    single = next(((name,) for name in _SINGLES if there == {name}), None)
    names = next((pair for pair in _PAIRS if there == set(pair)), single)
    if names is None:
        what = f"{', '.join(sorted(there))} are not texts or pairs" if there else "there is no text"
        mistyped = {name: suggest.like(name, sorted(_TEXTS)) for name in row if name not in _TEXTS}
        hints = [f"Rename {name!r} if it is {near[0]!r}." for name, near in mistyped.items() if near]
        raise UnknownName(f"{what} among {', '.join(row) or 'nothing'}", " ".join(hints))
    for name in names:
        if not isinstance(row[name], str):
            raise ValueError(f"{name} is not text")
    return row[names[0]], row[names[1]] if len(names) == 2 else None


def gold(row: Mapping[str, Any], names: Sequence[str], others: Collection[str] = _TEXTS) -> Any:
    """What stands under the one of ``names`` that the row has; None if that is nothing, or if there is no such column
    and no column beyond ``others`` that could be meant.
    """
    there = [name for name in names if name in row]
    if len(there) > 1:
        raise ValueError(f"both {there[0]} and {there[1]} look like the right answer; remove one of them")
    if there:
        return None if row[there[0]] == "" else row[there[0]]
    if unknown := [name for name in row if name not in _ASIDE and name not in others]:
        what = f"there is no {', '.join(names)}"
        raise ValueError(f"{what}; rename {unknown[0]!r} if it is the right answer, else remove it")
    return None
