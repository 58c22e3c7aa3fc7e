"""What is wrong with the files of a tokenizer."""

from __future__ import annotations

from pathlib import Path

from devbench.errors import UsageError


class BadVocabularyError(UsageError):
    """A vocabulary or a dictionary that is missing, broken, or not the model's."""


class UnsupportedTokenizerError(UsageError):
    """Files that ask for something that devbench cannot do exactly."""

    def __init__(self, folder: Path, what: str, hint: str) -> None:
        super().__init__(f"devbench does not support the tokenizer in {folder}: {what}.", hint)


class ContradictoryFilesError(UsageError):
    """Two files of one tokenizer that say different things."""

    def __init__(self, first: Path | str, says: str, second: Path | str, but: str, hint: str = "") -> None:
        super().__init__(
            f"Two files contradict each other: {first} says {says}, but {second} {but}.",
            hint or "Use both files of the same checkpoint, or correct the wrong one.",
        )
