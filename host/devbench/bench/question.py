"""One text put to a model, as a data file of its task that holds no right answer."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec

from devbench.errors import UsageError


def write(folder: Path, task: str, text: str, pairs: Sequence[str]) -> Path:
    """``pairs`` is what belongs to the text: a question's context, the second text, the choices.

    Raises UsageError if the task takes another number of them, or one of the texts is empty or no text at all.
    """
    for each in (text, *pairs):
        if not each.strip():
            raise UsageError("One of the texts is empty.", "Write some words in each text.")
        if any("\ud800" <= character <= "\udfff" for character in each):
            raise UsageError("One of the texts is not valid UTF-8.", "Check the encoding of your shell or script.")
    path = folder / "question.jsonl"
    path.write_bytes(b"\n".join(msgspec.json.encode(row) for row in _rows(task, text, pairs)))
    return path


def _rows(task: str, text: str, pairs: Sequence[str]) -> list[dict[str, Any]]:
    least, most, what = _PAIRS[task]
    if not least <= len(pairs) <= most:
        given = "1 text was" if not pairs else f"{len(pairs) + 1} texts were"
        hint = "Leave out the others." if len(pairs) > most else "Give each text after the first with --pair."
        raise UsageError(f"{task} takes {what}; {given} given.", hint)
    match task:
        case "question-answering":
            return [{"question": text, "context": pairs[0]}]
        case "multiple-choice":
            return [{"prompt": text, "choices": list(pairs)}]
        case "generation":
            return [{"source": text}]
        case "feature-extraction":
            return [{"text": each} for each in (text, *pairs)]
        case _:
            return [{"text": text, **({"text_pair": pairs[0]} if pairs else {})}]


_PAIRS: dict[str, tuple[int, int, str]] = {
    "question-answering": (1, 1, "a question and its context"),
    "text-classification": (0, 1, "one text or two"),
    "token-classification": (0, 0, "one text"),
    "multiple-choice": (1, 100, "a prompt and its choices"),
    "fill-mask": (0, 0, "one text with a mask"),
    "feature-extraction": (0, 1, "one text or two"),
    "generation": (0, 0, "one text"),
}
"""The least and the most texts beside the first, in numbers and in words."""
