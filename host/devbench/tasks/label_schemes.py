"""How labels of words spell entities: IOB1, IOB2, BIOES, BILOU and bare types, all read as one scheme."""

from __future__ import annotations

import re
from collections.abc import Sequence

OUTSIDE = "O"

_NAMELESS = "_"
"""The type of entities whose labels are nothing but B, I and so on, as in seqeval."""

_LETTERS = {"B": "B", "I": "I", "E": "E", "L": "E", "S": "S", "U": "S"}
"""BILOU's last and unit are BIOES' end and single."""
_LETTER_ALONE = re.compile(r"(?i)(?P<letter>[BIELSU])")
_LETTER_FIRST = re.compile(r"(?i)(?P<letter>[BIELSU])[-_](?P<type>.+)")
_LETTER_LAST = re.compile(r"(?i)(?P<type>.+)[-_](?P<letter>[BIELSU])")
_PLACEHOLDER = re.compile(r"(?i)LABEL_\d+")
"""What `transformers` calls the labels of a configuration that names none."""


class UnclearLabelError(ValueError):
    """``label`` is one of those that cannot be used."""

    def __init__(self, label: str, why: str) -> None:
        super().__init__(why)
        self.label = label


def canonical(labels: Sequence[str]) -> list[str]:
    """These labels as ``O``, ``B-x``, ``I-x``, ``E-x`` and ``S-x``; a bare type ``x`` as ``I-x``.

    They must be all labels of a model or of a file, as the scheme is that of all together. Raises UnclearLabelError.
    """
    spelled = [label for label in dict.fromkeys(labels) if label.upper() != OUTSIDE]
    for label in spelled:
        if not label or _PLACEHOLDER.fullmatch(label):
            raise UnclearLabelError(label, f"the label {label!r} has no entity type")
    meanings = {label: OUTSIDE for label in labels if label.upper() == OUTSIDE}
    for pattern in (_LETTER_ALONE, _LETTER_FIRST, _LETTER_LAST):
        found = {label: pattern.fullmatch(label) for label in spelled}
        if all(found.values()):
            parts = {label: match.groupdict() for label, match in found.items() if match}
            break
        if any(found.values()):
            one, other = (next(label for label, match in found.items() if bool(match) is is_) for is_ in (True, False))
            raise UnclearLabelError(other, f"the labels {one!r} and {other!r} belong to different schemes")
    else:
        parts = {label: {"letter": "I", "type": label} for label in spelled}
    meanings |= {
        label: f"{_LETTERS[part['letter'].upper()]}-{part.get('type', _NAMELESS)}" for label, part in parts.items()
    }
    return [meanings[label] for label in labels]
